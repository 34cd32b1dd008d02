// The page in real Chromium at the size of a phone, against the real executable, with a peer that was not written here (ws).
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';

import { launchBrowser, until } from './browser.mjs';
import { Guests } from './guests.mjs';
import { startHost } from './harness.mjs';
import { checkAccessibility } from './page-support.mjs';

let browser;
let host;
const guests = new Guests(() => ({ browser, host }));

const come = (options, suffix) => guests.page(options, suffix);
const peer = (name) => guests.peer(name);

before(async () => {
  browser = await launchBrowser();
});
after(() => browser.close());

afterEach(() => guests.leave());

describe('without a join code', () => {
  before(async () => {
    host = await startHost({ name: 'Field clinic' });
  });
  after(() => host.stop());

  test('a phone joins by the labels of the form', async () => {
    const amina = await come();
    await amina.page.getByRole('heading', { name: 'Field clinic' }).waitFor();
    assert.equal(await amina.page.getByLabel('Join code').isVisible(), false);
    await amina.join({ name: 'Amina' });
    await amina.log.waitFor();
    assert.match(await amina.page.title(), /Field clinic/);
  });

  test('two pages and another client see every message once, in one order', async () => {
    const [amina, jorge, bot] = await Promise.all([come(), come(), peer('Order bot')]);
    await amina.join({ name: 'Amina O' });
    await jorge.join({ name: 'Jorge O' });
    const texts = [];
    for (let round = 0; round < 5; round++) {
      const each = [`amina ${round}`, `jorge ${round}`, `bot ${round}`];
      texts.push(...each);
      await Promise.all([amina.say(each[0]), jorge.say(each[1]), bot.post('lobby', each[2])]);
    }
    await amina.sees(...texts);
    await jorge.sees(...texts);
    await until('the other client has all', () => texts.every((text) => bot.texts('lobby').includes(text)));
    const ours = (seen) => seen.filter((text) => texts.includes(text));
    const order = ours(bot.texts('lobby'));
    assert.equal(order.length, texts.length);
    assert.deepEqual(ours(await amina.texts()), order);
    assert.deepEqual(ours(await jorge.texts()), order);
  });

  test('text and names from others are shown as typed', async () => {
    const markup = '<img src=x onerror="document.title=1"><b>bold</b> &amp; <script>alert(1)</script>';
    const [amina, bot] = await Promise.all([come(), peer('<i>Eve</i>')]);
    await amina.join({ name: 'Amina H' });
    await bot.post('lobby', markup);
    await amina.sees(markup);
    await amina.log.getByText('<i>Eve</i>').first().waitFor();
    assert.equal(await amina.page.locator('.timeline img, .timeline b, .timeline script, .timeline i').count(), 0);
    assert.notEqual(await amina.page.title(), '1');
  });

  test('what comes while one reads along is not drawn as new', async () => {
    const [amina, bot] = await Promise.all([come(), peer('Steady')]);
    await amina.join({ name: 'Amina N' });
    await bot.post('lobby', 'first while she reads');
    await amina.sees('first while she reads');
    await bot.post('lobby', 'second while she reads');
    await amina.sees('second while she reads');
    const afterFirst = await amina.page.evaluate(() => {
      const rows = [...document.querySelectorAll('.timeline *')];
      const first = rows.findIndex((row) => row.textContent === 'first while she reads');
      return rows.findIndex((row) => row.classList.contains('unread-line')) > first;
    });
    assert.equal(afterFirst, false);
  });

  test('somebody who types is seen to type, on both sides', async () => {
    const [amina, bot] = await Promise.all([come(), peer('Typist')]);
    await amina.join({ name: 'Amina T' });
    await bot.post('lobby', 'is anybody there?');
    await amina.sees('is anybody there?'); // before she is in the room nobody tells her who types there
    bot.send({ type: 'typing', room: 'lobby' });
    await amina.page.getByText(/Typist is typing/).waitFor();
    await amina.box.pressSequentially('hello');
    await until('the other client is told', () => bot.received.some((message) => message.type === 'typing'));
  });

  test('a reload keeps the identity, and what was half typed', async () => {
    const [amina, bot] = await Promise.all([come(), peer('Witness')]);
    await amina.join({ name: 'Amina R' });
    await amina.say('before the reload');
    await amina.sees('before the reload');
    await amina.box.fill('after the');
    await amina.page.reload();
    await amina.box.waitFor();
    assert.equal(await amina.box.inputValue(), 'after the');
    await amina.say('after the reload');
    await amina.sees('before the reload', 'after the reload');
    await until('both have come', () => bot.texts('lobby').includes('after the reload'));
    const [first, second] = bot.events('lobby').filter((event) => / the reload$/.test(event.text));
    assert.equal(first.from, second.from);
    assert.equal(second.name, 'Amina R');
  });

  test('a name that is taken is refused with one that is free', async () => {
    await peer('Sara');
    const phone = await come();
    await phone.page.getByLabel('Your name').fill('Sara');
    await phone.page.getByRole('button', { name: 'Join', exact: true }).click();
    await phone.page.getByRole('alert').filter({ hasText: /Sara|name/ }).waitFor();
    await phone.page.getByRole('button', { name: /Sara/ }).click();
    await phone.box.waitFor();
  });

  test('replies, edits, deletions and reactions of others are shown', async () => {
    const [amina, bot] = await Promise.all([come(), peer('Editor')]);
    await amina.join({ name: 'Amina E' });
    const { seq } = await bot.post('lobby', 'The generator is bak');
    const gone = await bot.post('lobby', 'to be deleted');
    await bot.ask({ type: 'edit', room: 'lobby', key: 'e1', target: seq, text: 'The generator is back' });
    await bot.ask({ type: 'react', room: 'lobby', key: 'r1', target: seq, emoji: '👍', on: true });
    await bot.ask({ type: 'delete', room: 'lobby', key: 'd1', target: gone.seq });
    await bot.ask({ type: 'post', room: 'lobby', key: 'p1', text: 'good news', reply: seq });
    await amina.sees('The generator is back', 'good news');
    await amina.log.getByRole('button', { name: /👍 1/ }).waitFor();
    const seen = await amina.texts();
    assert.ok(!seen.includes('to be deleted') && !seen.includes('The generator is bak'));
  });

  test('everything can be done from the keyboard', async () => {
    const desk = await come({ viewport: { width: 1100, height: 760 }, isMobile: false, hasTouch: false });
    await desk.page.getByLabel('Your name').focus();
    await desk.page.keyboard.type('Keyboarder');
    await desk.page.keyboard.press('Enter');
    await desk.box.waitFor();
    await until('the composer has the focus', () => desk.box.evaluate((box) => box === document.activeElement));
    await desk.page.keyboard.type('first line');
    await desk.page.keyboard.press('Shift+Enter');
    await desk.page.keyboard.type('second line');
    await desk.page.keyboard.press('Enter');
    await desk.sees('first line\nsecond line');
  });

  test('in Arabic the page reads from right to left and has no English word left', async () => {
    const layla = await come({ locale: 'ar' }, '?lang=ar');
    await layla.page.getByRole('heading', { name: 'Field clinic' }).waitFor();
    assert.equal(await layla.page.locator('html').getAttribute('dir'), 'rtl');
    assert.equal(await layla.page.locator('html').getAttribute('lang'), 'ar');
    const words = async () => (await layla.page.locator('body').innerText()).replaceAll(/Field clinic|lobby|Courtyard|Layla|https?|Wi-?Fi|QR/gi, '');
    assert.doesNotMatch(await words(), /[A-Za-z]{3,}/);
    await layla.page.locator('input').first().fill('Layla');
    await layla.page.locator('form button[type=submit]').click();
    await layla.page.locator('textarea').waitFor();
    await layla.page.locator('textarea').fill('مرحبا hello');
    await layla.page.keyboard.press('Enter');
    await layla.sees('مرحبا hello');
    // Asked again: it is drawn anew when the host has confirmed it.
    const bubble = await until('the bubble is there', () => layla.page.locator('article.mine').last().boundingBox());
    assert.ok(bubble.x + bubble.width / 2 < 390 / 2 + 60, 'our own message is on the left');
  });

  for (const colorScheme of ['light', 'dark']) {
    test(`an accessibility checker finds nothing (${colorScheme})`, async () => {
      const phone = await come({ colorScheme, reducedMotion: 'reduce' });
      await phone.page.getByLabel('Your name').waitFor();
      await checkAccessibility(phone.page);
      await phone.join({ name: `Access ${colorScheme}` });
      const message = `A message to look at in the ${colorScheme}: https://example.org/`;
      await phone.say(message);
      await phone.sees(message);
      await checkAccessibility(phone.page);
      const [red, green, blue] = (await phone.page.evaluate(() => getComputedStyle(document.querySelector('.timeline-box') ?? document.body)
        .backgroundColor)).match(/\d+/g).map(Number);
      if (red + green + blue > 0) assert.equal(red + green + blue < 3 * 128, colorScheme === 'dark');
    });
  }

  test('at 320 pixels nothing scrolls sideways, whatever is said', async () => {
    const [phone, bot] = await Promise.all([come({ viewport: { width: 320, height: 568 } }), peer('A-name-of-fortyeight-letters-without-any-space-x')]);
    const overflow = () => phone.page.evaluate(() => {
      const wide = [...document.querySelectorAll('*')].filter((node) => node.scrollWidth > node.clientWidth + 1
        && ['auto', 'scroll'].includes(getComputedStyle(node).overflowX) && node.clientWidth > 0);
      return { page: document.documentElement.scrollWidth, wide: wide.map((node) => node.className) };
    });
    assert.equal((await overflow()).page, 320);
    await phone.join({ name: 'Narrow' });
    const long = 'x'.repeat(400);
    await bot.post('lobby', long);
    await bot.post('lobby', `https://example.org/${'y'.repeat(200)}`);
    await phone.sees(long);
    const { page, wide } = await overflow();
    assert.equal(page, 320);
    assert.deepEqual(wide.filter((name) => String(name).includes('timeline')), []);
  });

  test('three hundred messages are there on scrolling up', async () => {
    const bots = [await peer('Historian'), await peer('Second historian')]; // one of them alone might say too much at once
    for (let start = 0; start < 300; start += 50)
      await Promise.all(Array.from({ length: 50 }, (_, index) => bots[(start / 50) % 2].post('lobby', `history ${start + index}`)));
    const phone = await come();
    await phone.join({ name: 'Scroller' });
    await phone.sees('history 299');
    await until('the first message is on the screen', async () => {
      if ((await phone.texts()).includes('history 0')) return true;
      await phone.log.evaluate((log) => log.scrollTo(0, 0));
      return false;
    });
    assert.ok(await phone.log.locator('article').count() < 400, 'not everything is in the document at once');
  });
});

