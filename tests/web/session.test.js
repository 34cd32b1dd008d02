// The whole of the page but its views, against a host in memory that keeps a log as a real one does.
import assert from 'node:assert/strict';
import { webcrypto as crypto } from 'node:crypto'; // no global in Node.js 18
import { test } from 'node:test';
import { Session } from '../../resources/web/session.js';
import { Store } from '../../resources/web/store.js';
import { message, person, room, welcome } from './support/make.js';
import { FakeSocket } from './support/socket.js';
import { FakeStorage } from './support/storage.js';
import { FakeTime, settled } from './support/time.js';

const PAGE = 5; // events in a page of this host

/** A host with rooms, each a log; it answers what is asked, on whatever socket there is. */
class Host {
  rooms = new Map([['lobby', { info: room(), log: [], keys: new Map() }]]);
  asked = [];
  refuse = null; // (request) => code|null
  silent = false;
  socket = null;
  unknownTo = new Set();

  open = (url, subprotocol) => {
    const socket = new FakeSocket(url, subprotocol);
    this.socket = socket;
    socket.send = (text) => this.hear(socket, JSON.parse(text));
    queueMicrotask(() => socket.open());
    return socket;
  };
  fill(id, count, more = {}) {
    const { log } = this.rooms.get(id);
    for (let i = 0; i < count; i++) log.push(message(log.length + 1, `text ${log.length + 1}`, { room: id, ...more }));
  }
  info(id) {
    const { info, log } = this.rooms.get(id);
    return { ...info, id, head: log.length };
  }
  hear(socket, request) {
    if (socket !== this.socket || socket.closed) return;
    if (request.type !== 'ping') this.asked.push(request);
    if (this.silent) return;
    const code = this.refuse?.(request);
    const answer = code ? { type: 'error', re: request.id, text: '', ...(typeof code === 'string' ? { code } : code) } : this.answer(request);
    queueMicrotask(() => socket.say(answer));
  }
  answer(request) {
    const ok = { type: 'ok', re: request.id };
    const at = this.rooms.get(request.room);
    switch (request.type) {
      case 'hello': return welcome([...this.rooms.keys()].filter((id) => !this.unknownTo.has(id)).map((id) => this.info(id)), { re: request.id });
      case 'rooms': return { ...ok, rooms: [...this.rooms.keys()].map((id) => this.info(id)) };
      case 'create': {
        this.rooms.set('r_new', { info: room({ name: request.name }), log: [], keys: new Map() });
        return { ...ok, room: this.info('r_new') };
      }
      case 'join': {
        const reset = request.log !== undefined && request.log !== at.info.log;
        const after = reset || request.after > at.log.length ? undefined : request.after;
        const events = after === undefined ? at.log.slice(-PAGE) : at.log.slice(after, after + PAGE);
        return { ...ok, room: this.info(request.room), people: [person('m_me'), person('m_other')], events, more: true, ...(reset ? { reset } : {}) };
      }
      case 'history': return { ...ok, more: false, events: request.before === undefined ? at.log.slice(request.after, request.after + PAGE)
        : at.log.slice(Math.max(0, request.before - 1 - PAGE), request.before - 1) };
      case 'post': {
        if (!at.keys.has(request.key)) {
          at.log.push(message(at.log.length + 1, request.text, { room: request.room, from: 'm_me', key: request.key }));
          at.keys.set(request.key, at.log.length);
        }
        return { ...ok, seq: at.keys.get(request.key), at: 0 };
      }
      default: return ok;
    }
  }
  say(event) {
    this.socket.say({ type: 'event', ...event });
  }
  types() {
    return this.asked.map((request) => request.type);
  }
}

