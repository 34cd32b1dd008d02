// The help desk inside pages of other servers, in real Chromium: who may, how it behaves there, and what it leaves alone.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, afterEach, before, test } from 'node:test';

import { DEADLINE, launchBrowser, until, watch } from './browser.mjs';
import { ownerOf } from './deskpeople.mjs';
import { startHost } from './harness.mjs';
import { checkAccessibility } from './page-support.mjs';
import { Peer } from './peers/peer.mjs';

/** Another server: gives each path the html and headers that a test put there. */
class Site {
  #pages = new Map();

  static async open() {
    const site = new Site();
    site.server = createServer((request, response) => {
      const { headers, body } = site.#pages.get(request.url) ?? { headers: {}, body: '' };
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers });
      response.end(body);
    });
    await once(site.server.listen(0, '127.0.0.1'), 'listening');
    site.origin = `http://localhost:${site.server.address().port}`; // for browsers another site than 127.0.0.1, where the host is
    return site;
  }

  put(path, script, { headers = {}, head = '', lang = 'en' } = {}) {
    this.#pages.set(path, { headers, body: `<!doctype html><html lang="${lang}"><head><title>Water company</title><meta name="viewport" content="width=device-width">${head}</head>`
      + `<body><main><h1>Water company</h1><p>Our page.</p><button id="own">Own button</button></main>${script}</body></html>` });
    return this.origin + path;
  }

  close() {
    this.server.closeAllConnections();
    this.server.close();
  }
}

let browser;
let host;
let friend;
let stranger;
let owner;
const contexts = [];
const thrown = [];

before(async () => {
  [browser, friend, stranger] = await Promise.all([launchBrowser(), Site.open(), Site.open()]);
  host = await startHost({ name: 'Field clinic', args: ['--desk', 'Support', '--allow-origin', friend.origin] });
  owner = await ownerOf(host);
});
after(async () => {
  await owner.close();
  for (const site of [friend, stranger]) site.close();
  await Promise.all([browser.close(), host.stop()]);
});
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
  assert.deepEqual(thrown.splice(0), []);
});

const line = (more = '') => `<script src="${host.url}widget.js" data-desk="support" ${more}></script>`;

/** A page of another server, watched: whatever it throws fails the test. */
async function visit(url, options = {}, from = browser) {
  const context = await from.newContext({ viewport: { width: 1000, height: 760 }, locale: 'en-GB', ...options });
  contexts.push(context);
  context.setDefaultTimeout(DEADLINE);
  const page = await context.newPage();
  watch(page);
  page.on('pageerror', (error) => thrown.push(error.stack));
  await page.goto(url);
  return page;
}

const button = (page, name = /^Help/) => page.getByRole('button', { name });
const frame = (page) => page.frameLocator('courtyard-help iframe');

async function ask(page, name, question) {
  await button(page).click();
  await frame(page).getByLabel('Your name').fill(name);
  await frame(page).getByLabel('Your question').fill(question);
  await frame(page).getByRole('button', { name: 'Send the question' }).click();
  await frame(page).getByLabel('Message', { exact: true }).waitFor();
  await frame(page).getByRole('log').locator('.mark').waitFor(); // it is on the host: nothing holds the page any more
}

/** The owner takes a conversation, and answers it. */
async function answer(name, text) {
  const { id } = await until(`${name} is in the queue`, async () => (await owner.ask({ type: 'tickets' })).tickets.find((room) => room.name === name));
  await owner.ask({ type: 'claim', room: id });
  await owner.post(id, text);
}

test('in a page that is allowed one asks, closes it, and is told of the answer', async () => {
  const page = await visit(friend.put('/', line()));
  await ask(page, 'Sara', 'How much is the water?');
  await page.keyboard.press('Escape'); // within the frame
  await until('it is closed', async () => !(await page.locator('courtyard-help iframe').isVisible()));
  assert.equal(await page.evaluate(() => document.activeElement.shadowRoot.activeElement.className), 'launch');
  await answer('Sara', 'It is free.');
  await button(page, 'Help, 1 new message').click();
  await frame(page).getByText('It is free.').waitFor();
  await until('it is read', async () => (await button(page, 'Help').getAttribute('aria-label')) === null);
  await until('the focus is in the frame', () => page.evaluate(() => document.activeElement.shadowRoot.activeElement.tagName === 'IFRAME'));
  await page.getByRole('button', { name: 'Close' }).click();
  await checkAccessibility(page);
});

