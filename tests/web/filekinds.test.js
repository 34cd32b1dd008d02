import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cannotBeShown, fitted, kindOf, letters, shownInTimeline, sizeOf } from '../../resources/web/filekinds.js';
import { chunkFrame, fileAddress } from '../../resources/web/protocol.js';

for (const [mime, width, kind] of [['image/png', 10, 'picture'], ['image/png', undefined, 'file'], ['image/svg+xml', 10, 'file'], ['text/html', 10, 'file'],
  ['image/heic', 10, 'file'], ['audio/mpeg', undefined, 'audio'], ['video/mp4', 10, 'video'], ['video/x-msvideo', 10, 'file'], ['', undefined, 'file']])
  test(`${mime || 'nothing'} of ${width} is shown as ${kind}`, () => assert.equal(kindOf({ mime, width }), kind));

test('a picture that no browser shows says so', () => {
  assert.equal(cannotBeShown({ mime: 'image/heic' }), true);
  assert.equal(cannotBeShown({ mime: 'image/png' }), false);
  assert.equal(cannotBeShown({ mime: 'application/pdf' }), false);
});

test('what moves is shown as it is, unless it is large; else the small picture', () => {
  const file = { id: 'a', thumb: 'b', size: 100, mime: 'image/gif', name: '' };
  assert.equal(shownInTimeline(file), 'a');
  assert.equal(shownInTimeline({ ...file, size: 100 << 20 }), 'b');
  assert.equal(shownInTimeline({ ...file, mime: 'image/jpeg' }), 'b');
  assert.equal(shownInTimeline({ ...file, mime: 'image/jpeg', thumb: undefined }), 'a');
});

test('a picture keeps its shape', () => {
  assert.deepEqual(fitted(3000, 1500, 300), { width: 300, height: 150 });
  assert.deepEqual(fitted(20, 10, 300), { width: 20, height: 10 });
  assert.deepEqual(fitted(30000, 1, 300), { width: 300, height: 1 });
});

test('sizes are said as people say them', () => {
  assert.deepEqual([0, 999, 1000, 1234, 9_960, 12_345, 5_000_000, 4_294_967_296].map((bytes) => Object.values(sizeOf(bytes)).join(' ')),
    ['0 byte', '999 byte', '1 kilobyte', '1.2 kilobyte', '10 kilobyte', '12 kilobyte', '5 megabyte', '4.3 gigabyte']);
});

test('an ending is a sign', () => {
  assert.deepEqual(['a.pdf', 'b.tar.gz', 'c', 'd.verylong', '.x'].map(letters), ['PDF', 'GZ', '', '', 'X']);
});

test('a name leads nowhere but to its file', () => {
  for (const name of ['../../x', '..', '.', '', 'a/b', 'a?b#c', '%2e%2e', '\\..\\x'])
    assert.match(new URL(fileAddress('f'.repeat(64), name), 'http://h/').href, /^http:\/\/h\/files\/f{64}\/[^/?#]+$/, name);
});

test('a piece of a file begins with its upload and its place, also past 4 GiB', () => {
  const frame = chunkFrame(0x01020304, 2 ** 33 + 5, new Uint8Array([9, 8]).buffer);
  assert.deepEqual([...frame], [1, 2, 3, 4, 0, 0, 0, 2, 0, 0, 0, 5, 9, 8]);
});
