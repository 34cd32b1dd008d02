// The agents' side of the help desk in real Chromium, against the real executable; visitors and the owner are peers.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';

import { launchBrowser, PHONE, until } from './browser.mjs';
import { Asker, give, ownerOf } from './deskpeople.mjs';
import { Guests } from './guests.mjs';
import { startHost } from './harness.mjs';
import { checkAccessibility } from './page-support.mjs';

const DESKTOP = { viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false, deviceScaleFactor: 1 };
const TABLET = { viewport: { width: 820, height: 1100 }, isMobile: false, hasTouch: true, deviceScaleFactor: 1 };

let browser;
let host;
let owner;
let count = 0;
const guests = new Guests(() => ({ browser, host }));

/** Names that no other test has. */
const named = (name) => `${name} ${++count}`;

/** An agent at the help desk, in a page. */
async function agent(name, options = DESKTOP) {
  const own = named(name);
  const visitor = await guests.page(options);
  await visitor.join({ name: own });
  visitor.id = await give(owner, own, 'agent');
  visitor.name = own;
  await visitor.page.locator('nav [role=group]').waitFor({ state: 'attached' }); // on a phone in a drawer
  return visitor;
}
const asker = async (name, how) => guests.add(await Asker.come(host, named(name), { question: `${name} asks`, ...how }));

const PHONE_OPTIONS = { viewport: PHONE };
const places = ({ page }) => page.getByRole('navigation', { name: 'Places' });
const queueButton = (visitor, filter) => visitor.page.getByRole('group', { name: 'Which questions' }).getByRole('button', { name: filter });
const nameOf = (guest) => guest.peer.me.name;
const row = ({ page }, guest) => page.locator('.ticket').filter({ hasText: nameOf(guest) });
const bar = ({ page }) => page.locator('.desk-bar');
const toast = ({ page }, words) => page.locator('.toast').filter({ hasText: words });

async function toQueue(visitor, filter = 'Waiting') {
  if (!(await visitor.page.locator('.queue').isVisible())) {
    if (await visitor.page.locator('.menu').isVisible()) await visitor.page.locator('.menu').click();
    await places(visitor).getByRole('button', { name: /^Waiting/ }).click();
  }
  await queueButton(visitor, filter).click();
}

/** Opens a conversation from the list, without taking it. */
async function open(visitor, guest, filter) {
  await toQueue(visitor, filter);
  await row(visitor, guest).locator('.ticket-open').click();
  await visitor.page.getByRole('heading', { name: nameOf(guest), exact: true }).waitFor();
}

async function take(visitor, guest) {
  await open(visitor, guest);
  await visitor.page.locator('.composer').getByRole('button', { name: 'Answer' }).click();
  await visitor.box.waitFor();
}

before(async () => {
  browser = await launchBrowser();
});
after(() => browser.close());
afterEach(() => guests.leave());

