import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Outbox } from '../../resources/web/outbox.js';
import { Store } from '../../resources/web/store.js';
import { FakeStorage } from './support/storage.js';
import { FakeTime, settled } from './support/time.js';

function setUp({ storage = new FakeStorage(), time = new FakeTime() } = {}) {
  const asked = [];
  const outbox = new Outbox({
    store: new Store('h_1', storage), set: time.set, clear: time.clear, now: time.now, onChange: () => {},
    ask: (message) => new Promise((resolve, reject) => asked.push({ message, ok: (seq) => resolve({ seq, at: 0 }), fail: (code, more) => reject({ code, text: '', ...more }) })),
  });
  const keys = () => asked.map((each) => each.message.key);
  return { outbox, asked, storage, time, keys };
}
const post = (key, room = 'lobby') => ({ type: 'post', room, key, text: `text ${key}` });
const states = (outbox, room = 'lobby') => outbox.list(room).map((entry) => `${entry.key}:${entry.state}`);

test('online, what is typed goes out at once and in order', async () => {
  const { outbox, keys, asked } = setUp();
  outbox.online();
  for (const key of ['a', 'b', 'c']) outbox.add(post(key));
  assert.deepEqual(keys(), ['a', 'b', 'c']);
  asked[0].ok(1);
  await settled();
  assert.deepEqual(states(outbox), ['a:stored', 'b:sending', 'c:sending']);
});

test('what was typed offline is sent on return, one at a time, with the same key and body', async () => {
  const { outbox, asked, keys } = setUp();
  for (const key of ['a', 'b']) outbox.add(post(key));
  assert.deepEqual(keys(), []);
  outbox.online();
  assert.deepEqual(keys(), ['a']);
  asked[0].ok(1);
  await settled();
  assert.deepEqual(asked.map((each) => each.message), [post('a'), post('b')]);
});

test('what was on its way when the connection went is sent again with the same key', async () => {
  const { outbox, asked, keys } = setUp();
  outbox.online();
  outbox.add(post('a'));
  outbox.offline();
  asked[0].fail('lost');
  await settled();
  assert.deepEqual(states(outbox), ['a:waiting']);
  outbox.online();
  assert.deepEqual(keys(), ['a', 'a']);
  assert.deepEqual(asked[1].message, asked[0].message);
});

test('a reload loses nothing and doubles nothing', async () => {
  const first = setUp();
  for (const key of ['b', 'a', 'c']) {
    first.outbox.add(post(key));
    await first.time.advance(1);
  }
  first.outbox.online();
  first.asked[0].ok(1);
  await settled();
  const second = setUp({ storage: first.storage });
  assert.deepEqual(states(second.outbox), ['a:waiting', 'c:waiting']);
  second.outbox.online();
  second.asked[0].ok(2);
  await settled();
  second.asked[1].ok(3);
  await settled();
  assert.deepEqual(second.keys(), ['a', 'c']);
  assert.deepEqual(states(setUp({ storage: first.storage }).outbox), []);
});

test('typed in one moment stays in order after a reload, too', () => {
  const first = setUp();
  for (const key of ['z', 'y', 'x', 'w']) first.outbox.add(post(key));
  assert.deepEqual(setUp({ storage: first.storage }).outbox.list('lobby').map((entry) => entry.key), ['z', 'y', 'x', 'w']);
});

test('another host has another outbox', () => {
  const storage = new FakeStorage();
  setUp({ storage }).outbox.add(post('a'));
  const other = new Store('h_2', storage);
  assert.deepEqual(other.names('outbox:'), []);
});

for (const code of ['rate_limited', 'storage', 'busy']) test(`after ${code} the waiting ones go one at a time and in order`, async () => {
  const { outbox, asked, keys, time } = setUp();
  outbox.online();
  for (const key of ['a', 'b', 'c']) outbox.add(post(key));
  asked[0].fail(code, { retry: 300 });
  asked[1].fail(code, { retry: 300 });
  asked[2].fail(code, { retry: 300 });
  await time.advance(299);
  assert.deepEqual(keys(), ['a', 'b', 'c']);
  await time.advance(1);
  assert.deepEqual(keys().slice(3), ['a']);
  asked[3].ok(1);
  await settled();
  assert.deepEqual(keys().slice(3), ['a', 'b']);
  asked[4].ok(2);
  await settled();
  asked[5].ok(3);
  await settled();
  assert.deepEqual(keys().slice(3), ['a', 'b', 'c']);
  outbox.add(post('d'));
  outbox.add(post('e'));
  assert.deepEqual(keys().slice(6), ['d', 'e'], 'once all are through they go as they come again');
});

test('one that is refused for good does not hold up the next, and can be sent again or discarded', async () => {
  const { outbox, asked, keys, storage } = setUp();
  outbox.add(post('a'));
  outbox.add(post('b'));
  outbox.online();
  asked[0].fail('too_large');
  await settled();
  assert.deepEqual(states(outbox), ['a:failed', 'b:sending']);
  outbox.retry('a');
  asked[1].ok(1);
  await settled();
  assert.deepEqual(keys(), ['a', 'b', 'a']);
  asked[2].fail('forbidden');
  await settled();
  assert.equal(outbox.discard('a')?.request.text, 'text a');
  assert.deepEqual(states(setUp({ storage }).outbox), []);
});

test('what is under way cannot be discarded', () => {
  const { outbox } = setUp();
  outbox.online();
  outbox.add(post('a'));
  assert.equal(outbox.discard('a'), null);
});

test('an event of ours in the log settles it, before or after the answer', async () => {
  const { outbox, asked, storage } = setUp();
  outbox.online();
  outbox.add(post('a'));
  outbox.add(post('b'));
  outbox.settle('a');
  asked[0].ok(1);
  asked[1].ok(2);
  await settled();
  assert.deepEqual(states(outbox), ['b:stored']);
  outbox.reached('lobby', 2);
  assert.deepEqual(states(outbox), []);
  assert.deepEqual(new Store('h_1', storage).names('outbox:'), []);
});

test('rooms do not hold each other up', async () => {
  const { outbox, asked, keys } = setUp();
  outbox.online();
  outbox.add(post('a', 'one'));
  asked[0].fail('rate_limited', { retry: 10_000 });
  await settled();
  outbox.add(post('b', 'one'));
  outbox.add(post('c', 'two'));
  assert.deepEqual(keys(), ['a', 'c']);
});

test('with full storage it works until the page is closed', () => {
  const storage = new FakeStorage();
  storage.full = true;
  const { outbox, keys } = setUp({ storage });
  outbox.add(post('a'));
  outbox.online();
  assert.deepEqual(keys(), ['a']);
});

test('what is not readable in storage is passed over', () => {
  const storage = new FakeStorage();
  storage.setItem('courtyard:h_1:outbox:x', '{');
  storage.setItem('courtyard:h_1:outbox:y', '{"key":"y","room":"lobby","order":1,"at":1,"request":{"type":"post","room":"other","key":"y"}}');
  assert.deepEqual(setUp({ storage }).outbox.list('lobby'), []);
});
