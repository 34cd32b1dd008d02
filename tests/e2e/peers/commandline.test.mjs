// The command line of PROTOCOL §7, without any display.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { runToEnd, startHost, within } from '../harness.mjs';
import { Peer } from './peer.mjs';

const noDisplay = { DISPLAY: undefined, WAYLAND_DISPLAY: undefined, QT_QPA_PLATFORM: undefined };
const oneLine = /^[^\n]+\n$/;
const soon = 30_000; // ms, on a busy machine

let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'courtyard-cli-'));
});
after(() => rm(folder, { recursive: true, force: true }));

describe('arguments', () => {
  test('--version and --help end with 0', async () => {
    const version = await runToEnd(['--version'], { env: noDisplay });
    assert.equal(version.code, 0);
    assert.match(version.stdout, /^courtyard \d+\.\d+\.\d+\n$/);
    const help = await runToEnd(['--help'], { env: noDisplay });
    assert.equal(help.code, 0);
    for (const flag of ['--host', '--headless', '--join', '--room', '--port', '--name', '--code', '--data', '--bind', '--allow-origin', '--desk', '--no-rate-limit', '--version', '--help'])
      assert.ok(help.stdout.includes(flag), flag);
  });

  const wrong = [
    ['--nonsense'], ['word'], ['--host', '--headless', '--port', 'many'], ['--host', '--headless', '--port', '65536'],
    ['--host', '--headless', '--port', '-1'], ['--host', '--headless', '--port'], ['--host', '--headless', '--bind', 'here'],
    ['--host', '--headless', '--allow-origin', 'example.org'], ['--host', '--headless', '--allow-origin', 'https://a/b'],
    ['--host', '--headless', '--name', ''], ['--host', '--headless', '--name', 'x'.repeat(49)], ['--host', '--headless', '--code', ''],
    ['--headless'], ['--host', '--join', 'a'], ['--room', 'lobby'], ['--join', 'not an address'],
    ['--host', '--headless', '--desk', ''],
  ];
  for (const args of wrong) {
    test(`${args.join(' ')} ends with 2 and one line`, async () => {
      const { code, stdout, stderr } = await runToEnd(args, { env: noDisplay });
      assert.equal(code, 2);
      assert.equal(stdout, '');
      assert.match(stderr, oneLine);
    });
  }

  test('without a display it says what to do', async () => {
    const { code, stderr } = await runToEnd([], { env: noDisplay });
    assert.equal(code, 2);
    assert.match(stderr, oneLine);
    assert.match(stderr, /--headless/);
  });
});