describe('a help desk with two topics', () => {
  before(async () => {
    host = await startHost({ name: 'Field clinic', args: ['--desk', 'Support', '--desk', 'Lost and found'] });
    owner = await ownerOf(host);
  });
  after(async () => {
    await owner.close();
    await host.stop();
  });

  test('whoever is made an agent has the help desk at once, and nobody else ever loads it', async () => {
    const asked = [];
    const visitor = await guests.page(DESKTOP);
    visitor.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const name = named('Amina');
    await visitor.join({ name });
    assert.equal(await places(visitor).getByText('Help desk').count(), 0);
    assert.ok(!asked.includes('/desk.js'));
    await give(owner, name, 'agent');
    await places(visitor).getByText('Help desk').waitFor();
    assert.equal(asked.filter((path) => path === '/desk.js').length, 1);
    await toQueue(visitor);
    await give(owner, name, 'member');
    await places(visitor).getByText('Help desk').waitFor({ state: 'detached' });
    await visitor.box.waitFor();
    await give(owner, name, 'agent');
    await places(visitor).getByText('Help desk').waitFor();
  });

  test('a question is seen in the queue, read, taken, and answered', async () => {
    const amina = await agent('Amina');
    const vera = await asker('Vera', { question: 'Where is the pharmacy?' });
    await toQueue(amina);
    await row(amina, vera).getByText('Where is the pharmacy?').waitFor();
    const time = row(amina, vera).locator('.ticket-state');
    assert.match(await time.textContent(), /^waits \d+:\d\d$/);
    const first = await time.textContent();
    await until('the time counts', async () => (await time.textContent()) !== first);
    await row(amina, vera).locator('.ticket-open').click();
    await amina.sees('Where is the pharmacy?');
    assert.equal(await amina.box.isVisible(), false, 'nobody answers who has not taken it');
    await amina.page.locator('.composer').getByRole('button', { name: 'Answer' }).click();
    await amina.say('In building C.');
    await until('the visitor has it', () => vera.texts().includes('In building C.'));
    assert.deepEqual([vera.ticket.state, vera.ticket.agent.name], ['claimed', amina.name]);
    vera.peer.send({ type: 'typing', room: vera.room });
    await amina.page.getByText(`${nameOf(vera)} is typing…`).waitFor();
    await vera.say('Thank you!');
    await amina.sees('Where is the pharmacy?', 'In building C.', 'Thank you!');
    await checkAccessibility(amina.page);
  });

  test('of two agents who take one ticket one has it, and the other reads who', async () => {
    const [amina, jorge] = [await agent('Amina'), await agent('Jorge')];
    const vera = await asker('Vera');
    await Promise.all([open(amina, vera), open(jorge, vera)]);
    const button = ({ page }) => page.locator('.composer .button.wide');
    await Promise.all([amina, jorge].map(async (each) => {
      await button(each).waitFor();
      await button(each).evaluate((element) => element.click());
    }));
    const [has, hasNot] = await until('one has it', async () => {
      const boxes = await Promise.all([amina, jorge].map(({ box }) => box.isVisible()));
      return boxes[0] !== boxes[1] ? (boxes[0] ? [amina, jorge] : [jorge, amina]) : null;
    });
    await bar(hasNot).getByText(`${has.name} answers`).waitFor();
    await has.say('It is me');
    await until('the visitor has it', () => vera.texts().includes('It is me'));
    assert.equal(vera.ticket.agent.name, has.name);
    await hasNot.sees('It is me');
    assert.equal(await hasNot.box.isVisible(), false);
  });

  test('who comes too late is told who was first', async () => {
    const [amina, jorge] = [await agent('Amina'), await agent('Jorge')];
    const vera = await asker('Vera');
    // What became of tickets does not reach this page for a while, as on a slow network.
    let isSlow = false;
    await amina.page.routeWebSocket(/\/ws$/, (near) => {
      const far = near.connectToServer();
      far.onMessage((text) => isSlow && JSON.parse(text).type === 'room' ? null : near.send(text));
    });
    await amina.page.reload();
    await open(amina, vera);
    const button = amina.page.locator('.composer').getByRole('button', { name: 'Answer' });
    await button.waitFor();
    isSlow = true;
    await take(jorge, vera);
    await button.click();
    await toast(amina, `${jorge.name} was first`).waitFor();
    await bar(amina).getByText(`${jorge.name} answers`).waitFor();
    assert.equal(vera.ticket.agent.name, jorge.name);
  });

  test('a ticket goes back to the queue, to somebody else, is closed, and each of it can be undone', async () => {
    const [amina, jorge] = [await agent('Amina'), await agent('Jorge')];
    const vera = await asker('Vera');
    await take(amina, vera);
    await bar(amina).getByRole('button', { name: 'Back to the queue' }).click();
    await until('it waits', () => vera.ticket.state === 'waiting');
    await toast(amina, 'waits in the queue again').getByRole('button', { name: 'Undo' }).click();
    await until('it is taken again', () => vera.ticket.agent?.name === amina.name && vera.ticket.state === 'claimed');

    await amina.box.waitFor();
    await bar(amina).getByRole('button', { name: 'Close', exact: true }).click();
    await until('it is closed', () => vera.ticket.state === 'resolved');
    await amina.page.getByText('This conversation is closed.').first().waitFor();
    await toast(amina, 'is closed').getByRole('button', { name: 'Undo' }).click();
    await until('it is open again', () => vera.ticket.state === 'claimed');
    await amina.box.waitFor();

    await bar(amina).getByRole('button', { name: 'Hand over…' }).click();
    await amina.page.getByRole('dialog').getByRole('button', { name: jorge.name }).click();
    await until('it is Jorge’s', () => vera.ticket.agent.name === jorge.name);
    await bar(amina).getByText(`${jorge.name} answers`).waitFor();
    await open(jorge, vera, 'Mine');
    await jorge.sees('Vera asks');
    await jorge.say('I go on with it');
    await until('the visitor reads it', () => vera.texts().includes('I go on with it'));
  });

  test('a closed conversation is in its list, and what the visitor writes brings it back into the queue', async () => {
    const amina = await agent('Amina');
    const vera = await asker('Vera');
    await take(amina, vera);
    await bar(amina).getByRole('button', { name: 'Close', exact: true }).click();
    await until('it is closed', () => vera.ticket.state === 'resolved');
    await toQueue(amina, 'Closed');
    await row(amina, vera).waitFor();
    await vera.say('One more thing');
    await row(amina, vera).waitFor({ state: 'detached' });
    await toQueue(amina, 'Waiting');
    await row(amina, vera).getByText('One more thing').waitFor();
    await amina.page.reload();
    await row(amina, vera).waitFor();
    await toQueue(amina, 'Closed');
    assert.equal(await row(amina, vera).count(), 0);
  });

  test('notes are for agents: the visitor is told nothing of them, and cannot get at them', async () => {
    const [amina, jorge] = [await agent('Amina'), await agent('Jorge')];
    const vera = await asker('Vera');
    await open(amina, vera);
    await open(jorge, vera);
    const secret = named('She called yesterday');
    await amina.page.getByLabel('Note for the other agents').fill(secret);
    await amina.page.getByRole('button', { name: 'Add note' }).click();
    await jorge.page.getByRole('list', { name: 'Internal notes' }).getByText(secret).waitFor();
    assert.equal(await jorge.log.getByText(secret).count(), 0, 'it stands in no conversation');
    const { tickets } = await owner.ask({ type: 'tickets' });
    const { notes } = tickets.find(({ id }) => id === vera.room).ticket;
    for (const request of [{ type: 'join', room: notes }, { type: 'history', room: notes, after: 0 }, { type: 'files', room: notes }])
      assert.match(await vera.peer.refusal(request), /^(no_room|forbidden)$/, request.type);
    await vera.say('Hello?');
    await amina.sees('Vera asks', 'Hello?');
    assert.ok(!JSON.stringify(vera.peer.received).includes(secret) && !JSON.stringify(vera.peer.received).includes(notes));
  });

  test('agents see who else is looking, for as long as that is', async () => {
    const [amina, jorge] = [await agent('Amina'), await agent('Jorge')];
    const vera = await asker('Vera');
    await open(amina, vera);
    await open(jorge, vera);
    await bar(amina).getByText(`${jorge.name} is looking at it`).waitFor();
    await toQueue(jorge);
    await bar(amina).getByText(`${jorge.name} is looking at it`).waitFor({ state: 'detached' });
    await row(jorge, vera).getByText(`${amina.name} is looking at it`).waitFor();
  });

  test('a slash opens the prepared replies, which agents make, change and remove', async () => {
    const amina = await agent('Amina');
    const vera = await asker('Vera');
    await take(amina, vera);
    const dialog = amina.page.getByRole('dialog');
    const add = async (name, text) => {
      await dialog.getByRole('button', { name: 'New reply' }).click();
      await dialog.getByLabel('Name (typed after the /)').fill(name);
      await dialog.getByLabel('Text').fill(text);
      await dialog.getByRole('button', { name: 'Save' }).click();
      await dialog.getByRole('button', { name: `Change ${name}` }).waitFor();
    };
    await amina.box.fill('/');
    await amina.page.getByRole('button', { name: 'Change the replies…' }).click();
    await add('hello', 'Hello, how can we help?');
    await add('hours', 'We are here from 8 to 17.');
    await amina.page.keyboard.press('Escape');
    const options = amina.page.getByRole('listbox', { name: 'Replies' }).getByRole('option');
    await amina.box.fill('/h');
    await until('both are offered', async () => (await options.count()) === 2);
    await checkAccessibility(amina.page);
    await amina.box.press('ArrowDown');
    await amina.box.press('Enter');
    assert.equal(await amina.box.inputValue(), 'We are here from 8 to 17.');
    await amina.box.press('Enter');
    await until('the visitor reads it', () => vera.texts().includes('We are here from 8 to 17.'));
    await amina.box.fill('/hel');
    await options.first().click();
    assert.equal(await amina.box.inputValue(), 'Hello, how can we help?');
    await amina.box.fill('/no');
    await amina.page.getByText('No prepared reply fits.').waitFor();
    await amina.box.press('Escape');
    assert.equal(await options.first().isVisible(), false);
    await amina.box.fill('/');
    await amina.page.getByRole('button', { name: 'Change the replies…' }).click();
    await dialog.getByRole('button', { name: 'Change hours' }).click();
    await dialog.getByRole('button', { name: 'Remove this reply' }).click();
    await toast(amina, 'is removed').waitFor();
    const { rooms } = await owner.ask({ type: 'rooms' });
    assert.deepEqual(rooms.find(({ name }) => name === 'Support').desk.canned.map(({ name }) => name), ['hello']);
  });

  test('the title counts who waits, and a page in the background calls', async () => {
    const amina = await guests.page({ ...DESKTOP, permissions: ['notifications'] });
    // Chromium without a screen shows no notifications, and no page of it is ever hidden.
    await amina.page.addInitScript(() => {
      window.shown = [];
      window.Notification = class {
        static permission = 'granted';
        constructor(title, { body }) {
          window.shown.push(`${title}: ${body}`);
        }
        close() {}
      };
      window.tones = 0;
      const make = AudioContext.prototype.createOscillator;
      AudioContext.prototype.createOscillator = function () {
        window.tones++;
        return make.call(this);
      };
      window.away = false;
      Object.defineProperty(document, 'hidden', { get: () => window.away });
    });
    await amina.page.reload();
    const name = named('Amina');
    await amina.join({ name });
    await give(owner, name, 'agent');
    await places(amina).getByText('Help desk').waitFor();
    const waiting = async () => Number(/^\((\d+)\)/.exec(await amina.page.title())?.[1] ?? 0);
    await amina.page.evaluate(() => (window.away = true));
    const before = (await owner.ask({ type: 'tickets', state: 'waiting' })).tickets.length;
    await until('the queue is known', async () => (await waiting()) === before);
    const vera = await asker('Vera', { question: 'Is anybody there?' });
    await until('the title counts it', async () => (await waiting()) === before + 1);
    await amina.page.getByRole('status').filter({ hasText: `New question from ${nameOf(vera)}` }).waitFor({ state: 'attached' });
    await until('a notification is shown', () => amina.page.evaluate(() => window.shown.length === 1));
    assert.match(await amina.page.evaluate(() => window.shown[0]), new RegExp(`^New question from ${nameOf(vera)} \\(Support\\): `));
    await amina.page.evaluate(() => (window.away = false));
    await until('two tones are heard', () => amina.page.evaluate(() => window.tones === 2));
    await toQueue(amina);
    const sound = amina.page.getByLabel('Sound for new questions');
    await sound.uncheck();
    await row(amina, vera).getByText(/^waits (0:(0[3-9]|[1-5]\d)|[1-9]\d*:\d\d)$/).waitFor(); // one that came with the first would not ring anyway
    const noor = await asker('Noor');
    await row(amina, noor).waitFor();
    assert.equal(await amina.page.evaluate(() => window.tones), 2);
    await amina.page.reload();
    await row(amina, noor).waitFor();
    assert.equal(await sound.isChecked(), false, 'it stays so');
    await take(amina, vera);
    await until('it waits no more', async () => (await waiting()) === before + 1);
  });

  test('on a phone and a tablet all of it is within reach', async () => {
    const amina = await agent('Amina', PHONE_OPTIONS);
    const jorge = await agent('Jorge', TABLET);
    const vera = await asker('Vera');
    await toQueue(amina);
    await checkAccessibility(amina.page);
    await row(amina, vera).getByRole('button', { name: `Answer ${nameOf(vera)}` }).tap();
    await amina.box.waitFor();
    await bar(amina).getByRole('button', { name: /Internal notes/ }).tap();
    await amina.page.getByLabel('Note for the other agents').fill('From a phone');
    await amina.page.getByRole('button', { name: 'Add note' }).tap();
    await amina.page.getByRole('complementary', { name: 'Beside the conversation' }).getByRole('button', { name: 'Close' }).tap();
    await bar(amina).getByRole('button', { name: 'More' }).tap();
    await amina.page.getByRole('dialog').getByRole('button', { name: 'Hand over…' }).tap();
    await amina.page.getByRole('dialog').getByRole('button', { name: jorge.name }).tap();
    await until('it is Jorge’s', () => vera.ticket.agent?.name === jorge.name);
    await open(jorge, vera, 'Mine');
    await bar(jorge).getByRole('button', { name: /Internal notes/ }).tap();
    await jorge.page.getByText('From a phone').waitFor();
    await checkAccessibility(jorge.page);
    const wide = await amina.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(wide, 0, 'nothing is wider than the screen');
  });
});

