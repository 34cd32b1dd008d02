// The help desk as PROTOCOL.md §6 and §8 describe it, and nothing else: peers that were not written here, against the real
// executable.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';

import { Guests } from './guests.mjs';
import { startHost } from './harness.mjs';
import { Peer, Refused } from './peers/peer.mjs';

let host;
let owner;
const guests = new Guests(() => ({ host }));

before(async () => {
  host = await startHost({ name: 'Ship', code: '481502', args: ['--desk', 'Support', '--desk', 'Delivery', '--allow-origin', 'http://shop.example:8080'] });
});
after(() => host.stop());
afterEach(() => guests.leave());

const connect = async () => guests.add(await Peer.connect(host));
async function visitor(name, desk = 'support', fields = {}) {
  const peer = await connect();
  await peer.hello({ name, desk, ...fields });
  peer.room = peer.welcome.rooms[0].id;
  return peer;
}
async function ownerPeer() {
  const peer = await connect();
  await peer.hello({ name: 'Olga', token: (await readFile(join(host.data, 'owner-token'), 'utf8')).trim() });
  return peer;
}
async function member(name) {
  const peer = await connect();
  return peer.hello({ name, code: host.code }).then(() => peer);
}
async function agent(name) {
  owner ??= await ownerPeer();
  if (owner.socket.readyState !== 1) owner = await ownerPeer();
  const peer = await member(name);
  await owner.ask({ type: 'role', member: peer.me.id, role: 'agent' });
  return peer;
}
const ticketIn = (message) => message.type === 'room' && message.room.ticket;
/** The newest of the ticket's states that this peer was told of, once it is this one. */
const told = async (peer, room, state) => {
  const { room: seen } = await peer.message((message) => ticketIn(message) && message.room.id === room && message.room.ticket.state === state);
  return seen.ticket;
};
const idOf = ({ room }) => room;
const mine = async (peer, filter = {}) => (await peer.ask({ type: 'tickets', ...filter })).tickets;

