// The visitor's page in real Chromium against the real executable, with agents that were not written here (ws).
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, afterEach, before, describe, test } from 'node:test';

import { launchBrowser, until } from './browser.mjs';
import { give, ownerOf } from './deskpeople.mjs';
import { Guests } from './guests.mjs';
import { startHost } from './harness.mjs';
import { checkAccessibility } from './page-support.mjs';
import { Peer } from './peers/peer.mjs';

const MOST_BYTES = 90_000; // with headers, until one can ask
const PICTURE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

let browser;
let host;
const guests = new Guests(() => ({ browser, host }));

before(async () => {
  browser = await launchBrowser();
});
after(() => browser.close());
afterEach(() => guests.leave());

const open = (desk = 'support', options = {}, more = '') => guests.page(options, `help?desk=${desk}${more}`);
const status = (visitor) => visitor.page.locator('.helpstate');

async function ask(visitor, name, question) {
  await visitor.page.getByLabel('Your name').fill(name);
  await visitor.page.getByLabel('Your question').fill(question);
  await visitor.page.getByRole('button', { name: 'Send the question' }).click();
  await visitor.box.waitFor();
  await visitor.sees(question);
  await visitor.log.locator('article', { hasText: question }).locator('.mark').waitFor(); // what only waits is shown, too
}

/** Somebody of the staff, who sees the queue. */
async function agent(name) {
  const owner = await ownerOf(host);
  const peer = await Peer.join(host, name);
  await give(owner, name, 'agent');
  await owner.close();
  return guests.add(peer);
}

/** The conversation of a visitor, as the agents have it. */
const ticketOf = (peer, name, wanted = () => true) => until(`${name} is in the queue`, async () =>
  (await peer.ask({ type: 'tickets' })).tickets.find((room) => room.name === name && wanted(room.ticket)));

/** Takes it, and listens. */
async function take(peer, name) {
  const { id } = await ticketOf(peer, name);
  await peer.ask({ type: 'claim', room: id });
  await peer.enter(id);
  return id;
}

