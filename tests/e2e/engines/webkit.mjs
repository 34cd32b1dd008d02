// WebKitGTK's small browser, driven as W3C WebDriver has it (https://www.w3.org/TR/webdriver2/). The engine of Safari, as
// near as one gets to an iPhone on Linux. Needs webkit2gtk-driver, and a display.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';

import { until } from '../browser.mjs';
import { freePort, told } from './programs.mjs';

const DRIVER = '/usr/bin/WebKitWebDriver';
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'; // §12.1: how a reference to an element is written
const ENTER = '\uE007'; // §17.4.2

/** Where the distribution keeps the browser: its folder has the version of the library in its name. */
async function browserPath() {
  for (const base of ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/libexec', '/usr/lib'])
    for (const name of await readdir(base).catch(() => [])) {
      const path = `${base}/${name}/MiniBrowser`;
      if (name.startsWith('webkit') && existsSync(path)) return path;
    }
  return null;
}

export class WebKit {
  static engine = 'WebKit';
  #driver;
  #base;
  #session;

  /** @returns {Promise<boolean>} whether it is installed */
  static async isThere() {
    return existsSync(DRIVER) && (await browserPath()) !== null;
  }

  static async open({ width, height }) {
    const webkit = new WebKit();
    const port = await freePort();
    // In a container there are no namespaces for its sandbox; the pages that it opens are ours.
    webkit.#driver = spawn(DRIVER, [`--port=${port}`], { stdio: 'ignore', env: { ...process.env, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' } });
    webkit.#base = `http://127.0.0.1:${port}`;
    await until('the driver answers', () => webkit.#ask('GET', '/status').catch(() => null));
    const { sessionId, capabilities } = await webkit.#ask('POST', '/session', { capabilities: { alwaysMatch: {
      acceptInsecureCerts: true, 'webkitgtk:browserOptions': { binary: await browserPath(), args: ['--automation'] },
    } } });
    webkit.#session = `/session/${sessionId}`;
    webkit.version = `WebKitGTK ${capabilities.browserVersion}`;
    await webkit.#ask('POST', `${webkit.#session}/window/rect`, { width, height });
    return webkit;
  }

  async goTo(url) {
    await this.#ask('POST', `${this.#session}/url`, { url });
  }

  async reload() {
    await this.#ask('POST', `${this.#session}/refresh`, {});
  }

  /** What a function of the page answers; it knows nothing but its arguments. */
  async run(script, ...args) {
    return this.#ask('POST', `${this.#session}/execute/sync`, { script: `return (${script}).apply(null, arguments)`, args });
  }

  async type(css, text) {
    await this.#ask('POST', `${await this.#element(css)}/value`, { text });
  }

  /** The return key of a keyboard. */
  async enter(css) {
    await this.type(css, ENTER);
  }

  async click(css) {
    await this.#ask('POST', `${await this.#element(css)}/click`, {});
  }

  /** Chooses a file in a field for files. */
  async choose(css, path) {
    await this.type(css, path);
  }

  /** @returns {Promise<Buffer>} a PNG */
  async picture() {
    return Buffer.from(await this.#ask('GET', `${this.#session}/screenshot`), 'base64');
  }

  async close() {
    if (this.#session) await this.#ask('DELETE', this.#session).catch(() => {});
    this.#driver.kill();
    await told(this.#driver, 'exit');
  }

  async #element(css) {
    const found = await until(`${css} is there`, () => this.#ask('POST', `${this.#session}/element`, { using: 'css selector', value: css }).catch(() => null));
    return `${this.#session}/element/${found[ELEMENT]}`;
  }

  async #ask(method, path, body) {
    const answer = await fetch(this.#base + path, { method, body: body && JSON.stringify(body) });
    const { value } = await answer.json();
    if (value?.error) throw new Error(`${value.error}: ${value.message}`);
    return value ?? true;
  }
}