function setUp({ host = new Host(), storage = new FakeStorage(), time = new FakeTime() } = {}) {
  const told = [];
  const tell = (what) => (...details) => told.push([what, ...details]);
  const session = new Session({
    url: 'ws://host/ws', openSocket: host.open, set: time.set, clear: time.clear, now: time.now, clock: time.now, random: () => 1,
    prepare: () => Promise.resolve(), fill: (bytes) => crypto.getRandomValues(bytes), device: 'browser', hostId: 'h_1', store: new Store('h_1', storage),
  }, {
    onChange: () => {}, onEntered: tell('entered'), onRefused: tell('refused'), onBye: tell('bye'), onOtherHost: tell('other'),
    onRoomMissing: tell('missing'), onRoomMade: tell('made'), onNews: tell('news'),
  });
  const come = async (how = { name: 'Sara' }) => {
    session.enter(how);
    for (let turn = 0; turn < 20; turn++) await settled();
  };
  const numbers = (id = 'lobby') => session.state.rooms.get(id).events.map((event) => event.seq);
  return { host, session, come, told, time, storage, numbers };
}
const upTo = (count) => Array.from({ length: count }, (_, index) => index + 1);

test('one comes in by name and code, and the next time by the token', async () => {
  const first = setUp();
  await first.come({ name: 'Sara', code: '481502' });
  assert.equal(first.told[0][0], 'entered');
  const hello = first.host.asked[0];
  assert.deepEqual([hello.type, hello.code, hello.token, hello.device], ['hello', '481502', undefined, 'browser']);
  const second = setUp({ storage: first.storage });
  assert.equal(second.session.hasToken, true);
  await second.come({ name: '' });
  assert.deepEqual([second.host.asked[0].token, second.host.asked[0].code], ['secret', undefined]);
});

test('a refusal that stands leads back to the door, and another try is made on another socket', async () => {
  const { host, come, told, session } = setUp();
  host.refuse = (request) => (request.type === 'hello' && request.code !== 'right' ? { code: 'wrong_code' } : null);
  await come({ name: 'Sara', code: 'wrong' });
  assert.deepEqual([told[0][0], told[0][1].code, session.connection.state], ['refused', 'wrong_code', 'idle']);
  await come({ name: 'Sara', code: 'right' });
  assert.equal(session.connection.state, 'online');
});

test('the room on the screen is fetched whole from its newest page, older ones on asking', async () => {
  const { host, come, session, numbers } = setUp();
  host.fill('lobby', 23);
  await come();
  assert.deepEqual(numbers(), upTo(23).slice(-numbers().length));
  while (await session.sync.older('lobby'));
  assert.deepEqual(numbers(), upTo(23));
});

test('whoever asks for older ones while some are fetched has those', async () => {
  const { host, come, session, numbers } = setUp();
  host.fill('lobby', 23);
  await come();
  const before = numbers().length;
  const asked = () => host.types().filter((type) => type === 'history').length;
  const first = asked();
  assert.deepEqual(await Promise.all([session.sync.older('lobby'), session.sync.older('lobby')]), [true, true]);
  assert.deepEqual([asked() - first, numbers().length], [1, before + PAGE]);
});

test('a room that nobody looks at is joined live without fetching anything', async () => {
  const { host, come, numbers, session } = setUp();
  host.rooms.set('r_1', { info: room({ name: 'triage', log: 'l_7' }), log: [], keys: new Map() });
  host.fill('r_1', 40);
  await come();
  assert.deepEqual(host.asked.find((request) => request.type === 'join' && request.room === 'r_1').after, 40);
  assert.deepEqual(numbers('r_1'), []);
  host.fill('r_1', 1);
  host.say(host.rooms.get('r_1').log.at(-1));
  assert.equal(session.state.rooms.get('r_1').unread, 1);
  session.open('r_1');
  for (let turn = 0; turn < 20; turn++) await settled();
  assert.ok(numbers('r_1').length >= PAGE + 1);
});

test('after a lost connection the room goes on without a gap and without a double, over several pages', async () => {
  const { host, come, time, numbers, session } = setUp();
  host.fill('lobby', 3);
  await come();
  host.socket.drop();
  host.fill('lobby', 17);
  await time.advance(600);
  for (let turn = 0; turn < 40; turn++) await settled();
  assert.equal(session.connection.state, 'online');
  assert.deepEqual(numbers(), upTo(20));
});

