// What a person typed on the page is in the room once, whatever becomes of the browser, the tab, the network or the host.
import assert from 'node:assert/strict';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';

import { launchBrowser, until, Visitor } from './browser.mjs';
import { Guests } from './guests.mjs';
import { startHost } from './harness.mjs';
import { checkAccessibility, Line, PersistentBrowser } from './page-support.mjs';

let browser;
let host;
const guests = new Guests(() => ({ browser, host }));
const come = (options, url) => guests.page(options, '', url);
const peer = (name) => guests.peer(name);
const stored = (text) => guests.stored(text);
/** All texts of the lobby. */
const log = async () => (await guests.log()).filter((event) => event.kind === 'message').map((event) => event.text);
const times = (texts, text) => texts.filter((each) => each === text).length;

before(async () => {
  browser = await launchBrowser();
  host = await startHost({ name: 'Ship' });
});
after(async () => {
  await browser.close();
  await host.stop();
});
afterEach(() => guests.leave());

/** The host says nothing more, yet its machine still takes connections. */
const freeze = () => process.kill(host.pid, 'SIGSTOP');
const thaw = () => process.kill(host.pid, 'SIGCONT');

/** Whether what is on the disk has these words: a look waits for what is being written before it. */
const writtenDown = (words) => new Promise((resolve, reject) => {
  const request = indexedDB.open('courtyard');
  request.onerror = () => reject(request.error);
  request.onsuccess = () => {
    const all = request.result.transaction('kept').objectStore('kept').getAll();
    all.onerror = () => reject(all.error);
    all.onsuccess = () => {
      request.result.close();
      resolve(all.result.some((text) => String(text).includes(words)));
    };
  };
});

describe('the browser', () => {
  test('killed with -9 between typing and ok, it sends on return what was typed, once, as the same person', async () => {
    const first = await PersistentBrowser.open();
    let second;
    try {
      const amina = new Visitor(first.context, await first.context.newPage(), new URL(host.url).host);
      await amina.page.goto(host.url);
      await amina.join({ name: 'Amina K' });
      await amina.say('before');
      await stored('before');
      freeze();
      await amina.say('typed, and then the browser was killed');
      await amina.log.getByText('typed, and then the browser was killed').waitFor();
      await until('the browser has written it down', () => amina.page.evaluate(writtenDown, 'and then the browser was killed'));
      await first.kill();
      thaw();
      second = await PersistentBrowser.open(first.profile);
      const again = new Visitor(second.context, await second.context.newPage(), new URL(host.url).host);
      await again.page.goto(host.url);
      await again.sees('before', 'typed, and then the browser was killed');
      await stored('typed, and then the browser was killed');
      await until('nothing waits', async () => (await again.page.getByText('Waiting for').count()) === 0);
      const bot = await peer('Order bot');
      const [one, two] = bot.events('lobby').filter((event) => event.name === 'Amina K');
      assert.equal(times(bot.texts('lobby'), 'typed, and then the browser was killed'), 1);
      assert.equal(one.from, two.from);
      assert.deepEqual(again.complaints, []);
    } finally {
      thaw();
      await first.kill();
      await (second ?? first).remove();
    }
  });

  test('gone back to from another page, it has all that was said meanwhile', async () => {
    const chromium = await PersistentBrowser.open();
    try {
      const page = await chromium.context.newPage();
      const layla = new Visitor(chromium.context, page, new URL(host.url).host);
      await page.goto(host.url);
      await layla.join({ name: 'Layla B' });
      await page.evaluate(() => addEventListener('pageshow', (event) => (globalThis.cameBack = event.persisted)));
      await page.goto(`${host.url}about.json`);
      const bot = await peer('Meanwhile');
      for (let index = 0; index < 3; index++) await bot.post('lobby', `meanwhile ${index}`);
      await page.goBack({ waitUntil: 'commit' });
      await layla.sees('meanwhile 0', 'meanwhile 1', 'meanwhile 2');
      const why = await page.evaluate(() => JSON.stringify(performance.getEntriesByType('navigation')[0].notRestoredReasons ?? null));
      assert.equal(await page.evaluate(() => globalThis.cameBack), true, `it was the same page, from the cache, unless ${why}`);
      await layla.say('and back');
      await until('the other client has it', () => bot.texts('lobby').includes('and back'));
    } finally {
      await chromium.remove();
    }
  });

  test('with a tab that crashed, the next one sends what was typed', async () => {
    const amina = await come();
    await amina.join({ name: 'Amina T' });
    freeze();
    try {
      await amina.say('typed, and then the tab crashed');
      await amina.log.getByText('typed, and then the tab crashed').waitFor();
      const crashed = amina.page.waitForEvent('crash');
      const devtools = await amina.context.newCDPSession(amina.page);
      devtools.send('Page.crash').catch(() => {});
      await crashed;
    } finally {
      thaw();
    }
    amina.page = await amina.context.newPage();
    await amina.page.goto(host.url);
    await amina.sees('typed, and then the tab crashed');
    await stored('typed, and then the tab crashed');
    assert.equal(times(await log(), 'typed, and then the tab crashed'), 1);
  });

  test('with two tabs shows in both what waits, sends each once, and does not send what one of them discarded', async () => {
    const amina = await come();
    await amina.join({ name: 'Amina 2' });
    const other = new Visitor(amina.context, await amina.context.newPage(), new URL(host.url).host);
    await other.page.goto(host.url);
    await other.box.waitFor();
    amina.hostIsAway = other.hostIsAway = true;
    await host.kill();
    for (const tab of [amina, other]) await tab.page.getByText('Connection lost').waitFor();
    await amina.say('tab one, first');
    await amina.say('a slip');
    await other.say('tab two');
    await amina.say('tab one, second');
    for (const tab of [amina, other]) await tab.page.getByRole('button', { name: '4 messages wait' }).waitFor();
    await other.page.locator('article', { hasText: 'a slip' }).getByRole('button', { name: 'Discard' }).click();
    assert.equal(await other.box.inputValue(), 'a slip', 'a slip can be typed on');
    await amina.page.getByRole('button', { name: '3 messages wait' }).waitFor();
    await host.restart();
    for (const tab of [amina, other]) await tab.sees('tab one, first', 'tab two', 'tab one, second');
    await amina.sent();
    for (const tab of [amina, other]) await until('nothing waits', async () => !(await tab.page.getByRole('button', { name: /wait/ }).isVisible()));
    const ours = (await log()).filter((text) => /^tab |^a slip/.test(text));
    assert.deepEqual(ours, ['tab one, first', 'tab two', 'tab one, second']);
    assert.deepEqual(other.complaints, []);
  });
});