describe('a headless host', () => {
  test('says in its first line where it is', async () => {
    const host = await startHost({ name: 'Line', code: '481502' });
    const { listening } = host;
    assert.equal(listening.event, 'listening');
    assert.ok(Number.isInteger(listening.port) && listening.port > 0);
    assert.ok(listening.urls.length > 0);
    for (const url of listening.urls) assert.equal(new URL(url).port, String(listening.port));
    assert.equal(listening.code, '481502');
    assert.match(listening.fingerprint, /^[0-9a-f]{64}$/);
    assert.equal(listening.data, host.data);
    assert.equal(listening.pid, host.child.pid);
    await host.stop();
  });

  test('takes nothing in the clear where it is told so', async () => {
    const host = await startHost({ args: ['--require-encryption'] });
    for (const url of host.listening.urls) assert.match(url, /^https:/);
    const answer = await fetch(`${host.url}about.json`, { redirect: 'manual' });
    assert.equal(answer.status, 307);
    assert.equal(answer.headers.get('location'), `https://127.0.0.1:${host.port}/about.json`);
    assert.equal(answer.headers.get('strict-transport-security'), null);
    await host.stop();
  });

  test('does not start with a damaged key, and says what to do', async () => {
    const host = await startHost();
    await host.stop({ keepData: true });
    const key = join(host.data, 'host-key.pem');
    await writeFile(key, (await readFile(key, 'utf8')).slice(0, 100));
    const ended = await runToEnd(['--host', '--headless', '--port', '0', '--data', host.data]);
    assert.equal(ended.code, 4);
    assert.match(ended.stderr, /host-key\.pem .* is missing or damaged/);
    assert.equal((await readFile(key, 'utf8')).length, 100, 'it is not replaced');
    await rm(host.data, { recursive: true, force: true });
  });

  test('makes a code of six digits, asks for it, and keeps it', async () => {
    const host = await startHost({ code: 'auto' });
    assert.match(host.code, /^\d{6}$/);
    const code = host.code;
    const peer = await Peer.connect(host);
    assert.equal(await peer.refusal({ type: 'hello', protocol: 1, name: 'Amina' }), 'wrong_code');
    assert.equal(await peer.refusal({ type: 'hello', protocol: 1, name: 'Amina', code: code === '000000' ? '1' : '000000' }), 'wrong_code');
    await peer.hello({ name: 'Amina', code });
    await peer.close();
    const about = await (await fetch(`${host.url}about.json`)).json();
    assert.equal(about.code, true);
    await host.stop({ keepData: true });
    await host.restart();
    assert.equal(host.code, code);
    await host.stop();
  });

  test('takes every address of this machine that it says', async () => {
    const host = await startHost();
    for (const url of host.listening.urls) assert.equal((await fetch(`${url}healthz`)).status, 200, url);
    await host.stop();
  });

  test('keeps the owner\'s token to its owner', async () => {
    const host = await startHost();
    const path = join(host.data, 'owner-token');
    assert.equal((await stat(path)).mode & 0o777, 0o600);
    const owner = await Peer.join(host, 'Owner', { token: (await readFile(path, 'utf8')).trim() });
    assert.equal(owner.me.role, 'owner');
    await owner.close();
    await host.stop();
  });

  for (const signal of ['SIGINT', 'SIGTERM']) {
    test(`ends with 0 on ${signal}, soon, also while somebody does not read`, async () => {
      const host = await startHost();
      const peer = await Peer.join(host, 'Reader');
      const deaf = await Peer.join(host, 'Deaf');
      deaf.socket.pause();
      host.child.kill(signal);
      const ended = await within(soon, host.exited, () => `it still runs: ${host.stderr}`);
      assert.deepEqual(ended, { code: 0, signal: null });
      assert.equal((await peer.closed).code, 1001);
      deaf.socket.terminate();
      await rm(host.data, { recursive: true, force: true });
    });
  }

  test('ends with 3 where the port is taken', async () => {
    const other = createServer().listen(0, '0.0.0.0');
    await once(other, 'listening');
    const port = String(other.address().port);
    const { code, stdout, stderr } = await runToEnd(['--host', '--headless', '--port', port, '--data', join(folder, 'taken')]);
    other.close();
    assert.equal(code, 3);
    assert.equal(stdout, '');
    assert.ok(stderr.split('\n').filter(Boolean).at(-1).includes(port));
  });

  test('ends with 4 where another host has the folder', async () => {
    const host = await startHost();
    const { code, stderr } = await runToEnd(['--host', '--headless', '--port', '0', '--data', host.data]);
    assert.equal(code, 4);
    assert.ok(stderr.includes(host.data));
    assert.equal((await fetch(`${host.url}healthz`)).status, 200, 'the first one goes on');
    await host.stop();
  });

  test('ends with 4 where the folder cannot be made', async () => {
    const file = join(folder, 'file');
    await writeFile(file, 'x');
    const { code } = await runToEnd(['--host', '--headless', '--port', '0', '--data', join(file, 'data')]);
    assert.equal(code, 4);
  });

  test('ends with 4 where the folder is damaged, and leaves what is there', async () => {
    const host = await startHost();
    await host.stop({ keepData: true });
    const path = join(host.data, 'events.sqlite');
    const garbage = Buffer.alloc(8192, 'garbage ');
    await writeFile(path, garbage);
    const { code } = await runToEnd(['--host', '--headless', '--port', '0', '--data', host.data]);
    assert.equal(code, 4);
    await rm(host.data, { recursive: true, force: true });
  });

  test('listens where it is told to only', async () => {
    const host = await startHost({ args: ['--bind', '127.0.0.1'] });
    assert.deepEqual(host.listening.urls, [`http://127.0.0.1:${host.port}/`]);
    await host.stop();
  });

  test('lets in the pages of an allowed origin', async () => {
    const host = await startHost({ args: ['--allow-origin', 'https://shop.example'] });
    const upgrade = (origin) => within(soon, new Promise((resolve, reject) => {
      const headers = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==', origin };
      const answered = ({ statusCode, socket }) => {
        socket.destroy();
        resolve(statusCode);
      };
      get(`${host.url}ws`, { headers, agent: false }).on('upgrade', answered).on('response', answered).on('error', reject);
    }), () => `no answer to ${origin}`);
    assert.equal(await upgrade('https://shop.example'), 101);
    assert.equal(await upgrade('https://evil.example'), 403);
    assert.equal(await upgrade('null'), 403);
    assert.equal(await upgrade(`http://127.0.0.1:${host.port}`), 101);
    await host.stop();
  });
});