test('a live event past a hole is kept, and the hole is asked for', async () => {
  const { host, come, numbers } = setUp();
  host.fill('lobby', 2);
  await come();
  host.fill('lobby', 3);
  host.say(host.rooms.get('lobby').log[4]);
  for (let turn = 0; turn < 10; turn++) await settled();
  assert.deepEqual(numbers(), upTo(5));
  assert.equal(host.types().filter((type) => type === 'history').length, 1);
});

test('a host that cannot fill a hole is not asked for ever', async () => {
  const { host, come, session } = setUp();
  host.fill('lobby', 2);
  await come();
  host.say(message(99));
  for (let turn = 0; turn < 200; turn++) await settled();
  assert.ok(host.asked.length < 20, `${host.asked.length} requests`);
  assert.equal(session.connection.state, 'online');
});

test('another log at the same place is taken anew', async () => {
  const { host, come, time, session } = setUp();
  host.fill('lobby', 4);
  await come();
  host.socket.drop();
  const lobby = host.rooms.get('lobby');
  lobby.log = [];
  lobby.info = { ...lobby.info, log: 'l_other' };
  host.fill('lobby', 2, { name: 'Restored' });
  await time.advance(600);
  for (let turn = 0; turn < 20; turn++) await settled();
  assert.deepEqual(session.state.rooms.get('lobby').events.map((event) => event.name), ['Restored', 'Restored']);
});

test('what is typed while away is sent once on return, also by a page that was opened anew', async () => {
  const { host, come, session, storage, time } = setUp();
  await come();
  host.socket.drop();
  session.post('typed while away');
  assert.equal(session.outbox.list('lobby')[0].state, 'waiting');
  const again = setUp({ host, storage });
  await again.come({ name: '' });
  for (let turn = 0; turn < 20; turn++) await settled();
  assert.deepEqual(host.rooms.get('lobby').log.map((event) => event.text), ['typed while away']);
  await time.advance(600); // the first page comes back, too, and says the same with the same key
  for (let turn = 0; turn < 20; turn++) await settled();
  assert.deepEqual(host.rooms.get('lobby').log.map((event) => event.text), ['typed while away']);
});

test('an answer that was lost on the way doubles nothing', async () => {
  const { host, come, session, time, numbers } = setUp();
  await come();
  const hear = host.answer.bind(host);
  host.answer = (request) => {
    const answer = hear(request);
    if (request.type !== 'post' || request.text !== 'once') return answer;
    host.answer = hear;
    return { type: 'beat', time: 1 }; // stored, and not answered
  };
  session.post('once');
  await settled();
  host.socket.drop();
  await time.advance(600);
  for (let turn = 0; turn < 20; turn++) await settled();
  assert.deepEqual(numbers(), [1]);
  assert.deepEqual(session.outbox.list('lobby'), []);
});

test('what was read is told to the host, once, and later where it could not be', async () => {
  const { host, come, session, time } = setUp();
  host.fill('lobby', 3);
  await come();
  session.sync.seen('lobby');
  session.sync.seen('lobby');
  await settled();
  assert.deepEqual(host.asked.filter((request) => request.type === 'read').map((request) => request.seq), [3]);
  host.fill('lobby', 1);
  host.say(host.rooms.get('lobby').log[3]);
  host.socket.drop();
  session.sync.seen('lobby');
  await time.advance(600);
  for (let turn = 0; turn < 20; turn++) await settled();
  assert.equal(host.asked.findLast((request) => request.type === 'read').seq, 4);
});

test('the room of the link is opened, by name', async () => {
  const { host, come, session } = setUp();
  host.rooms.set('r_1', { info: room({ name: 'First Aid' }), log: [], keys: new Map() });
  host.unknownTo.add('r_1');
  await come({ name: 'Sara', room: 'first aid' });
  for (let turn = 0; turn < 20; turn++) await settled();
  assert.equal(session.active, 'r_1');
});

