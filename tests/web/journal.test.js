import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openJournal } from '../../resources/web/journal.js';
import { settled } from './support/time.js';

/** A database that opens when the test says so, and writes down what is put. */
function fakeFactory() {
  const rows = new Map();
  const request = {};
  const table = { put: (text, key) => rows.set(key, text), delete: (key) => rows.delete(key) };
  const result = { transaction: () => ({ objectStore: () => table, commit: () => {} }) };
  return { rows, open: () => request, succeed: () => request.onsuccess(), fail: () => request.onerror(), request: Object.assign(request, { result }) };
}
const never = new Promise(() => {});

test('a database that takes its time keeps nobody waiting, and is written to as soon as it is there', async () => {
  const factory = fakeFactory();
  const journal = await openJournal(factory, Promise.resolve());
  journal.put('a', 'typed meanwhile');
  journal.put('b', 'sent meanwhile');
  journal.remove('b');
  assert.deepEqual(await journal.all(), new Map());
  assert.deepEqual([...factory.rows], []);
  factory.succeed();
  await settled();
  assert.deepEqual([...factory.rows], [['a', 'typed meanwhile']]);
});

test('where there is none, there is no journal', async () => {
  const factory = fakeFactory();
  const journal = openJournal(factory, never);
  factory.fail();
  assert.equal(await journal, null);
  assert.equal(await openJournal(undefined, never), null);
});

test('one that does not open after all takes nothing, and throws nothing', async () => {
  const factory = fakeFactory();
  const journal = await openJournal(factory, Promise.resolve());
  journal.put('a', 'typed');
  factory.fail();
  await settled();
  assert.equal(await journal.putFile('f', new Blob(['x'])), false);
});
