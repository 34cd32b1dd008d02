// Files from real windows, used through the accessibility interface alone, to a real host.
// With COURTYARD_PICTURES set to a folder, what the windows look like meanwhile is kept there.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { until } from './browser.mjs';
import { Stage } from './desktop/stage.mjs';
import { openWindow, windowSees } from './desktop/windows.mjs';
import { startHost } from './harness.mjs';
import { Line } from './page-support.mjs';
import { Peer } from './peers/peer.mjs';

const MiB = 1 << 20;
let stage;
let folder;

before(async () => {
  [stage, folder] = await Promise.all([Stage.open(), mkdtemp(join(tmpdir(), 'courtyard-desktop-files-'))]);
});

after(async () => {
  await stage?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

async function makeFile(name, bytes) {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

/** A file of so many bytes that takes no room on the disk. */
async function makeHollowFile(name, size) {
  const path = join(folder, name);
  const file = await open(path, 'w');
  await file.truncate(size);
  await file.close();
  return path;
}

async function hashOf(path) {
  const digest = createHash('sha256');
  for await (const piece of createReadStream(path)) digest.update(piece);
  return digest.digest('hex');
}

/** By the button, in the dialog that it opens. */
async function attach(person, path) {
  await person.press('Attach files');
  await person.fill('File name:', path);
  await person.press('Open');
}

async function picture(person, title, name) {
  if (process.env.COURTYARD_PICTURES) await stage.picture(await stage.window(person.pid, title), join(process.env.COURTYARD_PICTURES, `${name}.png`));
}

/** All files of this host's folder that hold bytes of uploads, with their sizes. */
async function bytesIn(host, part) {
  const names = await readdir(join(host.data, 'files', part), { recursive: true }).catch(() => []);
  const sizes = await Promise.all(names.map(async (name) => {
    const found = await stat(join(host.data, 'files', part, name)).catch(() => null);
    return found?.isFile() ? found.size : 0;
  }));
  return sizes.reduce((sum, size) => sum + size, 0);
}

test('what is attached is seen before it is sent, can be taken off, and reaches the host with its words', async () => {
  const host = await startHost({ name: 'Harbour' });
  try {
    const amina = openWindow(stage, join(folder, 'attach'), ['--join', `127.0.0.1:${host.port}`, '--name', 'Amina']);
    await amina.sees('list', 'Timeline');
    const map = await makeFile('the map.txt', 'north is up');
    const slip = await makeFile('a slip.txt', 'not this one');
    await attach(amina, map);
    await amina.sees('button', 'Do not send the map.txt');
    await attach(amina, slip);
    await amina.sees('button', 'Do not send a slip.txt');
    await picture(amina, 'Harbour', 'attached');
    await amina.press('Do not send a slip.txt');
    await amina.fill('Message', 'for the boats');
    await amina.press('Send');
    await windowSees(amina, ['for the boats']);

    const witness = await Peer.join(host, 'Witness');
    const message = await until('it is on the host', () =>
      witness.received.flatMap((each) => each.events ?? [each]).find((event) => event.text === 'for the boats'));
    assert.deepEqual(message.files.map(({ id, name }) => ({ id, name })), [{ id: await hashOf(map), name: 'the map.txt' }]);
    await witness.close();
  } finally {
    await host.stop();
  }
});

test('a window that is killed in the middle of an upload ends it after its next start, and says its message once', async () => {
  const size = 16 * MiB;
  const host = await startHost({ name: 'Archive' });
  const line = await Line.to(host.port);
  line.most = 2 * MiB; // in the middle of it
  try {
    const open = () => openWindow(stage, join(folder, 'killed'), ['--join', new URL(line.url).host, '--name', 'Amina']);
    const first = open();
    await first.sees('list', 'Timeline');
    const film = await makeHollowFile('film.bin', size);
    await attach(first, film);
    await first.sees('button', 'Do not send film.bin');
    await first.fill('Message', 'the whole film');
    await first.press('Send');
    await until('a part of it is on the host', async () => (await bytesIn(host, 'partial')) > 0);
    const ended = once(first.child, 'exit');
    await picture(first, 'Archive', 'sending');
    first.child.kill('SIGKILL');
    await ended;
    const arrived = await bytesIn(host, 'partial');
    assert.ok(arrived > 0 && arrived < size, `${arrived} bytes were there`);
    line.most = Infinity;
    line.drop();

    const second = open();
    await second.sees('list', 'Timeline');
    const witness = await Peer.join(host, 'Witness');
    const said = () => witness.received.flatMap((each) => each.events ?? [each]).filter((event) => event.text === 'the whole film');
    await until('it is on the host', () => said().length > 0);
    assert.equal(said()[0].files[0].id, await hashOf(film));
    assert.equal(said()[0].files[0].size, size);
    await windowSees(second, ['the whole film']);
    assert.equal(said().length, 1);
    await witness.close();
  } finally {
    line.close();
    await host.stop();
  }
});
