// Real traffic, both ways, held against protocol/asyncapi.yaml: of a peer that says everything there is to say, and of the page.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { checkTraffic } from '../protocol/schema/traffic.js';
import { readDocument } from '../protocol/schema/validator.js';
import { launchBrowser, until, Visitor } from './browser.mjs';
import { startHost } from './harness.mjs';
import { Peer } from './peers/peer.mjs';

let host;
before(async () => {
  host = await startHost({ name: 'Traffic', code: '481502' });
});
after(() => host.stop());

class Recording {
  #lines = [];

  note(dir, text, conn) {
    this.#lines.push({ dir, frame: JSON.parse(text), conn });
  }

  get frames() {
    return this.#lines;
  }

  check() {
    const { frames, errors } = checkTraffic(this.#lines.map((line) => JSON.stringify(line)).join('\n'));
    assert.ok(frames > 0, 'something was recorded');
    assert.deepEqual(errors, []);
  }
}

/** A peer of whom every frame is kept. */
async function recorded(recording, conn) {
  const peer = await Peer.connect(host);
  const send = peer.socket.send.bind(peer.socket);
  peer.socket.send = (data) => {
    if (typeof data === 'string') recording.note('in', data, conn);
    send(data);
  };
  peer.socket.on('message', (data) => recording.note('out', data, conn));
  return peer;
}

/** PROTOCOL §5. @param {number} upload @param {number} offset @param {string} text */
function chunk(upload, offset, text) {
  const head = Buffer.alloc(12);
  head.writeUInt32BE(upload, 0);
  head.writeBigUInt64BE(BigInt(offset), 4);
  return Buffer.concat([head, Buffer.from(text)]);
}

/** What the owner may do, from the computer that hosts; `member` is banned in the end. */
async function keepOrder(recording, amina, member) {
  const owner = await recorded(recording, 'owner');
  await owner.hello({ name: 'Olga', token: (await readFile(join(host.data, 'owner-token'), 'utf8')).trim() });
  const { id } = member.me;
  const plans = (await owner.ask({ type: 'create', name: 'plans', kind: 'private' })).room;
  await owner.ask({ type: 'invite', room: plans.id, member: amina.me.id });
  await amina.message((message) => message.type === 'room' && message.room.inviter === 'Olga');
  await amina.enter(plans.id);
  const { upload } = await amina.ask({ type: 'upload', key: 'u9', name: 'plan.txt', size: 6 });
  amina.socket.send(chunk(upload, 0, 'secret'));
  const { file } = await amina.message((message) => message.type === 'uploaded' && message.upload === upload);
  await amina.ask({ type: 'post', room: plans.id, key: 'p9', files: [file.id] });
  assert.equal(await member.refusal({ type: 'post', room: 'lobby', key: 'p10', files: [file.id] }), 'no_file', 'whoever has no part in it');
  await owner.ask({ type: 'role', member: id, role: 'moderator' });
  await member.message((message) => message.type === 'you' && message.me.role === 'moderator');
  await owner.ask({ type: 'role', member: id, role: 'member' });
  await owner.ask({ type: 'mute', member: id, minutes: 5, reason: 'cool down' });
  assert.equal(await member.refusal({ type: 'post', room: 'lobby', key: 'm1', text: 'x' }), 'forbidden');
  await owner.ask({ type: 'mute', member: id, minutes: 0 });
  await owner.ask({ type: 'lock', room: 'lobby', on: true });
  assert.equal(await member.refusal({ type: 'post', room: 'lobby', key: 'm2', text: 'x' }), 'forbidden');
  await owner.ask({ type: 'lock', room: 'lobby', on: false });
  await owner.ask({ type: 'slow', room: 'lobby', seconds: 60 });
  await member.post('lobby', 'one', 'm3');
  assert.equal(await member.refusal({ type: 'post', room: 'lobby', key: 'm4', text: 'two' }), 'rate_limited');
  await owner.ask({ type: 'slow', room: 'lobby', seconds: 0 });
  await owner.ask({ type: 'close_room', room: plans.id });
  await amina.message((message) => message.type === 'room' && message.gone === true);
  await until('its files are gone with it', async () => (await fetch(`${host.url}files/${file.id}/plan.txt`)).status === 404);
  await owner.ask({ type: 'kick', member: id, reason: 'once' });
  await member.message((message) => message.type === 'bye');
  await owner.ask({ type: 'ban', member: id, minutes: 5, reason: 'twice' });
  assert.equal((await owner.ask({ type: 'bans' })).bans[0].member, id);
  const back = await recorded(recording, 'banned');
  assert.equal(await back.refusal({ type: 'hello', protocol: 1, token: member.token }), 'forbidden');
  await owner.ask({ type: 'unban', member: id });
  await back.hello({ token: member.token });
  assert.ok((await owner.ask({ type: 'moderation', limit: 200 })).deeds.length >= 10);
  await owner.ask({ type: 'code', code: '481502' });
  await Promise.all([owner, back].map((peer) => peer.close()));
}

/** The help desk, of which the owner is an agent too; a visitor asks and is answered. */
async function helpDesk(recording, agent) {
  const owner = await recorded(recording, 'owner of the desk');
  await owner.hello({ name: 'Olga', token: (await readFile(join(host.data, 'owner-token'), 'utf8')).trim() });
  const desk = (await owner.ask({ type: 'create', name: 'Support', kind: 'desk' })).room;
  await owner.ask({ type: 'role', member: agent.me.id, role: 'agent' });
  await agent.message((message) => message.type === 'room' && message.room.id === desk.id);
  await owner.ask({ type: 'desk', room: desk.id, agents: [agent.me.id], greeting: 'Welcome', away: 'Later', hours: [{ day: 1, from: 480, to: 1020 }] });
  await agent.ask({ type: 'canned', room: desk.id, replies: [{ name: 'hello', text: 'How can we help?' }] });
  const visitor = await recorded(recording, 'visitor');
  await visitor.hello({ name: 'Vera', desk: 'support' });
  const [{ id: room }] = visitor.welcome.rooms;
  await visitor.enter(room);
  await visitor.post(room, 'Where is the pharmacy?', 'v1');
  assert.equal(await visitor.refusal({ type: 'rooms' }), 'forbidden');
  await agent.ask({ type: 'look', room });
  const [{ ticket }] = (await agent.ask({ type: 'tickets', desk: 'support', state: 'waiting' })).tickets;
  await agent.ask({ type: 'claim', room });
  await agent.enter(room);
  await agent.enter(ticket.notes);
  await agent.post(ticket.notes, 'she was here yesterday', 'n1');
  await agent.post(room, 'On deck two', 'a1');
  await agent.ask({ type: 'assign', room, member: owner.me.id });
  assert.equal(await agent.refusal({ type: 'claim', room }), 'forbidden');
  await owner.ask({ type: 'resolve', room });
  await owner.ask({ type: 'reopen', room });
  await visitor.message((message) => message.type === 'desk');
  await agent.message((message) => message.type === 'looking');
  await owner.ask({ type: 'origins', origins: ['http://shop.example'] });
  await owner.ask({ type: 'figures', from: 0, to: Date.now() + 86_400_000 });
  await Promise.all([owner, visitor].map((peer) => peer.close()));
}

test('everything that can be said, and every answer to it, is as described', async () => {
  const recording = new Recording();
  const [amina, jorge] = [await recorded(recording, 'amina'), await recorded(recording, 'jorge')];

  assert.equal(await amina.refusal({ type: 'hello', protocol: 1, name: 'Amina', code: '000000' }), 'wrong_code');
  await amina.hello({ name: 'Amina', code: '481502', beat: 1 });
  await jorge.hello({ name: 'Jorge', code: '481502', device: 'phone' });
  await amina.enter('lobby');
  await jorge.enter('lobby');
  await amina.ask({ type: 'ping', t: 12.5 });

  const { room } = await amina.ask({ type: 'create', name: 'supplies', kind: 'public', key: 'c1' });
  const hidden = (await amina.ask({ type: 'create', name: 'staff', kind: 'private', secret: 'tulip', key: 'c2' })).room;
  assert.ok(['no_room', 'not_member', 'forbidden'].includes(await jorge.refusal({ type: 'join', room: hidden.id })));
  await jorge.enter(hidden.id, { secret: 'tulip' });
  await jorge.ask({ type: 'rooms' });
  await amina.enter(room.id);
  await jorge.enter(room.id);
  const direct = (await amina.ask({ type: 'direct', member: jorge.me.id })).room;
  await jorge.message((message) => message.type === 'room' && message.room.id === direct.id);

  const { seq } = await amina.post(room.id, 'The generator is bak', 'p1');
  await jorge.ask({ type: 'post', room: room.id, key: 'p2', text: 'good news', reply: seq });
  await amina.ask({ type: 'edit', room: room.id, key: 'e1', target: seq, text: 'The generator is back' });
  await jorge.ask({ type: 'react', room: room.id, key: 'r1', target: seq, emoji: '👍', on: true });
  await jorge.ask({ type: 'react', room: room.id, key: 'r2', target: seq, emoji: '👍', on: false });
  await amina.ask({ type: 'topic', room: room.id, key: 't1', text: 'What is needed where' });
  const gone = await amina.post(room.id, 'to be deleted', 'p3');
  await amina.ask({ type: 'delete', room: room.id, key: 'd1', target: gone.seq });

  const { upload } = await jorge.ask({ type: 'upload', key: 'u1', name: 'list.txt', size: 5 });
  jorge.socket.send(chunk(upload, 0, 'water'));
  const { file } = await jorge.message((message) => message.type === 'uploaded' && message.upload === upload);
  await jorge.ask({ type: 'post', room: room.id, key: 'p5', text: 'what we need', files: [file.id] });
  assert.deepEqual((await amina.ask({ type: 'files', room: room.id })).files.map((each) => each.file.id), [file.id]);
  const { upload: unwanted } = await jorge.ask({ type: 'upload', key: 'u2', name: 'wrong.txt', size: 5 });
  await jorge.ask({ type: 'cancel', upload: unwanted });

  await jorge.ask({ type: 'history', room: room.id, before: gone.seq + 2, limit: 5 });
  await jorge.ask({ type: 'history', room: room.id, after: 0 });
  await until('the search finds it', async () => (await jorge.ask({ type: 'search', query: 'generator' })).hits.length > 0);
  await jorge.ask({ type: 'search', query: 'generator', room: room.id, limit: 3 });
  await jorge.ask({ type: 'people', room: 'lobby', limit: 1 });
  await jorge.ask({ type: 'typing', room: room.id });
  await jorge.ask({ type: 'read', room: room.id, seq: gone.seq });
  await jorge.ask({ type: 'rename', name: 'Jorge B' });
  assert.equal(await jorge.refusal({ type: 'rename', name: 'Amina' }), 'name_taken');
  assert.equal(await jorge.refusal({ type: 'post', room: 'nowhere', key: 'p4', text: 'x' }), 'no_room');
  assert.equal(await jorge.refusal({ type: 'edit', room: room.id, key: 'e2', target: seq, text: 'x' }), 'forbidden');
  assert.equal(await jorge.refusal({ type: 'react', room: room.id, key: 'r3', target: 999, emoji: '👍', on: true }), 'no_event');
  await jorge.ask({ type: 'leave', room: room.id });
  await amina.message((message) => message.type === 'beat');

  // Back with what is known already.
  const again = await recorded(recording, 'jorge again');
  await again.hello({ token: jorge.token, name: 'Jorge B' });
  const { room: lobby } = await again.enter('lobby');
  await again.enter('lobby', { after: lobby.head, log: lobby.log });
  await again.enter('lobby', { after: 0, log: 'of another host' });
  // … and on another device.
  const { link } = await again.ask({ type: 'link' });
  const tablet = await recorded(recording, 'jorge, on a tablet');
  await tablet.hello({ link });
  assert.equal(tablet.me.id, jorge.me.id);
  await keepOrder(recording, amina, jorge);
  await helpDesk(recording, amina);
  await amina.close();
  recording.check();

  const said = new Set(recording.frames.filter(({ dir }) => dir === 'in').map(({ frame }) => frame.type));
  const { operations, components } = readDocument();
  const described = Object.values(operations).filter(({ action }) => action === 'receive')
    .flatMap(({ messages }) => messages.map(({ $ref }) => components.messages[$ref.split('/').at(-1)].name));
  assert.ok(described.length >= 16);
  assert.deepEqual(described.filter((type) => !said.has(type)), [], 'every request that is described was made');
});

test('what the page says and is told is as described', async () => {
  const recording = new Recording();
  const browser = await launchBrowser();
  try {
    const visitor = await Visitor.come(browser, 'about:blank');
    visitor.hosts.add(new URL(host.url).host);
    visitor.page.on('websocket', (socket) => {
      socket.on('framesent', ({ payload }) => recording.note('in', payload, 'page'));
      socket.on('framereceived', ({ payload }) => recording.note('out', payload, 'page'));
    });
    await visitor.page.goto(host.url);
    await visitor.join({ name: 'Li Wei', code: '481502' });
    const peer = await Peer.join(host, 'Sara');
    await visitor.say('from the page');
    await visitor.sees('from the page');
    await peer.post('lobby', 'to the page');
    await visitor.sees('to the page');
    await until('the page has said that it read it', () => peer.received.some(({ type }) => type === 'read'));
    await peer.close();
    await visitor.close();
  } finally {
    await browser.close();
  }
  recording.check();
});