describe('a browser that keeps nothing', () => {
  const withoutStorage = () => {
    Object.defineProperty(window, 'localStorage', { get: () => { throw new DOMException('not here', 'SecurityError'); } });
    Object.defineProperty(window, 'indexedDB', { get: () => undefined });
  };

  test('says so, and sends what waits as long as it is open', async () => {
    const sara = await come();
    await sara.context.addInitScript(withoutStorage);
    await sara.page.reload();
    await sara.join({ name: 'Sara P' });
    await sara.page.getByRole('status').filter({ hasText: 'keeps nothing' }).waitFor();
    sara.hostIsAway = true;
    await host.kill();
    await sara.say('kept nowhere');
    await sara.log.getByText(/keeps nothing for this page/).waitFor();
    await host.restart();
    await stored('kept nowhere');
    assert.equal(times(await log(), 'kept nowhere'), 1);
  });

  test('that is full says so, too', async () => {
    const sara = await come();
    await sara.join({ name: 'Sara Q' });
    sara.hostIsAway = true;
    await host.kill();
    await sara.page.getByText('Connection lost').waitFor();
    await sara.page.evaluate(() => {
      for (let size = 1 << 22; size >= 1; size >>= 1) for (;;) {
        try {
          localStorage.setItem(`filler ${size} ${localStorage.length}`, 'x'.repeat(size));
        } catch {
          break;
        }
      }
    });
    await sara.say('no room for this');
    await sara.log.getByText(/has no room left/).waitFor();
    await host.restart();
    await stored('no room for this');
    assert.equal(times(await log(), 'no room for this'), 1);
  });
});