describe('a visitor', () => {
  test('needs no code, and finds exactly its own conversation', async () => {
    const amina = await visitor('Amina');
    assert.equal(amina.me.role, 'visitor');
    assert.equal(amina.welcome.rooms.length, 1);
    const [room] = amina.welcome.rooms;
    assert.equal(room.kind, 'private');
    assert.equal(room.ticket.desk, 'Support');
    assert.equal(room.ticket.state, 'waiting');
    assert.ok(Number.isInteger(room.ticket.number) && room.ticket.number > 0);
    assert.ok(room.ticket.position >= 1);
    await amina.enter(amina.room);
    const { seq } = await amina.post(amina.room, 'Where do I find water?');
    assert.equal(seq, room.head + 1);
  });

  test('comes back to the same conversation with its token, also from another address of the page', async () => {
    const amina = await visitor('Amina');
    await amina.enter(amina.room);
    await amina.post(amina.room, 'It is me');
    await amina.close();
    const [again, elsewhere] = [await visitor('Somebody', 'support', { token: amina.token }), await visitor('Somebody', 'delivery', { token: amina.token })];
    for (const each of [again, elsewhere]) {
      assert.equal(each.room, amina.room);
      assert.equal(each.me.name, 'Amina');
      assert.deepEqual((await each.enter(each.room)).events.map(({ text }) => text), ['It is me']);
    }
  });

  test('has a name that somebody else may have, too', async () => {
    const ben = await member('Ben');
    const [one, two] = [await visitor('Ben'), await visitor('Ben')];
    assert.deepEqual([one.me.name, two.me.name], ['Ben', 'Ben']);
    assert.equal(new Set([ben.me.id, one.me.id, two.me.id]).size, 3);
  });

  for (const desk of ['nowhere', '', 7]) {
    test(`of the topic ${JSON.stringify(desk)} does not come in`, async () => {
      const peer = await connect();
      await assert.rejects(peer.ask({ type: 'hello', protocol: 1, name: 'Carl', desk }), Refused);
    });
  }

  test('is no member: nobody sees it in the lobby, and it does not see the lobby', async () => {
    const ben = await member('Ben L');
    const amina = await visitor('Amina');
    const { people } = await ben.enter('lobby');
    assert.ok(!people.some(({ id }) => id === amina.me.id));
    assert.equal(await amina.refusal({ type: 'join', room: 'lobby' }), 'no_room');
    assert.equal(await amina.refusal({ type: 'post', room: 'lobby', key: 'x', text: 'x' }), 'no_room');
    assert.equal(await amina.refusal({ type: 'history', room: 'lobby', before: 5 }), 'no_room');
    for (const type of ['rooms', 'tickets', 'bans']) assert.equal(await amina.refusal({ type }), 'forbidden', type);
    assert.equal(await amina.refusal({ type: 'search', query: 'x' }), 'forbidden');
    assert.equal(await amina.refusal({ type: 'create', name: 'Mine', kind: 'public' }), 'forbidden');
    assert.ok(['forbidden', 'no_room'].includes(await amina.refusal({ type: 'direct', member: ben.me.id })));
    assert.notEqual(await ben.refusal({ type: 'direct', member: amina.me.id }), 'ok');
    assert.equal(await ben.refusal({ type: 'join', room: amina.room }), 'no_room');
    assert.equal(await ben.refusal({ type: 'tickets' }), 'forbidden');
    assert.ok(['forbidden', 'no_room'].includes(await ben.refusal({ type: 'claim', room: amina.room })));
  });

  test('keeps what it wrote while nobody is there, also through a restart of the host', async () => {
    const amina = await visitor('Amina K');
    await amina.enter(amina.room);
    await amina.post(amina.room, 'Is anybody there?');
    await host.kill();
    await host.restart();
    const nina = await agent('Nina K');
    const room = (await mine(nina)).find(({ id }) => id === amina.room);
    assert.equal(room.ticket.state, 'waiting');
    assert.deepEqual((await nina.enter(room.id)).events.map(({ text }) => text), ['Is anybody there?']);
    const again = await visitor('Again', 'support', { token: amina.token });
    assert.equal(again.room, amina.room);
  });
});

