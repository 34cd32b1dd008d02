import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTab } from '../../resources/web/tab.js';
import { FakeStorage } from './support/storage.js';

const Channel = globalThis.BroadcastChannel;
globalThis.BroadcastChannel = class extends Channel {
  constructor(name) {
    super(name);
    this.unref(); // a page has no end; a test has
  }
};

test('a tab keeps its name over a reload, and hears of the others that are open', async () => {
  const storage = new FakeStorage();
  const first = openTab(storage, () => 'a');
  const second = openTab(new FakeStorage(), () => 'b');
  const [others] = await Promise.all([first.others(), second.others()]);
  assert.deepEqual([...others], ['b']);
  assert.equal(openTab(storage, () => 'c').id, 'a');
});

test('where nothing is kept a tab has a name all the same', () => {
  const storage = new FakeStorage();
  storage.forbidden = true;
  assert.equal(openTab(storage, () => 'd').id, 'd');
  assert.equal(openTab(null, () => 'e').id, 'e');
});
