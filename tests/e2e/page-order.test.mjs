// The page of whoever keeps order, and of those whom it hits: in real Chromium, against the real executable.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';

import { launchBrowser, until, Visitor } from './browser.mjs';
import { Guests } from './guests.mjs';
import { startHost } from './harness.mjs';
import { checkAccessibility } from './page-support.mjs';
import { Peer } from './peers/peer.mjs';

let browser;
let host;
const guests = new Guests(() => ({ browser, host }));

before(async () => {
  browser = await launchBrowser();
  host = await startHost({ name: 'Field clinic' });
});
after(async () => {
  await browser.close();
  await host.stop();
});
afterEach(() => guests.leave());

const come = (options, suffix) => guests.page(options, suffix);
const peer = (name) => guests.peer(name);
/** The owner as a program, on the computer that hosts. */
async function owner() {
  const guest = await Peer.connect(host);
  guests.add(guest);
  await guest.hello({ name: 'Olga', token: (await readFile(join(host.data, 'owner-token'), 'utf8')).trim() });
  return guest;
}
/** The owner's page: linked to that program. */
async function ownersPage(options) {
  const { link } = await (await owner()).ask({ type: 'link' });
  const page = await come(options, `#link=${encodeURIComponent(link)}`);
  await page.page.getByRole('button', { name: 'The person of the link' }).click();
  await page.box.waitFor();
  return page;
}
const press = (visitor, name) => visitor.page.getByRole('button', { name, exact: true }).click();
const seesWords = (visitor, words) => visitor.page.getByText(words).first().waitFor();

/** Opens what can be done with somebody who has written. */
async function personOf(visitor, name) {
  await visitor.log.getByRole('button', { name, exact: true }).first().click();
  await visitor.page.getByRole('dialog').waitFor();
}

test('a moderator mutes from the page, and takes it back', async () => {
  const ben = await peer('Ben');
  await ben.post('lobby', 'hello from Ben');
  const olga = await ownersPage();
  await olga.sees('hello from Ben');
  await personOf(olga, 'Ben');
  await press(olga, 'Mute…');
  await olga.page.getByLabel('For how long').selectOption({ label: '1 hour' });
  await olga.page.getByLabel('Reason (they will read it)').fill('cool down');
  await checkAccessibility(olga.page);
  await press(olga, 'Mute');
  const { me } = await ben.message(({ type, me: self }) => type === 'you' && self.muted > 0);
  assert.ok(me.muted > Date.now());
  assert.equal(await ben.refusal({ type: 'post', room: 'lobby', key: 'x', text: 'x' }), 'forbidden');
  await press(olga, 'Undo');
  await ben.message(({ type, me: self }) => type === 'you' && self.muted === undefined);
  await ben.post('lobby', 'thank you');
  await olga.sees('thank you');
});

test('who is banned on the page reads why, and is told so on return', async () => {
  const cora = await come();
  await cora.join({ name: 'Cora' });
  await cora.say('buy now');
  const olga = await ownersPage();
  await olga.sees('buy now');
  await personOf(olga, 'Cora');
  await press(olga, 'Ban…');
  await olga.page.getByLabel('Reason (they will read it)').fill('spam');
  await press(olga, 'Ban');
  await seesWords(cora, 'You can no longer come in here');
  await seesWords(cora, 'Reason: spam');
  await checkAccessibility(cora.page);
  await cora.page.reload();
  await seesWords(cora, 'You can no longer come in here');
  await seesWords(cora, 'Reason: spam');
  const boss = await owner(); // what can be undone in the page goes by itself, and this took long
  const { bans } = await boss.ask({ type: 'bans' });
  await boss.ask({ type: 'unban', member: bans.find(({ name }) => name === 'Cora').member });
  await press(cora, 'Try again');
  await cora.box.waitFor();
});