describe('what the host puts off', () => {
  for (const code of ['storage', 'rate_limited']) test(`${code} is waited out in order, and never shown as an error`, async () => {
    const jorge = await come();
    let refusals = 3;
    await jorge.page.routeWebSocket(/\/ws$/, (socket) => {
      const server = socket.connectToServer();
      socket.onMessage((text) => {
        const request = JSON.parse(text);
        if (request.type !== 'post' || refusals === 0) return server.send(text);
        refusals--;
        return socket.send(JSON.stringify({ type: 'error', re: request.id, code, text: 'not now', retry: 400 }));
      });
    });
    await jorge.page.reload();
    await jorge.join({ name: `Jorge ${code}` });
    const texts = ['one', 'two', 'three', 'four'].map((word) => `${code} ${word}`);
    for (const text of texts) await jorge.say(text);
    await stored(texts[3]);
    assert.deepEqual((await log()).filter((text) => text.startsWith(`${code} `)), texts);
    assert.equal(await jorge.page.locator('.bad').count(), 0);
  });

  test('what waits can be looked at, tried again and discarded by keyboard alone, one and all', async () => {
    const sara = await come({ viewport: { width: 1100, height: 760 }, isMobile: false, hasTouch: false });
    await sara.join({ name: 'Sara W' });
    sara.hostIsAway = true;
    await host.kill();
    await sara.page.getByText('Connection lost').waitFor();
    for (const text of ['waits 1', 'waits 2', 'waits 3']) await sara.say(text);
    const open = async () => {
      await sara.page.getByRole('button', { name: /messages? waits?$/ }).focus();
      await sara.page.keyboard.press('Enter');
    };
    await open();
    const dialog = sara.page.getByRole('dialog', { name: 'Messages that wait' });
    await until('three are listed', async () => (await dialog.getByRole('listitem').count()) === 3);
    assert.match(await dialog.getByRole('listitem').first().innerText(), /waits 1[\s\S]*# lobby[\s\S]*Waiting for the connection/);
    await checkAccessibility(sara.page);
    await dialog.getByRole('listitem').nth(1).getByRole('button', { name: 'Discard' }).focus();
    await sara.page.keyboard.press('Enter');
    await until('two are left', async () => (await dialog.getByRole('listitem').count()) === 2);
    await dialog.getByRole('button', { name: 'Discard all' }).focus();
    await sara.page.keyboard.press('Enter');
    await sara.page.getByRole('dialog', { name: 'Discard all' }).getByRole('button', { name: 'Discard all' }).click();
    await until('all is in the field again', async () => (await sara.box.inputValue()) === 'waits 2\nwaits 1\nwaits 3');
    await host.restart();
    await until('the connection is back', async () => !(await sara.page.getByText('Connection lost').isVisible()));
    assert.deepEqual((await log()).filter((text) => text.startsWith('waits')), []);
  });
});

describe('on the way from the host', () => {
  /** What `change` makes of each message of the host is what the page hears; null cuts the connection. */
  const comeThrough = async (name, change) => {
    const visitor = await come();
    visitor.hostIsAway = true;
    await visitor.page.routeWebSocket(/\/ws$/, (socket) => {
      const server = socket.connectToServer();
      server.onMessage((text) => {
        for (const frame of change(JSON.parse(text), text)) frame === null ? socket.close() : socket.send(frame);
      });
    });
    await visitor.page.reload();
    await visitor.join({ name });
    return visitor;
  };

  test('garbage, doubles, gaps and a wrong order change nothing in what is shown', async () => {
    const markup = '<img src=x onerror="document.title=1">';
    const garbage = ['{', '[]', '"', '{"type":"later"}', '{"type":"event"}', '{"type":"event","room":"lobby","seq":"x","at":1,"kind":"message"}', `{"type":"beat","x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
      JSON.stringify({ type: 'event', room: 'lobby', seq: 2, at: 1, kind: 'message', from: 'm_x', name: markup, key: 'lie', text: 'a lie' }),
      JSON.stringify({ type: 'event', room: 'lobby', seq: 9_000_000, at: 1, kind: 'message', from: 'm_x', name: 'x', key: 'far', text: 'from afar' }),
      JSON.stringify({ type: 'typing', room: 'lobby', from: markup }), JSON.stringify({ type: 'room', room: { id: 'r_x', name: markup, kind: markup, member: true, topic: { a: 1 }, head: -5 } }),
      JSON.stringify({ type: 'presence', room: 'lobby', online: true, member: { id: 'm_x', name: markup, role: {}, device: [] } })];
    let held = [];
    let count = 0;
    const bot = await peer('Shuffler');
    await bot.post('lobby', 'before she comes');
    const layla = await comeThrough('Layla H', (message, text) => {
      if (message.type !== 'event') return [text];
      if (++count % 3 === 0) return garbage; // this one is swallowed
      if (count % 3 === 1) {
        held = [text]; // comes after the next one
        return [];
      }
      return [text, ...garbage, ...held.splice(0), text];
    });
    await layla.sees('before she comes'); // with the answer to her join: what is said from now on comes as events, which are counted
    for (let index = 0; index < 12; index++) await bot.post('lobby', `shuffled ${index} ${markup}`);
    await bot.post('lobby', 'last but one');
    await bot.post('lobby', 'the last');
    await layla.sees('the last');
    const all = bot.texts('lobby');
    await until('the page shows the log', async () => {
      const seen = await layla.texts();
      return JSON.stringify(seen.slice(-14)) === JSON.stringify(all.slice(-14));
    });
    assert.equal((await layla.texts()).includes('a lie'), false);
    assert.notEqual(await layla.page.title(), '1');
    assert.equal(await layla.page.locator('.chat img').count(), 0);
  });

  test('an answer that is lost doubles neither a room nor a reaction nor an edit', async () => {
    const lost = new Set(['create', 'react', 'edit']);
    const asked = new Map();
    const layla = await come();
    layla.hostIsAway = true;
    await layla.page.routeWebSocket(/\/ws$/, (socket) => {
      const server = socket.connectToServer();
      socket.onMessage((text) => {
        const { id, type } = JSON.parse(text);
        asked.set(id, type);
        server.send(text);
      });
      server.onMessage((text) => {
        if (lost.delete(asked.get(JSON.parse(text).re))) return socket.close();
        return socket.send(text);
      });
    });
    await layla.page.reload();
    await layla.join({ name: 'Layla L' });
    await layla.say('to be changed');
    await layla.sees('to be changed');
    const bubble = layla.page.locator('article.mine', { hasText: 'to be changed' });
    await bubble.locator('.mark').waitFor();
    await bubble.click();
    await layla.page.getByRole('dialog').getByRole('button', { name: '👍' }).click();
    await layla.log.getByRole('button', { name: '👍 1' }).waitFor();
    // The next is asked on the next connection: on this one its answer might come beside the one that is lost.
    const connected = (times) => until(`it has connected ${times} times`, async () =>
      [...asked.values()].filter((type) => type === 'hello').length === times && !(await layla.page.getByText('Connection lost').isVisible()));
    await connected(2);
    await bubble.locator('.text').click();
    await layla.page.getByRole('dialog').getByRole('button', { name: 'Edit', exact: true }).click();
    await layla.say('changed once');
    await layla.sees('changed once');
    await connected(3);
    await layla.page.getByRole('button', { name: /^Rooms/ }).click();
    await layla.page.getByRole('button', { name: 'New room' }).click();
    await layla.page.getByLabel('Name of the room').fill('triage');
    await layla.page.getByRole('button', { name: 'Create' }).click();
    await layla.page.getByRole('heading', { name: '# triage' }).waitFor();
    assert.deepEqual([...lost], []);
    const witness = await peer('Counter');
    const { rooms } = await witness.ask({ type: 'rooms' });
    assert.equal(rooms.filter((room) => room.name === 'triage').length, 1);
    const ours = witness.events('lobby').filter((event) => event.name === 'Layla L');
    assert.deepEqual(ours.map((event) => event.kind), ['message', 'reaction', 'edit']);
  });
});

describe('the network', () => {
  let line;
  before(async () => {
    line = await Line.to(host.port);
  });
  after(() => line.close());

  test('cut without a word, is noticed by what is not answered, and all goes on without a gap', async () => {
    const [amina, bot] = [await come({}, line.url), await peer('Land')];
    await amina.join({ name: 'Amina C' });
    await bot.post('lobby', 'before the cut');
    await amina.sees('before the cut');
    amina.hostIsAway = true;
    line.cut();
    await amina.say('typed into the dark');
    await bot.post('lobby', 'said during the cut');
    const retry = amina.page.getByRole('button', { name: 'Retry now' });
    await retry.click(); // in vain, and the attempt hangs
    line.mend();
    // Whoever does not want to wait presses again; where it came back by itself meanwhile there is nothing to press.
    await until('the connection is back', async () => {
      await retry.click({ timeout: 1_000 }).catch(() => {});
      return !(await amina.page.getByText('Connection lost').isVisible());
    });
    await amina.sees('before the cut', 'said during the cut', 'typed into the dark');
    await until('the other client has it', () => bot.texts('lobby').includes('typed into the dark'));
    assert.deepEqual((await amina.texts()).slice(-3), bot.texts('lobby').slice(-3));
    assert.equal(times(await log(), 'typed into the dark'), 1);
  });

  test('lost while the phone slept, is back at once when it wakes, with nothing missing and nothing read that was not seen', async () => {
    const [amina, bot] = [await come({}, line.url), await peer('Awake')];
    await amina.page.clock.install();
    await amina.page.reload();
    await amina.join({ name: 'Amina S' });
    amina.hostIsAway = true;
    await bot.post('lobby', 'good night');
    await amina.sees('good night');
    await until('it is read', () => bot.received.some((message) => message.type === 'read' && message.seq === bot.events('lobby').at(-1).seq));
    const look = (state) => amina.page.evaluate((visibility) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => visibility });
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => visibility === 'hidden' });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
    await look('hidden');
    await amina.page.clock.pauseAt(Date.now() + 60_000); // no timer runs any more
    line.cut();
    const reads = () => bot.received.filter((message) => message.type === 'read').length;
    const before = reads();
    for (let index = 0; index < 250; index++) await bot.post('lobby', `night ${index}`);
    line.mend();
    assert.equal(reads(), before, 'asleep it reads nothing');
    await amina.page.clock.fastForward('10:00'); // what was due fires once, as on a device that wakes
    await amina.page.clock.resume();
    await look('visible');
    await amina.sees('night 249');
    await until('the host knows what is read', () => bot.received.some((message) => message.type === 'read' && message.seq === bot.events('lobby').at(-1).seq));
    await until('all of the night is there', async () => {
      if ((await amina.texts()).includes('good night')) return true;
      await amina.log.evaluate((element) => element.scrollTo(0, 0));
      return false;
    });
    const seen = (await amina.texts()).filter((text) => /^night /.test(text));
    assert.deepEqual(seen, seen.map((_, index) => `night ${index}`));
  });
});

describe('another past', () => {
  let place;
  before(async () => {
    place = host;
  });
  after(() => {
    host = place;
  });

  test('of a host restored from a copy is shown as it is, and what waited is sent to it', async () => {
    const copy = await mkdtemp(join(tmpdir(), 'courtyard-copy-'));
    host = await startHost({ name: 'Archive' });
    try {
      const amina = await come();
      await amina.join({ name: 'Amina A' });
      await amina.say('in the copy');
      await stored('in the copy');
      amina.hostIsAway = true;
      await host.stop({ keepData: true });
      await cp(host.data, copy, { recursive: true });
      await host.restart();
      await amina.say('after the copy');
      await stored('after the copy');
      await host.kill();
      await amina.page.getByText('Connection lost').waitFor();
      await amina.say('waits for the copy');
      await rm(host.data, { recursive: true });
      await cp(copy, host.data, { recursive: true });
      await host.restart();
      const bot = await peer('Grower');
      for (let index = 0; index < 3; index++) await bot.post('lobby', `another future ${index}`);
      await stored('waits for the copy');
      const all = await log();
      await until('the page shows what the host has', async () => JSON.stringify(await amina.texts()) === JSON.stringify(all));
      assert.equal(times(all, 'after the copy'), 0);
    } finally {
      await guests.leave();
      await host.stop();
      await rm(copy, { recursive: true, force: true });
    }
  });

  test('of a host whose data was deleted is none: what waited is shown, and sent only by the person', async () => {
    host = await startHost({ name: 'First' });
    try {
      const amina = await come();
      await amina.join({ name: 'Amina D' });
      amina.hostIsAway = true;
      await host.kill();
      await amina.page.getByText('Connection lost').waitFor();
      await amina.say('meant for the first');
      await rm(host.data, { recursive: true });
      host.args = ['--name', 'Second', '--code', 'none'];
      await host.restart();
      await amina.page.getByRole('heading', { name: 'Second' }).waitFor();
      await amina.join({ name: 'Amina D' });
      await amina.page.getByRole('button', { name: '1 message for another host' }).click();
      const dialog = amina.page.getByRole('dialog');
      await dialog.getByText('meant for the first').waitFor();
      await dialog.getByText(/for First/).waitFor();
      assert.deepEqual(await log(), []);
      await dialog.getByRole('button', { name: 'Put into the message field' }).click();
      assert.equal(await amina.box.inputValue(), 'meant for the first');
      await amina.page.getByRole('button', { name: /for another host/ }).waitFor({ state: 'hidden' });
      await amina.page.getByRole('button', { name: 'Send' }).click();
      await stored('meant for the first');
    } finally {
      await guests.leave();
      await host.stop();
    }
  });
});
