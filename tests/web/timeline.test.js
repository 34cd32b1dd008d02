import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readEvent } from '../../resources/web/protocol.js';
import { dayNames, emptyFold, fold, foldEvent, foldOlder, itemAt, rows } from '../../resources/web/timeline.js';
import { golden } from './support/golden.js';
import { message, messages } from './support/make.js';

const at = (day, hour, minute = 0) => new Date(2026, 10, day, hour, minute).getTime();

for (const { name, value } of golden('fold')) test(`fold ${name}: ${value.what}`, () => {
  const pages = value.pages ?? [{ prepend: false, events: value.events }];
  /** @type {Map<number, any>} */ const held = new Map();
  for (const { events } of pages) for (const raw of events) if (!held.has(raw.seq)) held.set(raw.seq, readEvent(raw, 'lobby'));
  const inOrder = [...held.values()].sort((a, b) => a.seq - b.seq);
  assert.deepEqual(fold(inOrder), value.timeline);
});

for (const { name, value } of golden('fold').filter((each) => each.value.pages)) test(`fold ${name}, page by page: ${value.what}`, () => {
  const one = emptyFold();
  /** @type {Set<number>} */ const held = new Set();
  for (const { prepend, events } of value.pages) {
    const fresh = events.filter((raw) => !held.has(raw.seq)).map((raw) => readEvent(raw, 'lobby'));
    for (const event of fresh) held.add(event.seq);
    if (prepend) foldOlder(one, fresh);
    else for (const event of fresh) foldEvent(one, event);
  }
  assert.deepEqual(one.items, value.timeline);
});

test('changes find what comes with older pages, whatever the pages are', () => {
  const change = (seq, kind, target, more = {}) => message(seq, kind === 'edit' ? `edit ${seq}` : '', { kind, target, ...more });
  const log = [message(1), message(2), change(3, 'edit', 1), message(4), change(5, 'reaction', 1, { emoji: '👍' }), change(6, 'delete', 2),
    change(7, 'edit', 1), change(8, 'edit', 2), message(9), change(10, 'reaction', 1, { emoji: '👍', on: false }), change(11, 'edit', 4)];
  for (let size = 1; size <= log.length; size++) {
    const one = emptyFold();
    for (const event of log.slice(-size)) foldEvent(one, event);
    for (let end = log.length - size; end > 0; end -= size) foldOlder(one, log.slice(Math.max(0, end - size), end));
    assert.deepEqual(one.items, fold(log), `pages of ${size}`);
    assert.equal(one.waiting.size, 0);
  }
});

test('older pages leave what is there as it is', () => {
  const one = emptyFold();
  for (const event of messages(4, 6)) foldEvent(one, event);
  const before = [...one.items];
  foldOlder(one, messages(1, 3));
  assert.deepEqual(one.items.map(({ seq }) => seq), [1, 2, 3, 4, 5, 6]);
  before.forEach((item, index) => assert.equal(one.items[index + 3], item));
  for (const seq of [1, 6]) assert.equal(itemAt(one, seq)?.seq, seq);
  for (const seq of [0, 7]) assert.equal(itemAt(one, seq), null);
});

test('a day ends at midnight, in whatever order moments are asked for', () => {
  const day = dayNames();
  const moments = [at(20, 23, 59), at(21, 0, 0), at(20, 0, 0), at(21, 23, 59), at(19, 23, 59)];
  assert.deepEqual(moments.map((moment) => day(moment)), ['2026-11-20', '2026-11-21', '2026-11-20', '2026-11-21', '2026-11-19']);
});

test('an event that comes twice changes nothing', () => {
  const one = emptyFold();
  const reaction = message(2, '', { kind: 'reaction', target: 1, emoji: '👍' });
  for (const event of [message(1), reaction, message(1), reaction]) foldEvent(one, event);
  assert.equal(one.items.length, 1);
  assert.deepEqual(one.items[0].reactions, [{ emoji: '👍', by: ['m_other'] }]);
});

