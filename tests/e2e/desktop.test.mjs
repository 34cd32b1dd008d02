// Real windows on an X server of their own, used through the accessibility interface alone, beside real Chromium pages.
// With COURTYARD_PICTURES set to a folder, the pictures of README.md are made there.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { promisify } from 'node:util';

import { launchBrowser, until, Visitor } from './browser.mjs';
import { Stage } from './desktop/stage.mjs';
import { clickHost, clickJoin, openWindow as startWindow, say, shown, windowSees } from './desktop/windows.mjs';
import { startHost } from './harness.mjs';
import { Peer } from './peers/peer.mjs';

const run = promisify(execFile);
let stage;
let folder;
let browser;
const visitors = [];
const windows = [];

/** A window with a data folder of this name; it ends with the test. */
function openWindow(data, flags, env) {
  const window = startWindow(stage, join(folder, data), flags, env);
  windows.push(window);
  return window;
}

async function openPage(url, options) {
  const visitor = await Visitor.come(browser, url, options);
  visitors.push(visitor);
  return visitor;
}

before(async () => {
  [stage, browser, folder] = await Promise.all([Stage.open(), launchBrowser(), mkdtemp(join(tmpdir(), 'courtyard-desktop-'))]);
});

after(async () => {
  await browser?.close();
  await stage?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

afterEach(async () => {
  const complaints = [];
  for (const visitor of visitors.splice(0)) await visitor.close().catch((error) => complaints.push(error));
  for (const { child } of windows.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
  assert.deepEqual(complaints, []);
});

test('two windows and two pages in one room see every message once, in one order, and all return after kill -9', async () => {
  const sara = openWindow('sara', ['--port', '0', '--code', 'none']);
  const amina = openWindow('amina');
  const port = await clickHost(sara, 'Sara', 'Field clinic');
  await clickJoin(amina, 'Amina', `127.0.0.1:${port}`);
  const [jorge, liwei] = [await openPage(`http://127.0.0.1:${port}/`), await openPage(`http://127.0.0.1:${port}/`)];
  await jorge.join({ name: 'Jorge' });
  await liwei.join({ name: 'Li Wei' });

  const before = ['<img src=x onerror=alert(1)>'];
  await jorge.say(before[0]);
  for (const round of [1, 2]) {
    const each = ['sara', 'amina', 'jorge', 'li wei'].map((name) => `${name} says ${round}`);
    before.push(...each);
    await Promise.all([say(sara, each[0]), jorge.say(each[2]), liwei.say(each[3])]);
    await say(amina, each[1]);
  }
  const everybodySees = async (texts) => {
    const order = await windowSees(sara, texts);
    assert.equal(order.length, texts.length, `each is there once: ${order}`);
    assert.deepEqual(await windowSees(amina, texts), order);
    for (const page of [jorge, liwei]) {
      await page.sees(...texts);
      assert.deepEqual((await page.texts()).filter((text) => texts.includes(text)), order);
    }
  };
  await everybodySees(before);

  // The host, and with it one of the windows, is gone without a word.
  for (const page of [jorge, liwei]) page.hostIsAway = true;
  sara.child.kill('SIGKILL');
  await until('the other window says that the connection is lost', async () =>
    (await amina.names()).some((name) => /connection lost|reconnecting/i.test(name)));
  await say(amina, 'amina while the host is away');
  await jorge.page.getByText(/Connection lost/).waitFor();
  await jorge.say('jorge while the host is away');

  const again = openWindow('sara', ['--host', '--port', String(port), '--code', 'none']);
  Object.assign(sara, again);
  await sara.sees('list', 'Timeline');
  const all = [...before, 'amina while the host is away', 'jorge while the host is away', 'sara is back'];
  await say(sara, all.at(-1));
  await everybodySees(all);
});

test('what a window could not send survives its kill -9, and is sent once, in its order', async () => {
  const host = await startHost({ name: 'Harbour' });
  try {
    const open = () => openWindow('killed', ['--join', `127.0.0.1:${host.port}`, '--name', 'Amina']);
    const before = open();
    await before.sees('list', 'Timeline');
    await say(before, 'while it is there');
    await windowSees(before, ['while it is there']);
    await host.kill();
    const texts = ['while it is there', 'waiting 1', 'waiting 2', 'waiting 3'];
    for (const text of texts.slice(1)) {
      await say(before, text);
      await windowSees(before, [text]);
    }
    const ended = once(before.child, 'exit');
    before.child.kill('SIGKILL');
    await ended;
    await host.restart();
    const after = open();
    await after.sees('list', 'Timeline');
    const witness = await Peer.join(host, 'Witness');
    await until('all of it is on the host', () => witness.texts('lobby').length >= texts.length);
    await say(after, 'and on');
    await until('it talks on', () => witness.texts('lobby').includes('and on'));
    assert.deepEqual(witness.texts('lobby'), [...texts, 'and on']);
    assert.deepEqual(await windowSees(after, texts), texts);
    await witness.close();
  } finally {
    await host.stop();
  }
});

test('a window and a page show what the host has, after its folder was put back to an older copy and has grown since', async () => {
  const host = await startHost({ name: 'Archive', data: join(folder, 'archive') });
  const home = host.port;
  let speakers = 0;
  const talk = async (...texts) => {
    const peer = await Peer.join(host, `Speaker no. ${++speakers}`);
    for (const text of texts) await peer.post('lobby', text);
    await peer.close();
  };
  try {
    const window = openWindow('archivist', ['--join', `127.0.0.1:${home}`, '--name', 'Amina']);
    await window.sees('list', 'Timeline');
    const page = await openPage(`http://127.0.0.1:${home}/`);
    page.hostIsAway = true;
    await page.join({ name: 'Jorge' });
    await talk('kept 1', 'kept 2');
    await host.stop({ keepData: true });
    await cp(host.data, `${host.data}.copy`, { recursive: true });
    await host.restart();
    const lost = ['lost 1', 'lost 2', 'lost 3'];
    await talk(...lost);
    await windowSees(window, lost);
    await page.sees(...lost);

    await host.kill();
    await rm(host.data, { recursive: true });
    await rename(`${host.data}.copy`, host.data);
    host.port = 0; // nobody comes while it grows
    await host.restart();
    const grown = ['grown 1', 'grown 2', 'grown 3', 'grown 4', 'grown 5'];
    await talk(...grown);
    await host.stop({ keepData: true });
    host.port = home;
    await host.restart();

    await say(window, 'amina is back');
    await page.say('jorge is back');
    const expected = ['kept 1', 'kept 2', ...grown];
    const back = ['amina is back', 'jorge is back'];
    await page.sees(...expected, ...back);
    await windowSees(window, [...expected, ...back]);
    assert.deepEqual((await shown(window, [...expected, ...lost])), expected);
    assert.deepEqual((await page.texts()).filter((text) => !back.includes(text)), expected);
  } finally {
    await host.stop();
  }
});

test('Enter sends, Shift+Enter breaks the line', async () => {
  const sara = openWindow('enter', ['--port', '0', '--code', 'none']);
  await clickHost(sara, 'Sara', 'Workshop');
  await stage.activate(await stage.window(sara.pid, 'Workshop')); // keys go to the window that is before all others
  await sara.focus('Message');
  await stage.type('one line');
  await stage.keys('shift+Return');
  await stage.type('and another');
  await stage.keys('Return');
  await windowSees(sara, ['one line\nand another']);
  await until('the field is empty', async () => (await sara.text('Message')) === '');
});

test('the QR code of the invitation is the link that lets a page in', async () => {
  const sara = openWindow('qr', ['--port', '0']);
  await clickHost(sara, 'Sara', 'Library');
  await sara.press('Invite');
  const window = await stage.window(sara.pid, 'Invite');
  const picture = join(folder, 'invite.png');
  const link = await until('the QR code can be read', async () => {
    await stage.picture(window, picture);
    return run('zbarimg', ['--quiet', '--raw', picture]).then(({ stdout }) => stdout.trim(), () => null);
  });
  const { hash, port } = new URL(link);
  const fields = new URLSearchParams(hash.slice(1));
  assert.ok(fields.get('code').length >= 20, 'the link carries the long code');
  const page = await openPage(`http://127.0.0.1:${port}/${hash}`);
  await page.join({ name: 'Camera' });
});

test('closing the window while hosting says how many people that would cut off', async () => {
  const sara = openWindow('closing', ['--port', '0', '--code', 'none']);
  const port = await clickHost(sara, 'Sara', 'Classroom');
  const pages = [await openPage(`http://127.0.0.1:${port}/`), await openPage(`http://127.0.0.1:${port}/`)];
  await pages[0].join({ name: 'Jorge' });
  await pages[1].join({ name: 'Noor' });
  await until('the window shows both', async () => (await sara.entries('People')).length === 3);
  const ended = once(sara.child, 'exit');
  await stage.closeWindow(await stage.window(sara.pid, 'Classroom'));
  await until('it says how many', async () => (await sara.names()).some((name) => /2 people .*cut off/.test(name)));
  await sara.press('Cancel');
  await pages[0].say('still here');
  await windowSees(sara, ['still here']);
  for (const page of pages) page.hostIsAway = true;
  await stage.closeWindow(await stage.window(sara.pid, 'Classroom'));
  await sara.press('Stop hosting');
  assert.deepEqual(await ended, [0, null]);
});

test('the host removes and bans by the menu on a name, and lifts the ban; the other window says what happened', async () => {
  const sara = openWindow('order', ['--port', '0', '--code', 'none']);
  const amina = openWindow('guest');
  const port = await clickHost(sara, 'Sara', 'Workshop');
  await clickJoin(amina, 'Amina', `127.0.0.1:${port}`);
  const guestReads = (words) => until(`the other window says ${words}`, async () => (await amina.names()).some((name) => words.test(name)));
  /** The menu's last entry, or one of those before it. */
  const chooseFromEnd = async (distance) => {
    await until('Amina is there', async () => (await sara.entries('People')).some((entry) => entry.includes('Amina')));
    await stage.activate(await stage.window(sara.pid, 'Workshop'));
    await sara.click('People', 'Amina');
    const windows = await stage.windowCount(sara.pid);
    await stage.keys('Menu');
    await until('the menu is there', async () => (await stage.windowCount(sara.pid)) > windows);
    await stage.keys(...Array(distance).fill('Up'), 'Return');
  };
  await chooseFromEnd(2); // Remove
  await guestReads(/You were removed by a moderator/);
  await amina.press('Join');
  await amina.sees('list', 'Timeline');

  await chooseFromEnd(1); // Ban…
  await sara.press('Ban');
  await guestReads(/You are banned here until/);
  await sara.press('Undo');
  await until('she is in again', async () => { // refused until the host has lifted it
    await amina.press('Join', { deadline: 0 }).catch(() => {}); // it is not there while it joins
    return (await amina.names()).includes('Timeline');
  });
});

test('in Arabic the window reads from right to left and has no English word left', async () => {
  const sara = openWindow('arabic', ['--port', '0', '--code', 'none'], { LC_ALL: 'ar_EG.UTF-8', LANG: 'ar_EG.UTF-8', LANGUAGE: 'ar' });
  await sara.fill('اسمك', 'سارة');
  await sara.fill('اسم هذا المكان', 'العيادة');
  await sara.press('استضافة');
  await sara.fill('رسالة', 'مرحبا');
  await sara.press('إرسال');
  await until('the message is there', async () => (await sara.entries('المحادثة')).some((entry) => entry.includes('مرحبا')));
  assert.ok(await sara.position('button', 'إرسال') < await sara.position('field', 'رسالة'), 'the window is mirrored');
  const english = (await sara.names()).filter((name) => /[a-z]{3,}/i.test(name.replaceAll(/courtyard|lobby|QR/gi, '')));
  assert.deepEqual(english, []);
});

test('the flags of the command line preset the window', async () => {
  const host = await startHost({ name: 'Radio', code: 'none' });
  try {
    const amina = openWindow('flags', ['--join', `127.0.0.1:${host.port}`, '--name', 'Amina']);
    await amina.sees('list', 'Timeline');
    await say(amina, 'came by a flag');
    await windowSees(amina, ['came by a flag']);
  } finally {
    await host.stop();
  }
});
