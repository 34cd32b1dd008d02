// What somebody uploads does nothing in a real browser: what is no picture is saved, whatever it is called, and no script runs.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { deflateSync, crc32 as nodeCrc32 } from 'node:zlib';
import { WebSocket } from 'ws';

import { DEADLINE, launchBrowser } from './browser.mjs';
import { startHost } from './harness.mjs';

let host, browser;
before(async () => {
  host = await startHost({ name: 'Files' });
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await host?.stop();
});

/** The file as the host tells it. */
function upload(name, content) {
  const socket = new WebSocket(`ws://127.0.0.1:${host.port}/ws`);
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', id: 1, protocol: 1, name: `Sender ${name}`, beat: 0 })));
    socket.on('message', (data) => {
      const message = JSON.parse(data);
      if (message.type === 'welcome')
        socket.send(JSON.stringify({ type: 'upload', id: 2, key: name, name, size: content.length, mime: 'image/png' }));
      if (message.re === 2) {
        const head = Buffer.alloc(12);
        head.writeUInt32BE(message.upload);
        socket.send(Buffer.concat([head, content]));
      }
      if (message.type === 'error') reject(new Error(message.text));
      if (message.type === 'uploaded') {
        socket.close();
        resolve(message.file);
      }
    });
  });
}

function png(width, height) {
  const crc32 = nodeCrc32 ?? ((bytes) => {
    let crc = ~0;
    for (const byte of bytes) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return ~crc >>> 0;
  });
  const part = (kind, data) => {
    const body = Buffer.concat([Buffer.from(kind), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length);
    frame.writeUInt32BE(crc32(body) >>> 0, 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (1 + 3 * width));
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), part('IHDR', head), part('IDAT', deflateSync(rows)), part('IEND', Buffer.alloc(0))]);
}

const script = `fetch('/ran').catch(() => {}); alert('ran')`;
const hostile = {
  'page.png': `<!DOCTYPE html><title>x</title><script>${script}</script>`,
  'drawing.png': `<svg xmlns="http://www.w3.org/2000/svg"><script>${script}</script></svg>`,
  'drawing.svg': `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="${script}"/>`,
  'half.png': `GIF87a <html><script>${script}</script></html>`,
};
for (const [name, content] of Object.entries(hostile)) test(`${name} that holds a script is not run`, async () => {
  const file = await upload(name, Buffer.from(content));
  const address = `http://127.0.0.1:${host.port}/files/${file.id}/${name}`;
  const context = await browser.newContext({ acceptDownloads: true });
  const page = await context.newPage();
  const ran = [];
  page.on('dialog', (dialog) => {
    ran.push('a dialog');
    dialog.dismiss();
  });
  page.on('request', (request) => new URL(request.url()).pathname === '/ran' && ran.push('a request'));
  const saved = page.waitForEvent('download', { timeout: DEADLINE }).catch(() => null);
  await page.goto(address).catch(() => {}); // a download ends the navigation
  if (file.mime === 'image/gif') assert.equal(await page.evaluate(() => document.contentType), 'image/gif');
  else assert.equal((await saved)?.suggestedFilename(), name);
  await page.goto(`http://127.0.0.1:${host.port}/about.json`);
  await page.evaluate((source) => new Promise((done) => {
    const frame = document.createElement('iframe');
    frame.onload = done;
    frame.src = source;
    setTimeout(done, 500); // a download never loads
    document.body.append(frame);
  }), address);
  assert.deepEqual(ran, []);
  await context.close();
});

test('a picture is shown, at the size that was told', async () => {
  const file = await upload('photo.png', png(320, 200));
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${host.port}/files/${file.id}/photo.png`);
  const size = await page.evaluate(() => [document.images[0].naturalWidth, document.images[0].naturalHeight]);
  assert.deepEqual(size, [file.width, file.height]);
  await page.close();
});
