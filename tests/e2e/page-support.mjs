// What the tests of the page under faults share: a browser that can be killed, and a network that can go silent.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { chromium } from 'playwright-core';

import { DEADLINE } from './browser.mjs';
import { within } from './harness.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Fails with what an accessibility checker finds. */
export async function checkAccessibility(page) {
  // Half faded in, words have too little contrast for a moment.
  await page.evaluate(() => Promise.allSettled(document.getAnimations()
    .filter((each) => Number.isFinite(each.effect.getComputedTiming().endTime)).map((each) => each.finished)));
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }));
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`), []);
}

/** A way to a host that can be cut without a word: what is sent is swallowed, nothing is closed, nobody is told. */
export class Line {
  #pairs = new Set();
  #isCut = false;
  most = Infinity; // bytes that each connection to come takes to the host; then it stands still

  static async to(port) {
    const line = new Line();
    line.server = createServer((near) => line.#join(near, port));
    await once(line.server.listen(0, '127.0.0.1'), 'listening');
    line.url = `http://127.0.0.1:${line.server.address().port}/`;
    return line;
  }

  #join(near, port) {
    const pair = { near, far: connect(port, '127.0.0.1'), isDead: this.#isCut, left: this.most };
    this.#pairs.add(pair);
    for (const socket of [near, pair.far]) socket.on('error', () => {});
    near.on('data', (bytes) => {
      if (!pair.isDead) pair.far.write(bytes);
      pair.left -= bytes.length;
      if (pair.left <= 0) near.pause();
    });
    pair.far.on('data', (bytes) => pair.isDead || near.write(bytes));
    near.on('close', () => pair.isDead || pair.far.destroy());
    pair.far.on('close', () => pair.isDead || near.destroy());
  }

  cut() {
    this.#isCut = true;
    for (const pair of this.#pairs) pair.isDead = true;
  }

  /** New connections go through again; those of before the cut are as dead as they were. */
  mend() {
    this.#isCut = false;
  }

  /** Ends all connections that there are. */
  drop() {
    for (const { near, far } of this.#pairs) for (const socket of [near, far]) socket.destroy();
    this.#pairs.clear();
  }

  close() {
    this.drop();
    this.server.close();
  }
}

const ARGS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--disable-dev-shm-usage', '--remote-debugging-port=0', 'about:blank'];

/** Chromium with a profile on the disk, started by us and not by playwright, so that it can be killed like a browser is. */
export class PersistentBrowser {
  static async open(profile) {
    const self = new PersistentBrowser();
    self.profile = profile ?? (await mkdtemp(join(tmpdir(), 'courtyard-profile-')));
    self.child = spawn('/usr/bin/chromium', [`--user-data-dir=${self.profile}`, ...ARGS], { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
    self.exited = once(self.child, 'exit');
    process.once('exit', self.#kill);
    const said = [];
    const address = new Promise((resolve) => {
      createInterface({ input: self.child.stderr }).on('line', (line) => { // read to its end: a full pipe would hold it up
        said.push(line);
        const found = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
        if (found) resolve(found);
      });
    });
    const gone = self.exited.then(() => Promise.reject(new Error(`the browser has ended: ${said.join('\n')}`)));
    self.browser = await chromium.connectOverCDP(await within(DEADLINE, Promise.race([address, gone]), () => `the browser did not come up: ${said.join('\n')}`), { timeout: DEADLINE });
    self.context = self.browser.contexts()[0];
    self.context.setDefaultTimeout(DEADLINE);
    return self;
  }

  #kill = () => {
    try {
      process.kill(-this.child.pid, 'SIGKILL'); // its helpers are in its process group
    } catch {
      // gone
    }
  };

  async kill() {
    this.#kill();
    await this.exited;
    await this.browser.close().catch(() => {});
    process.off('exit', this.#kill);
  }

  async remove() {
    await this.kill();
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