describe('in two rooms', () => {
  before(async () => {
    host = await startHost({ name: 'Market' });
  });
  after(() => host.stop());

  test('a message in another room is counted until it is read', async () => {
    const [amina, bot] = await Promise.all([come(), peer('Supplier')]);
    const { room } = await bot.ask({ type: 'create', name: 'supplies', kind: 'public' });
    await amina.join({ name: 'Amina U', room: 'supplies' });
    await amina.page.getByRole('heading', { name: 'supplies' }).waitFor();
    await bot.post('lobby', 'one for the lobby');
    await bot.post('lobby', 'two for the lobby');
    const menu = amina.page.getByRole('button', { name: /^Rooms/ });
    await until('the button of the rooms counts two', async () => /\b2\b/.test(await menu.getAttribute('aria-label')));
    await menu.click();
    const entry = amina.page.getByRole('list', { name: 'Rooms' }).getByRole('button', { name: /lobby/ });
    await entry.getByLabel(/^2 /).waitFor();
    await entry.click();
    await amina.sees('one for the lobby', 'two for the lobby');
    await menu.click();
    await until('the lobby counts nothing', async () => !/\d/.test(await entry.innerText()));
    await until('the host knows that it is read', () => bot.received.some((message) =>
      message.type === 'read' && message.room === 'lobby'));
    assert.ok(room.id);
  });
});