test('a moderator removes, and deletes what was said', async () => {
  const dan = await come();
  await dan.join({ name: 'Dan' });
  await dan.say('something bad');
  const olga = await ownersPage();
  await olga.sees('something bad');
  await olga.log.getByText('something bad').click();
  await press(olga, 'Delete');
  await press(olga, 'Delete');
  await until('it is gone', async () => !(await dan.texts()).includes('something bad'));
  await personOf(olga, 'Dan');
  await press(olga, 'Remove…');
  await press(olga, 'Remove');
  await seesWords(dan, 'You were removed');
  await press(dan, 'Come in again');
  await dan.box.waitFor();
});

test('the composer says in words why one cannot write', async () => {
  const boss = await owner();
  const eve = await come();
  await eve.join({ name: 'Eve' });
  await boss.ask({ type: 'lock', room: 'lobby', on: true });
  await seesWords(eve, 'This room is locked: only moderators write here.');
  assert.ok(await eve.box.isDisabled());
  await boss.ask({ type: 'lock', room: 'lobby', on: false });
  await until('the room is open', () => eve.box.isEnabled());
  await boss.ask({ type: 'slow', room: 'lobby', seconds: 30 });
  await seesWords(eve, 'Slow mode: one message every 30 seconds.');
  await boss.ask({ type: 'slow', room: 'lobby', seconds: 0 });
  const { people } = await boss.enter('lobby');
  const { id } = people.find(({ name }) => name === 'Eve');
  await boss.ask({ type: 'mute', member: id, minutes: 5 });
  await seesWords(eve, /^You are muted until /);
  assert.ok(await eve.box.isDisabled());
  await boss.ask({ type: 'mute', member: id, minutes: 0 });
  await until('she may write again', () => eve.box.isEnabled());
});

test('a private room opens by invitation, and closes for everybody', async () => {
  const boss = await owner();
  const fay = await come({ viewport: { width: 320, height: 568 } });
  await fay.join({ name: 'Fay' });
  const { people } = await boss.enter('lobby');
  const { id } = people.find(({ name }) => name === 'Fay');
  const { room } = await boss.ask({ type: 'create', name: 'Night shift', kind: 'private' });
  await boss.ask({ type: 'invite', room: room.id, member: id });
  await seesWords(fay, 'Olga invites you to “Night shift”.');
  await press(fay, 'Rooms');
  await fay.page.getByRole('list', { name: 'Invitations' }).getByRole('button').click();
  await checkAccessibility(fay.page);
  await press(fay, 'Join');
  await fay.page.getByRole('heading', { name: 'Night shift', level: 1 }).waitFor();
  await fay.say('I am in');
  await fay.sees('I am in');
  await fay.sent();
  await boss.ask({ type: 'close_room', room: room.id });
  await seesWords(fay, 'The room “Night shift” is not there any more.');
  await fay.page.getByRole('heading', { name: '# lobby' }).waitFor();
});

test('from the plain page to the encrypted one, one stays who one is', async () => {
  const hal = await come({ ignoreHTTPSErrors: true });
  await hal.join({ name: 'Hal' });
  const { words } = await (await fetch(`${host.url}about.json`)).json();
  assert.equal(words.length, 4);
  await hal.page.getByRole('button', { name: /^Connected/ }).click();
  await press(hal, 'Use the encrypted page');
  await seesWords(hal, words.join(' · '));
  await checkAccessibility(hal.page);
  await press(hal, 'Go to the encrypted page');
  await hal.page.waitForURL(/^https:/);
  await press(hal, 'Go on as Hal');
  await hal.box.waitFor();
  await hal.say('over TLS');
  await hal.sees('over TLS');
  await press(hal, 'Rooms');
  await hal.page.getByRole('button', { name: /^Hal/ }).waitFor();
});

