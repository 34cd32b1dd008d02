import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LEAST, Pace } from '../../resources/web/pace.js';
import { SpeedMeter } from '../../resources/web/speedmeter.js';
import { Store } from '../../resources/web/store.js';
import { MOST_BEFORE, Uploads } from '../../resources/web/uploads.js';
import { FakeStorage } from './support/storage.js';
import { FakeTime } from './support/time.js';

const CHUNK = 65_536;
const turn = () => new Promise((resolve) => setImmediate(resolve));
let reading = 0; // pieces of files; how long that takes is up to the machine
async function settled() {
  do for (let n = 0; n < 30; n++) await turn();
  while (reading > 0);
}

/** A host that takes what comes, and says so when it is told to. */
function setUp({ storage = new FakeStorage(), tab = 't1', journal = null } = {}) {
  const time = new FakeTime();
  const asked = [];
  const frames = [];
  const line = { queued: 0, open: true };
  let settledCount = 0;
  const uploads = new Uploads({
    store: new Store('h_1', storage), journal, tab, set: time.set, now: time.now, chunk: () => CHUNK, queued: () => line.queued,
    ask: (message) => new Promise((resolve, reject) => asked.push({ message, ok: resolve, fail: (code, more) => reject({ code, text: '', ...more }) })),
    send: (frame) => {
      if (!line.open) return false;
      const view = new DataView(frame.buffer);
      frames.push({ upload: view.getUint32(0), offset: Number(view.getBigUint64(4)), bytes: frame.slice(12) });
      return true;
    },
    onChange: () => {}, onSettled: () => settledCount++,
  });
  return { uploads, asked, frames, line, time, storage, settledCount: () => settledCount };
}
function fileOf(size, before = async () => {}) {
  const file = new Blob([Uint8Array.from({ length: size }, (_, n) => n % 251)]);
  const read = async (piece) => {
    await before();
    reading++;
    return piece.arrayBuffer().finally(() => reading--);
  };
  return {
    size, arrayBuffer: () => read(file),
    slice: (from, to) => {
      const piece = file.slice(from, to);
      return { size: piece.size, arrayBuffer: () => read(piece) };
    },
  };
}
const chosen = (key, size) => ({ key, name: `${key}.bin`, mime: '', source: fileOf(size), modified: 5 });
const info = (upload) => ({ id: 'f'.repeat(64), name: 'x', size: 1, mime: '', upload });

test('a file goes in pieces, in order, no more of it than may stand before a message', async () => {
  const { uploads, asked, frames } = setUp();
  uploads.online();
  uploads.add(chosen('a', 300_000));
  assert.deepEqual(asked[0].message, { type: 'upload', key: 'a', name: 'a.bin', size: 300_000 });
  asked[0].ok({ upload: 7, offset: 0, window: 1 << 20 });
  await settled();
  assert.deepEqual(frames.map(({ upload, offset, bytes }) => [upload, offset, bytes.length]), [[7, 0, CHUNK], [7, CHUNK, CHUNK]]);
  for (let had = CHUNK; had < 300_000; had += CHUNK) {
    uploads.hear({ type: 'uploading', upload: 7, offset: had });
    await settled();
    assert.ok(frames.at(-1).offset + frames.at(-1).bytes.length - had <= MOST_BEFORE * 1.5);
  }
  const whole = Buffer.concat(frames.map(({ bytes }) => bytes));
  assert.deepEqual(whole, Buffer.from(await fileOf(300_000).arrayBuffer()));
});

test('what the socket has not taken yet is waited for', async () => {
  const { uploads, asked, frames, line, time } = setUp();
  line.queued = MOST_BEFORE - CHUNK + 1;
  uploads.online();
  uploads.add(chosen('a', 100_000));
  asked[0].ok({ upload: 1, offset: 0, window: 1 << 20 });
  await settled();
  assert.equal(frames.length, 0);
  line.queued = 0;
  await time.advance(20);
  await settled();
  assert.ok(frames.length > 0);
});

test('after a lost connection it goes on, also where a piece was being read all the while', async () => {
  const { uploads, asked, frames } = setUp();
  let go;
  const held = new Promise((resolve) => (go = resolve));
  uploads.online();
  uploads.add({ ...chosen('a', 200_000), source: fileOf(200_000, () => held) });
  asked[0].ok({ upload: 1, offset: 0, window: 1 << 20 });
  await settled();
  uploads.offline();
  uploads.online();
  asked[1].ok({ upload: 2, offset: 0, window: 1 << 20 });
  await settled();
  go();
  await settled();
  assert.deepEqual(frames.map(({ upload, offset }) => [upload, offset]), [[2, 0], [2, CHUNK]]);
});

test('after a lost connection it goes on from where the host says', async () => {
  const { uploads, asked, frames } = setUp();
  uploads.online();
  uploads.add(chosen('a', 200_000));
  asked[0].ok({ upload: 1, offset: 0, window: 1 << 20 });
  await settled();
  const before = frames.length;
  uploads.offline();
  uploads.hear({ type: 'uploading', upload: 1, offset: CHUNK }); // of the connection that went
  await settled();
  assert.equal(frames.length, before);
  uploads.online();
  assert.equal(asked[1].message.key, 'a');
  asked[1].ok({ upload: 1, offset: 150_000, window: 1 << 20 });
  await settled();
  assert.equal(frames[before].offset, 150_000);
  uploads.hear({ type: 'uploaded', upload: 1, file: info() });
  assert.deepEqual(uploads.filesOf(['a']), ['f'.repeat(64)]);
});

