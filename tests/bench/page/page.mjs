// How fast the browser page is: node tests/bench/page/page.mjs [first|long|busy|upload …], with COURTYARD_BINARY naming the
// executable. Prints one table. Figures, not tests; what can be counted is held by tests/e2e/page-speed.test.mjs.
import { randomBytes } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';

import { launchBrowser, until, Visitor } from '../../e2e/browser.mjs';
import { startHost } from '../../e2e/harness.mjs';
import { Peer } from '../../e2e/peers/peer.mjs';

const SLOW = 6; // times slower than this machine: a cheap phone
const LATENCY = 40; // ms that each round trip takes longer: a full Wi-Fi
const ROOM = 10_000;
const RATE = 200; // messages a second
const SECONDS = 10;
const ROUNDS = 3;
const FILE = 200; // MiB

const table = [];
const row = (what, ...figures) => {
  table.push([what, ...figures]);
  console.error(`${what}: ${figures.join(' ')}`);
};
const sorted = (values) => [...values].sort((a, b) => a - b);
const quantile = (values, q) => sorted(values)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? 0;
const median = (values) => quantile(values, 0.5);
const ms = (value) => `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
const kb = (value) => `${(value / 1000).toFixed(1)} kB`;
const frames = (gaps) => `${ms(median(gaps))}, ${ms(quantile(gaps, 0.99))}, ${ms(Math.max(...gaps))}`;

const browser = await launchBrowser();

async function come(url, { slow = 1, latency = 0, context } = {}) {
  const visitor = context ?? (await Visitor.come(browser, url));
  const cdp = await visitor.context.newCDPSession(visitor.page);
  await cdp.send('Network.enable');
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slow });
  if (latency) await cdp.send('Network.emulateNetworkConditions', { offline: false, latency, downloadThroughput: -1, uploadThroughput: -1 });
  return { visitor, cdp };
}

/** What goes over the wire until the form to join is there: bytes with headers. */
async function firstUse(host) {
  const { visitor, cdp } = await come(host.url);
  await visitor.page.waitForLoadState('networkidle'); // what is still on its way to the first load is not counted
  const cost = { requests: 0, bytes: 0 };
  cdp.on('Network.responseReceived', () => cost.requests++);
  cdp.on('Network.loadingFinished', ({ encodedDataLength }) => (cost.bytes += encodedDataLength));
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
  await visitor.page.goto(`${host.url}?fresh`);
  await visitor.page.getByLabel('Your name').waitFor();
  await visitor.page.waitForLoadState('networkidle');
  row('requests and bytes to first use, nothing cached', `${cost.requests} requests`, kb(cost.bytes));
  Object.assign(cost, { requests: 0, bytes: 0 });
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: false });
  for (let load = 0; load < 2; load++) {
    Object.assign(cost, { requests: 0, bytes: 0 });
    await visitor.page.goto(`${host.url}?again`);
    await visitor.page.getByLabel('Your name').waitFor();
    await visitor.page.waitForLoadState('networkidle');
  }
  row('the same, come back', `${cost.requests} answers, some of them from the cache`, kb(cost.bytes));
  await visitor.close();
}

/** From the address being opened until the newest message can be read, by somebody who was here before. */
async function firstMessage(host, conditions, words) {
  const { visitor, cdp } = await come(host.url);
  await visitor.join({ name: `Reader ${words}` });
  const cold = [];
  const warm = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const [times, cleared] of [[cold, true], [warm, false]]) {
      await visitor.page.goto('about:blank'); // its memory cache goes with the page
      visitor.complaints.length = 0; // a blank page cannot load an icon
      if (cleared) await cdp.send('Network.clearBrowserCache');
      await come(host.url, { ...conditions, context: visitor });
      const begin = performance.now();
      await visitor.page.goto(host.url, { waitUntil: 'commit' });
      await visitor.page.locator('article .text', { hasText: 'the newest' }).waitFor();
      times.push(performance.now() - begin);
    }
  }
  visitor.complaints.length = 0;
  row(`first message on the screen, ${words}`, `nothing cached ${ms(median(cold))}`, `cached ${ms(median(warm))}`);
  await visitor.close();
}

/** Runs in the page: the gaps between frames while `step` moves the timeline, and the most elements there were. */
function scroll(step) {
  const log = document.querySelector('.timeline');
  return new Promise((resolve) => {
    const gaps = [];
    let most = 0;
    let still = 0;
    let before = performance.now();
    let waits = 0;
    const frame = (now) => {
      gaps.push(now - before);
      before = now;
      most = Math.max(most, document.querySelectorAll('*').length);
      const top = log.scrollTop;
      log.scrollTop += step;
      still = log.scrollTop === top ? still + 1 : 0;
      waits += still ? 1 : 0;
      if (still > 60) resolve({ gaps: gaps.slice(1, -60), most, waits });
      else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}

async function longRoom(host, slow) {
  const { visitor } = await come(host.url, { slow });
  await visitor.join({ name: `Scroller ${slow}` });
  await visitor.sees('the newest');
  const words = slow > 1 ? `, ${slow}× slower` : '';
  for (const [what, step] of slow > 1 ? [['up', -400]] : [['up', -400], ['down', 400]]) {
    const begin = performance.now();
    const { gaps, most } = await visitor.page.evaluate(scroll, step);
    row(`${ROOM.toLocaleString('en')} messages, scroll ${what}${words}: a frame, median, 99th percentile, worst`, frames(gaps),
      `${gaps.length} frames, ${((performance.now() - begin) / 1000).toFixed(1)} s, at most ${most} elements`);
  }
  await visitor.close();
}

/** Runs in the page: what is counted while messages come in. */
function watch() {
  window.watched = { long: [], keys: [], gaps: [] };
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => window.watched.long.push(entry.duration))).observe({ entryTypes: ['longtask'] });
  document.querySelector('textarea').addEventListener('keydown', (event) => {
    requestAnimationFrame(() => setTimeout(() => window.watched.keys.push(performance.now() - event.timeStamp)));
  }, true);
  let before = performance.now();
  const frame = (now) => {
    window.watched.gaps.push(now - before);
    before = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

async function busyRoom(host, slow) {
  const { visitor } = await come(host.url, { slow });
  const bots = await Promise.all(Array.from({ length: 4 }, (_, n) => Peer.join(host, `Bot ${slow}.${n}`)));
  await visitor.join({ name: `Typist ${slow}` });
  await visitor.log.locator('article').last().waitFor();
  await visitor.box.focus();
  await visitor.page.evaluate(watch);
  let sent = 0;
  const all = [];
  const begin = performance.now();
  const timer = setInterval(() => {
    for (const due = ((performance.now() - begin) * RATE) / 1000; sent < due && sent < RATE * SECONDS; sent++)
      all.push(bots[sent % bots.length].post('lobby', `Message ${sent} of ${slow}, as people write them in a room like this one`));
  }, 5);
  while (performance.now() - begin < SECONDS * 1000) {
    await visitor.page.keyboard.press('KeyA');
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  clearInterval(timer);
  await Promise.all(all);
  const last = `Message ${sent - 1} of ${slow}, as people write them in a room like this one`;
  await until('the last one is there', async () => (await visitor.texts()).includes(last));
  const { long, keys, gaps } = await visitor.page.evaluate(() => window.watched);
  const elements = await visitor.page.locator('*').count();
  const words = slow > 1 ? `, ${slow}× slower` : '';
  row(`${RATE} messages a second${words}: a frame, median, 99th percentile, worst`, frames(gaps), `${sent} messages, ${elements} elements`);
  row(`a key, until it is drawn${words}: median, 99th percentile, worst`, frames(keys), `${keys.length} keys`);
  row(`tasks over 50 ms${words}`, `${long.length}, ${ms(long.reduce((sum, each) => sum + each, 0))} in all`, `worst ${ms(Math.max(0, ...long))}`);
  await visitor.close();
  await Promise.all(bots.map((bot) => bot.close()));
}

/** A large file goes up from a page that also sends messages; how long is each of them until the host has it on its disk? */
async function uploadBeside(host, path) {
  const { visitor } = await come(host.url);
  await visitor.join({ name: 'Uploader' });
  await visitor.page.evaluate(() => {
    window.answers = [];
    const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (frame) {
      const asked = typeof frame === 'string' ? JSON.parse(frame) : {};
      if (asked.type === 'post' && !asked.files) {
        const begin = performance.now();
        const listen = ({ data }) => {
          if (typeof data !== 'string' || JSON.parse(data).re !== asked.id) return;
          window.answers.push(performance.now() - begin);
          this.removeEventListener('message', listen);
        };
        this.addEventListener('message', listen);
      }
      return send.call(this, frame);
    };
  });
  const say = async (times, goesOn) => {
    for (let n = 0; n < times && (await goesOn()); n++) {
      await visitor.say(`beside ${n}`);
      await visitor.page.waitForTimeout(50);
    }
    await visitor.page.waitForTimeout(300);
    return visitor.page.evaluate(() => window.answers.splice(0));
  };
  const alone = await say(40, () => true);
  await visitor.page.locator('.composer input[type=file]').first().setInputFiles(path);
  const begin = performance.now();
  await visitor.page.getByRole('button', { name: 'Send' }).click();
  await visitor.page.locator('.upload').waitFor();
  let ended = 0;
  const done = visitor.log.locator('.fileline', { hasText: 'large.bin' }).waitFor({ timeout: 120_000 }).then(() => (ended = performance.now()));
  const beside = await say(1_000, () => ended === 0);
  await done;
  row(`${FILE} MiB go up from the page`, `${(FILE / ((ended - begin) / 1000)).toFixed(0)} MiB/s`, `${((ended - begin) / 1000).toFixed(1)} s`);
  for (const [words, times] of [['alone', alone], ['beside it', beside]])
    row(`a message of the same page, until it is confirmed, ${words}: median, 95th percentile, worst`,
      `${ms(median(times))}, ${ms(quantile(times, 0.95))}, ${ms(Math.max(...times))}`, `${times.length} messages`);
  await visitor.close();
}

async function filled(count) {
  const host = await startHost({ name: 'Field clinic', args: ['--no-rate-limit'] });
  const writers = await Promise.all(Array.from({ length: 5 }, (_, n) => Peer.join(host, `Writer ${n}`)));
  for (let sent = 0; sent < count - 1; sent += 500)
    await Promise.all(Array.from({ length: Math.min(500, count - 1 - sent) }, (_, n) =>
      writers[(sent + n) % 5].post('lobby', `Message ${sent + n}: ${'the water truck comes at three '.repeat(1 + ((sent + n) % 4))}`)));
  await writers[0].post('lobby', 'the newest');
  await Promise.all(writers.map((writer) => writer.close()));
  return host;
}

const parts = {
  first: async () => {
    const host = await filled(200);
    await firstUse(host);
    await firstMessage(host, {}, 'as it is');
    await firstMessage(host, { slow: SLOW }, `${SLOW}× slower`);
    await firstMessage(host, { slow: SLOW, latency: LATENCY }, `${SLOW}× slower, ${LATENCY} ms a round trip`);
    await host.stop();
  },
  long: async () => {
    const host = await filled(ROOM);
    await longRoom(host, 1);
    await longRoom(host, SLOW);
    await host.stop();
  },
  busy: async () => {
    const host = await filled(1_000);
    await busyRoom(host, 1);
    await busyRoom(host, SLOW);
    await host.stop();
  },
  upload: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'courtyard-upload-'));
    const path = join(folder, 'large.bin');
    const file = await open(path, 'w');
    for (let written = 0; written < FILE; written++) await file.write(randomBytes(1 << 20));
    await file.close();
    const host = await filled(100);
    await uploadBeside(host, path);
    await host.stop();
    await rm(folder, { recursive: true });
  },
};

const wanted = process.argv.slice(2);
for (const part of wanted.length > 0 ? wanted : Object.keys(parts)) await parts[part]();
await browser.close();
console.log(`The page, ${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${cpus()[0]?.model}, ${browser.version()}\n`);
console.log('| what | figure | |\n| --- | --- | --- |');
for (const [what, ...figures] of table) console.log(`| ${what} | ${figures.join(' | ')} |`);
