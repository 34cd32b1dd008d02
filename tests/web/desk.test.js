// The agents' side without its views: what is shown in which order, and how the list keeps up with the host.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as states from '../../resources/web/deskstate.js';
import { lasted } from '../../resources/web/desktime.js';
import { DeskWork } from '../../resources/web/deskwork.js';
import { initialState, welcomed } from '../../resources/web/state.js';
import { readRoom } from '../../resources/web/protocol.js';
import { room, welcome } from './support/make.js';
import { settled } from './support/time.js';

const AMINA = { id: 'm_me', name: 'Amina' };
const JORGE = { id: 'm_j', name: 'Jorge' };

/** A conversation as the host tells it to agents. */
const talk = (number, state = 'waiting', more = {}) => readRoom({
  ...room({ id: `r_${number}`, name: `Visitor ${number}`, kind: 'private', member: false }),
  ticket: {
    desk: 'Support', deskId: 'r_d', number, state, since: number * 1000, opened: number * 1000, resolved: state === 'resolved' ? number : 0, notes: `r_n${number}`,
    excerpt: `Question ${number}`, visitor: { id: `m_v${number}`, name: `Visitor ${number}`, online: true }, ...(state === 'waiting' ? {} : { agent: AMINA }), ...more,
  },
});
const numbers = (list) => list.map(({ ticket }) => ticket.number);
const of = (...rooms) => states.listed(states.emptyDesk(), rooms);

test('who waits longest stands first, then what is being answered', () => {
  const desk = of(talk(3), talk(1, 'claimed'), talk(2, 'waiting', { since: 9_000 }), talk(4, 'resolved'));
  assert.deepEqual(numbers(states.shown(desk, 'all', '', AMINA.id)), [3, 2, 1]);
  assert.deepEqual(numbers(states.shown(desk, 'waiting', '', AMINA.id)), [3, 2]);
});

test('one sees one\'s own, and what is closed with the newest first', () => {
  const desk = of(talk(1, 'claimed'), talk(2, 'claimed', { agent: JORGE }), talk(3, 'resolved'), talk(4, 'resolved'));
  assert.deepEqual(numbers(states.shown(desk, 'mine', '', AMINA.id)), [1]);
  assert.deepEqual(numbers(states.shown(desk, 'resolved', '', AMINA.id)), [4, 3]);
});

test('one topic is shown alone', () => {
  const desk = of(talk(1), talk(2, 'waiting', { deskId: 'r_other' }));
  assert.deepEqual(numbers(states.shown(desk, 'waiting', 'r_other', AMINA.id)), [2]);
});

for (const [what, before, after, arrives] of [
  ['a question that is new', [], talk(1), true],
  ['a closed one that was written to', [talk(1, 'resolved')], talk(1), true],
  ['one that was waiting already', [talk(1)], talk(1, 'waiting', { excerpt: 'More' }), false],
  ['one that was taken', [talk(1)], talk(1, 'claimed'), false],
]) test(`${what} ${arrives ? 'calls' : 'does not call'}`, () => {
  const had = of(...before);
  assert.equal(states.isArrival(had, states.changed(had, after, false), 'r_1'), arrives);
});

test('what the whole list does not name is no longer in it', () => {
  const desk = of(talk(1), talk(2), talk(3, 'claimed'));
  assert.deepEqual([...states.onlyListed(desk, 'waiting', new Set(['r_2'])).tickets.keys()], ['r_2', 'r_3']);
});

test('who looks stays known while a conversation changes', () => {
  const desk = states.withLooking(of(talk(1)), 'r_1', [JORGE]);
  assert.deepEqual(states.changed(desk, talk(1, 'claimed'), false).tickets.get('r_1').ticket.looking, [JORGE]);
  assert.deepEqual(states.withLooking(desk, 'r_1', []).tickets.get('r_1').ticket.looking, []);
});