test('on the next page of the same server the answer is announced without opening anything', async () => {
  const page = await visit(friend.put('/first', line()));
  await ask(page, 'Sara N', 'Are you open on Sunday?');
  await page.goto(friend.put('/second', line()));
  await answer('Sara N', 'From nine on.');
  await button(page, 'Help, 1 new message').click();
  await frame(page).getByText('From nine on.').waitFor();
});

test('a visitor comes back to the conversation, also where the browser gives frames no storage', async () => {
  for (const storage of ['', '<script>Object.defineProperty(window, "localStorage", { get() { throw new DOMException("forbidden", "SecurityError"); } })</script>']) {
    const page = await visit(friend.put(`/back${storage.length}`, line(), { head: storage }));
    await ask(page, 'Sara B', 'Do you know me?');
    const keepsNothing = await frame(page).getByText('lives until you close this tab').isVisible();
    assert.equal(keepsNothing, storage !== '' && !(await frameHasStorage(page)));
    await page.reload();
    await button(page).click();
    if (keepsNothing) await frame(page).getByLabel('Your question').waitFor();
    else await frame(page).getByText('Do you know me?').waitFor();
  }
});

/** Chromium gives frames of other sites a storage of their own, or none where it blocks third parties, as Debian's does. */
const frameHasStorage = (page) => page.frames().find((each) => each.url().startsWith(host.url)).evaluate(() => {
  try {
    return window.localStorage !== null;
  } catch {
    return false;
  }
});

test('it leaves no name in the page, comes once, and neither side’s styles reach the other', async () => {
  const hostile = '<style>* { color: red !important; font-size: 40px !important } button, section, courtyard-help { display: none !important; transform: scale(3) } iframe { visibility: hidden }</style>';
  const page = await visit(friend.put('/styles', `${line()}${line()}`, { head: hostile }));
  const plain = await visit(friend.put('/plain', ''));
  const names = (each) => each.evaluate(() => Object.getOwnPropertyNames(window).sort());
  assert.deepEqual(await names(page), await names(plain));
  assert.equal(await page.locator('courtyard-help').count(), 1);
  const look = await button(page).evaluate((element) => ({ size: getComputedStyle(element).fontSize, colour: getComputedStyle(element).color }));
  assert.deepEqual(look, { size: '15px', colour: 'rgb(255, 255, 255)' });
  await button(page).click();
  await frame(page).getByLabel('Your question').waitFor();
  assert.equal(await plain.locator('#own').evaluate((element) => getComputedStyle(element).fontSize), await visit(friend.put('/own', line()))
    .then((each) => each.locator('#own').evaluate((element) => getComputedStyle(element).fontSize)));
});

test('side, colours, words and language are the page’s', async () => {
  const page = await visit(friend.put('/looks', line('data-label="Pregunta" data-side="left" data-color="#ffd400"'), { lang: 'es' }));
  const look = await button(page, 'Pregunta').evaluate((element) => ({ left: element.getBoundingClientRect().left, back: getComputedStyle(element).backgroundColor, ink: getComputedStyle(element).color }));
  assert.deepEqual(look, { left: 20, back: 'rgb(255, 212, 0)', ink: 'rgb(0, 0, 0)' });
  await button(page, 'Pregunta').click();
  await frame(page).getByLabel('Tu pregunta').waitFor();
  const rtl = await visit(friend.put('/rtl', line(), { lang: 'ar' }));
  assert.equal(await button(rtl, 'مساعدة').evaluate((element) => element.getBoundingClientRect().left), 20);
});

