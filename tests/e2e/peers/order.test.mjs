// What one connection says stays in its order, also where the host has to look something up for one of the requests.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { startHost } from '../harness.mjs';
import { Peer } from './peer.mjs';

const manyEvents = 500;

let host;
before(async () => {
  host = await startHost({ name: 'Order', args: ['--no-rate-limit'] });
});
after(() => host.stop());

const requests = {
  'a reply': (target) => ({ type: 'post', text: 'a reply', reply: target }),
  'an edit': (target) => ({ type: 'edit', text: 'edited', target }),
  'a reaction': (target) => ({ type: 'react', emoji: '👍', on: true, target }),
  'a removal': (target) => ({ type: 'delete', target }),
};

for (const [what, request] of Object.entries(requests)) {
  test(`a message does not overtake ${what} to an old one that was sent before it`, async () => {
    const peer = await Peer.join(host, `Amina and ${what}`);
    const { seq: target } = await peer.post('lobby', 'the old one');
    // Until it is surely not in the host's memory any more.
    await Promise.all(Array.from({ length: manyEvents }, (_, index) => peer.post('lobby', `talk ${index}`)));
    const replies = await Promise.all([
      peer.ask({ ...request(target), room: 'lobby', key: `${what} 1` }),
      peer.post('lobby', 'and then', `${what} 2`),
      peer.ask({ ...request(target), room: 'lobby', key: `${what} 3` }).catch(() => ({ seq: Infinity })), // of what was removed there is no more
      peer.post('lobby', 'and at last', `${what} 4`),
    ]);
    const seqs = replies.map(({ seq }) => seq).filter(Number.isFinite);
    assert.deepEqual(seqs, [...seqs].sort((a, b) => a - b));
    await peer.close();
  });
}
