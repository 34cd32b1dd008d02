// The host has another address, which is another origin and another storage for a browser; or another device goes on.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { promisify } from 'node:util';

import { launchBrowser, until } from './browser.mjs';
import { Guests } from './guests.mjs';
import { startHost } from './harness.mjs';

let browser;
let host;
const guests = new Guests(() => ({ browser, host }));
const come = (options, url) => guests.page(options, '', url);
const stored = (text) => guests.stored(text);

before(async () => {
  browser = await launchBrowser();
});
after(() => browser.close());
afterEach(() => guests.leave().finally(() => host.stop()));

/** The host is started again on another port; whoever comes from the old one types the new address. */
async function moved() {
  await host.kill();
  host.port = undefined;
  await host.restart();
}

async function goTo(visitor, address) {
  await visitor.page.getByRole('button', { name: 'Has the host a new address?' }).click();
  await visitor.page.getByRole('textbox', { name: 'New address' }).fill(address);
  visitor.hosts.add(new URL(address).host); // beside the old one, which the old page tries until it goes
  await visitor.page.getByRole('button', { name: 'Go there' }).click();
  await visitor.page.waitForURL(`${new URL(address).origin}/**`);
}

test('at a new address one is the same person, and what waited is sent once', async () => {
  host = await startHost({ name: 'Caravan', code: '481502' });
  const old = host.url;
  const amina = await come();
  await amina.join({ name: 'Amina', code: '481502' });
  await amina.say('at the old address');
  const first = await stored('at the old address');
  amina.hostIsAway = true;
  await moved();
  await amina.page.getByText('Connection lost').waitFor();
  await amina.say('typed on the way');
  await goTo(amina, host.url);
  await amina.page.getByRole('button', { name: 'Go on as Amina' }).click();
  await amina.sees('at the old address', 'typed on the way');
  await amina.sent();
  assert.equal(amina.page.url(), host.url, 'what was brought is not in the address');
  const [one, two] = (await guests.log()).filter((event) => event.name === 'Amina');
  assert.deepEqual([one.from, two.from], [first.from, first.from]);
  assert.equal((await guests.log()).filter((event) => event.text === 'typed on the way').length, 1);

  // The old tab's copy is not sent again when the old address answers again; it is seen in the log, and waits no more.
  await host.kill();
  host.port = Number(new URL(old).port);
  await host.restart();
  await amina.page.goto(old);
  await amina.sees('at the old address', 'typed on the way');
  await amina.sent();
  assert.equal(await amina.page.getByText(/Went along to/).count(), 0);
  assert.equal((await guests.log()).filter((event) => event.text === 'typed on the way').length, 1);
});

test('another host at the new address gets nothing that stays, and the page says so', async () => {
  host = await startHost({ name: 'Caravan' });
  const stranger = await startHost({ name: 'Stranger' });
  try {
    const amina = await come();
    await amina.join({ name: 'Amina' });
    amina.hostIsAway = true;
    await host.kill();
    await amina.page.getByText('Connection lost').waitFor();
    await amina.say('not for strangers');
    await goTo(amina, stranger.url);
    await amina.page.getByRole('heading', { name: 'This is another host' }).waitFor();
    assert.equal(amina.page.url(), stranger.url);
    assert.deepEqual(await amina.page.evaluate(() => Object.keys(localStorage)), []);
    await host.restart();
  } finally {
    await stranger.stop();
  }
});

test('what is no address, or the one where one is, is said', async () => {
  host = await startHost({ name: 'Caravan' });
  const amina = await come();
  await amina.join({ name: 'Amina' });
  amina.hostIsAway = true;
  await host.kill();
  await amina.page.getByRole('button', { name: 'Has the host a new address?' }).click();
  const dialog = amina.page.getByRole('dialog');
  for (const [typed, words] of [['javascript:alert(1)', /not an address/], [host.url, /address of this page/]]) {
    await dialog.getByRole('textbox', { name: 'New address' }).fill(typed);
    await dialog.getByRole('button', { name: 'Go there' }).click();
    await dialog.getByRole('alert').filter({ hasText: words }).waitFor();
  }
  await host.restart();
});

test('by a link, read off the screen, another device is the same person', async () => {
  host = await startHost({ name: 'Caravan', code: '481502' });
  const folder = await mkdtemp(join(tmpdir(), 'courtyard-link-'));
  try {
    const desk = await come({ viewport: { width: 1100, height: 760 }, isMobile: false, hasTouch: false });
    await desk.join({ name: 'Amina', code: '481502' });
    await desk.say('from the desk');
    await desk.page.getByRole('button', { name: /You, and your other devices/ }).click();
    await desk.page.getByRole('button', { name: 'Continue on another device' }).click();
    const picture = desk.page.getByRole('img', { name: 'The link as a QR code' });
    await picture.waitFor();
    const shot = join(folder, 'code.png');
    await picture.screenshot({ path: shot });
    const { stdout } = await promisify(execFile)('zbarimg', ['-q', '--raw', shot]);
    const link = stdout.trim();
    assert.match(link, new RegExp(`^${host.url}#link=[\\w-]+$`));
    const phone = await come({}, link);
    await phone.page.getByRole('button', { name: 'The person of the link' }).click();
    await phone.sees('from the desk');
    assert.equal(phone.page.url(), host.url, 'the link is not in the address');
    await phone.say('from the phone');
    const two = await stored('from the phone');
    assert.equal(two.from, (await stored('from the desk')).from);

    const late = await come({}, link);
    await late.page.getByRole('button', { name: 'The person of the link' }).click();
    await late.page.getByRole('alert').filter({ hasText: 'used already' }).waitFor();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('the details of the connection can be copied', async () => {
  host = await startHost({ name: 'Caravan' });
  const amina = await come({ permissions: ['clipboard-read', 'clipboard-write'] });
  await amina.join({ name: 'Amina' });
  amina.hostIsAway = true;
  await host.kill();
  await amina.page.getByText('Connection lost').waitFor();
  await host.restart();
  await until('the connection is back', async () => !(await amina.page.getByText('Connection lost').isVisible()));
  await amina.page.getByRole('button', { name: /^Connected/ }).click();
  const details = amina.page.locator('pre.details');
  await until('the details are there', async () => /Host’s id: h_[\s\S]*Connection lost:/.test(await details.innerText()));
  for (const words of [/Address: http:\/\/127/, /Connection: Connected/, /Messages that wait: 0/, /courtyard-page/, /the connection was closed/])
    assert.match(await details.innerText(), words);
  await amina.page.getByRole('button', { name: 'Copy' }).click();
  await amina.page.getByText('Copied.').waitFor();
  assert.match(await amina.page.evaluate(() => navigator.clipboard.readText()), /Host’s id: h_/);
});
