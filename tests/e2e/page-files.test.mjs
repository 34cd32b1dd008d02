// Files and pictures on the page, in real Chromium against the real executable: what goes up comes down the same, once,
// whatever happens on the way; and nothing that pretends to be a picture runs.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { deflateSync } from 'node:zlib';

import { launchBrowser, until } from './browser.mjs';
import { Guests } from './guests.mjs';
import { startHost } from './harness.mjs';
import { checkAccessibility } from './page-support.mjs';

let browser;
let host;
let folder;
const guests = new Guests(() => ({ browser, host }));

const come = (options, suffix) => guests.page(options, suffix);
const peer = (name) => guests.peer(name);
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const chooser = (visitor) => visitor.page.locator('.composer input[type=file]').first();
const sendButton = (visitor) => visitor.page.getByRole('button', { name: 'Send' });
const messageWith = (guest, name) => guest.events('lobby').filter((event) => event.files?.some((file) => file.name === name));

before(async () => {
  [browser, folder] = await Promise.all([launchBrowser(), mkdtemp(join(tmpdir(), 'courtyard-files-'))]);
});
after(() => Promise.all([browser.close(), rm(folder, { recursive: true })]));

afterEach(() => guests.leave());

/** @param {number} width @param {number} height @returns {Buffer} a PNG of random colours: it does not become smaller */
function png(width, height) {
  const table = Array.from({ length: 256 }, (_, n) => Array.from({ length: 8 }).reduce((c) => (c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1), n));
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const crc = ~body.reduce((c, byte) => table[(c ^ byte) & 0xff] ^ (c >>> 8), 0xffffffff) >>> 0;
    const frame = Buffer.alloc(12 + data.length);
    frame.writeUInt32BE(data.length);
    body.copy(frame, 4);
    frame.writeUInt32BE(crc, 8 + data.length);
    return frame;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const lines = Buffer.concat(Array.from({ length: height }, () => Buffer.concat([Buffer.of(0), randomBytes(width * 3)])));
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), chunk('IHDR', head), chunk('IDAT', deflateSync(lines)), chunk('IEND', Buffer.alloc(0))]);
}

