// The page in the engines of Firefox and of Safari, against the real executable: what a phone's owner does in the first
// minutes. The rest of tests/e2e is Chromium's. `run` beside it says what it needs.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';

import { until } from '../browser.mjs';
import { give, ownerOf } from '../deskpeople.mjs';
import { startHost } from '../harness.mjs';
import { Peer } from '../peers/peer.mjs';
import { Firefox } from './firefox.mjs';
import { WebKit } from './webkit.mjs';

const PHONE = { width: 420, height: 880 };
const PICTURE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const wanted = process.env.ENGINES?.split(',');
const pictures = process.env.PICTURES; // a folder for pictures of what was seen

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

for (const Browser of [Firefox, WebKit].filter(({ engine }) => !wanted || wanted.includes(engine))) {
  describe(`in ${Browser.engine}`, { skip: !(await Browser.isThere()) && 'not installed' }, () => {
    let browser;
    let host;
    let peer;
    let folder;

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'courtyard-engines-'));
      [browser, host] = await Promise.all([Browser.open(PHONE), startHost({ name: 'Field clinic', code: '481502', args: ['--desk', 'Support'] })]);
      peer = await Peer.join(host, 'Amina');
      console.log(browser.version);
    });
    after(async () => {
      await peer?.close();
      await Promise.all([browser?.close(), host?.stop()]);
      await rm(folder, { recursive: true, force: true });
    });
    afterEach(async ({ name }) => {
      if (!pictures) return;
      await mkdir(pictures, { recursive: true });
      await writeFile(join(pictures, `${Browser.engine}-${name.replace(/\W+/g, '-')}.png`), await browser.picture());
    });

    const words = () => browser.run(() => document.body.innerText);
    const says = (text) => until(`the page says ${text}`, async () => (await words()).includes(text)).catch(async (error) => {
      throw new Error(`${error.message}; it says: ${await words()}`);
    });
    const texts = () => browser.run(() => [...document.querySelectorAll('article .text')].map((each) => each.textContent));
    const stored = (text) => until(`"${text}" is on the host`, () => browser.run((wantedText) =>
      [...document.querySelectorAll('article')].some((each) => each.textContent.includes(wantedText) && each.querySelector('.mark')), text));
    const inLobby = (text) => peer.texts('lobby').filter((each) => each === text).length;

    async function write(text) {
      await browser.type('#message', text);
      await browser.enter('#message');
    }

    test('one joins with a name and the code, and talks', async () => {
      await browser.goTo(host.url);
      await browser.type('form input[name=name], form input', 'Sara');
      await browser.type('input[inputmode=numeric]', '481502');
      await browser.click('form button[type=submit], form .button');
      await write('Hello from a phone');
      await stored('Hello from a phone');
      await peer.post('lobby', 'Hello from a desk');
      await says('Hello from a desk');
      await until('the other has it', () => inLobby('Hello from a phone') === 1);
    });

    test('a reload keeps who one is, and what was half typed', async () => {
      await browser.type('#message', 'half a sen');
      await browser.reload();
      await says('Hello from a phone');
      assert.equal(await browser.run(() => document.querySelector('#message').value), 'half a sen');
      await write('tence');
      await stored('half a sentence');
    });

    test('what is written while the host is away arrives once', async () => {
      const { token } = peer;
      await host.kill();
      await says('Connection lost');
      await write('Written meanwhile');
      await says('1 message waits');
      await browser.reload().catch(() => {}); // nobody there: an error page, or the page from the cache
      await host.restart();
      peer = await Peer.connect(host);
      await peer.hello({ name: 'Amina', token });
      await peer.enter('lobby');
      await browser.goTo(host.url);
      await stored('Written meanwhile');
      await until('the other has it', () => inLobby('Written meanwhile') === 1);
      assert.equal((await texts()).filter((text) => text === 'Written meanwhile').length, 1);
    });

    test('a picture and a large file go up whole, and come down whole', async () => {
      const bytes = randomBytes(20_000_000);
      await Promise.all([writeFile(join(folder, 'wound.png'), PICTURE), writeFile(join(folder, 'report.bin'), bytes)]);
      for (const [name, has] of [['wound.png', 'img[alt="wound.png"]'], ['report.bin', 'article a[href*="report.bin"], article a[download]']]) {
        await browser.choose('.composer input[type=file]', join(folder, name));
        await says(name);
        await browser.click('.send');
        const { files: [file] } = await until(`${name} has come`, () => peer.events('lobby').find((event) => event.files?.[0]?.name === name));
        if (name === 'report.bin') assert.equal(file.id, sha256(bytes));
        await until(`${name} is shown`, () => browser.run((css) => document.querySelector(css) !== null, has));
      }
      const down = await browser.run(async (path) => {
        const body = await (await fetch(path)).arrayBuffer();
        return body.byteLength;
      }, `/files/${sha256(bytes)}/report.bin`);
      assert.equal(down, bytes.length);
    });

    test('one scrolls to the beginning of a long room, and back to its end', async () => {
      for (let n = 1; n <= 400; n++) await peer.post('lobby', `Line ${n}`);
      await says('Line 400');
      await until('the first message is there', async () => {
        await browser.run(() => document.querySelector('[role=log]').scrollTo(0, 0));
        return (await texts()).includes('Hello from a phone');
      });
      await browser.click('.jump');
      await until('the end is in sight', () => browser.run(() => {
        const log = document.querySelector('[role=log]');
        return log.scrollHeight - log.scrollTop - log.clientHeight < 40 && log.innerText.includes('Line 400');
      }));
    });

    test('it is read from right to left in Arabic', async () => {
      await browser.goTo(`${host.url}?lang=ar`);
      await says('Line 400');
      assert.equal(await browser.run(() => document.documentElement.dir), 'rtl');
      assert.equal(await browser.run(() => document.documentElement.scrollWidth <= innerWidth), true);
    });

    test('the encrypted page works once its warning is accepted', async () => {
      await browser.goTo(host.url.replace('http:', 'https:'));
      await browser.type('form input', 'Sara T');
      await browser.type('input[inputmode=numeric]', '481502');
      await browser.click('form button[type=submit], form .button');
      await write('Over TLS');
      await stored('Over TLS');
    });

    test('a visitor asks at the help desk, and is answered', async () => {
      const owner = await ownerOf(host);
      await give(owner, 'Amina', 'agent');
      await browser.goTo(`${host.url}help?desk=support`);
      await until('the name that one used here is offered', () => browser.run(() => document.querySelector('form input')?.value === 'Sara'));
      await browser.type('form textarea', 'Where is tent 3?');
      await browser.click('form button[type=submit], form .button');
      await stored('Where is tent 3?');
      const { id } = await until('the question is in the queue', async () => (await owner.ask({ type: 'tickets' })).tickets.find(({ ticket }) => ticket.excerpt === 'Where is tent 3?'));
      await owner.close();
      await peer.ask({ type: 'claim', room: id });
      await peer.post(id, 'Beside the water tank.');
      await says('Beside the water tank.');
      await browser.reload();
      await says('Beside the water tank.');
    });
  });
}