test('on a phone it is as large as the screen', async () => {
  const page = await visit(friend.put('/phone', line()), { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  await button(page).click();
  await frame(page).getByLabel('Your question').waitFor();
  const box = await page.locator('courtyard-help .panel').boundingBox();
  assert.deepEqual([box.x, box.y, box.width, box.height], [0, 0, 390, 844]);
  await page.getByRole('button', { name: 'Close' }).click();
  await button(page).waitFor();
});

test('a page with a strict policy needs to allow two things, and no style', async () => {
  const { origin } = new URL(host.url);
  const policy = (frames) => ({ headers: { 'content-security-policy': `default-src 'none'; script-src ${origin}; frame-src ${frames}` } });
  const page = await visit(friend.put('/strict', line('data-color="#5b2d8e"'), policy(origin)));
  assert.equal(await button(page).evaluate((element) => getComputedStyle(element).backgroundColor), 'rgb(91, 45, 142)');
  await button(page).click();
  await frame(page).getByLabel('Your question').waitFor();
  const without = await visit(friend.put('/frameless', line(), policy("'none'")));
  await button(without).click();
  await offersTab(without, host.url);
});

/** Where it cannot be shown, it leads to a tab. */
async function offersTab(page, url) {
  const link = page.getByRole('link', { name: 'Open in a new tab' });
  await link.waitFor();
  assert.equal(await link.getAttribute('href'), `${url}help?desk=support&lang=en`);
  assert.equal(await link.getAttribute('rel'), 'noopener');
}

test('a page of a stranger can neither frame nor connect; its visitors get a tab', async () => {
  const page = await visit(stranger.put('/', line()));
  await button(page).click();
  await offersTab(page, host.url);
  assert.equal(await frame(page).getByLabel('Your question').count(), 0);
  const [tab] = await Promise.all([page.context().waitForEvent('page'), page.getByRole('link', { name: 'Open in a new tab' }).click()]);
  await tab.getByLabel('Your question').waitFor();
  const connects = (where) => where.evaluate((url) => new Promise((resolve) => {
    const socket = new WebSocket(url);
    socket.onopen = () => resolve(true);
    socket.onerror = () => resolve(false);
  }), `ws://127.0.0.1:${host.port}/ws`);
  assert.equal(await connects(page), false);
  assert.equal(await connects(await visit(friend.put('/socket', ''))), true);
  await assert.rejects(Peer.connect(host, { origin: stranger.origin }));
});

test('from an allowed page one comes in as a visitor only', async () => {
  const peer = await Peer.connect(host, { origin: friend.origin });
  assert.equal(await peer.refusal({ type: 'hello', protocol: 1, name: 'Eve' }), 'forbidden');
  const welcome = await peer.hello({ name: 'Eve', desk: 'Support' });
  assert.equal(welcome.me.role, 'visitor');
  await peer.close();
});

test('the chat itself is framed by nobody', async () => {
  const page = await visit(friend.put('/empty', ''));
  const refused = [];
  page.on('console', (message) => /frame-ancestors/.test(message.text()) && refused.push(message.text()));
  await page.goto(friend.put('/chat', `<iframe src="${host.url}"></iframe>`));
  await until('the frame was refused', () => refused.length > 0);
});

test('an encrypted page gets a tab where the host is not encrypted', async () => {
  const own = await launchBrowser(['--host-resolver-rules=MAP clinic.test 127.0.0.1']);
  try {
    const far = `http://clinic.test:${host.port}/`;
    const context = await own.newContext({ viewport: { width: 1000, height: 760 }, locale: 'en-GB' });
    contexts.push(context);
    const copy = await (await fetch(`${host.url}widget.js`)).text(); // the page's own: no browser takes a script from there either
    await context.route('https://site.test/**', (route) => (route.request().url().endsWith('.js') ? route.fulfill({ contentType: 'text/javascript', body: copy })
      : route.fulfill({ contentType: 'text/html', body: `<!doctype html><html lang="en"><body><h1>Bank</h1><iframe id="try" src="${far}help"></iframe><script src="/widget.js" data-host="${far}" data-desk="support"></script></body></html>` })));
    const page = await context.newPage();
    const refused = [];
    page.on('console', (message) => /Mixed Content/.test(message.text()) && refused.push(message.text()));
    await page.goto('https://site.test/');
    await until('Chromium refuses such a frame', () => refused.length > 0);
    await button(page).click();
    await offersTab(page, far);
    assert.equal(await page.locator('courtyard-help iframe').count(), 0);
    await context.close();
  } finally {
    await own.close();
  }
});

test('a page whose help desk is away goes on without it, and one that it kept offers a tab', async () => {
  const gone = await startHost({ name: 'Gone', args: ['--desk', 'Support'] });
  const copy = await (await fetch(`${gone.url}widget.js`)).text();
  await gone.stop();
  const page = await visit(friend.put('/away', `<script src="${gone.url}widget.js"></script><p id="after">goes on</p>`));
  await page.locator('#after').waitFor();
  assert.equal(await page.locator('courtyard-help').count(), 0);
  const kept = await visit(friend.put('/kept', `<script data-host="${gone.url}" data-desk="support">${copy}</script>`));
  await button(kept).click();
  await offersTab(kept, gone.url);
});
