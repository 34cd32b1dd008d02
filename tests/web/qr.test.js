import assert from 'node:assert/strict';
import { test } from 'node:test';
import { qrCode } from '../../resources/web/qr.js';

test('a code is as large as its text needs, up to 213 bytes', () => {
  const sizes = [14, 15, 26, 27, 106, 107, 122, 123, 180, 181, 213].map((length) => qrCode('x'.repeat(length)).length);
  assert.deepEqual(sizes, [21, 25, 25, 29, 41, 45, 45, 49, 53, 57, 57]);
  assert.equal(qrCode('x'.repeat(214)), null);
  assert.equal(qrCode('é'.repeat(107)), null, 'bytes count');
});

test('it has its three finders and its timing pattern', () => {
  const code = qrCode('http://192.168.43.1:3000/');
  const size = code.length;
  for (const [x, y] of [[0, 0], [size - 7, 0], [0, size - 7]]) {
    const rows = code.slice(y, y + 7).map((row) => row.slice(x, x + 7).map((dark) => (dark ? '#' : '.')).join(''));
    assert.deepEqual(rows, ['#######', '#.....#', '#.###.#', '#.###.#', '#.###.#', '#.....#', '#######']);
  }
  assert.ok(code[6].slice(8, size - 8).every((dark, index) => dark === (index % 2 === 0)));
});

// tests/e2e reads one off the screen.
test('a picture that was read back by zbar stays as it was', () => {
  const rows = qrCode('Courtyard').map((row) => parseInt(row.map(Number).join(''), 2).toString(36));
  assert.equal(rows.join(' '), '18oe7 muyp wt3x wrj1 wspp mxc1 18prz 5j4 xf24 yrdl ur7u g8lr sjfs 5vg 18nim myha wrax wtzo wr40 mvak 18r9m');
});
