// kill -9 takes back nothing that was answered `ok`, and what was not answered can be sent again, once.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';

import { startHost } from '../harness.mjs';
import { Peer } from './peer.mjs';

let host;
before(async () => {
  host = await startHost({ name: 'Crash', args: ['--no-rate-limit'] });
});
after(() => host.stop());

test('everything that was confirmed is there after kill -9', async () => {
  const confirmed = [];
  const names = ['Amina', 'Jorge', 'Sara'];
  const tokens = new Map();
  for (let round = 0; round < 3; ++round) {
    const peers = [];
    for (const name of names) peers.push(await Peer.join(host, name, { token: tokens.get(name) ?? '' }));
    let going = true;
    const sending = peers.map(async (peer, index) => {
      tokens.set(names[index], peer.token);
      for (let i = 0; going; ++i) {
        const text = `${names[index]} ${round} ${i}`;
        const reply = await peer.post('lobby', text, text).catch(() => null);
        if (!reply) return text; // not confirmed: it may be there or not
        confirmed.push({ seq: reply.seq, text });
      }
      return null;
    });
    const enough = confirmed.length + 100;
    await peers[0].message(() => confirmed.length >= enough);
    await host.kill();
    going = false;
    const open = (await Promise.all(sending)).filter(Boolean);
    await host.restart();

    const witness = await Peer.join(host, 'Witness', { token: tokens.get('Witness') ?? '' });
    tokens.set('Witness', witness.token);
    const log = [];
    for (let more = true; more; ) {
      const page = await witness.ask({ type: 'history', room: 'lobby', after: log.length });
      log.push(...page.events);
      more = page.more;
    }
    assert.deepEqual(log.map((event) => event.seq), log.map((_, index) => index + 1));
    for (const { seq, text } of confirmed) assert.equal(log[seq - 1]?.text, text);
    assert.equal(new Set(log.map((event) => event.text)).size, log.length, 'nothing is there twice');

    // Sent again with the same key, what was left open is there once.
    for (const text of open) {
      const peer = await Peer.join(host, 'again', { token: tokens.get(text.split(' ')[0]) });
      const { seq } = await peer.post('lobby', text, text);
      const again = await peer.post('lobby', text, text);
      assert.equal(again.seq, seq);
      const there = log.find((event) => event.text === text);
      assert.equal(seq, there ? there.seq : seq);
      assert.ok(there || seq > log.length);
      confirmed.push({ seq, text });
      await peer.close();
    }
    await witness.close();
  }
});

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