test('a refused piece is sent again from where the host is', async () => {
  const { uploads, asked, frames } = setUp();
  uploads.online();
  uploads.add(chosen('a', 200_000));
  asked[0].ok({ upload: 1, offset: 0, window: 1 << 20 });
  await settled();
  uploads.hear({ type: 'error', upload: 1, code: 'bad_request', text: '', offset: 10 });
  await settled();
  assert.equal(frames.at(-2).offset, 10);
});

test('what is refused again and again, for another tab sends it, say, is given up', async () => {
  const { uploads, asked, frames } = setUp();
  uploads.online();
  uploads.add(chosen('a', 200_000));
  asked[0].ok({ upload: 1, offset: 0, window: 1 << 20 });
  for (let n = 0; n < 10; n++) {
    await settled();
    uploads.hear({ type: 'error', upload: 1, code: 'bad_request', text: '', offset: 0 });
  }
  assert.equal(uploads.get('a').state, 'failed');
  assert.ok(frames.length <= 8);
});

test('after a reload it goes on in the same tab, where the browser still has the file', async () => {
  const first = setUp();
  first.uploads.add(chosen('a', 100));
  first.uploads.add(chosen('b', 100));
  const journal = { file: async (key) => (key === 'a' ? fileOf(100) : null), putFile: async () => true, removeFile: () => {} };
  const other = setUp({ storage: first.storage, tab: 't2', journal });
  await other.uploads.recover(new Set(['t1']));
  assert.deepEqual(other.uploads.open, [], 'the tab that it belongs to is open');
  const second = setUp({ storage: first.storage, tab: 't3', journal });
  await second.uploads.recover(new Set());
  second.uploads.online();
  second.asked[0].ok({ upload: 1, offset: 40, window: 1 << 20 });
  second.asked[1].ok({ upload: 2, offset: 60, window: 1 << 20 });
  await settled();
  assert.deepEqual(second.frames.map(({ upload, offset }) => [upload, offset]), [[1, 40]]);
  assert.equal(second.uploads.get('b').state, 'missing');
  assert.equal(second.uploads.provide('b', fileOf(100), { name: 'other.bin', modified: 5 }), false);
  assert.equal(second.uploads.provide('b', fileOf(99), { name: 'b.bin', modified: 5 }), false);
  assert.equal(second.uploads.provide('b', fileOf(100), { name: 'b.bin', modified: 5 }), true);
  second.asked[2].ok({ upload: 3, offset: 60, window: 1 << 20 });
  await settled();
  assert.deepEqual([second.frames.at(-1).upload, second.frames.at(-1).offset], [3, 60]);
});

test('what is all there needs no file any more', async () => {
  const first = setUp();
  first.uploads.add(chosen('a', 100));
  const second = setUp({ storage: first.storage });
  await second.uploads.recover(new Set());
  second.uploads.online();
  second.asked[0].ok({ upload: 1, offset: 100, window: 1 << 20 });
  await settled();
  second.uploads.hear({ type: 'uploaded', upload: 1, file: info() });
  assert.deepEqual(second.uploads.filesOf(['a']), ['f'.repeat(64)]);
});

test('a refusal that passes is waited out, another one is said and can be tried again', async () => {
  const { uploads, asked, time } = setUp();
  uploads.online();
  uploads.add(chosen('a', 10));
  asked[0].fail('storage');
  await settled();
  assert.equal(uploads.get('a').state, 'failed');
  await time.advance(2_000);
  assert.equal(asked.length, 2);
  asked[1].fail('too_large', { limit: 5 });
  await settled();
  assert.equal(uploads.get('a').failure.limit, 5);
  await time.advance(60_000);
  assert.equal(asked.length, 2);
  uploads.retry('a');
  assert.equal(asked.length, 3);
});

test('two are under way at a time, and what is given up makes room', async () => {
  const { uploads, asked, storage } = setUp();
  uploads.online();
  for (const key of ['a', 'b', 'c']) uploads.add(chosen(key, 10));
  assert.deepEqual(asked.map(({ message }) => message.key), ['a', 'b']);
  asked[0].ok({ upload: 4, offset: 0, window: 1 << 20 });
  await settled();
  uploads.forget(['a']);
  assert.deepEqual(asked[2].message, { type: 'cancel', upload: 4 });
  assert.equal(asked[3].message.key, 'c');
  assert.equal(storage.getItem('courtyard:h_1:upload:a'), null);
});

test('a file that vanished is asked for again', async () => {
  const { uploads, asked } = setUp();
  uploads.online();
  const source = fileOf(100);
  source.slice = () => ({ size: 100, arrayBuffer: () => Promise.reject(new Error('gone')) });
  uploads.add({ ...chosen('a', 100), source });
  asked[0].ok({ upload: 1, offset: 0, window: 1 << 20 });
  await settled();
  assert.equal(uploads.get('a').state, 'missing');
});

test('the pace follows the way: quicker answers allow more, slow ones less, never less than the least', () => {
  const pace = new Pace();
  let now = 0;
  let end = 0;
  const round = (took) => {
    pace.sent((end += 1000), now);
    now += took;
    pace.reached(end, now, 1 << 20);
  };
  for (let n = 0; n < 20; n++) round(10);
  assert.equal(pace.bytes, 1 << 20);
  for (let n = 0; n < 20; n++) round(500);
  assert.equal(pace.bytes, LEAST);
});

test('speed is of the last seconds, and said only when it is known', () => {
  const meter = new SpeedMeter();
  meter.begin(0, 0);
  meter.reached(100, 100);
  assert.equal(meter.left(1000), null);
  for (let at = 1000; at <= 20_000; at += 1000) meter.reached(at, at);
  assert.equal(meter.perSecond, 1000);
  assert.equal(meter.left(5000), 5);
});
