import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse, readReply } from '../../resources/web/protocol.js';
import { readDesk, readTicket } from '../../resources/web/ticket.js';

const TICKET = {
  desk: 'Support', deskId: 'r_d', number: 12, state: 'claimed', position: 0, agent: { id: 'm_a', name: 'Amina' }, since: 5, opened: 4, resolved: 0,
  notes: 'r_n', excerpt: 'The lift is stuck', visitor: { id: 'm_v', name: 'Vera', online: true }, looking: [{ id: 'm_j', name: 'Jorge' }],
};

test('a ticket is read whole', () => assert.deepEqual(readTicket(TICKET), TICKET));

test('what a visitor is not told counts as empty', () => {
  const { number, state, agent, notes, visitor, looking } = readTicket({ desk: 'Support', number: 12, state: 'waiting', position: 3 });
  assert.deepEqual([number, state, agent, notes, visitor, looking], [12, 'waiting', null, '', null, []]);
});

for (const raw of [undefined, null, [], 'waiting', {}, { state: 'asleep' }]) test(`${JSON.stringify(raw)} is no ticket`, () => assert.equal(readTicket(raw), null));

test('a topic without its fields is open, and empty', () => {
  assert.deepEqual(readDesk({}), { id: '', name: '', agents: [], greeting: '', away: '', hours: [], open: true, present: 0, waiting: 0, canned: [] });
  assert.equal(readDesk(7), null);
});

test('of canned replies those that cannot be read are left out', () => {
  assert.deepEqual(readDesk({ canned: [{ name: 'hello', text: 'Hello!' }, { name: 7, text: 'x' }, null] }).canned, [{ name: 'hello', text: 'Hello!' }]);
});

test('a room carries its ticket, live and in the list of tickets', () => {
  const room = { id: 'r_v', name: 'Vera', kind: 'private', ticket: TICKET };
  assert.equal(parse(JSON.stringify({ type: 'room', room })).room.ticket.number, 12);
  assert.equal(readReply({ type: 'tickets' }, { type: 'ok', re: 1, tickets: [room, { id: 7 }], more: true }).tickets.length, 1);
  assert.equal(readReply({ type: 'claim', room: 'r_v' }, { type: 'ok', re: 1, ticket: TICKET }).ticket.agent.name, 'Amina');
  assert.equal(readReply({ type: 'claim', room: 'r_v' }, { type: 'ok', re: 1 }), null);
});

test('who is looking is read', () => {
  const { room, people } = parse('{"type":"looking","room":"r_v","people":[{"id":"m_j","name":"Jorge"},7]}');
  assert.deepEqual([room, people], ['r_v', [{ id: 'm_j', name: 'Jorge' }]]);
});