test('a room that is not there is made where it was typed, and only named where it was in a link', async () => {
  const typed = setUp();
  await typed.come({ name: 'Sara', room: 'triage', make: true });
  for (let turn = 0; turn < 20; turn++) await settled();
  assert.deepEqual([typed.session.active, typed.told.at(-1)], ['r_new', ['made', 'triage']]);
  const linked = setUp();
  await linked.come({ name: 'Sara', room: 'triage' });
  for (let turn = 0; turn < 20; turn++) await settled();
  assert.deepEqual([linked.session.active, linked.told.at(-1)], ['lobby', ['missing', 'triage']]);
});

for (const code of ['kicked', 'banned', 'moved']) test(`after ${code} one does not come back by oneself`, async () => {
  const { host, come, session, told, time } = setUp();
  await come();
  host.socket.say({ type: 'bye', code, text: 'because', urls: ['http://192.168.1.7:3000/'] });
  await time.advance(60_000);
  assert.equal(session.connection.state, 'idle');
  assert.deepEqual(told.at(-1), ['bye', { type: 'bye', code, text: 'because', reason: '', until: 0, urls: ['http://192.168.1.7:3000/'] }]);
});

for (const code of ['stopping', 'slow']) test(`after ${code} one comes back`, async () => {
  const { host, come, session, time } = setUp();
  await come();
  host.socket.say({ type: 'bye', code, text: '' });
  host.socket.drop();
  await time.advance(600);
  assert.equal(session.connection.state, 'online');
});

test('another host gets no more than the greeting', async () => {
  const { host, come, told, session, storage } = setUp();
  const answer = host.answer.bind(host);
  host.answer = (request) => (request.type === 'hello' ? { ...answer(request), host: { id: 'h_2', name: 'Other', version: '0' } } : answer(request));
  await come();
  assert.deepEqual([told.at(-1)[0], session.connection.state], ['other', 'idle']);
  assert.equal(new Store('h_1', storage).get('token'), null);
});

test('a room that is gone is left, and the lobby is on the screen', async () => {
  const { host, come, session, told } = setUp();
  host.rooms.set('r_1', { info: room({ name: 'triage' }), log: [], keys: new Map() });
  await come({ name: 'Sara', room: 'triage' });
  for (let turn = 0; turn < 20; turn++) await settled();
  assert.equal(session.active, 'r_1');
  host.socket.say({ type: 'room', room: { ...host.info('r_1'), member: false }, gone: true });
  assert.equal(session.active, 'lobby');
  assert.deepEqual(told.at(-1), ['news', 'roomGone', { room: 'triage' }]);
});

test('who is invited is told, and does not join by itself', async () => {
  const { host, come, session, told } = setUp();
  await come();
  const info = { ...host.info('lobby'), id: 'r_9', name: 'Plans', kind: 'private', member: false, inviter: 'Amina' };
  host.socket.say({ type: 'room', room: info });
  for (let turn = 0; turn < 20; turn++) await settled();
  assert.deepEqual(told.at(-1), ['news', 'invited', { name: 'Amina', room: 'Plans' }]);
  const { member, live, inviter } = session.state.rooms.get('r_9');
  assert.deepEqual([member, live, inviter, session.active], [false, false, 'Amina', 'lobby']);
  const count = told.length;
  host.socket.say({ type: 'room', room: { ...info, topic: 'news' } });
  assert.equal(told.length, count, 'once is enough');
});