describe('files', () => {
  before(async () => {
    host = await startHost({ name: 'Field clinic', args: ['--no-rate-limit'] });
  });
  after(() => host.stop());

  test('several go up with one message, and come down the same', async () => {
    const [amina, bot] = await Promise.all([come(), peer('Order bot')]);
    await amina.join({ name: 'Amina' });
    const files = [['empty.txt', 0], ['one.bin', 1], ['edge.bin', 65_536], ['past.bin', 65_537], ['larger.bin', 400_000]]
      .map(([name, size]) => ({ name, mimeType: 'application/octet-stream', buffer: randomBytes(size) }));
    await chooser(amina).setInputFiles(files);
    await amina.box.fill('here they are');
    await sendButton(amina).click();
    await until('the message is there', () => messageWith(bot, 'larger.bin').length > 0);
    const [event] = messageWith(bot, 'larger.bin');
    assert.equal(event.text, 'here they are');
    assert.deepEqual(event.files.map(({ name }) => name), files.map(({ name }) => name));
    for (const [index, { name, buffer }] of files.entries()) {
      assert.equal(event.files[index].id, sha256(buffer), name);
      const answer = await fetch(`${host.url}files/${event.files[index].id}/${name}`);
      assert.equal(sha256(Buffer.from(await answer.arrayBuffer())), sha256(buffer), name);
    }
    for (const { name } of files) await amina.log.getByText(name).waitFor();
    assert.equal(await amina.page.locator('.upload').count(), 0);
  });

  test('a picture has its place before it is there, and is shown large, with the keyboard alone', async () => {
    const amina = await come();
    await amina.join({ name: 'Amina P' });
    for (const name of ['first.png', 'second.png']) {
      await chooser(amina).setInputFiles({ name, mimeType: 'image/png', buffer: png(90, 60) });
      await sendButton(amina).click();
      await amina.sent();
      await amina.log.getByRole('button', { name: `Show ${name}` }).waitFor();
    }
    const picture = amina.log.getByRole('button', { name: 'Show first.png' });
    assert.deepEqual(await picture.locator('img').evaluate((image) => [image.getAttribute('width'), image.getAttribute('height')]), ['90', '60']);
    await until('it is drawn', () => picture.locator('img').evaluate((image) => image.complete && image.naturalWidth > 0));
    await picture.focus();
    await amina.page.keyboard.press('Enter');
    const viewer = amina.page.getByRole('dialog', { name: 'first.png' });
    await viewer.waitFor();
    await checkAccessibility(amina.page);
    await amina.page.keyboard.press('+');
    assert.match(await viewer.locator('.stage img').evaluate((image) => image.style.transform), /scale\(1\.25\)/);
    await amina.page.keyboard.press('ArrowRight');
    await amina.page.getByRole('dialog', { name: 'second.png' }).waitFor();
    await amina.page.keyboard.press('Escape');
    assert.equal(await picture.evaluate((button) => button === document.activeElement), true);
  });

  test('a photo is made smaller and says nothing of its place, unless one wants it otherwise, each time anew', async () => {
    const [amina, bot] = await Promise.all([come(), peer('Photo bot')]);
    await amina.join({ name: 'Amina F' });
    const jpeg = Buffer.from(await amina.page.evaluate(() => {
      const canvas = document.createElement('canvas');
      canvas.width = 3000;
      canvas.height = 1500;
      const pen = canvas.getContext('2d');
      for (let n = 0; n < 10_000; n++) {
        pen.fillStyle = `rgb(${n % 256},${(n * 7) % 256},${(n * 13) % 256})`;
        pen.fillRect((n * 37) % 3000, (n * 91) % 1500, 20, 20);
      }
      return canvas.toDataURL('image/jpeg', 0.9).split(',')[1];
    }), 'base64');
    const place = Buffer.from('Exif\0\0MM\0*\0\0\0\x08\0\0GPS: 12.3456 N');
    const tagged = Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xe1, 0, place.length + 2]), place, jpeg.subarray(2)]);
    for (const [name, treatment, width, saysPlace] of [
      ['small.jpg', null, 2048, false], ['whole.jpg', 'Original size, location removed', 3000, false],
      ['kept.jpg', 'Untouched, location kept', 3000, true], ['again.jpg', null, 2048, false],
    ]) {
      await chooser(amina).setInputFiles({ name, mimeType: 'image/jpeg', buffer: tagged });
      if (treatment) await amina.page.getByLabel('Photos').selectOption(treatment);
      await sendButton(amina).click();
      await until(`${name} is there`, () => messageWith(bot, name).length > 0);
      const [file] = messageWith(bot, name)[0].files;
      assert.deepEqual([file.width, file.height], [width, width / 2], name);
      const bytes = Buffer.from(await (await fetch(`${host.url}files/${file.id}/${name}`)).arrayBuffer());
      assert.equal(bytes.includes('GPS'), saysPlace, name);
      if (saysPlace) assert.equal(file.id, sha256(tagged), name);
    }
  });

  test('what is pasted and dropped goes along, and can be left out again', async () => {
    const [amina, bot] = await Promise.all([come(), peer('Paste bot')]);
    await amina.join({ name: 'Amina D' });
    for (const [type, name] of [['paste', 'pasted.txt'], ['drop', 'dropped.txt'], ['drop', 'unwanted.txt']])
      await amina.page.evaluate(([kind, called]) => {
        const data = new DataTransfer();
        data.items.add(new File([called], called, { type: 'text/plain' }));
        const [target, event] = kind === 'paste' ? [document.querySelector('textarea'), new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })]
          : [document.querySelector('main'), new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })];
        target.dispatchEvent(event);
      }, [type, name]);
    await amina.page.getByRole('button', { name: 'Leave out unwanted.txt' }).click();
    await sendButton(amina).click();
    await until('they are there', () => messageWith(bot, 'dropped.txt').length > 0);
    assert.deepEqual(messageWith(bot, 'dropped.txt')[0].files.map(({ name }) => name), ['pasted.txt', 'dropped.txt']);
  });

  test('nothing that pretends to be a picture runs, and names lead nowhere', async () => {
    const [amina, eve] = await Promise.all([come(), peer('Eve')]);
    const attacks = [
      ['photo.png', '<!doctype html><script>document.title = "taken"; parent.document.title = "taken"</script>'],
      ['drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="document.title=\'taken\'"><script>document.title="taken"</script></svg>'],
      ['../../x', 'climbing'], ['..', 'dots'], ['"><img src=x onerror=document.title=\'taken\'>.png', 'quotes'],
    ];
    await amina.join({ name: 'Amina A' });
    const ids = [];
    for (const [name, content] of attacks) {
      const bytes = Buffer.from(content);
      const begun = await eve.ask({ type: 'upload', key: `attack ${ids.length}`, name, size: bytes.length, mime: 'image/png' });
      const head = Buffer.alloc(12);
      head.writeUInt32BE(begun.upload);
      eve.socket.send(Buffer.concat([head, bytes]));
      const { file } = await eve.message((message) => message.type === 'uploaded' && message.upload === begun.upload);
      ids.push(file.id);
      await eve.ask({ type: 'post', room: 'lobby', key: `attack post ${ids.length}`, files: [file.id] });
    }
    await until('all are shown', async () => (await amina.log.locator('article').filter({ hasText: 'Eve' }).count()) >= attacks.length);
    assert.equal(await amina.log.locator('.fileline').count() >= attacks.length, true, 'each is a line to save it by');
    for (const [index, [name]] of attacks.entries()) {
      const address = await amina.log.locator(`a[href*="${ids[index]}"]`).first().evaluate((link) => link.href);
      assert.ok(address.startsWith(`${host.url}files/${ids[index]}/`), address);
      const guest = await amina.context.newPage();
      const download = guest.waitForEvent('download', { timeout: 5_000 }).catch(() => null);
      await guest.goto(address).catch(() => {}); // becomes a download
      const saved = await download;
      assert.ok(saved || (await guest.title()) !== 'taken', name);
      if (saved) assert.doesNotMatch(saved.suggestedFilename(), /[/\\]|^\.+$/);
      await guest.close();
    }
    assert.notEqual(await amina.page.title(), 'taken');
  });

  test('the room\'s files are listed, found by name, and lead to their message', async () => {
    const amina = await come();
    await amina.join({ name: 'Amina L' });
    await chooser(amina).setInputFiles({ name: 'water plan.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 plan') });
    await sendButton(amina).click();
    await amina.log.getByText('water plan.pdf').waitFor();
    await amina.sent();
    await amina.page.getByRole('button', { name: 'More', exact: true }).click();
    await amina.page.getByRole('button', { name: 'Files in this room' }).click();
    const list = amina.page.getByRole('dialog', { name: 'Files in this room' });
    await list.getByText('water plan.pdf').waitFor();
    await checkAccessibility(amina.page);
    await list.getByLabel('Name of the file or of the sender').fill('WATER');
    await until('the others are gone', async () => (await list.locator('li').count()) === 1);
    await list.getByRole('button', { name: 'Go to the message' }).click();
    await amina.log.locator('article.found', { hasText: 'water plan.pdf' }).waitFor();
  });
});

