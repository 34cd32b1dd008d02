// python3-websockets and node's ws in one room: neither was written here, and neither knows the other.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { startHost } from '../harness.mjs';
import { Peer } from './peer.mjs';

let host;
before(async () => {
  host = await startHost({ name: 'Python' });
});
after(() => host.stop());

test('a Python peer and a Node peer talk', async () => {
  const node = await Peer.join(host, 'Node');
  const script = fileURLToPath(new URL('python_peer.py', import.meta.url));
  const python = promisify(execFile)('/usr/bin/python3', [script, `ws://127.0.0.1:${host.port}/ws`, 'Python', 'from Python', 'from Node']);
  await node.message((message) => message.type === 'event' && message.text === 'from Python');
  const { seq } = await node.post('lobby', 'from Node');
  const seen = JSON.parse((await python).stdout);
  assert.equal(seen.subprotocol, 'courtyard.v1');
  assert.equal(seen.me.name, 'Python');
  assert.equal(seen.me.role, 'member');
  assert.deepEqual(seen.texts, ['from Python', 'from Node']);
  assert.equal(seen.seq, 1);
  assert.equal(seq, 2);
  assert.equal(seen.error, 'unknown_type');
  await node.message((message) => message.type === 'presence' && message.member.name === 'Python' && !message.online);
  await node.close();
});
