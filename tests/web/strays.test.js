import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Store } from '../../resources/web/store.js';
import { Strays } from '../../resources/web/strays.js';
import { FakeStorage } from './support/storage.js';

function setUp() {
  const storage = new FakeStorage();
  const put = (host, key, at, more = {}, fields = {}) => new Store(host, storage).set(`outbox:${key}`,
    { key, room: 'lobby', order: at, at, request: { type: 'post', room: 'lobby', key, text: `text ${key}`, ...fields }, ...more });
  return { storage, put };
}

test('what waits for other hosts is listed, oldest first, with the name of the host', () => {
  const { storage, put } = setUp();
  put('h_1', 'own', 1);
  put('h_2', 'b', 9);
  put('h_3', 'a', 2);
  new Store('h_2', storage).set('host', 'Field clinic');
  assert.deepEqual(new Strays(storage, 'h_1').list(), [
    { host: 'h_3', hostName: '', key: 'a', at: 2, text: 'text a' }, { host: 'h_2', hostName: 'Field clinic', key: 'b', at: 9, text: 'text b' }]);
});

test('what has no words, or went along to another address, is not', () => {
  const { storage, put } = setUp();
  put('h_2', 'reaction', 1, {}, { type: 'react', text: undefined });
  put('h_2', 'gone', 1, { carried: 'http://10.0.0.1:3000' });
  storage.setItem('courtyard:h_2:outbox:bad', '{');
  assert.deepEqual(new Strays(storage, 'h_1').list(), []);
});

test('what is discarded is gone, here and in the storage', () => {
  const { storage, put } = setUp();
  put('h_2', 'a', 1);
  const strays = new Strays(storage, 'h_1');
  strays.discard(strays.list()[0]);
  assert.deepEqual([strays.list(), new Store('h_2', storage).names('outbox:')], [[], []]);
});

for (const [what, storage] of [['absent', null], ['forbidden', Object.assign(new FakeStorage(), { forbidden: true })]])
  test(`with ${what} storage there are none`, () => assert.deepEqual(new Strays(storage, 'h_1').list(), []));
