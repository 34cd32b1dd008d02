// What of the page's speed can be counted: requests, bytes, elements. How long it takes is measured by tests/bench/page.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { DEADLINE, launchBrowser, until, Visitor } from './browser.mjs';
import { startHost } from './harness.mjs';
import { Peer } from './peers/peer.mjs';

const MOST_BYTES = 85_000; // with headers, until one can join
const MOST_ELEMENTS = 3_500;
const ROOM = 2_000;

let browser;
let host;

before(async () => {
  [browser, host] = await Promise.all([launchBrowser(), startHost({ name: 'Field clinic', args: ['--no-rate-limit'] })]);
});
after(() => Promise.all([browser.close(), host.stop()]));

/** Loads the page, and says where each answer came from, how, and how many bytes it was on the wire. */
async function load(visitor, url, { cacheDisabled, name = 'Your name' }) {
  const cdp = await visitor.context.newCDPSession(visitor.page);
  const answers = new Map();
  await cdp.send('Network.enable');
  await cdp.send('Network.setCacheDisabled', { cacheDisabled });
  cdp.on('Network.requestWillBeSent', ({ requestId, request }) => answers.set(requestId, { path: new URL(request.url).pathname, bytes: 0 }));
  cdp.on('Network.responseReceived', ({ requestId, response }) => Object.assign(answers.get(requestId) ?? {}, {
    encoding: new Headers(response.headers).get('content-encoding'), ...(response.fromDiskCache ? { cached: true } : {}),
  }));
  cdp.on('Network.requestServedFromCache', ({ requestId }) => Object.assign(answers.get(requestId) ?? {}, { cached: true }));
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => Object.assign(answers.get(requestId) ?? {}, { bytes: encodedDataLength }));
  await visitor.page.goto(url);
  await visitor.page.getByLabel(name).waitFor();
  await visitor.page.waitForLoadState('networkidle');
  await cdp.detach();
  return [...answers.values()];
}

/** A slow /about.json is asked for twice, and when browsers ask for the icon is their own affair. */
const pathsOf = (answers) => [...new Set(answers.map(({ path }) => path))].filter((path) => path !== '/icons/courtyard.svg').sort();

test('the page is there after one round of requests, in less than 85 kB, and most of it is asked for once only', async () => {
  const visitor = await Visitor.come(browser, host.url);
  const all = await load(visitor, `${host.url}?first`, { cacheDisabled: true });
  assert.deepEqual(pathsOf(all), ['/', '/about.json', '/page.css', '/page.js']);
  for (const { path, encoding } of all) if (path !== '/about.json') assert.equal(encoding, 'gzip', path);
  const bytes = all.reduce((sum, each) => sum + each.bytes, 0);
  assert.ok(bytes > 20_000 && bytes < MOST_BYTES, `${bytes} bytes`);

  await load(visitor, `${host.url}?second`, { cacheDisabled: false });
  const again = await load(visitor, `${host.url}?third`, { cacheDisabled: false });
  const asked = again.filter(({ cached }) => !cached).map(({ path }) => path);
  assert.ok(again.length > 0 && !asked.includes('/page.js') && !asked.includes('/page.css'), `asked again for ${asked}`);
  await visitor.close();
});

test('who reads another language waits for its words beside what is asked anyway, and fetches no third one', async () => {
  const visitor = await Visitor.come(browser, host.url);
  const asked = visitor.page.waitForRequest(/words-es\.js/, { timeout: DEADLINE });
  await visitor.page.route('**/about.json', (route) => asked.then(() => route.continue(), () => route.abort()));
  const all = await load(visitor, `${host.url}?lang=es`, { cacheDisabled: true, name: 'Tu nombre' });
  assert.deepEqual(pathsOf(all), ['/', '/about.json', '/page.css', '/page.js', '/words-es.js']);
  const bytes = all.reduce((sum, each) => sum + each.bytes, 0);
  assert.ok(bytes > 20_000 && bytes < MOST_BYTES, `${bytes} bytes`);
  await visitor.close();
});

test('a script that is not the one that the page names does not run', async () => {
  const visitor = await Visitor.come(browser, host.url);
  await visitor.page.route('**/page.js*', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: `document.title = 'taken';\n${await answer.text()}` });
  });
  await visitor.page.goto(`${host.url}?taken`);
  await until('it was refused', () => visitor.complaints.some((words) => /integrity/.test(words)));
  assert.equal(await visitor.page.title(), 'Courtyard');
  visitor.complaints.length = 0;
  await visitor.close();
});