describe('a host that goes away', () => {
  before(async () => {
    host = await startHost({ name: 'Field clinic', args: ['--desk', 'Support'] });
    owner = await ownerOf(host);
  });
  after(() => host.stop());

  test('a reload, and a host that is killed, find the agent where it was, with all that waits', async () => {
    const amina = await agent('Amina');
    const vera = await asker('Vera');
    const noor = await asker('Noor');
    await take(amina, vera);
    await amina.say('One moment');
    await until('the visitor reads it', () => vera.texts().includes('One moment'));
    await amina.box.fill('Typed and not sent');
    await amina.page.reload();
    await amina.page.getByRole('heading', { name: nameOf(vera), exact: true }).waitFor();
    await amina.sees('Vera asks', 'One moment');
    await until('the draft is there', async () => (await amina.box.inputValue()) === 'Typed and not sent');

    amina.hostIsAway = true;
    await host.kill();
    await amina.page.getByText('Connection lost').waitFor();
    await bar(amina).getByRole('button', { name: 'Close', exact: true }).click();
    await toast(amina, 'The connection is lost at the moment.').waitFor();
    await amina.say('Typed while the host was away');
    await host.restart();
    await amina.page.getByText('Connection lost').waitFor({ state: 'hidden' });
    amina.hostIsAway = false;
    const again = guests.add(await Asker.come(host, 'ignored', { token: vera.peer.token }));
    await until('the visitor reads it, once', () => again.texts().filter((text) => text === 'Typed while the host was away').length === 1);
    assert.deepEqual([again.room, again.ticket.state, again.ticket.agent.name], [vera.room, 'claimed', amina.name]);
    await again.say('Still here');
    await amina.sees('Still here');
    await toQueue(amina);
    await row(amina, noor).waitFor();
    owner = await ownerOf(host);
  });
});