test('another role, name or mute is taken in at once', async () => {
  const { host, come, session, told } = setUp();
  await come();
  const me = { ...session.state.me, name: 'Sarah', role: 'moderator', muted: 1_763_700_000_000 };
  host.socket.say({ type: 'you', me });
  assert.deepEqual(session.state.me, me);
  assert.equal(session.store.get('name'), 'Sarah');
  const said = (more) => {
    host.socket.say({ type: 'you', me: { ...session.state.me, ...more.me }, reason: more.reason });
    return told.at(-1);
  };
  assert.deepEqual(said({ me: { muted: 0 } }), ['news', 'youUnmuted', {}]);
  assert.deepEqual(said({ me: { muted: 1_763_700_000_000 } }), ['news', 'youMuted', {}]);
  assert.deepEqual(said({ me: { muted: 1_763_700_000_001 }, reason: 'cool down' }), ['news', 'youMutedWhy', { reason: 'cool down' }]);
  assert.deepEqual(said({ me: { role: 'member' } }), ['news', 'youNoModerator', {}]);
  assert.deepEqual(said({ me: { role: 'moderator' } }), ['news', 'youModerator', {}]);
});

test('moderators are told that somebody guesses', async () => {
  const { host, come, told } = setUp();
  await come();
  host.socket.say({ type: 'guessing', tries: 20, addresses: 3 });
  assert.deepEqual(told.at(-1), ['news', 'guessing', { n: 20 }]);
});

test('a room of the link that does not let one in keeps nothing else from working', async () => {
  const { host, come, session, told } = setUp();
  host.rooms.set('r_1', { info: room({ name: 'staff', kind: 'private' }), log: [], keys: new Map() });
  host.refuse = (request) => (request.type === 'join' && request.room === 'r_1' ? { code: 'forbidden' } : null);
  host.unknownTo.add('r_1');
  await come({ name: 'Sara', room: 'r_1' });
  for (let turn = 0; turn < 20; turn++) await settled();
  assert.deepEqual([told.at(-1), session.active, session.room.live], [['missing', 'r_1'], 'lobby', true]);
  session.post('still works');
  await settled();
  assert.equal(host.rooms.get('lobby').log.length, 1);
});

test('a busy room that nobody looks at does not grow without bound', async () => {
  const { host, come, session } = setUp();
  host.rooms.set('r_1', { info: room({ name: 'busy' }), log: [], keys: new Map() });
  await come();
  host.fill('r_1', 2500);
  for (const event of host.rooms.get('r_1').log) host.say(event);
  const busy = session.state.rooms.get('r_1');
  assert.ok(busy.events.length <= 1000);
  assert.deepEqual([busy.end, busy.unread], [2500, 2500]);
});

test('a new name is everywhere at once', async () => {
  const { host, come, session } = setUp();
  const answer = host.answer.bind(host);
  host.answer = (request) => (request.type === 'rename' ? { type: 'ok', re: request.id, me: { id: 'm_me', name: request.name, role: 'member' } } : answer(request));
  await come();
  await session.deeds.rename('Sara B');
  assert.deepEqual([session.state.me.name, session.room.members.get('m_me').name, session.store.get('name')], ['Sara B', 'Sara B', 'Sara B']);
});

test('typing is told at most every three seconds', async () => {
  const { host, come, session, time } = setUp();
  await come();
  for (let press = 0; press < 10; press++) session.typing();
  await time.advance(3_000);
  session.typing();
  assert.equal(host.types().filter((type) => type === 'typing').length, 2);
});

const turns = async (count = 40) => {
  for (let turn = 0; turn < count; turn++) await settled();
};

test('a refusal that passes is waited out, and no one is told', async () => {
  for (const code of ['rate_limited', 'storage', 'busy']) {
    const { host, come, session, time, numbers } = setUp();
    host.fill('lobby', 3);
    let refusals = 2;
    host.refuse = (request) => (request.type === 'join' && refusals-- > 0 ? { code, retry: 400 } : null);
    await come();
    await time.advance(900);
    await turns();
    assert.deepEqual(numbers(), [1, 2, 3], code);
    assert.equal(session.room.live, true);
  }
});