test('thousands of messages cost no more elements than a screenful or two, and stay in their order', async () => {
  const writers = await Promise.all([1, 2, 3, 4].map((n) => Peer.join(host, `Writer ${n}`)));
  for (let sent = 0; sent < ROOM; sent += 250)
    await Promise.all(Array.from({ length: 250 }, (_, n) => writers[n % 4].post('lobby', `Number ${sent + n}`)));
  await until('the first writer has all', () => writers[0].texts('lobby').length === ROOM);
  const order = writers[0].texts('lobby');
  const visitor = await Visitor.come(browser, host.url);
  await visitor.join({ name: 'Reader' });
  await visitor.sees(order.at(-1));
  let most = 0;
  let seen = [];
  await until('the oldest is in sight', async () => {
    const before = await visitor.page.evaluate(() => {
      const log = document.querySelector('.timeline');
      log.scrollTop -= 1_000;
      return document.querySelectorAll('*').length;
    });
    most = Math.max(most, before);
    const texts = await visitor.texts();
    seen = [...texts.slice(0, Math.max(0, texts.indexOf(seen[0]))), ...(seen.length > 0 ? seen : texts)];
    return texts[0] === order[0];
  });
  assert.ok(most < MOST_ELEMENTS, `${most} elements`);
  assert.deepEqual(seen, order);
  await Promise.all([visitor.close(), ...writers.map((writer) => writer.close())]);
});

test('who types a long message still reads along', async () => {
  const writer = await Peer.join(host, 'Chatty');
  const visitor = await Visitor.come(browser, host.url);
  await visitor.join({ name: 'Long typist' });
  await until('there is a room', async () => (await visitor.texts()).length > 20);
  for (let line = 0; line < 6; line++) {
    await visitor.box.pressSequentially(`line ${line}`);
    await visitor.box.press('Shift+Enter');
    await writer.post('lobby', `While she types ${line}`);
    await visitor.sees(`While she types ${line}`);
    await until('it is in sight', () => visitor.page.evaluate(() => {
      const { scrollHeight, scrollTop, clientHeight } = document.querySelector('.timeline');
      return scrollHeight - scrollTop - clientHeight < 4;
    }));
  }
  assert.equal(await visitor.page.locator('.jump').isVisible(), false);
  await Promise.all([visitor.close(), writer.close()]);
});

test('what is looked at stays where it is while older and newer messages come in', async () => {
  const writer = await Peer.join(host, 'Steady');
  const visitor = await Visitor.come(browser, host.url);
  await visitor.join({ name: 'Steady reader' });
  await until('there is a room', async () => (await visitor.texts()).length > 20);
  const place = () => visitor.page.evaluate(() => {
    const log = document.querySelector('.timeline');
    const edge = log.getBoundingClientRect().top;
    const row = [...document.querySelectorAll('article')].find((each) => each.getBoundingClientRect().bottom > edge);
    return `${row.dataset.seq} at ${Math.round(row.getBoundingClientRect().top - edge)}`;
  });
  await visitor.page.evaluate(() => (document.querySelector('.timeline').scrollTop = 300)); // near its top: older ones are fetched
  await until('older ones came', () => visitor.page.evaluate(() => document.querySelector('.timeline').scrollTop > 1_000));
  const before = await place();
  for (let n = 0; n < 20; n++) await writer.post('lobby', `While she reads ${n}`);
  await until('they are counted', async () => /20/.test(await visitor.page.locator('.jump').textContent()));
  assert.equal(await place(), before);
  await Promise.all([visitor.close(), writer.close()]);
});

test('a flood shows the newest at once, and what stands above it comes back when it is over', async () => {
  const writer = await Peer.join(host, 'Flood');
  const visitor = await Visitor.come(browser, host.url);
  await visitor.join({ name: 'In the flood' });
  await until('there is a room', async () => (await visitor.texts()).length > 20);
  const busy = visitor.page.evaluate(() => {
    for (const end = performance.now() + 1_500; performance.now() < end;); // a device that comes to nothing meanwhile
  });
  await Promise.all(Array.from({ length: 150 }, (_, n) => writer.post('lobby', `Flood ${n}`)));
  await busy;
  await visitor.sees('Flood 149');
  const fromEnd = () => visitor.page.evaluate(() => {
    const { scrollHeight, scrollTop, clientHeight } = document.querySelector('.timeline');
    return scrollHeight - scrollTop - clientHeight;
  });
  await until('the newest is in sight', async () => (await fromEnd()) < 4);
  await until('what is above is there again', async () => (await visitor.texts()).length > 50);
  const seen = (await visitor.texts()).filter((text) => text.startsWith('Flood ')).map((text) => Number(text.slice(6)));
  assert.deepEqual(seen, seen.map((_, index) => 150 - seen.length + index));
  assert.ok((await fromEnd()) < 4, 'and nothing moved');
  await Promise.all([visitor.close(), writer.close()]);
});