test('an answer keeps what it does not say', () => {
  const { ticket } = talk(1, 'claimed');
  const { notes, excerpt, visitor } = states.withTicket(of(talk(1)), 'r_1', { ...ticket, notes: '', excerpt: '', visitor: null }).tickets.get('r_1').ticket;
  assert.deepEqual([notes, excerpt, visitor.id], ['r_n1', 'Question 1', 'm_v1']);
});

test('a room without a ticket, and one of another that went, change nothing', () => {
  const desk = of(talk(1));
  assert.equal(states.changed(desk, room({ id: 'r_9', ticket: null }), false), desk);
  assert.equal(states.changed(desk, room({ id: 'r_9', ticket: null }), true), desk);
  assert.equal(states.changed(desk, talk(1), true).tickets.size, 0);
});

test('closed ones are held up to a bound, the newest of them', () => {
  let desk = of(...Array.from({ length: 1_000 }, (_, index) => talk(index + 1, 'resolved')), talk(5_000));
  desk = states.changed(desk, talk(1_001, 'resolved'), false);
  assert.deepEqual([desk.tickets.size, desk.tickets.has('r_1'), desk.tickets.has('r_1001'), desk.tickets.has('r_5000')], [1_001, false, true, true]);
});

test('agents that are here come first; the owner is one of every topic, others only where they are named', () => {
  const people = [
    { id: 'm_a', name: 'Away', role: 'agent', online: false }, { id: 'm_b', name: 'Bo', role: 'agent', online: true }, { id: 'm_o', name: 'Owner', role: 'owner', online: true },
    { id: 'm_x', name: 'Member', role: 'member', online: true }, { id: 'm_me', name: 'Amina', role: 'agent', online: true }, { id: 'm_a', name: 'Away', role: 'agent', online: true },
  ];
  const names = (desk) => states.agentsOf(desk, people, 'm_me').map(({ name }) => name);
  assert.deepEqual(names({ agents: [] }), ['Away', 'Bo', 'Owner']);
  assert.deepEqual(names({ agents: ['m_x'] }), ['Member', 'Owner']);
});

test('prepared replies are found by name first, then by text, whatever the case and the accents', () => {
  const replies = [{ name: 'Where', text: 'Room 3' }, { name: 'hello', text: 'Where are you?' }, { name: 'nowhere', text: 'x' }, { name: 'café', text: 'y' }];
  const names = (typed) => states.fitting(replies, typed).map(({ name }) => name);
  assert.deepEqual(names('WHERE'), ['Where', 'nowhere', 'hello']);
  assert.deepEqual(names('cafe'), ['café']);
  assert.equal(names('').length, 4);
  assert.deepEqual(names('zzz'), []);
});

const digits = (value, least = 1) => String(value).padStart(least, '0');
for (const [ms, words] of [[0, '0:00'], [7_900, '0:07'], [754_000, '12:34'], [3_900_000, '1:05:00'], [-5, '0:00'], [86_400_000 * 2, '2 days']])
  test(`${ms} ms are ${words}`, () => assert.equal(lasted(ms, digits, (n) => `${n} days`), words));

/** A session of which only what agents need is there; the host answers with what the test gives it. */
function setUp(answers = {}) {
  const asked = [];
  const told = [];
  const session = {
    state: welcomed(initialState(), welcome([room(), { ...room({ id: 'r_d', name: 'Support', kind: 'desk' }), desk: { agents: [], canned: [{ name: 'a', text: 'A' }] } }],
      { me: { ...AMINA, role: 'agent' } })),
    open: (id) => asked.push(`open ${id}`),
    update: (state) => (session.state = state),
    ask: async (message) => {
      asked.push(message);
      const answer = answers[message.type]?.(message) ?? {};
      if (answer.code) throw answer;
      return answer;
    },
    sync: {
      listen: async (info) => {
        asked.push(`listen ${info.id}`);
        session.state = { ...session.state, rooms: new Map(session.state.rooms).set(info.id, { ...info, aside: true, live: true, unread: 0, members: new Map() }) };
      },
      forget: (id) => {
        asked.push(`forget ${id}`);
        session.state = { ...session.state, rooms: new Map([...session.state.rooms].filter(([room]) => room !== id)) };
      },
    },
    deeds: { order: (type, fields) => session.ask({ type, ...fields }) },
  };
  const work = new DeskWork(session, {
    onArrival: ({ ticket }) => told.push(`arrival ${ticket.number}`), onWord: (_, text) => told.push(`word ${text}`), onChange: () => {},
  });
  return { work, session, asked, told };
}
const lists = (waiting, claimed = []) => ({ tickets: ({ state }) => ({ tickets: state === 'waiting' ? waiting : state === 'claimed' ? claimed : [], more: false }) });
const words = (asked) => asked.filter((each) => typeof each === 'string');

