import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as states from '../../resources/web/state.js';
import { message, messages, person, room, welcome } from './support/make.js';

const me = { id: 'm_me', name: 'Sara', role: 'member' };
const reply = (info, events, more = {}) => ({ room: room(info), people: [person('m_me'), person('m_other')], events, more: false, reset: false, ...more });
/** Online in the lobby with the log 1 … head, all of it held. */
function inLobby(head, more = {}) {
  const state = states.welcomed(states.initialState(), welcome([room({ head, read: head, ...more })], { me }));
  return states.joined(state, 'lobby', reply({ head, read: head, ...more }, messages(1, head)));
}
const lobby = (state) => state.rooms.get('lobby');
const numbers = (state) => lobby(state).events.map((event) => event.seq);

test('events are taken strictly by number', () => {
  let state = inLobby(2);
  state = states.applied(state, { type: 'event', event: message(3) }, 0);
  state = states.applied(state, { type: 'event', event: message(3) }, 0);
  state = states.applied(state, { type: 'event', event: message(1) }, 0);
  assert.deepEqual(numbers(state), [1, 2, 3]);
  assert.equal(states.missingAfter(lobby(state)), null, 'what is known is not waited for');
});

test('a hole is seen, waits, and is closed', () => {
  let state = inLobby(2);
  state = states.applied(state, { type: 'event', event: message(5) }, 0);
  assert.deepEqual(numbers(state), [1, 2]);
  assert.equal(states.missingAfter(lobby(state)), 2);
  state = states.newer(state, 'lobby', [message(4), message(3)]);
  assert.deepEqual(numbers(state), [1, 2, 3, 4, 5]);
  assert.equal(states.missingAfter(lobby(state)), null);
});

test('older pages are put before only where they join on', () => {
  let state = states.welcomed(states.initialState(), welcome([room({ head: 10 })], { me }));
  state = states.joined(state, 'lobby', reply({ head: 10 }, messages(8, 10), { more: true }));
  assert.equal(lobby(state).start, 7);
  assert.deepEqual(numbers(states.older(state, 'lobby', messages(3, 6))), [8, 9, 10], 'there would be a hole');
  state = states.older(state, 'lobby', messages(5, 8));
  assert.deepEqual([numbers(state), lobby(state).start], [[5, 6, 7, 8, 9, 10], 4]);
});

test('no state is changed in place', () => {
  const before = inLobby(2);
  const copy = structuredClone(before);
  states.applied(before, { type: 'event', event: message(3) }, 0);
  states.applied(before, { type: 'presence', room: 'lobby', member: person('m_new') }, 0);
  states.applied(before, { type: 'typing', room: 'lobby', from: 'm_other' }, 0);
  states.readToEnd(before, 'lobby');
  assert.deepEqual(before, copy);
});

test('unread counts the messages of others, and mentions', () => {
  let state = inLobby(1);
  for (const event of [message(2), message(3, 'mine', { from: 'm_me' }), message(4, '', { kind: 'reaction', target: 2 }), message(5, 'hi @Sara')])
    state = states.applied(state, { type: 'event', event }, 0);
  assert.deepEqual([lobby(state).unread, lobby(state).mentions], [2, 1]);
  state = states.readToEnd(state, 'lobby');
  assert.deepEqual([lobby(state).unread, lobby(state).mentions, lobby(state).read], [0, 0, 5]);
});

