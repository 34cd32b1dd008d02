// Real Chromium at the size of a phone, through playwright-core. Every page is watched: what it says on its console, asks
// another host for, or does against its own Content-Security-Policy is a complaint, and a test fails on any.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';

import { chromium } from 'playwright-core';

export const PHONE = { width: 390, height: 844 };
const DEADLINE = 60_000; // ms; a condition that has not come true by then will not, however busy the machine is

export const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const args = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--disable-dev-shm-usage',
];

export function launchBrowser() {
  return chromium.launch({ executablePath, args, chromiumSandbox: false });
}

/** Asks again until `condition` gives something true, and returns that; says `what` was waited for where it never does. */
export async function until(what, condition) {
  const end = Date.now() + DEADLINE;
  for (;;) {
    const result = await condition();
    if (result) return result;
    assert.ok(Date.now() < end, `waited in vain until ${what}`);
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
  hostIsAway = false; // while a test has taken the host away, failing connections are what is expected

  constructor(context, page, host) {
    this.context = context;
    this.page = page;
    this.host = host;
    page.on('request', (request) => {
      const { protocol, host: asked } = new URL(request.url());
      if (asked !== this.host && /^(https?|wss?|ftp):$/.test(protocol)) this.complaints.push(`asked ${request.url()}`);
    });
    page.on('websocket', (socket) => {
      if (new URL(socket.url()).host !== this.host) this.complaints.push(`connected to ${socket.url()}`);
    });
    page.on('pageerror', (error) => this.complaints.push(`threw ${error.stack}`));
    page.on('console', (message) => {
      if (!['error', 'warning'].includes(message.type())) return;
      if (this.hostIsAway && /^WebSocket connection to|ERR_CONNECTION_(REFUSED|RESET)/.test(message.text())) return;
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

  async sees(...texts) {
    let seen = [];
    await until(`the page shows ${JSON.stringify(texts)}`, async () => {
      seen = await this.texts();
      return texts.every((text) => seen.includes(text));
    }).catch((error) => {
      throw new Error(`${error.message}; it shows ${JSON.stringify(seen)}`);
    });
    for (const text of texts) assert.equal(seen.filter((each) => each === text).length, 1, `"${text}" is there once`);
    return seen;
  }

  async close() {
    await this.context.close();
    assert.deepEqual(this.complaints, []);
  }
}
