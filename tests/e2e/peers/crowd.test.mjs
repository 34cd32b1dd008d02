// A hundred connections in ten rooms of ten, 20,000 messages in all: nothing lost, doubled or out of order.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { startHost } from '../harness.mjs';
import { Peer } from './peer.mjs';

const rooms = 10;
const peersPerRoom = 10;
const messagesPerPeer = 200;
const underWay = 20; // of one peer at once

let host;
before(async () => {
  host = await startHost({ name: 'Crowd', args: ['--no-rate-limit'] });
});
after(() => host.stop());

async function gather(index) {
  const first = await Peer.join(host, `Peer ${index}.0`);
  const { room } = await first.ask({ type: 'create', name: `room ${index}`, kind: 'public' });
  const others = await Promise.all(
    Array.from({ length: peersPerRoom - 1 }, (_, other) => Peer.join(host, `Peer ${index}.${other + 1}`)));
  const peers = [first, ...others];
  for (const peer of peers) await peer.enter(room.id);
  return { room: room.id, peers };
}

async function talk(peer, room) {
  const replies = [];
  for (let next = 0; next < messagesPerPeer; next += underWay)
    replies.push(...(await Promise.all(Array.from({ length: underWay }, (_, i) => peer.post(room, `${peer.me.name} ${next + i}`)))));
  return replies.map((reply) => reply.seq);
}

test('20,000 messages from 100 connections', { timeout: 240_000 }, async () => {
  const groups = await Promise.all(Array.from({ length: rooms }, (_, index) => gather(index)));
  const confirmed = await Promise.all(groups.map(({ room, peers }) => Promise.all(peers.map((peer) => talk(peer, room)))));

  const expected = peersPerRoom * messagesPerPeer;
  for (const [index, { room, peers }] of groups.entries()) {
    await Promise.all(peers.map((peer) => peer.message((message) => message.type === 'event' && message.room === room && message.seq === expected)));
    const live = peers.map((peer) => peer.received.filter((message) => message.type === 'event' && message.room === room));
    for (const [which, events] of live.entries()) {
      assert.deepEqual(events.map((event) => event.seq), Array.from({ length: expected }, (_, i) => i + 1), `room ${index}, peer ${which}: one order, no gaps, nothing twice`);
      assert.deepEqual(events.map((event) => event.text), live[0].map((event) => event.text), 'everybody sees the same');
    }
    for (const [which, seqs] of confirmed[index].entries()) {
      const mine = live[0].filter((event) => event.name === peers[which].me.name);
      assert.deepEqual(mine.map((event) => event.text), Array.from({ length: messagesPerPeer }, (_, i) => `${peers[which].me.name} ${i}`), 'what one says stays in its order');
      assert.deepEqual(mine.map((event) => event.seq), seqs, 'the number that was confirmed is the number of the event');
    }
  }
  await Promise.all(groups.flatMap(({ peers }) => peers.map((peer) => peer.close())));
});