describe('agents', () => {
  test('see who waits, longest first, by topic and by state', async () => {
    const nina = await agent('Nina S');
    const first = await visitor('First', 'delivery');
    const second = await visitor('Second', 'delivery');
    const other = await visitor('Other');
    const delivery = await mine(nina, { desk: 'Delivery', state: 'waiting' });
    assert.deepEqual(delivery.map(({ id }) => id), [first.room, second.room]);
    assert.deepEqual(delivery.map(({ ticket }) => ticket.position), [1, 2]);
    assert.ok((await mine(nina)).some(({ id }) => id === other.room));
    await nina.ask({ type: 'claim', room: first.room });
    assert.deepEqual((await mine(nina, { desk: 'delivery', state: 'claimed' })).map(({ id }) => id), [first.room]);
    assert.equal(await nina.refusal({ type: 'tickets', state: 'somewhere' }), 'bad_request');
    const moved = await second.message((message) => ticketIn(message) && message.room.id === second.room && message.room.ticket.position === 1);
    assert.equal(moved.room.ticket.state, 'waiting');
    for (const { room } of [first, second]) await nina.ask({ type: 'resolve', room });
  });

  test('claim, talk, resolve; and a message opens it again', async () => {
    const nina = await agent('Nina T');
    const amina = await visitor('Amina T');
    await amina.enter(amina.room);
    await amina.post(amina.room, 'A question');
    const { ticket } = await nina.ask({ type: 'claim', room: amina.room });
    assert.deepEqual([ticket.state, ticket.agent.id, ticket.agent.name], ['claimed', nina.me.id, 'Nina T']);
    assert.equal((await told(amina, amina.room, 'claimed')).agent.name, 'Nina T');
    await nina.enter(amina.room);
    await nina.post(amina.room, 'An answer');
    await amina.message((message) => message.type === 'event' && message.text === 'An answer');
    assert.equal((await nina.ask({ type: 'resolve', room: amina.room })).ticket.state, 'resolved');
    await told(amina, amina.room, 'resolved');
    amina.received.length = nina.received.length = 0;
    await amina.post(amina.room, 'One more');
    assert.equal((await told(nina, amina.room, 'waiting')).number, ticket.number);
    await told(amina, amina.room, 'waiting');
    assert.deepEqual((await nina.ask({ type: 'history', room: amina.room, after: 0 })).events.map(({ text }) => text), ['A question', 'An answer', 'One more']);
  });

  test('hear of every change', async () => {
    const [nina, omar] = [await agent('Nina H'), await agent('Omar H')];
    const amina = await visitor('Amina H');
    for (const each of [nina, omar]) assert.equal((await told(each, amina.room, 'waiting')).desk, 'Support');
    await nina.ask({ type: 'claim', room: amina.room });
    assert.equal((await told(omar, amina.room, 'claimed')).agent.id, nina.me.id);
    await nina.ask({ type: 'resolve', room: amina.room });
    assert.equal((await told(omar, amina.room, 'resolved')).desk, 'Support');
  });

  test('never claim the same one', async () => {
    const agents = await Promise.all(['Rita', 'Saul', 'Tara', 'Uma'].map((name) => agent(name)));
    const amina = await visitor('Amina R');
    const outcomes = await Promise.all(agents.map((each) => each.refusal({ type: 'claim', room: amina.room })));
    assert.deepEqual([...outcomes].sort(), ['forbidden', 'forbidden', 'forbidden', 'ok']);
    const winner = agents[outcomes.indexOf('ok')];
    const [ticket] = (await mine(winner, { state: 'claimed' })).filter(({ id }) => id === amina.room).map((room) => room.ticket);
    assert.equal(ticket.agent.id, winner.me.id);
    assert.equal(await winner.refusal({ type: 'claim', room: amina.room }), 'ok', 'whoever has it may say so again');
  });

  test('hand over to another agent, and to nobody else', async () => {
    const [nina, omar] = [await agent('Nina A'), await agent('Omar A')];
    const ben = await member('Ben A');
    const amina = await visitor('Amina A');
    await nina.ask({ type: 'claim', room: amina.room });
    for (const each of [ben.me.id, amina.me.id, 'm_nobody']) assert.notEqual(await nina.refusal({ type: 'assign', room: amina.room, member: each }), 'ok');
    assert.equal(await omar.refusal({ type: 'resolve', room: amina.room }), 'forbidden');
    const { ticket } = await nina.ask({ type: 'assign', room: amina.room, member: omar.me.id });
    assert.deepEqual([ticket.state, ticket.agent.id], ['claimed', omar.me.id]);
    assert.equal(await omar.refusal({ type: 'resolve', room: amina.room }), 'ok');
  });

  test('are agents from the moment they are told, and no longer than that', async () => {
    const nina = await agent('Nina D');
    const amina = await visitor('Amina D');
    assert.equal(await nina.refusal({ type: 'tickets' }), 'ok');
    await nina.enter(amina.room);
    await owner.ask({ type: 'role', member: nina.me.id, role: 'member' });
    assert.equal(await nina.refusal({ type: 'tickets' }), 'forbidden');
    assert.ok(['no_room', 'not_member'].includes(await nina.refusal({ type: 'history', room: amina.room, after: 0 })));
    nina.received.length = 0;
    await amina.enter(amina.room);
    await amina.post(amina.room, 'Not for Nina');
    await nina.ask({ type: 'ping', t: 1 });
    assert.deepEqual(nina.received.filter(({ type }) => type !== 'pong'), []);
  });

  test('write notes that the visitor neither sees nor reaches', async () => {
    const [nina, omar] = [await agent('Nina N'), await agent('Omar N')];
    const amina = await visitor('Amina N');
    const { ticket } = await nina.ask({ type: 'claim', room: amina.room });
    assert.equal(typeof ticket.notes, 'string');
    await nina.enter(ticket.notes);
    await nina.post(ticket.notes, 'She asked this yesterday');
    assert.deepEqual((await omar.enter(ticket.notes)).events.map(({ text }) => text), ['She asked this yesterday']);
    for (const request of [{ type: 'join' }, { type: 'history', after: 0 }, { type: 'post', key: 'n', text: 'n' }, { type: 'read', seq: 1 }])
      assert.equal(await amina.refusal({ ...request, room: ticket.notes }), 'no_room', request.type);
    assert.ok(!JSON.stringify(amina.received).includes(ticket.notes));
    assert.ok(!JSON.stringify(amina.received).includes('yesterday'));
  });

  test('are as many as the owner wants, and the owner is always one of them', async () => {
    const boss = await ownerPeer();
    const amina = await visitor('Amina O');
    assert.ok((await mine(boss, { state: 'waiting' })).some(({ id }) => id === amina.room));
    assert.equal((await boss.ask({ type: 'claim', room: amina.room })).ticket.agent.id, boss.me.id);
    const { room } = await boss.ask({ type: 'create', name: 'Lost and found', kind: 'desk', key: 'desk-1' });
    assert.equal(room.kind, 'desk');
    assert.equal((await visitor('Finder', 'lost AND found')).welcome.rooms[0].ticket.desk, 'Lost and found');
    assert.equal(await (await agent('Nina O')).refusal({ type: 'create', name: 'Mine', kind: 'desk' }), 'forbidden');
  });
});

