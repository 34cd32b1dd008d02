// What a host tells of itself in numbers, after somebody has really talked.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { startHost } from './harness.mjs';
import { Peer } from './peers/peer.mjs';

test('/metrics counts who is here and what was said', async () => {
  const host = await startHost({ name: 'Figures', code: 'none' });
  try {
    const peer = await Peer.connect(host);
    await peer.hello({ name: 'Amina' });
    await peer.enter('lobby');
    await peer.ask({ type: 'post', room: 'lobby', key: 'k', text: 'hello' });
    const response = await fetch(`http://127.0.0.1:${host.port}/metrics`);
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type'), /^text\/plain; version=0\.0\.4/);
    const text = await response.text();
    const sample = (name) => Number(text.split('\n').find((line) => line.startsWith(`${name} `))?.slice(name.length + 1));
    assert.equal(sample('courtyard_connections{kind="member"}'), 1);
    assert.equal(sample('courtyard_people'), 1);
    assert.ok(sample('courtyard_events_appended_total') >= 1);
    assert.equal(sample('courtyard_commit_seconds_count'), sample('courtyard_commits_total'));
    assert.equal(sample('courtyard_commit_seconds_bucket{le="+Inf"}'), sample('courtyard_commits_total'));
    assert.ok(sample('process_resident_memory_bytes') > 1e6);
    assert.equal(sample('courtyard_cut_total{reason="slow"}'), 0);
    assert.ok(!text.includes('Amina') && !text.includes('hello'), 'nothing of what people are or say');
  } finally {
    await host.stop();
  }
});
