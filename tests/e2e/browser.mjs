// Real Chromium at the size of a phone, through playwright-core. Every page is watched: what it says on its console, asks
// another host for, or does against its own Content-Security-Policy is a complaint, and a test fails on any.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';

import { chromium } from 'playwright-core';

import { within } from './harness.mjs';

export const PHONE = { width: 390, height: 844 };
export const DEADLINE = 60_000; // ms; a condition that has not come true by then will not, however busy the machine is
const MOST_WORDS = 1_500; // of one page

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const args = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--disable-dev-shm-usage',
];

/** @param {string[]} more arguments */
export function launchBrowser(more = []) {
  return chromium.launch({ executablePath, args: [...args, ...more], chromiumSandbox: false, timeout: DEADLINE });
}

const watched = new Set(); // the pages that are open

/** What stands on all of them, for whoever has nothing but a test's output. */
async function whatStands() {
  const each = await Promise.all([...watched].map(async (page) => {
    const words = await page.locator('body').innerText({ timeout: 2_000 }).catch((error) => `(${error.message.split('\n')[0]})`);
    return `\n--- ${page.url()} shows:\n${words.slice(0, MOST_WORDS)}`;
  }));
  return each.join('');
}

/** From here on whatever is waited for in vain says what stands on this page. */
export function watch(page) {
  watched.add(page);
  page.once('close', () => watched.delete(page));
  const locator = Object.getPrototypeOf(page.locator('body'));
  if (Object.hasOwn(locator, 'isWatched')) return;
  locator.isWatched = true;
  for (const name of ['waitFor', 'click', 'tap', 'fill', 'press', 'pressSequentially', 'selectOption', 'setInputFiles', 'uncheck', 'evaluate']) {
    const act = locator[name];
    locator[name] = async function (...args) {
      try {
        return await act.apply(this, args);
      } catch (error) {
        if (error.name === 'TimeoutError') error.stack += await whatStands(); // it is what reporters print
        throw error;
      }
    };
  }
}

/** Asks again until `condition` gives something true, and returns that; says `what` was waited for where it never does. */
export async function until(what, condition) {
  const end = Date.now() + DEADLINE;
  for (;;) {
    const result = await within(2 * DEADLINE, Promise.resolve(condition()), () => `no answer while it was waited until ${what}`); // a page may hang
    if (result) return result;
    if (Date.now() > end) assert.fail(`waited in vain until ${what}${await whatStands()}`);
    await new Promise((resolve) => setTimeout(resolve, 25)); // between two looks at a condition
  }
}

/** One person's browser: an own identity, one page. Close it with `close()`, which fails where the page gave cause to complain. */
export class Visitor {
  /** @param {import('playwright-core').Browser} browser @param {object} options of playwright's newContext */
  static async come(browser, url, options = {}) {
    const context = await browser.newContext({
      viewport: PHONE, isMobile: true, hasTouch: true, deviceScaleFactor: 2, locale: 'en-GB', timezoneId: 'UTC', ...options,
    });
    context.setDefaultTimeout(DEADLINE);
    const visitor = new Visitor(context, await context.newPage(), new URL(url).host);
    await visitor.page.goto(url);
    return visitor;
  }

  complaints = [];
  hosts = new Set(); // whom it may ask
  hostIsAway = false; // while a test has taken the host away, failing connections are what is expected

  constructor(context, page, host) {
    this.context = context;
    this.page = page;
    this.hosts.add(host);
    watch(page);
    page.on('request', (request) => {
      const { protocol, host: asked } = new URL(request.url());
      if (!this.hosts.has(asked) && /^(https?|wss?|ftp):$/.test(protocol)) this.complaints.push(`asked ${request.url()}`);
    });
    page.on('websocket', (socket) => {
      if (!this.hosts.has(new URL(socket.url()).host)) this.complaints.push(`connected to ${socket.url()}`);
    });
    page.on('pageerror', (error) => this.complaints.push(`threw ${error.stack}`));
    page.on('console', (message) => {
      if (!['error', 'warning'].includes(message.type())) return;
      if (this.hostIsAway && /^WebSocket connection to|net::ERR_/.test(message.text())) return;
      this.complaints.push(`said on its console: ${message.text()}`); // a breach of the CSP is said there, too
    });
  }

  get log() {
    return this.page.getByRole('log');
  }

  get box() {
    return this.page.getByLabel('Message', { exact: true });
  }

  async join({ name, room, code }) {
    await this.page.getByLabel('Your name').fill(name);
    if (room !== undefined) await this.page.getByLabel('Room', { exact: true }).fill(room);
    if (code !== undefined) await this.page.getByLabel('Join code').fill(code);
    await this.page.getByRole('button', { name: 'Join', exact: true }).click();
    await this.box.waitFor();
  }

  async say(text) {
    await this.box.fill(text);
    await this.page.getByRole('button', { name: 'Send' }).click();
  }

  /** The texts of the messages on the screen, in their order. */
  texts() {
    return this.log.locator('article .text').allTextContents();
  }

  /** Until the host has all that was typed here, and it stands in the log: what still waits is shown as well. */
  async sent() {
    await until('what was typed is in the log', () => this.page.evaluate(() =>
      !Object.keys(localStorage).some((key) => key.includes(':outbox:')) && !document.querySelector('article.mine:not([data-seq])')));
  }

  async sees(...texts) {
    let seen = [];
    await until(`the page shows ${JSON.stringify(texts)}`, async () => {
      seen = await this.texts();
      return texts.every((text) => seen.includes(text));
    }).catch((error) => {
      throw new Error(`${error.message}\n--- in its log: ${JSON.stringify(seen)}`);
    });
    for (const text of texts) assert.equal(seen.filter((each) => each === text).length, 1, `"${text}" is there once`);
    return seen;
  }

  async close() {
    await this.context.close();
    assert.deepEqual(this.complaints, []);
  }
}
