import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { orientationOf, withoutMetadata } from '../../resources/web/cleanpicture.js';

const PICTURES = new URL('../data/metadata/', import.meta.url);
const read = (name) => new Uint8Array(readFileSync(new URL(name, PICTURES)));
const names = readdirSync(PICTURES).filter((name) => /^[^.]+\.(jpg|png|webp)$/.test(name));

test('there are pictures to try', () => assert.ok(names.length > 10));

for (const name of names) test(`of ${name} stays what shows it, and which side is up`, () => {
  const clean = read(name.replace('.', '.clean.'));
  assert.deepEqual(Buffer.concat(withoutMetadata(read(name))), Buffer.from(clean));
  assert.deepEqual(Buffer.concat(withoutMetadata(clean)), Buffer.from(clean), 'once more changes nothing');
});

for (const name of names) test(`${name}, cut or changed anywhere, is refused or shortened, and never an exception`, () => {
  const whole = read(name);
  for (let end = 0; end < whole.length; end += 7) withoutMetadata(whole.subarray(0, end));
  for (let at = 0; at < Math.min(whole.length, 400); at++) withoutMetadata(whole.map((byte, index) => (index === at ? byte ^ 0xff : byte)));
});

test('what is no picture is left alone', () => {
  for (const text of ['', 'GIF89a', '<svg></svg>', 'RIFF1234WAVE']) assert.equal(withoutMetadata(new TextEncoder().encode(text)), null);
});

test('an orientation that there is not is none', () => {
  const tiff = (value) => Uint8Array.of(0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, value, 0, 0);
  for (const [value, orientation] of [[0, 1], [1, 1], [6, 6], [8, 8], [9, 1]]) assert.equal(orientationOf(tiff(value)), orientation);
  assert.equal(orientationOf(new Uint8Array(3)), 1);
});
