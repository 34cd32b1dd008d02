// After kill -9 a client goes on where it was, and a stop in order takes along what waits. tests/soak/killrounds does the killing
// under load.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { startHost } from '../harness.mjs';
import { Peer } from './peer.mjs';

let host;
before(async () => {
  host = await startHost({ name: 'Crash', args: ['--no-rate-limit'] });
});
after(() => host.stop());

test('a resume after the crash has no gap, and an old log is told apart', async () => {
  const before = await Peer.join(host, 'Resumer');
  const { seq } = await before.post('lobby', 'the last one that I saw');
  const log = before.received.find((message) => message.room?.log)?.room.log;
  await host.kill();
  await host.restart();
  const other = await Peer.join(host, 'Meanwhile');
  await other.post('lobby', 'said meanwhile');
  const back = await Peer.connect(host);
  await back.hello({ name: 'Resumer', token: before.token });
  const joined = await back.enter('lobby', { after: seq, log });
  assert.deepEqual(joined.events.map((event) => event.text), ['said meanwhile']);
  assert.ok(!joined.reset);
  const stranger = await back.enter('lobby', { after: seq, log: 'l_another' });
  assert.equal(stranger.reset, true);
  await Promise.all([other.close(), back.close()]);
});

test('what waits in the host when it is asked to stop is not lost', async () => {
  const peer = await Peer.join(host, 'Last');
  const posts = Array.from({ length: 50 }, (_, index) => peer.post('lobby', `last ${index}`).then((reply) => reply.seq, () => 0));
  const ended = await host.stop({ keepData: true });
  assert.deepEqual(ended, { code: 0, signal: null });
  assert.equal((await peer.closed).code, 1001);
  assert.equal(peer.received.at(-1).type, 'bye');
  assert.equal(peer.received.at(-1).code, 'stopping');
  const seqs = (await Promise.all(posts)).filter((seq) => seq > 0);
  await host.restart();
  const witness = await Peer.join(host, 'Witness of the last');
  for (const seq of seqs) assert.ok(witness.events('lobby').some((event) => event.seq === seq) || witness.events('lobby')[0].seq > seq);
  await witness.close();
});