test('a host that asks to wait with the greeting is waited for, at the door too', async () => {
  const { host, come, session, time, told } = setUp();
  let refusals = 1;
  host.refuse = (request) => (request.type === 'hello' && refusals-- > 0 ? { code: 'rate_limited', retry: 7_000 } : null);
  await come();
  assert.deepEqual([session.connection.state, session.delay.code, told], ['waiting', 'rate_limited', []]);
  await time.advance(7_000);
  await turns();
  assert.deepEqual([session.connection.state, session.delay, told.at(-1)[0]], ['online', null, 'entered']);
});

test('a room that was being made when the connection went is made once', async () => {
  const { host, come, session, time } = setUp();
  await come();
  const answer = host.answer.bind(host);
  host.answer = (request) => {
    if (request.type !== 'create') return answer(request);
    answer(request);
    host.answer = answer;
    host.socket.drop(); // made, and not answered
    return { type: 'beat', time: 1 };
  };
  const made = session.deeds.create('triage', 'public', '');
  await time.advance(600);
  await turns();
  await made;
  const asked = host.asked.filter((request) => request.type === 'create');
  assert.equal(asked.length, 2);
  assert.equal(asked[0].key, asked[1].key);
  assert.equal(session.active, 'r_new');
});

test('who asks while there is no connection is told at once, who asked and got no answer in time, that it is not sure', async () => {
  const { host, come, session, time } = setUp();
  await come();
  host.silent = true;
  const asked = session.deeds.rename('Other');
  asked.catch(() => {});
  host.socket.drop();
  await assert.rejects(session.deeds.rename('Other'), { code: 'lost' });
  await time.advance(25_000);
  await turns();
  await assert.rejects(asked, { code: 'unsure' });
});

test('a room that is tried again after that has the same key, another one has another', async () => {
  const { host, come, session, time } = setUp();
  await come();
  host.refuse = (request) => (request.type === 'create' ? { code: 'internal' } : null);
  for (const name of ['triage', 'triage', 'supplies']) await session.deeds.create(name, 'public', '').catch(() => {});
  await time.advance(0);
  const keys = host.asked.filter((request) => request.type === 'create').map((request) => request.key);
  assert.equal(keys[0], keys[1]);
  assert.notEqual(keys[1], keys[2]);
});

test('a copy of the log that ends earlier takes the place of what was known', async () => {
  const { host, come, time, session, numbers } = setUp();
  host.fill('lobby', 4);
  await come();
  host.socket.drop();
  const lobby = host.rooms.get('lobby');
  lobby.log = [];
  host.fill('lobby', 2, { name: 'Restored' });
  await time.advance(600);
  await turns();
  assert.deepEqual([numbers(), session.room.head, session.room.events.map((event) => event.name)], [[1, 2], 2, ['Restored', 'Restored']]);
  host.fill('lobby', 1);
  host.say(lobby.log[2]);
  assert.deepEqual(numbers(), [1, 2, 3]);
});

test('a copy that has grown past what was known is noticed by the key of our last event', async () => {
  const { host, come, time, session, numbers } = setUp();
  host.fill('lobby', 2);
  await come();
  host.socket.drop();
  const lobby = host.rooms.get('lobby');
  lobby.log = [message(1), message(2, 'another one', { key: 'other' }), message(3)];
  const answer = host.answer.bind(host);
  host.answer = (request) => {
    if (request.type !== 'join' || !(request.after > 0) || lobby.log[request.after - 1].key === request.afterKey) return answer(request);
    return { ...answer({ ...request, after: undefined }), reset: true };
  };
  await time.advance(600);
  await turns();
  assert.deepEqual(host.asked.findLast((request) => request.type === 'join').afterKey, 'k2');
  assert.deepEqual([numbers(), session.room.events[1].text], [[1, 2, 3], 'another one']);
});

