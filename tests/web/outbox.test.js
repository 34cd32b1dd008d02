import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Outbox, TAKE_OVER } from '../../resources/web/outbox.js';
import { Store } from '../../resources/web/store.js';
import { FakeStorage } from './support/storage.js';
import { FakeTime, settled } from './support/time.js';

function setUp({ storage = new FakeStorage(), time = new FakeTime(), more = {} } = {}) {
  const asked = [];
  const outbox = new Outbox({
    store: new Store('h_1', storage), set: time.set, clear: time.clear, now: time.now, onChange: () => {}, ...more,
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

test('what the log has already is neither sent nor shown again, whoever put it into the store', () => {
  const { outbox, storage, keys } = setUp();
  setUp({ storage }).outbox.add(post('brought')); // of another address, or of a tab that is gone
  outbox.settle('brought');
  outbox.online();
  assert.deepEqual([keys(), states(outbox)], [[], []]);
  assert.deepEqual(new Store('h_1', storage).names('outbox:'), []);
});

test('what was confirmed as part of the log that is held is not shown beside it', async () => {
  const { outbox, asked } = setUp({ more: { endOf: (room) => (room === 'lobby' ? 40 : 0) } });
  for (const key of ['a', 'b']) outbox.add(post(key));
  outbox.online();
  asked[0].ok(7); // far above what was fetched
  await settled();
  asked[1].ok(41);
  await settled();
  assert.deepEqual(states(outbox), ['b:stored']);
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

const tabs = () => {
  const storage = new FakeStorage();
  const time = new FakeTime();
  const [one, two] = [setUp({ storage, time }), setUp({ storage, time })];
  return { one, two, storage, time };
};

test('of two tabs, the other one sends what the first has not sent in time, in order and with the same keys', async () => {
  const { one, two, time } = tabs();
  two.outbox.online();
  one.outbox.add(post('a'));
  await time.advance(1);
  one.outbox.add(post('b'));
  two.outbox.otherTab();
  await time.advance(TAKE_OVER - 1);
  assert.deepEqual(two.keys(), [], 'it has time');
  await time.advance(1);
  assert.deepEqual(two.keys(), ['a']);
  two.asked[0].ok(1);
  await settled();
  two.asked[1].ok(2);
  await settled();
  assert.deepEqual(two.keys(), ['a', 'b']);
  one.outbox.online();
  assert.deepEqual(one.keys(), [], 'the first finds nothing left to send');
  assert.deepEqual(states(one.outbox), []);
});

test('what one tab discards the other does not send', () => {
  const { one, two } = tabs();
  one.outbox.add(post('a'));
  two.outbox.otherTab();
  assert.deepEqual(states(two.outbox), ['a:waiting'], 'away from the host it is shown in both');
  one.outbox.discard('a');
  two.outbox.online(); // before it heard of it
  assert.deepEqual([two.keys(), states(two.outbox)], [[], []]);
});

test('what is in memory only is not taken for discarded elsewhere', () => {
  const { one, storage } = tabs();
  storage.full = true;
  one.outbox.add(post('a'));
  one.outbox.otherTab();
  one.outbox.online();
  assert.deepEqual(one.keys(), ['a']);
  assert.equal(one.outbox.unsent[0].kept, false);
});

test('when somebody clears the storage, what waits is written down again', () => {
  const { one, storage } = tabs();
  one.outbox.add(post('a'));
  storage.removeItem('courtyard:h_1:outbox:a');
  one.outbox.otherTab(true);
  assert.deepEqual(states(setUp({ storage }).outbox), ['a:waiting']);
});

test('what did not fit is written down as soon as there is space', () => {
  const { outbox, storage } = setUp();
  outbox.add(post('a'));
  storage.full = true;
  outbox.add(post('b'));
  storage.full = false;
  outbox.discard('a');
  assert.deepEqual(outbox.unsent.map((entry) => entry.kept), [true]);
  assert.deepEqual(states(setUp({ storage }).outbox), ['b:waiting']);
});

test('the person does not wait for a pause that the host asked for, yet the order stays', async () => {
  const { outbox, asked, keys } = setUp();
  outbox.online();
  outbox.add(post('a'));
  outbox.add(post('b'));
  asked[0].fail('storage', { retry: 60_000 });
  asked[1].fail('storage', { retry: 60_000 });
  await settled();
  assert.deepEqual(outbox.unsent.map((entry) => entry.failure.code), ['storage', 'storage']);
  outbox.retry('b');
  assert.deepEqual(keys().slice(2), ['a']);
});

test('what went along to another address is not sent from here, unless the person says so', () => {
  const first = setUp();
  first.outbox.add(post('a'));
  first.outbox.add(post('b'));
  first.outbox.carried(first.outbox.unsent.slice(0, 1), 'http://10.0.0.2:3000');
  const { outbox, keys } = setUp({ storage: first.storage });
  outbox.online();
  assert.deepEqual([keys(), states(outbox)], [['b'], ['a:held', 'b:sending']]);
  assert.equal(outbox.unsent[0].carried, 'http://10.0.0.2:3000');
  outbox.retry('a');
  assert.equal(outbox.unsent[0].carried, '');
  assert.deepEqual(states(setUp({ storage: first.storage }).outbox), ['a:waiting', 'b:waiting']);
});

test('of a room whose log is another one, what only the old one had confirmed is said again', async () => {
  const { outbox, asked, keys, storage } = setUp();
  outbox.online();
  outbox.add(post('a'));
  asked[0].ok(7);
  await settled();
  outbox.reset('lobby');
  assert.deepEqual(keys(), ['a', 'a']);
  assert.deepEqual(new Store('h_1', storage).names('outbox:'), ['outbox:a']);
});

test('a message waits for its files, later ones do not wait for it, and once said it stays as it is', async () => {
  const there = new Map();
  const gone = [];
  const { outbox, asked, keys, storage } = setUp({ more: { filesOf: (uploads) => (uploads.every((key) => there.has(key)) ? uploads.map((key) => there.get(key)) : null), onGone: (uploads) => gone.push(...uploads) } });
  outbox.online();
  outbox.add(post('a'), ['u1', 'u2']);
  outbox.add(post('b'));
  assert.deepEqual(keys(), ['b']);
  there.set('u1', 'id1').set('u2', 'id2');
  outbox.filesChanged();
  assert.deepEqual(asked[1].message, { ...post('a'), files: ['id1', 'id2'] });
  there.set('u1', 'another');
  outbox.offline();
  asked[1].fail('lost');
  asked[0].fail('lost');
  await settled();
  const again = setUp({ storage });
  again.outbox.online();
  assert.deepEqual(again.asked[0].message, { ...post('a'), files: ['id1', 'id2'] });
  again.asked[0].ok(5);
  await settled();
  outbox.settle('a');
  assert.deepEqual(gone, ['u1', 'u2']);
});

test('a file that is given up leaves its message, and a message of nothing goes with it', () => {
  const gone = [];
  const { outbox, keys } = setUp({ more: { filesOf: () => null, onGone: (uploads) => gone.push(...uploads) } });
  outbox.online();
  outbox.add({ type: 'post', room: 'lobby', key: 'a' }, ['u1', 'u2']);
  outbox.add(post('b'), ['u3']);
  for (const [key, upload] of [['a', 'u1'], ['a', 'u2'], ['b', 'u3']]) outbox.dropFile(key, upload);
  assert.deepEqual(keys(), ['b']);
  assert.deepEqual(gone, ['u1', 'u2', 'u3']);
  assert.deepEqual(states(outbox), ['b:sending']);
});

test('files that the host let go of are sent once more', async () => {
  let there = true;
  let redone = 0;
  const { outbox, asked } = setUp({ more: { filesOf: () => (there ? ['id'] : null), redo: () => redone++ === 0 } });
  outbox.online();
  outbox.add(post('a'), ['u1']);
  there = false;
  asked[0].fail('no_file');
  await settled();
  assert.deepEqual(states(outbox), ['a:waiting']);
  there = true;
  outbox.filesChanged();
  assert.deepEqual(asked[1].message, asked[0].message);
  asked[1].fail('no_file');
  await settled();
  assert.deepEqual(states(outbox), ['a:failed']);
});

test('what waits for files does not go along to another address', () => {
  const { outbox } = setUp({ more: { filesOf: () => null } });
  outbox.add(post('a'), ['u1']);
  outbox.add(post('b'));
  assert.deepEqual(outbox.movable.map(({ key }) => key), ['b']);
});

test('a visitor’s room gets what was typed before there was one, and what was meant for one that has gone', async () => {
  const { outbox, asked, storage } = setUp();
  outbox.add(post('question', '(new)'));
  outbox.add({ ...post('answer', 'r_gone'), reply: 7 });
  outbox.add({ type: 'react', room: 'r_gone', key: 'r', target: 7, emoji: '👍', on: true });
  outbox.add(post('later', 'r_1'));
  outbox.gather('r_1');
  outbox.online();
  for (const seq of [1, 2, 3]) {
    asked.at(-1).ok(seq);
    await settled();
  }
  assert.deepEqual(asked.map(({ message }) => message), [post('question', 'r_1'), post('answer', 'r_1'), post('later', 'r_1')]);
  assert.equal(storage.length, 0);
});

test('what was gathered is kept for its new room', () => {
  const { outbox, storage } = setUp();
  outbox.add(post('question', '(new)'));
  outbox.gather('r_1');
  assert.deepEqual(setUp({ storage }).outbox.list('r_1').map(({ request }) => request), [post('question', 'r_1')]);
});
