// A recording is held against the schemas, each reply against the request that it answers.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { checkTraffic } from './traffic.js';

const golden = (path) => JSON.parse(readFileSync(new URL(`../../../protocol/golden/${path}.json`, import.meta.url), 'utf8'));
const lines = (...entries) => entries.map((entry) => JSON.stringify(entry)).join('\n');
const into = (path, more) => ({ dir: 'in', frame: golden(`requests/${path}`), ...more });
const out = (path, more) => ({ dir: 'out', frame: golden(`host/${path}`), ...more });

const good = lines(into('hello'), out('welcome'), out('beat'), into('join'), out('ok-join'), into('post'), out('event-message'),
  out('ok-post'), into('post-without-id'), out('ok-post-without-re'), out('bye-stopping'));

test('a conversation passes', () => assert.deepEqual(checkTraffic(good), { frames: 11, errors: [] }));

test('connections have ids of their own', () => {
  const two = lines(into('join', { conn: 1 }), { dir: 'in', frame: { type: 'rooms', id: 5 }, conn: 2 },
    { dir: 'out', frame: { ...golden('host/ok-rooms'), re: 5 }, conn: 2 }, out('ok-join', { conn: 1 }));
  assert.deepEqual(checkTraffic(two).errors, []);
});

for (const [what, recording, complaint] of [
  ['a reply to another request', lines(into('post'), { dir: 'out', frame: { ...golden('host/ok-join'), re: 12 } }), /line 2: /],
  ['a reply to nothing', lines(out('ok-post')), /line 1: answers what nobody asked/],
  ['two replies to one request', lines(into('post'), out('ok-post'), out('ok-post')), /line 3: answers what nobody asked/],
  ['a field that is not described', lines({ dir: 'out', frame: { ...golden('host/beat'), colour: 'teal' } }), /colour/],
  ['a direction turned round', lines({ dir: 'in', frame: golden('host/welcome') }), /but a message of a host/],
  ['a line that is no JSON', '{"dir":', /line 1: not/],
  ['a line without a frame', '{"dir":"in"}', /line 1: not/],
]) {
  test(`${what} is found`, () => {
    const { errors } = checkTraffic(recording);
    assert.ok(errors.length > 0);
    assert.match(errors[0], complaint);
  });
}

test('the command says by its exit code whether all is well', (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'courtyard-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const run = (content) => {
    const file = join(folder, 'traffic.jsonl');
    writeFileSync(file, content);
    return spawnSync(process.execPath, [fileURLToPath(new URL('check.js', import.meta.url)), file]).status;
  };
  assert.equal(run(good), 0);
  assert.equal(run(lines(out('ok-post'))), 1);
  assert.equal(run(''), 1, 'a recording of nothing');
});
