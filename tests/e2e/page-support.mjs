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

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Fails with what an accessibility checker finds. */
export async function checkAccessibility(page) {
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

  static async to(port) {
    const line = new Line();
    line.server = createServer((near) => line.#join(near, port));
    await once(line.server.listen(0, '127.0.0.1'), 'listening');
    line.url = `http://127.0.0.1:${line.server.address().port}/`;
    return line;
  }

  #join(near, port) {
    const pair = { near, far: connect(port, '127.0.0.1'), isDead: this.#isCut };
    this.#pairs.add(pair);
    for (const socket of [near, pair.far]) socket.on('error', () => {});
    near.on('data', (bytes) => pair.isDead || pair.far.write(bytes));
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

  close() {
    for (const { near, far } of this.#pairs) for (const socket of [near, far]) socket.destroy();
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
    for await (const line of createInterface({ input: self.child.stderr })) {
      const address = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
      if (!address) continue;
      self.child.stderr.resume();
      self.browser = await chromium.connectOverCDP(address);
      break;
    }
    assert.ok(self.browser, 'the browser came up');
    self.context = self.browser.contexts()[0];
    self.context.setDefaultTimeout(20_000);
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