describe('with a join code', () => {
  before(async () => {
    host = await startHost({ name: 'Room 204', code: '481502' });
  });
  after(() => host.stop());

  test('a wrong code is said in words, and the right one lets in', async () => {
    const phone = await come();
    await phone.page.getByLabel('Your name').fill('Jorge');
    await phone.page.getByLabel('Join code').fill('111111');
    await phone.page.getByRole('button', { name: 'Join', exact: true }).click();
    await phone.page.getByRole('alert').filter({ hasText: /code/i }).waitFor();
    assert.equal(await phone.page.getByLabel('Your name').inputValue(), 'Jorge');
    await phone.page.getByLabel('Join code').fill('481 502');
    await phone.page.getByRole('button', { name: 'Join', exact: true }).click();
    await phone.box.waitFor();
  });

  test('the link fills in the form', async () => {
    const phone = await come({}, '#room=lobby&code=481502');
    assert.equal(await phone.page.getByLabel('Room', { exact: true }).inputValue(), 'lobby');
    await phone.join({ name: 'Linked' });
  });
});

describe('while the host is away', () => {
  before(async () => {
    host = await startHost({ name: 'Ship' });
  });
  after(() => host.stop());

  test('a message typed after kill -9 is sent once on return, and what was confirmed is still there', async () => {
    const [amina, jorge] = [await come(), await come()];
    await amina.join({ name: 'Amina' });
    await jorge.join({ name: 'Jorge' });
    await amina.say('confirmed before');
    await jorge.sees('confirmed before');
    for (const guest of [amina, jorge]) guest.hostIsAway = true;
    await host.kill();
    await amina.page.getByText(/Connection lost/).waitFor();
    await amina.say('typed meanwhile');
    await amina.sees('typed meanwhile');
    await host.restart();
    await jorge.sees('confirmed before', 'typed meanwhile');
    await amina.sees('confirmed before', 'typed meanwhile');
    await jorge.say('and back');
    await amina.sees('and back');
    const witness = await peer('Witness');
    assert.deepEqual(witness.texts('lobby'), ['confirmed before', 'typed meanwhile', 'and back']);
  });

  test('what waits survives a page that was closed meanwhile', async () => {
    const amina = await come();
    await amina.join({ name: 'Amina S' });
    amina.hostIsAway = true;
    await host.kill();
    await amina.page.getByText(/Connection lost/).waitFor();
    await amina.say('typed and then closed');
    await amina.page.close();
    await host.restart();
    amina.page = await amina.context.newPage();
    await amina.page.goto(host.url);
    await amina.sees('typed and then closed');
    const witness = await peer('Witness S');
    await until('it has come, once', () => witness.texts('lobby').filter((text) => text === 'typed and then closed').length === 1);
  });
});