const outside = Object.values(networkInterfaces()).flat().find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
test('over plain http a moderator is shown the encrypted page instead', { skip: !outside }, async () => {
  const ida = await peer('Ida');
  await ida.post('lobby', 'hello from Ida');
  const { link } = await (await owner()).ask({ type: 'link' });
  const olga = await Visitor.come(browser, `http://${outside}:${host.port}/#link=${encodeURIComponent(link)}`, { ignoreHTTPSErrors: true });
  guests.add(olga);
  await press(olga, 'The person of the link');
  await olga.sees('hello from Ida');
  await personOf(olga, 'Ida');
  assert.equal(await olga.page.getByRole('button', { name: 'Ban…' }).count(), 0);
  await press(olga, 'Moderate…');
  await press(olga, 'Go to the encrypted page');
  await olga.page.waitForURL(/^https:/);
  await olga.page.getByRole('button', { name: /^Go on as / }).click();
  await olga.sees('hello from Ida');
  await personOf(olga, 'Ida');
  await press(olga, 'Ban…');
  await press(olga, 'Ban');
  await ida.message(({ type, code }) => type === 'bye' && code === 'banned');
  await press(olga, 'Undo');
  await seesWords(olga, 'Undone.');
});

test('a phone that cleared its storage is offered the way back, or a name that is free', async () => {
  const jun = await come();
  await jun.join({ name: 'Jun' });
  const cleared = await come();
  await cleared.page.getByLabel('Your name').fill('Jun');
  await press(cleared, 'Join');
  await seesWords(cleared, /^\s*Was it you\?/);
  await cleared.page.getByRole('button', { name: /^Use “Jun/ }).waitFor();
  // The way back: a link of the device that is still in.
  await press(jun, 'Rooms');
  await jun.page.getByRole('button', { name: /You, and your other devices/ }).click();
  await press(jun, 'Continue on another device');
  const address = await jun.page.getByText(/#link=/).textContent();
  const back = await come({}, new URL(address).hash);
  await press(back, 'The person of the link');
  await back.box.waitFor();
  await back.say('back again');
  await jun.page.keyboard.press('Escape');
  await jun.sees('back again');
  await press(back, 'Rooms');
  await back.page.getByRole('button', { name: /^Jun/ }).waitFor();
});

test('the owner changes the join code, and others stay', async () => {
  const kim = await peer('Kim');
  const olga = await ownersPage();
  const change = async (kind) => {
    await press(olga, 'Rooms');
    await olga.page.getByRole('button', { name: /You, and your other devices/ }).click();
    await press(olga, 'Change the join code');
    await olga.page.getByRole('combobox').selectOption({ label: kind });
  };
  await change('A code of my own');
  await olga.page.getByLabel('Join code', { exact: true }).fill('tulip 77');
  await press(olga, 'Save');
  await seesWords(olga, 'The join code is tulip 77 now.');
  const stranger = await Peer.connect(host);
  guests.add(stranger);
  assert.equal(await stranger.refusal({ type: 'hello', protocol: 1, name: 'Lea' }), 'wrong_code');
  await stranger.hello({ name: 'Lea', code: 'tulip77' });
  await kim.post('lobby', 'still here');
  await olga.page.keyboard.press('Escape');
  await change('None: everybody on this network may come in');
  await press(olga, 'Save');
  await seesWords(olga, 'No join code is needed now.');
});

test('what moderators did, and who is banned, can be looked up', async () => {
  const boss = await owner();
  const gil = await peer('Gil');
  await boss.ask({ type: 'ban', member: gil.me.id, minutes: 60, reason: 'noise' });
  const olga = await ownersPage();
  await press(olga, 'Rooms');
  await olga.page.getByRole('button', { name: /You, and your other devices/ }).click();
  await press(olga, 'What moderators did');
  await seesWords(olga, 'Olga banned Gil');
  await press(olga, 'Close');
  await olga.page.getByRole('button', { name: /You, and your other devices/ }).click();
  await press(olga, 'Who is banned');
  await press(olga, 'Let in again');
  await until('he may come in', async () => (await boss.ask({ type: 'bans' })).bans.length === 0);
});
