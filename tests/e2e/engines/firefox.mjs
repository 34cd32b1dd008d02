// Firefox without a window, driven as WebDriver BiDi has it (https://www.w3.org/TR/webdriver-bidi/). Needs firefox-esr.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { until } from '../browser.mjs';
import { WebSocket } from '../peers/peer.mjs';
import { told } from './programs.mjs';

const BROWSER = ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find(existsSync);
const ENTER = '\uE007';

export class Firefox {
  static engine = 'Firefox';
  #child;
  #profile;
  #socket;
  #context;
  #asked = new Map();
  #last = 0;

  /** @returns {Promise<boolean>} whether it is installed */
  static async isThere() {
    return BROWSER !== undefined;
  }

  static async open({ width, height }) {
    const firefox = new Firefox();
    firefox.#profile = await mkdtemp(join(tmpdir(), 'courtyard-firefox-'));
    firefox.#child = spawn(BROWSER, ['--headless', '--no-remote', '--remote-debugging-port', '0', '--profile', firefox.#profile], { stdio: ['ignore', 'ignore', 'pipe'] });
    let url = '';
    createInterface({ input: firefox.#child.stderr }).on('line', (line) => {
      url ||= /WebDriver BiDi listening on (\S+)/.exec(line)?.[1] ?? '';
    });
    await until('Firefox listens', () => url);
    firefox.#socket = new WebSocket(`${url}/session`);
    firefox.#socket.on('message', (data) => firefox.#answered(JSON.parse(data)));
    await once(firefox.#socket, 'open');
    const { capabilities } = await firefox.#ask('session.new', { capabilities: { alwaysMatch: { acceptInsecureCerts: true } } });
    firefox.version = `Firefox ${capabilities.browserVersion}`;
    firefox.#context = (await firefox.#ask('browsingContext.getTree', {})).contexts[0].context;
    await firefox.#ask('browsingContext.setViewport', { context: firefox.#context, viewport: { width, height } });
    return firefox;
  }

  async goTo(url) {
    await this.#ask('browsingContext.navigate', { context: this.#context, url, wait: 'complete' });
  }

  async reload() {
    await this.#ask('browsingContext.reload', { context: this.#context, wait: 'complete' });
  }

  /** What a function of the page answers; it knows nothing but its arguments. */
  async run(script, ...args) {
    const { result, exceptionDetails } = await this.#ask('script.evaluate', {
      expression: `Promise.resolve((${script}).apply(null, ${JSON.stringify(args)})).then((value) => JSON.stringify(value ?? null))`, target: { context: this.#context }, awaitPromise: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.text);
    return JSON.parse(result.value);
  }

  async type(css, text) {
    await this.click(css);
    await this.#act({ type: 'key', id: 'keyboard', actions: [...text].flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }]) });
  }

  /** The return key of a keyboard. */
  async enter(css) {
    await this.type(css, ENTER);
  }

  async click(css) {
    const origin = { type: 'element', element: { sharedId: await this.#element(css) } };
    await this.run((selector) => document.querySelector(selector).scrollIntoView({ block: 'nearest' }), css);
    await this.#act({ type: 'pointer', id: 'mouse', actions: [{ type: 'pointerMove', x: 0, y: 0, origin }, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }] });
  }

  /** Chooses a file in a field for files. */
  async choose(css, path) {
    await this.#ask('input.setFiles', { context: this.#context, element: { sharedId: await this.#element(css) }, files: [path] });
  }

  /** @returns {Promise<Buffer>} a PNG */
  async picture() {
    return Buffer.from((await this.#ask('browsingContext.captureScreenshot', { context: this.#context })).data, 'base64');
  }

  async close() {
    await this.#ask('browser.close', {}).catch(() => this.#child.kill());
    await told(this.#child, 'exit');
    await rm(this.#profile, { recursive: true, force: true });
  }

  async #element(css) {
    const [node] = await until(`${css} is there`, async () => {
      const { nodes } = await this.#ask('browsingContext.locateNodes', { context: this.#context, locator: { type: 'css', value: css }, maxNodeCount: 1 });
      return nodes.length > 0 && nodes;
    });
    return node.sharedId;
  }

  async #act(source) {
    await this.#ask('input.performActions', { context: this.#context, actions: [source] });
  }

  #ask(method, params) {
    const id = ++this.#last;
    this.#socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve, reject) => this.#asked.set(id, { resolve, reject }));
  }

  #answered({ id, type, result, error, message }) {
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    if (type === 'error') asked?.reject(new Error(`${error}: ${message}`));
    else asked?.resolve(result);
  }
}