test('what only the old log had confirmed is said again to the new one', async () => {
  const { host, come, session, time } = setUp();
  await come();
  const lobby = host.rooms.get('lobby');
  session.post('confirmed, and never seen');
  await turns();
  assert.equal(session.outbox.list('lobby')[0].state, 'stored');
  host.socket.drop();
  lobby.log = [];
  lobby.keys.clear();
  lobby.info = { ...lobby.info, log: 'l_other' };
  session.state.rooms.get('lobby').end = 0;
  await time.advance(600);
  await turns();
  assert.deepEqual(lobby.log.map((event) => event.text), ['confirmed, and never seen']);
});

test('events in any order, doubled, of no known kind and of other rooms leave one log without holes', async () => {
  const { host, come, numbers, session } = setUp();
  host.fill('lobby', 1);
  await come();
  host.fill('lobby', 9);
  const { log } = host.rooms.get('lobby');
  log[4] = { ...log[4], kind: 'of_a_later_version' };
  for (const index of [9, 3, 3, 9, 1, 0, 2, 8]) host.say(log[index]);
  host.say(message(2, 'a lie', { key: 'lie' }));
  host.say(message(5, 'in no room', { room: 'r_unknown' }));
  host.say(message(Number.MAX_SAFE_INTEGER));
  await turns(100);
  assert.deepEqual(numbers(), upTo(10));
  assert.equal(session.room.events[1].text, 'text 2');
});

test('a flood of events past a hole is held in bounds', async () => {
  const { host, come, session } = setUp();
  host.fill('lobby', 1);
  await come();
  host.silent = true;
  for (let seq = 10; seq < 10_000; seq++) host.say(message(seq));
  assert.ok(session.room.ahead.size <= 2_000);
});

test('an answer with events of another room is not mixed in', async () => {
  const { host, come, numbers, session } = setUp();
  host.fill('lobby', 2);
  const answer = host.answer.bind(host);
  host.answer = (request) => {
    const reply = answer(request);
    if (request.type === 'join') reply.events = [...reply.events, message(3, 'not here', { room: 'r_1' })];
    return reply;
  };
  await come();
  assert.deepEqual([numbers(), session.room.head], [[1, 2], 2]);
});

test('by a link one comes in as who made it, and keeps the token that one gets', async () => {
  const { host, come, session } = setUp();
  await come({ name: '', link: 'once' });
  assert.deepEqual([host.asked[0].link, host.asked[0].token], ['once', undefined]);
  host.socket.drop();
  session.connection.retry();
  await turns();
  const hello = host.asked.findLast((request) => request.type === 'hello');
  assert.deepEqual([hello.link, hello.token], [undefined, 'secret']);
});

test('another tab that became somebody else changes nothing here', async () => {
  const { host, come, session, storage } = setUp();
  await come();
  new Store('h_1', storage).set('token', 'of somebody else');
  host.socket.drop();
  session.connection.retry();
  await turns();
  assert.equal(host.asked.findLast((request) => request.type === 'hello').token, 'secret');
});

test('what was lost and why is remembered, with the word of the host', async () => {
  const { host, come, session } = setUp();
  await come();
  host.socket.say({ type: 'bye', code: 'slow', text: '' });
  host.socket.drop();
  session.connection.retry();
  await turns();
  host.socket.drop();
  assert.deepEqual(session.losses.list.map((loss) => loss.reason), ['slow', 'closed']);
});

test('a conversation that we listen to is joined again, and forgotten where it is kept from us', async () => {
  const { host, come, session, time } = setUp();
  host.rooms.set('r_v', { info: room({ id: 'r_v', name: 'Vera', kind: 'private', member: false }), log: [], keys: new Map() });
  host.unknownTo.add('r_v');
  await come();
  await session.sync.listen({ ...room({ id: 'r_v', name: 'Vera' }), head: 0 });
  session.open('r_v');
  const joins = () => host.asked.filter((request) => request.type === 'join' && request.room === 'r_v').length;
  assert.equal(joins(), 1);
  host.socket.drop();
  await time.advance(600);
  for (let turn = 0; turn < 20; turn++) await settled();
  assert.deepEqual([joins(), session.active, session.room.live], [2, 'r_v', true]);
  host.refuse = (request) => (request.type === 'join' && request.room === 'r_v' ? 'no_room' : null);
  host.socket.drop();
  session.post('typed while away', undefined, [], 'lobby');
  await time.advance(2_000);
  for (let turn = 0; turn < 40; turn++) await settled();
  assert.deepEqual([session.state.rooms.has('r_v'), session.active], [false, 'lobby']);
  assert.equal(host.rooms.get('lobby').log.at(-1).text, 'typed while away', 'and all else goes on');
});