test('on return the lists are asked for again, and what went meanwhile is gone', async () => {
  let waiting = [talk(1), talk(2)];
  const { work } = setUp({ tickets: ({ state }) => ({ tickets: state === 'waiting' ? waiting : [], more: false }) });
  await work.refresh();
  assert.deepEqual(numbers(states.shown(work.state, 'waiting', '', AMINA.id)), [1, 2]);
  waiting = [talk(2), talk(3)];
  work.online();
  await settled();
  assert.deepEqual(numbers(states.shown(work.state, 'waiting', '', AMINA.id)), [2, 3]);
});

test('a list of many pages is asked for to its end, and a host that repeats itself is not asked for ever', async () => {
  const { work, asked } = setUp({ tickets: ({ state, before }) => (state === 'claimed' ? { tickets: [], more: false }
    : { tickets: before === undefined ? [talk(1), talk(2)] : [talk(3)], more: true }) });
  await work.refresh();
  assert.deepEqual(numbers(states.shown(work.state, 'waiting', '', AMINA.id)), [1, 2, 3]);
  assert.ok(asked.length < 6, `${asked.length} requests`);
});

test('what is heard while the lists come is not lost by them', async () => {
  const { work, told } = setUp({ tickets: ({ state }) => {
    if (state === 'waiting') queueMicrotask(() => work.hear({ type: 'room', room: talk(9), gone: false }));
    return { tickets: [], more: false };
  } });
  await work.refresh();
  assert.deepEqual(numbers(states.shown(work.state, 'waiting', '', AMINA.id)), [9]);
  assert.deepEqual(told, ['arrival 9']);
});

test('one listens to one\'s own and to what is on the screen with its notes, and to nothing else', async () => {
  const { work, session, asked } = setUp(lists([talk(2), talk(3)], [talk(1, 'claimed')]));
  await work.refresh();
  await work.show('r_2');
  assert.deepEqual(words(asked), ['listen r_1', 'listen r_2', 'open r_2', 'listen r_n2']);
  asked.length = 0;
  await work.show('r_3');
  assert.deepEqual(words(asked).sort(), ['forget r_2', 'forget r_n2', 'listen r_3', 'listen r_n3', 'open r_3'].sort());
  assert.deepEqual(asked.filter(({ type }) => type === 'leave').map(({ room }) => room).sort(), ['r_2', 'r_n2']);
  assert.deepEqual(asked.filter(({ type }) => type === 'look').map(({ room }) => room), ['r_3']);
  work.shut();
  assert.deepEqual([...session.state.rooms.values()].filter(({ aside }) => aside).map(({ id }) => id), ['r_1']);
  assert.deepEqual(asked.at(-1).type === 'look' || asked.some((each) => each.type === 'look' && each.room === undefined), true);
});