describe('at a host with two topics', () => {
  before(async () => {
    host = await startHost({ name: 'Field clinic', code: '481502', args: ['--desk', 'Support', '--desk', 'Delivery'] });
  });
  after(() => host.stop());

  test('a visitor asks without a code, is in the queue, is helped, and talks', async () => {
    const [liwei, sara] = await Promise.all([agent('Li Wei'), open()]);
    await ask(sara, 'Sara', 'Where is tent 3?');
    await status(sara).getByText(/next|number/).waitFor();
    const room = await take(liwei, 'Sara');
    await status(sara).getByText('Li Wei is helping you now.').waitFor();
    liwei.send({ type: 'typing', room });
    await sara.page.getByText(/Li Wei is typing/).waitFor();
    await liwei.post(room, 'Beside the water tank.');
    await sara.sees('Where is tent 3?', 'Beside the water tank.');
    await sara.box.pressSequentially('Thank');
    await until('the agent is told that she types', () => liwei.received.some((message) => message.type === 'typing' && message.room === room));
    await sara.say('Thank you');
    await until('the agent has it', () => liwei.texts(room).includes('Thank you'));
    await checkAccessibility(sara.page);
  });

  test('what is closed opens again when the visitor writes', async () => {
    const [liwei, sara] = await Promise.all([agent('Li Wei C'), open()]);
    await ask(sara, 'Sara C', 'First question');
    const room = await take(liwei, 'Sara C');
    await liwei.ask({ type: 'resolve', room });
    await status(sara).getByText('This conversation is closed. Write to open it again.').waitFor();
    await sara.say('One thing more');
    await ticketOf(liwei, 'Sara C', (ticket) => ticket.state === 'waiting');
    await until('it is there', () => liwei.texts(room).includes('One thing more'));
    await status(sara).getByText(/next|number/).waitFor();
  });

  test('a reload keeps the conversation, and what was half typed', async () => {
    const sara = await open();
    await sara.page.getByLabel('Your question').fill('Half a quest');
    await sara.page.reload();
    assert.equal(await sara.page.getByLabel('Your question').inputValue(), 'Half a quest');
    await ask(sara, 'Sara R', 'A whole question');
    await sara.box.fill('half an ans');
    await sara.page.reload();
    await sara.box.waitFor();
    await sara.sees('A whole question');
    assert.equal(await sara.box.inputValue(), 'half an ans');
  });

  test('a question that is sent while the host is away is asked once it is back, once', async () => {
    const sara = await open();
    await sara.page.getByLabel('Your name').fill('Sara A');
    await sara.page.getByLabel('Your question').fill('Is anybody there?');
    sara.hostIsAway = true;
    await host.kill();
    await sara.page.getByRole('button', { name: 'Send the question' }).click();
    await sara.page.getByText(/is not reached. What you wrote is kept/).waitFor();
    await host.restart();
    await sara.box.waitFor();
    await sara.sees('Is anybody there?');
    sara.hostIsAway = false;
    const liwei = await agent('Li Wei A');
    const room = await take(liwei, 'Sara A'); // it is in the queue from the visitor's greeting on, before the question is
    await sara.log.locator('.mark').waitFor();
    await until('it has come', () => liwei.texts(room).length > 0);
    assert.deepEqual(liwei.texts(room), ['Is anybody there?']);
  });

  test('what is written while the host restarts arrives once, and so does the answer', async () => {
    const [liwei, sara] = await Promise.all([agent('Li Wei K'), open()]);
    await ask(sara, 'Sara K', 'Before');
    const room = await take(liwei, 'Sara K');
    sara.hostIsAway = true;
    await host.kill();
    await sara.page.getByText('Connection lost').waitFor();
    await sara.say('Meanwhile');
    await sara.page.getByText('1 message waits').waitFor();
    await host.restart();
    const back = guests.add(await Peer.connect(host));
    await back.hello({ token: liwei.token, name: 'Li Wei K' });
    await back.enter(room);
    await until('it has come', () => back.texts(room).includes('Meanwhile'));
    await back.post(room, 'Here we are');
    await sara.sees('Before', 'Meanwhile', 'Here we are');
    assert.deepEqual(back.texts(room), ['Before', 'Meanwhile', 'Here we are']);
    sara.hostIsAway = false;
  });

  test('files go both ways', async () => {
    const [liwei, sara] = await Promise.all([agent('Li Wei F'), open()]);
    await ask(sara, 'Sara F', 'See the picture');
    const room = await take(liwei, 'Sara F');
    await sara.page.locator('.composer input[type="file"]').first().setInputFiles({ name: 'wound.png', mimeType: 'image/png', buffer: PICTURE });
    await sara.page.getByRole('button', { name: 'Send', exact: true }).click();
    const { files } = await until('the agent has the picture', () => liwei.events(room).find((event) => event.files?.length > 0));
    assert.equal(files[0].name, 'wound.png');
    await liwei.ask({ type: 'post', room, key: 'back', text: 'Is it this one?', files: [files[0].id] });
    await until('it is shown twice', async () => (await sara.log.locator('img[alt="wound.png"]').count()) === 2);
  });

  test('one chooses among the topics, and goes back to a conversation of one’s own', async () => {
    const sara = await guests.page({}, 'help');
    await sara.page.getByRole('heading', { name: 'Field clinic' }).waitFor();
    assert.equal(await sara.page.getByRole('listitem').count(), 2);
    await checkAccessibility(sara.page);
    await sara.page.getByRole('button', { name: /Delivery/ }).click();
    await checkAccessibility(sara.page);
    await ask(sara, 'Sara T', 'Where is the water?');
    assert.match(await sara.page.title(), /Delivery/);
    await sara.page.reload();
    await sara.page.getByRole('button', { name: /Delivery.*Your conversation/s }).click();
    await sara.sees('Where is the water?');
  });

  test('a topic that there is not is said, and the others are offered', async () => {
    const sara = await open('parking');
    await sara.page.getByRole('alert').filter({ hasText: 'parking' }).waitFor();
    await sara.page.getByRole('button', { name: /Support/ }).waitFor();
  });

  test('where nobody is there, the owner’s words stand, and what is written is answered later', async () => {
    const owner = await ownerOf(host);
    const { rooms } = await owner.ask({ type: 'rooms' });
    await owner.ask({ type: 'desk', room: rooms.find((room) => room.name === 'Delivery').id, away: 'In an emergency, come to tent 3.', greeting: 'Water, food, medicine' });
    await owner.close();
    const sara = await open('delivery');
    await sara.page.getByText('In an emergency, come to tent 3.').waitFor();
    await sara.page.getByText('Water, food, medicine').waitFor();
    await ask(sara, 'Sara N', 'Kept for later');
    await status(sara).getByText('In an emergency, come to tent 3.').waitFor();
    const liwei = await agent('Li Wei N');
    const room = await take(liwei, 'Sara N');
    await liwei.post(room, 'Good morning');
    await sara.sees('Kept for later', 'Good morning');
  });

  test('a copy has all that was said, as a text and on paper', async () => {
    const [liwei, sara] = await Promise.all([agent('Li Wei P'), open()]);
    await ask(sara, 'Sara P', 'The first of many');
    const room = await take(liwei, 'Sara P');
    for (let n = 1; n <= 120; n++) await liwei.post(room, `Answer ${n}`);
    await sara.sees('Answer 120');
    const menu = (choice) => sara.page.getByRole('button', { name: 'More', exact: true }).click().then(() => sara.page.getByRole('button', { name: choice }).click());
    const [download] = await Promise.all([sara.page.waitForEvent('download'), menu('Save a copy as text')]);
    const text = await readFile(await download.path(), 'utf8');
    assert.match(download.suggestedFilename(), /^conversation-\d{4}-\d\d-\d\d\.txt$/);
    for (const part of ['Support, Field clinic', 'Sara P', 'The first of many', 'Li Wei P', 'Answer 1\r', 'Answer 120']) assert.ok(text.includes(part), part);
    await sara.page.evaluate(() => {
      window.print = () => (window.printed = document.querySelector('.paper').textContent);
    });
    await menu('Print');
    const paper = await until('it is printed', () => sara.page.evaluate(() => window.printed));
    for (const part of ['The first of many', 'Answer 1', 'Answer 120']) assert.ok(paper.includes(part), part);
  });

  test('a new conversation begins at the door, and knows nothing of the old one', async () => {
    const sara = await open();
    await ask(sara, 'Sara W', 'The old question');
    const number = await sara.page.locator('.sub').textContent();
    await sara.page.getByRole('button', { name: 'More', exact: true }).click();
    await sara.page.getByRole('button', { name: 'Start a new conversation' }).click();
    await sara.page.getByRole('dialog').getByRole('button', { name: 'Start a new conversation' }).click();
    assert.equal(await sara.page.getByLabel('Your name').inputValue(), 'Sara W');
    await ask(sara, 'Sara W', 'The new question');
    assert.deepEqual(await sara.texts(), ['The new question']);
    assert.notEqual(await sara.page.locator('.sub').textContent(), number);
  });

  test('an answer to somebody who looks elsewhere stands in the title and sounds, unless it was told not to', async () => {
    const [liwei, sara] = await Promise.all([agent('Li Wei B'), open()]);
    await ask(sara, 'Sara B', 'Tell me when you know');
    const room = await take(liwei, 'Sara B');
    const look = (away) => sara.page.evaluate((hidden) => {
      for (const [name, value] of [['hidden', hidden], ['visibilityState', hidden ? 'hidden' : 'visible']])
        Object.defineProperty(document, name, { configurable: true, get: () => value });
      document.dispatchEvent(new Event('visibilitychange'));
    }, away);
    await sara.page.evaluate(() => {
      window.tones = 0;
      const { start } = AudioScheduledSourceNode.prototype;
      AudioScheduledSourceNode.prototype.start = function (...when) {
        window.tones++;
        start.apply(this, when);
      };
    });
    const tones = () => sara.page.evaluate(() => window.tones);
    await look(true);
    await liwei.post(room, 'We know now');
    await until('the title says so', async () => /^\(1\) Support/.test(await sara.page.title()));
    assert.equal(await tones(), 2);
    await look(false);
    await until('it is read', async () => /^Support/.test(await sara.page.title()));
    await sara.page.getByRole('button', { name: 'More' }).click();
    await sara.page.getByText('No sound for answers').click();
    await look(true);
    await liwei.post(room, 'And more');
    await until('the title says so', async () => /^\(1\) Support/.test(await sara.page.title()));
    assert.equal(await tones(), 2);
  });

  test('a browser that keeps nothing says so', async () => {
    const sara = await open();
    await sara.context.addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
        Object.defineProperty(window, name, { get: () => { throw new DOMException('forbidden', 'SecurityError'); } });
    });
    await sara.page.reload();
    await ask(sara, 'Sara S', 'Do you remember me?');
    await sara.page.getByText('the conversation lives until you close this tab').waitFor();
  });

  test('a member of this host who has a question is not confused with the member', async () => {
    const sara = await guests.page();
    await sara.join({ name: 'Sara M', code: '481502' });
    await sara.page.goto(`${host.url}help?desk=support`);
    await ask(sara, 'Sara M', 'Asked as a visitor');
    await sara.page.goto(host.url);
    await sara.log.waitFor();
    assert.equal(await sara.page.getByText('Messages for another host').count(), 0);
    assert.equal((await sara.texts()).includes('Asked as a visitor'), false);
  });

  test('it is read from right to left in Arabic', async () => {
    const layla = await open('support', { locale: 'ar' });
    await layla.page.getByLabel('سؤالك').waitFor();
    assert.equal(await layla.page.evaluate(() => document.documentElement.dir), 'rtl');
    await checkAccessibility(layla.page);
  });

  test('the page is there after one round of requests, and is small', async () => {
    const sara = await guests.page({}, 'help?desk=support');
    const cdp = await sara.context.newCDPSession(sara.page);
    const answers = new Map();
    await cdp.send('Network.enable');
    await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
    cdp.on('Network.requestWillBeSent', ({ requestId, request }) => answers.set(requestId, { path: new URL(request.url).pathname, bytes: 0 }));
    cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => Object.assign(answers.get(requestId) ?? {}, { bytes: encodedDataLength }));
    await sara.page.goto(`${host.url}help?desk=delivery`);
    await sara.page.getByLabel('Your name').waitFor();
    await sara.page.waitForLoadState('networkidle');
    const paths = new Set([...answers.values()].map(({ path }) => path)); // a slow /about.json is asked for twice
    paths.delete('/icons/courtyard.svg'); // when browsers ask for it is their own affair
    assert.deepEqual([...paths].sort(), ['/about.json', '/desks.json', '/help', '/help.css', '/help.js']);
    const bytes = [...answers.values()].reduce((sum, each) => sum + each.bytes, 0);
    assert.ok(bytes > 20_000 && bytes < MOST_BYTES, `${bytes} bytes`);
  });
});

describe('at a host without a help desk', () => {
  before(async () => {
    host = await startHost({ name: 'Field clinic' });
  });
  after(() => host.stop());

  test('the page says that there is none', async () => {
    const sara = await open();
    await sara.page.getByText('There is no help desk here at the moment.').waitFor();
    assert.equal(await sara.page.getByLabel('Your question').count(), 0);
  });
});
