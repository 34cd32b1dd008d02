// The HTTP side as curl sees it (PROTOCOL §1).
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

import { until } from '../browser.mjs';
import { startHost } from '../harness.mjs';
import { Peer } from './peer.mjs';

const run = promisify(execFile);
let host;
before(async () => {
  host = await startHost({ name: 'Field clinic' });
});
after(() => host.stop());

/** Status, headers (lowercase) and body. */
async function curl(path, ...args) {
  const { stdout } = await run('curl', ['-s', '-i', '--max-time', '60', ...args, host.url.slice(0, -1) + path]);
  const end = stdout.indexOf('\r\n\r\n');
  const [status, ...lines] = stdout.slice(0, end).split('\r\n');
  const headers = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]));
  return { status: Number(status.split(' ')[1]), headers, body: stdout.slice(end + 4) };
}

test('the page comes with the headers that guard it, and loads nothing from elsewhere', async () => {
  const page = await curl('/');
  assert.equal(page.status, 200);
  assert.equal(page.headers['content-type'], 'text/html; charset=utf-8');
  assert.match(page.headers['content-security-policy'], /default-src 'none'/);
  assert.equal(page.headers['x-content-type-options'], 'nosniff');
  assert.equal(page.headers['referrer-policy'], 'no-referrer');
  const links = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link);
  assert.ok(links.length > 0);
  for (const link of links) {
    assert.ok(!/^(https?:)?\/\//.test(link), link);
    if (!link.startsWith('#') && !link.startsWith('data:')) assert.equal((await curl(new URL(link, host.url).pathname)).status, 200, link);
  }
});

test('what has not changed is not sent again', async () => {
  const { headers } = await curl('/page.js');
  const again = await curl('/page.js', '-H', `If-None-Match: ${headers.etag}`);
  assert.equal(again.status, 304);
  assert.equal(again.body, '');
  assert.equal(again.headers['cache-control'], 'no-cache');
});

test('HEAD tells what GET would, without the body', async () => {
  const get = await curl('/about.json');
  const head = await curl('/about.json', '--head');
  assert.equal(head.status, 200);
  assert.equal(head.headers['content-length'], get.headers['content-length']);
  assert.equal(head.body, '');
});

test('about.json counts who is there', async () => {
  const about = async () => JSON.parse((await curl('/about.json')).body);
  const before = await about();
  assert.equal(before.product, 'courtyard');
  assert.equal(before.protocol, 1);
  assert.match(before.host.id, /^h_/);
  assert.equal(before.host.name, 'Field clinic');
  assert.equal(before.people, 0);
  assert.equal(before.code, false);
  assert.match(before.fingerprint, /^[0-9a-f]{64}$/);
  const amina = await Peer.join(host, 'Amina');
  const second = await Peer.join(host, 'Amina', { token: amina.token });
  assert.equal((await about()).people, 1);
  await Promise.all([amina.close(), second.close()]);
});

test('healthz and metrics answer on this computer', async () => {
  const healthz = await curl('/healthz');
  assert.deepEqual([healthz.status, healthz.body], [200, 'ok']);
  const amina = await Peer.join(host, 'Metrics');
  await amina.post('lobby', 'counted');
  let metrics;
  const value = (name) => Number(new RegExp(`^${name.replace(/[{}]/g, '\\$&')} (\\S+)$`, 'm').exec(metrics.body)?.[1]);
  await until('those of before are gone', async () => {
    metrics = await curl('/metrics');
    return value('courtyard_connections{kind="member"}') === 1;
  });
  assert.equal(metrics.status, 200);
  assert.match(metrics.headers['content-type'], /^text\/plain; version=0\.0\.4/);
  assert.equal(value('courtyard_people'), 1);
  assert.ok(value('courtyard_events_appended_total') > 0);
  assert.ok(value('courtyard_uptime_seconds') > 0);
  await amina.close();
});

test('what is not there, not allowed or not ours is refused by name', async () => {
  assert.equal((await curl('/nothing')).status, 404);
  assert.equal((await curl('/', '-X', 'POST', '-d', 'x=1')).status, 405);
  assert.equal((await curl('/', '-X', 'DELETE')).headers.allow, 'GET, HEAD');
  assert.equal((await curl('/', '-H', 'Host: evil.example')).status, 421);
  assert.equal((await curl('/', '-H', 'Host: localhost')).status, 200);
  assert.equal((await curl('/../owner-token', '--path-as-is')).status, 400);
  assert.equal((await curl('/%2e%2e/owner-token', '--path-as-is')).status, 400);
  assert.equal((await curl('/', '-H', `X: ${'x'.repeat(20000)}`)).status, 431);
  assert.equal((await curl('/ws')).status, 400);
  assert.equal((await curl('/ws', '-H', 'Connection: Upgrade', '-H', 'Upgrade: websocket', '-H', 'Sec-WebSocket-Version: 8', '-H', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==')).headers['sec-websocket-version'], '13');
});

test('one connection serves several requests', async () => {
  const { stdout } = await run('curl', ['-s', '-o', '/dev/null', '-w', '%{num_connects} ', `${host.url}healthz`, '-o', '/dev/null', `${host.url}about.json`]);
  assert.equal(stdout.trim(), '1 0');
});