test('of two who take one, the second reads who has it', async () => {
  const { work } = setUp({
    ...lists([talk(1)]), claim: () => ({ code: 'forbidden', text: 'Jorge has it' }),
  });
  await work.refresh();
  work.hear({ type: 'room', room: talk(1, 'claimed', { agent: JORGE }), gone: false });
  const { work: late } = setUp({ tickets: ({ state }) => ({ tickets: state === 'claimed' ? [talk(1, 'claimed', { agent: JORGE })] : [], more: false }), claim: () => ({ code: 'forbidden' }) });
  await assert.rejects(late.claim('r_1'), { code: 'desk_taken', name: 'Jorge' });
});

test('a ticket is taken over by the owner, and by anybody where its agent answers no more', async () => {
  const held = talk(1, 'claimed', { agent: JORGE });
  const { work, session, asked } = setUp({ ...lists([], [held]), assign: () => ({ ticket: held.ticket }) });
  await work.refresh();
  const lobby = session.state.rooms.get('lobby');
  const withRole = (role) => lobby.members.set('m_j', { ...JORGE, role, online: false });
  assert.equal(work.mayTakeOver(held), false, 'nothing is known of Jorge');
  withRole('agent');
  assert.equal(work.mayTakeOver(held), false);
  withRole('member');
  assert.equal(work.mayTakeOver(held), true);
  withRole('agent');
  session.state = { ...session.state, me: { ...AMINA, role: 'owner' } };
  assert.equal(work.mayTakeOver(held), true);
  await work.takeOver('r_1');
  assert.deepEqual([asked.at(-1).type, asked.at(-1).member], ['assign', AMINA.id]);
});

test('what one puts back oneself does not ring', async () => {
  const { work, told } = setUp({ ...lists([], [talk(1, 'claimed')]), assign: () => {
    work.hear({ type: 'room', room: talk(1), gone: false });
    return { ticket: talk(1).ticket };
  } });
  await work.refresh();
  await work.release('r_1');
  assert.deepEqual([told, work.ticket('r_1').ticket.state], [[], 'waiting']);
});

test('what a visitor says in one\'s own conversation is told, not what others say', async () => {
  const { work, told } = setUp(lists([talk(2)], [talk(1, 'claimed')]));
  await work.refresh();
  for (const [where, from] of [['r_1', 'm_v1'], ['r_1', 'm_me'], ['r_2', 'm_v2'], ['lobby', 'm_v1']])
    work.hear({ type: 'event', event: { room: where, from, kind: 'message', text: `${where} ${from}` } });
  assert.deepEqual(told, ['word r_1 m_v1']);
});

test('who could go on is asked for anew, and known ones fill in what the host does not say', async () => {
  const bo = { id: 'm_b', name: 'Bo', role: 'agent', online: true };
  const held = talk(1, 'claimed');
  const { work, session } = setUp({ ...lists([], [held]), people: ({ room: of }) => (of === 'r_n1' ? { people: [bo] } : { code: 'lost' }) });
  await work.refresh();
  session.state.rooms.get('lobby').members.set('m_b', { ...bo, role: 'member', online: false });
  session.state.rooms.get('lobby').members.set('m_j', { ...JORGE, role: 'agent', online: false });
  assert.deepEqual((await work.others(held)).map(({ name }) => name), ['Bo', 'Jorge']);
});

test('canned replies are changed as they are now', async () => {
  const { work, asked } = setUp({ canned: ({ room: id, replies }) => ({ room: readRoom({ ...room({ id, kind: 'desk' }), desk: { canned: replies } }) }) });
  await work.changeCanned('r_d', (all) => [...all, { name: 'b', text: 'B' }]);
  assert.deepEqual(asked.at(-1).replies.map(({ name }) => name), ['a', 'b']);
  await work.changeCanned('r_d', (all) => all.slice(1));
  assert.deepEqual(asked.at(-1).replies.map(({ name }) => name), ['b']);
});

test('who is no agent any more keeps nothing', async () => {
  const { work, session } = setUp(lists([], [talk(1, 'claimed')]));
  await work.refresh();
  work.end();
  assert.deepEqual([work.state.tickets.size, [...session.state.rooms.keys()]], [0, ['lobby', 'r_d']]);
});