describe('on bad ways', () => {
  before(async () => {
    host = await startHost({ name: 'Field clinic', args: ['--no-rate-limit'] });
  });
  after(() => host.stop());

  /** A way on which an upload stops after its first half MiB; messages pass. `letGo`: what was held goes on. `mend`: the
   * connections to come hold nothing. */
  async function haltingWay(visitor) {
    let isMended = false;
    let current;
    await visitor.page.routeWebSocket(/\/ws$/, (socket) => {
      const connection = { left: isMended ? Infinity : 1 << 19, held: [] };
      current = connection;
      const server = socket.connectToServer();
      socket.onMessage((data) => {
        if (typeof data !== 'string') connection.left -= data.length;
        if (typeof data === 'string' || connection.left > 0) server.send(data);
        else connection.held.push(() => server.send(data));
      });
    });
    await visitor.page.reload();
    return {
      mend: () => { isMended = true; },
      letGo: () => {
        current.left = Infinity;
        for (const each of current.held.splice(0)) each();
      },
    };
  }
  const begin = async (visitor, name, buffer) => {
    const path = join(folder, name);
    await writeFile(path, buffer);
    await chooser(visitor).setInputFiles(path);
    await sendButton(visitor).click();
  };
  const progress = (visitor) => visitor.page.locator('.upload progress').first().evaluate((bar) => bar.value).catch(() => 0);

  test('an upload goes on after the host was killed, and the message is there once', async () => {
    const amina = await come();
    const way = await haltingWay(amina);
    await amina.join({ name: 'Amina K' });
    amina.hostIsAway = true;
    const buffer = randomBytes(4_000_000);
    await begin(amina, 'killed.bin', buffer);
    await until('some of it is there', async () => (await progress(amina)) > 0.02);
    way.mend();
    await host.kill();
    await host.restart();
    const bot = await peer('Witness K');
    await until('it came whole', async () => {
      await bot.enter('lobby');
      return messageWith(bot, 'killed.bin').length > 0;
    });
    assert.equal(messageWith(bot, 'killed.bin').length, 1);
    assert.equal(messageWith(bot, 'killed.bin')[0].files[0].id, sha256(buffer));
  });

  test('an upload goes on after a reload, from where it was', async () => {
    const [amina, bot] = await Promise.all([come(), peer('Witness R')]);
    const way = await haltingWay(amina);
    await amina.join({ name: 'Amina R' });
    const buffer = randomBytes(3_000_000);
    await begin(amina, 'reloaded.bin', buffer);
    await until('some of it is there', async () => (await progress(amina)) > 0.02);
    way.mend();
    await amina.page.reload();
    await until('it came whole', () => messageWith(bot, 'reloaded.bin').length > 0);
    assert.equal(messageWith(bot, 'reloaded.bin').length, 1);
    assert.equal(messageWith(bot, 'reloaded.bin')[0].files[0].id, sha256(buffer));
    await until('the page keeps nothing of it', () => amina.page.evaluate(() => !Object.keys(localStorage).some((key) => /upload:|outbox:/.test(key))));
  });

  test('a file that the browser did not keep is chosen again, and only the same one will do', async () => {
    const [amina, bot] = await Promise.all([come(), peer('Witness A')]);
    const way = await haltingWay(amina);
    await amina.join({ name: 'Amina again' });
    const buffer = randomBytes(3_000_000);
    await begin(amina, 'again.bin', buffer);
    await until('some of it is there', async () => (await progress(amina)) > 0.02);
    await amina.page.evaluate(() => new Promise((resolve) => {
      const request = indexedDB.open('courtyard');
      request.onsuccess = () => {
        const transaction = request.result.transaction('files', 'readwrite');
        transaction.objectStore('files').clear();
        transaction.oncomplete = () => resolve(request.result.close());
      };
    }));
    way.mend();
    await amina.page.reload();
    const upload = amina.page.locator('.upload');
    await upload.getByText('Choose “again.bin” again').waitFor();
    await upload.getByText('again.bin', { exact: true }).waitFor();
    await checkAccessibility(amina.page);
    await upload.locator('input[type=file]').setInputFiles({ name: 'again.bin', mimeType: '', buffer: Buffer.from('another') });
    await upload.getByText('That is another file').waitFor();
    await upload.locator('input[type=file]').setInputFiles(join(folder, 'again.bin'));
    await until('it came whole', () => messageWith(bot, 'again.bin').length > 0);
    assert.equal(messageWith(bot, 'again.bin')[0].files[0].id, sha256(buffer));
  });

  test('what is cancelled is not sent, and the text of its message is', async () => {
    const [amina, bot] = await Promise.all([come(), peer('Witness C')]);
    await haltingWay(amina);
    await amina.join({ name: 'Amina C' });
    await amina.box.fill('without the file');
    await begin(amina, 'cancelled.bin', randomBytes(2_000_000));
    await until('it is under way', async () => (await progress(amina)) > 0);
    await amina.page.getByRole('button', { name: 'Cancel cancelled.bin' }).click();
    await until('the text came', () => bot.texts('lobby').includes('without the file'));
    assert.equal(messageWith(bot, 'cancelled.bin').length, 0);
  });

  test('while a file goes up, messages do not wait for it', async () => {
    const [amina, bot] = await Promise.all([come(), peer('Witness M')]);
    const way = await haltingWay(amina);
    await amina.join({ name: 'Amina M' });
    await begin(amina, 'large.bin', randomBytes(3_000_000));
    await until('it is under way', async () => (await progress(amina)) > 0);
    await amina.say('in the middle of it');
    await until('it came', () => bot.texts('lobby').includes('in the middle of it'));
    assert.equal(messageWith(bot, 'large.bin').length, 0);
    way.letGo();
    await until('the file came', () => messageWith(bot, 'large.bin').length === 1);
  });
});
