import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Store } from '../../resources/web/store.js';
import { FakeStorage } from './support/storage.js';

test('what is kept is there for the same host, and for no other', () => {
  const storage = new FakeStorage();
  assert.equal(new Store('h_1', storage).set('token', 'secret'), true);
  assert.equal(new Store('h_1', storage).get('token'), 'secret');
  assert.equal(new Store('h_2', storage).get('token'), null);
  assert.equal(new Store('h_', storage).get('1:token'), null);
});

test('what is removed is gone', () => {
  const store = new Store('h_1', new FakeStorage());
  store.set('token', 'secret');
  store.remove('token');
  assert.equal(store.get('token'), null);
});

for (const [what, make] of [
  ['absent', () => null],
  ['full', () => Object.assign(new FakeStorage(), { full: true })],
  ['forbidden', () => Object.assign(new FakeStorage(), { forbidden: true })],
]) test(`with ${what} storage things are kept until the page is closed`, () => {
  const store = new Store('h_1', make());
  assert.equal(store.set('a', { b: 1 }), false);
  assert.deepEqual(store.get('a'), { b: 1 });
  assert.deepEqual(store.names(''), ['a']);
  store.remove('a');
  assert.equal(store.get('a'), null);
});

test('what storage could not take and later can is not told twice', () => {
  const storage = new FakeStorage();
  const store = new Store('h_1', storage);
  store.set('a', 1);
  storage.full = true;
  store.set('a', 2);
  assert.equal(store.get('a'), 2);
  storage.full = false;
  store.set('a', 3);
  assert.deepEqual([store.get('a'), new Store('h_1', storage).get('a')], [3, 3]);
});

test('what is not readable is as if it were not there', () => {
  const storage = new FakeStorage();
  storage.setItem('courtyard:h_1:a', '{');
  assert.equal(new Store('h_1', storage).get('a'), null);
});

function fakeJournal() {
  const kept = new Map();
  return { kept, put: (key, text) => kept.set(key, text), remove: (key) => kept.delete(key), all: async () => new Map(kept) };
}

test('what the storage lost is taken back from the journal, what was removed is not', async () => {
  const journal = fakeJournal();
  const before = new Store('h_1', new FakeStorage(), journal);
  before.set('token', 'secret');
  before.set('outbox:a', { key: 'a' });
  before.set('outbox:b', { key: 'b' });
  before.remove('outbox:b');
  before.set('read:lobby', 5);
  const after = new Store('h_1', new FakeStorage(), journal);
  await after.recover();
  assert.deepEqual([after.get('token'), after.names('')], ['secret', ['outbox:a', 'token']]);
  const other = new Store('h_2', new FakeStorage(), journal);
  await other.recover();
  assert.deepEqual(other.names(''), []);
});

test('what the storage still has is newer than the journal', async () => {
  const storage = new FakeStorage();
  const journal = fakeJournal();
  new Store('h_1', storage, journal).set('token', 'old');
  new Store('h_1', storage).set('token', 'new');
  const store = new Store('h_1', storage, journal);
  await store.recover();
  assert.equal(store.get('token'), 'new');
});

test('a damaged copy in the journal is left alone, and the others come back', async () => {
  const journal = fakeJournal();
  journal.kept.set('courtyard:h_1:name', '{');
  journal.kept.set('courtyard:h_1:token', '"secret"');
  const after = new Store('h_1', new FakeStorage(), journal);
  await after.recover();
  assert.deepEqual([after.get('name'), after.get('token')], [null, 'secret']);
});

test('visitors and members of one host are kept apart, and one is forgotten without the other', () => {
  const storage = new FakeStorage();
  const member = new Store('h_1', storage);
  const visitor = new Store('h_1', storage, null, 'courtyard-help');
  member.set('token', 'member');
  visitor.set('token', 'visitor');
  visitor.set('outbox:a', 1);
  assert.deepEqual([member.get('token'), visitor.get('token')], ['member', 'visitor']);
  visitor.clear();
  assert.deepEqual([member.get('token'), visitor.names('')], ['member', []]);
});