test('no two visitors see anything of each other', async () => {
  const crowd = await Promise.all(Array.from({ length: 6 }, (_, index) => visitor(`Guest ${index}`)));
  for (const each of crowd) await each.enter(each.room);
  await Promise.all(crowd.map((each, index) => each.post(each.room, `secret ${index}`)));
  for (const one of crowd) {
    for (const other of crowd.filter((each) => each !== one)) {
      assert.equal(await one.refusal({ type: 'join', room: idOf(other) }), 'no_room');
      assert.equal(await one.refusal({ type: 'history', room: idOf(other), after: 0 }), 'no_room');
    }
  }
  crowd.forEach((each, index) => {
    const all = JSON.stringify(each.received);
    crowd.forEach((_, other) => assert.equal(all.includes(`secret ${other}`), other === index));
  });
});

describe('over HTTP', () => {
  const get = (path) => fetch(host.url + path, { redirect: 'manual' });

  test("the visitor's page and the launcher are there, and may be framed by whom the owner allowed", async () => {
    for (const path of ['help', 'help?desk=support', 'widget.js']) assert.equal((await get(path)).status, 200, path);
    const policy = (await get('help?desk=support')).headers.get('content-security-policy');
    const ancestors = policy.split(';').map((each) => each.trim()).find((each) => each.startsWith('frame-ancestors'));
    assert.ok(ancestors.split(' ').includes('http://shop.example:8080'), ancestors);
    assert.ok(!ancestors.includes('*'));
    assert.match((await get('')).headers.get('content-security-policy'), /frame-ancestors 'none'/);
  });

  test('only pages of allowed origins open the WebSocket, and only for visitors', async () => {
    await assert.rejects(Peer.connect(host, { origin: 'http://evil.example' }));
    const framed = guests.add(await Peer.connect(host, { origin: 'http://shop.example:8080' }));
    assert.equal(await framed.refusal({ type: 'hello', protocol: 1, name: 'Thief', code: host.code }), 'forbidden');
    assert.equal(await framed.refusal({ type: 'hello', protocol: 1, name: 'Shopper', desk: 'support' }), 'ok');
  });
});