test('who becomes an agent, or is one no longer, is told so', async () => {
  const { host, come, told } = setUp();
  await come();
  for (const role of ['agent', 'member']) host.socket.say({ type: 'you', me: { id: 'm_me', name: 'Sara', role } });
  assert.deepEqual(told.filter(([what]) => what === 'news').map(([, what]) => what), ['youAgent', 'youNoAgent']);
});

/** A host where one comes in as a visitor, with one conversation. */
function visitorsHost(id = 'r_talk') {
  const host = new Host();
  host.rooms = new Map([[id, { info: room({ name: 'Sara', kind: 'private', ticket: { state: 'waiting', desk: 'Support', position: 2, number: 5 } }), log: [], keys: new Map() }]]);
  const answer = host.answer.bind(host);
  host.answer = (request) => (request.type !== 'hello' ? answer(request)
    : { ...answer(request), me: { id: 'm_me', name: 'Sara', role: 'visitor' }, desk: { id: 'r_1', name: 'Support', greeting: 'Hello', open: true, present: 1 } });
  return host;
}

test('a question that was asked before there was a conversation is its first message, once', async () => {
  const { host, session, come } = setUp({ host: visitorsHost() });
  session.post('Where is tent 3?', undefined, [], '(new)');
  await come({ name: 'Sara', desk: 'r_1' });
  const hello = host.asked[0];
  assert.deepEqual([hello.desk, hello.name, hello.code, hello.token], ['r_1', 'Sara', undefined, undefined]);
  assert.deepEqual(host.rooms.get('r_talk').log.map(({ text }) => text), ['Where is tent 3?']);
  assert.deepEqual([session.active, session.state.desk.greeting, session.room.ticket.position], ['r_talk', 'Hello', 2]);
  session.connection.rest();
  session.connection.nudge();
  for (let turn = 0; turn < 20; turn++) await settled();
  assert.deepEqual(host.asked.filter(({ type }) => type === 'hello').map(({ desk, token }) => [desk, token]), [['r_1', undefined], ['r_1', 'secret']]);
  assert.equal(host.rooms.get('r_talk').log.length, 1);
});

test('where the host has forgotten the conversation, what waits goes to the one that it gives instead', async () => {
  const first = setUp({ host: visitorsHost() });
  await first.come({ name: 'Sara', desk: 'r_1' });
  first.host.silent = true;
  first.session.post('Are you there?');
  const second = setUp({ host: visitorsHost('r_other'), storage: first.storage });
  await second.come({ name: 'Sara', desk: 'r_1' });
  assert.deepEqual(second.host.rooms.get('r_other').log.map(({ text }) => text), ['Are you there?']);
});

test('a visitor hears of the topic as it changes, and is not told who of the staff looks in', async () => {
  const { host, session, come } = setUp({ host: visitorsHost() });
  await come({ name: 'Sara', desk: 'r_1' });
  host.socket.say({ type: 'desk', desk: { id: 'r_1', name: 'Support', away: 'Come tomorrow', open: false, present: 0 } });
  assert.deepEqual([session.state.desk.open, session.state.desk.away], [false, 'Come tomorrow']);
  host.socket.say({ type: 'presence', room: 'r_talk', member: person('m_agent', { role: 'agent' }), online: true });
  assert.deepEqual(session.room.notes, []);
});