test('what came while we were away is counted once', () => {
  let state = inLobby(5);
  state = states.welcomed(state, welcome([room({ head: 8, read: 5, unread: 3 })], { me }));
  assert.equal(lobby(state).unread, 3);
  state = states.joined(state, 'lobby', reply({ head: 9, read: 5, unread: 4 }, messages(6, 9)), 5);
  assert.equal(lobby(state).unread, 4, 'one more came between welcome and join');
  assert.deepEqual(numbers(state), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('a room that is not looked at is joined at its head, one that is with its newest page', () => {
  const state = states.welcomed(states.initialState(), welcome([room({ head: 900, log: 'l_9' })], { me }));
  assert.deepEqual(states.joinFrom(lobby(state), false, 200), { after: 900, log: 'l_9' });
  assert.deepEqual(states.joinFrom(lobby(state), true, 200), {});
});

test('a known room resumes after what is held', () => {
  const state = inLobby(5);
  assert.deepEqual(states.joinFrom(lobby(state), true, 200), { after: 5, log: 'l_1', afterKey: 'k5' });
});

test('after a very long absence the newest page is fetched rather than all between', () => {
  const state = states.welcomed(inLobby(5), welcome([room({ head: 5000 })], { me }));
  assert.deepEqual(states.joinFrom(lobby(state), true, 200), {});
});

test('several pages of resume leave no hole', () => {
  let state = states.welcomed(inLobby(2), welcome([room({ head: 6 })], { me }));
  state = states.joined(state, 'lobby', reply({ head: 6 }, messages(3, 4), { more: true }), 2);
  state = states.applied(state, { type: 'event', event: message(7) }, 0);
  assert.equal(states.missingAfter(lobby(state)), 4);
  state = states.newer(state, 'lobby', messages(5, 6));
  assert.deepEqual(numbers(state), [1, 2, 3, 4, 5, 6, 7]);
});

test('a reset drops what was held', () => {
  let state = states.welcomed(inLobby(5), welcome([room({ head: 2, log: 'l_2' })], { me }));
  assert.equal(lobby(state).events.length, 0);
  state = states.joined(state, 'lobby', reply({ head: 2, log: 'l_2' }, [message(1, 'new one'), message(2)], { reset: true }), 5);
  assert.deepEqual(lobby(state).events.map((event) => event.text), ['new one', 'text 2']);
});

test('another log of the same length is another log', () => {
  const state = states.joined(inLobby(5), 'lobby', reply({ head: 5, log: 'l_2' }, messages(1, 5).map((event) => ({ ...event, text: 'other' })), { reset: true }), 5);
  assert.ok(lobby(state).events.every((event) => event.text === 'other'));
});

test('an empty room begins at zero', () => {
  let state = states.welcomed(states.initialState(), welcome([room()], { me }));
  state = states.joined(state, 'lobby', reply({}, []));
  assert.deepEqual([lobby(state).start, lobby(state).end], [0, 0]);
  state = states.applied(state, { type: 'event', event: message(1) }, 0);
  assert.deepEqual(numbers(state), [1]);
});

test('people come and go, and only newcomers are noted', () => {
  let state = inLobby(1);
  state = states.applied(state, { type: 'presence', room: 'lobby', member: person('m_other', { online: false }) }, 0);
  assert.equal(lobby(state).members.get('m_other').online, false);
  state = states.applied(state, { type: 'presence', room: 'lobby', member: person('m_other') }, 0);
  state = states.applied(state, { type: 'presence', room: 'lobby', member: person('m_new', { device: 'phone' }) }, 7);
  assert.deepEqual(lobby(state).notes, [{ after: 1, at: 7, name: 'new', device: 'phone' }]);
  assert.equal(lobby(state).people, 3);
});

test('presence of a large room comes gathered', () => {
  const state = states.applied(inLobby(1), { type: 'presences', room: 'lobby', joined: [person('m_a')], left: ['m_other'], people: 212 }, 0);
  assert.deepEqual([lobby(state).people, lobby(state).members.get('m_a').online, lobby(state).members.get('m_other').online], [212, true, false]);
});

test('typing ends by time, by a message, and is never ours', () => {
  let state = states.applied(inLobby(1), { type: 'typing', room: 'lobby', from: 'm_other' }, 1000);
  state = states.applied(state, { type: 'typing', room: 'lobby', from: 'm_me' }, 1000);
  assert.deepEqual(states.typists(lobby(state), 1001).map(({ id }) => id), ['m_other']);
  assert.deepEqual(states.typists(lobby(state), 1000 + states.TYPING_LASTS), []);
  state = states.applied(state, { type: 'event', event: message(2) }, 0);
  assert.deepEqual(states.typists(lobby(state), 1001), []);
});

test('what we read elsewhere is read here; what others read is seen', () => {
  let state = inLobby(1);
  for (const seq of [2, 3, 4]) state = states.applied(state, { type: 'event', event: message(seq) }, 0);
  state = states.applied(state, { type: 'read', room: 'lobby', from: 'm_me', seq: 3 }, 0);
  assert.deepEqual([lobby(state).read, lobby(state).unread], [3, 1]);
  state = states.applied(state, { type: 'read', room: 'lobby', from: 'm_other', seq: 4 }, 0);
  assert.equal(lobby(state).seenBy, 4);
});

test('rooms appear, change and go', () => {
  let state = inLobby(1);
  state = states.applied(state, { type: 'room', room: room({ id: 'r_1', name: 'triage' }), gone: false }, 0);
  assert.ok(state.rooms.has('r_1'));
  state = states.applied(state, { type: 'room', room: room({ id: 'lobby', topic: 'new', head: 1 }), gone: false }, 0);
  assert.deepEqual([lobby(state).topic, numbers(state).length], ['new', 1]);
  state = states.applied(state, { type: 'room', room: room({ id: 'r_1' }), gone: true }, 0);
  assert.ok(!state.rooms.has('r_1'));
});

test('a topic event is the topic', () => {
  const state = states.applied(inLobby(1), { type: 'event', event: message(2, 'Rounds at nine', { kind: 'topic' }) }, 0);
  assert.equal(lobby(state).topic, 'Rounds at nine');
});

test('a long log is cut at its old end, without a hole', () => {
  const state = states.trimmed(inLobby(100), 'lobby', 40);
  assert.deepEqual([lobby(state).start, numbers(state)[0], lobby(state).events.length], [60, 61, 40]);
  assert.equal(states.older(state, 'lobby', messages(41, 60)).rooms.get('lobby').start, 40);
});

const conversation = (more = {}) => room({ id: 'r_v', name: 'Vera', kind: 'private', member: false, head: 3, ticket: { number: 7, state: 'waiting', visitor: { id: 'm_v' } }, ...more });

test('a conversation of the help desk is no room of ours, yet what we listen to stays over a new connection', () => {
  let state = inLobby(1);
  state = states.applied(state, { type: 'room', room: conversation(), gone: false }, 0);
  assert.equal(state.rooms.has('r_v'), false, 'the help desk keeps its own list');
  state = states.withAside(state, conversation());
  state = states.joined(state, 'r_v', reply({ id: 'r_v', head: 3, member: false }, []), 3);
  state = states.applied(state, { type: 'room', room: conversation({ member: true, ticket: { number: 7, state: 'claimed', visitor: { id: 'm_v' } } }), gone: false }, 0);
  const held = state.rooms.get('r_v');
  assert.deepEqual([held.live, held.aside, held.ticket.state, states.isIn(held)], [true, true, 'claimed', false]);
  state = states.welcomed(state, welcome([room({ head: 1 })], { me }));
  assert.deepEqual([...state.rooms.keys()], ['lobby', 'r_v']);
  assert.equal(state.rooms.get('r_v').live, false);
  state = states.applied(state, { type: 'room', room: conversation(), gone: true }, 0);
  assert.equal(state.rooms.has('r_v'), false);
});

test('a topic of the help desk is known, and never one of our rooms', () => {
  const topic = room({ id: 'r_d', name: 'Support', kind: 'desk', member: false, desk: { waiting: 2 } });
  const state = states.applied(inLobby(1), { type: 'room', room: topic, gone: false }, 0);
  assert.equal(state.rooms.get('r_d').desk.waiting, 2);
  assert.equal(states.isIn(state.rooms.get('r_d')), false);
});