test('an item that changes is another object, one that does not is the same', () => {
  const one = emptyFold();
  foldEvent(one, message(1));
  foldEvent(one, message(2));
  const [first, second] = one.items;
  foldEvent(one, message(3, 'new', { kind: 'edit', target: 1 }));
  assert.notEqual(one.items[0], first);
  assert.equal(one.items[1], second);
});

test('a kind of a later version is passed over', () => {
  assert.deepEqual(fold([message(1, '', { kind: 'pin', target: 1 })]), []);
});

const shown = (list) => list.map((row) => `${row.type}${row.item ? row.item.seq : ''}${row.continues ? '+' : ''}`);
const foldOf = (...events) => {
  const result = emptyFold();
  for (const event of events) foldEvent(result, event);
  return result;
};

test('days are parted, and the same sender goes on', () => {
  const log = foldOf(message(1, 'a', { at: at(20, 23, 58) }), message(2, 'b', { at: at(20, 23, 59) }), message(3, 'c', { at: at(21, 0, 1) }),
    message(4, 'd', { at: at(21, 0, 2), from: 'm_me' }), message(5, 'e', { at: at(21, 0, 20), from: 'm_me' }));
  assert.deepEqual(shown(rows(log, { me: 'm_me' })), ['day', 'item1', 'item2+', 'day', 'item3', 'item4', 'item5']);
});

test('the unread line stands before the first of others past what was read', () => {
  const log = foldOf(message(1), message(2, 'mine', { from: 'm_me' }), message(3), message(4));
  assert.deepEqual(shown(rows(log, { me: 'm_me', unreadAfter: 1 })), ['day', 'item1', 'item2', 'unread', 'item3', 'item4+']);
  assert.deepEqual(shown(rows(log, { me: 'm_me', unreadAfter: 4 })).includes('unread'), false);
});

const entry = (key, request, more = {}) => ({ key, room: 'lobby', order: 1, at: at(21, 10), request: { type: 'post', room: 'lobby', key, ...request }, state: 'waiting', failure: null, seq: 0, ...more });

test('what has not reached the host stands at the end, whatever the clocks say', () => {
  const log = foldOf(message(1, 'a', { at: at(21, 12) }));
  const list = rows(log, { me: 'm_me', pending: [entry('x', { text: 'hi', reply: 1 })] });
  assert.deepEqual(shown(list), ['day', 'item1', 'pending']);
  assert.equal(list[2].quote.text, 'a');
});

test('a change that is under way stands at what it changes', () => {
  const log = foldOf(message(1), message(2));
  const list = rows(log, { pending: [entry('x', { type: 'edit', target: 2, text: 'new' })] });
  assert.deepEqual(list.map((row) => row.change?.key), [undefined, undefined, 'x']);
});

test('a reply shows what it answers as that is now', () => {
  const log = foldOf(message(1, 'old'), message(2, 're', { reply: 1 }), message(3, 'new', { kind: 'edit', target: 1 }));
  assert.deepEqual(rows(log).at(-1).quote, { seq: 1, name: 'Amina', text: 'new', deleted: false });
  foldEvent(log, message(4, '', { kind: 'delete', target: 1 }));
  assert.deepEqual(rows(log).at(-1).quote, { seq: 1, name: 'Amina', text: '', deleted: true });
  assert.deepEqual(rows(foldOf(message(9, 're', { reply: 1 }))).at(-1).quote, { seq: 1, name: '', text: '', deleted: false });
});

test('who came in stands where it happened', () => {
  const log = foldOf(message(1), message(2));
  const list = rows(log, { notes: [{ after: 1, at: log.items[0].at, name: 'Jorge', device: 'phone' }] });
  assert.deepEqual(shown(list), ['day', 'item1', 'note', 'item2']);
});

test('each row has an id of its own that stays when older ones come', () => {
  const events = [message(1), message(2), message(3)];
  const part = rows(foldOf(...events.slice(1)));
  const all = rows(foldOf(...events));
  assert.equal(new Set(all.map((row) => row.id)).size, all.length);
  assert.equal(part.find((row) => row.item?.seq === 2).id, all.find((row) => row.item?.seq === 2).id);
});
