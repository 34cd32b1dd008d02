// @ts-check
// A text as a QR code: ISO/IEC 18004, bytes, error correction M, versions 1 to 10 (up to 213 bytes). Pure.

const ECC_WORDS = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26]; // of each block at level M, by version
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5];
const LEVEL_M = 0;
const FORMAT_MASK = 0x5412;

/** @typedef {(boolean|null)[][]} Grid null: free for data */

/** @param {string} text @returns {boolean[][]|null} rows of modules, true is dark; null where the text is too long */
export function qrCode(text) {
  const bytes = new TextEncoder().encode(text);
  const version = ECC_WORDS.findIndex((_, index) => dataWords(index + 1) * 8 >= 4 + lengthBits(index + 1) + bytes.length * 8) + 1;
  if (version === 0) return null;
  const bits = interleaved(version, payload(version, bytes)).flatMap((word) => bitsOf(word, 8));
  const frame = framed(version);
  const best = Array.from({ length: 8 }, (_, mask) => masked(frame, bits, mask)).sort((a, b) => penalty(a) - penalty(b));
  return best[0];
}

/** @param {number} version */
const sizeOf = (version) => 17 + 4 * version;
/** @param {number} version */
const lengthBits = (version) => (version < 10 ? 8 : 16);
/** @param {number} version */
const dataWords = (version) => allWords(version) - ECC_WORDS[version - 1] * BLOCKS[version - 1];

/** Codewords of all kinds that fit beside the patterns. @param {number} version */
function allWords(version) {
  const free = framed(version).flat().filter((module) => module === null).length;
  return Math.floor(free / 8);
}

/** @param {number} value @param {number} count most significant first @returns {number[]} */
function bitsOf(value, count) {
  return Array.from({ length: count }, (_, index) => (value >>> (count - 1 - index)) & 1);
}

/** @param {number} version @param {Uint8Array} bytes @returns {number[]} the data codewords, padded */
function payload(version, bytes) {
  const room = dataWords(version);
  const bits = [...bitsOf(0b0100, 4), ...bitsOf(bytes.length, lengthBits(version)), ...[...bytes].flatMap((byte) => bitsOf(byte, 8))];
  bits.push(...Array(Math.min(4, room * 8 - bits.length)).fill(0));
  while (bits.length % 8 > 0) bits.push(0);
  const words = [];
  for (let at = 0; at < bits.length; at += 8) words.push(bits.slice(at, at + 8).reduce((word, bit) => word * 2 + bit, 0));
  for (let pad = 0xec; words.length < room; pad ^= 0xec ^ 0x11) words.push(pad);
  return words;
}

/** Cut into blocks, each with its error correction, and taken column by column. @param {number} version @param {number[]} data */
function interleaved(version, data) {
  const count = BLOCKS[version - 1];
  const short = Math.floor(data.length / count);
  const long = data.length % count; // so many blocks, the last ones, have one more
  const blocks = [];
  for (let index = 0, at = 0; index < count; index++) {
    const length = short + (index >= count - long ? 1 : 0);
    blocks.push(data.slice(at, at + length));
    at += length;
  }
  const checks = blocks.map((block) => remainder(block, generator(ECC_WORDS[version - 1])));
  const columns = (/** @type {number[][]} */ rows) => Array.from({ length: Math.max(...rows.map((row) => row.length)) }, (_, column) =>
    rows.map((row) => row[column]).filter((word) => word !== undefined)).flat();
  return [...columns(blocks), ...columns(checks)];
}

/** In GF(2^8) modulo x^8 + x^4 + x^3 + x^2 + 1. @param {number} a @param {number} b */
function times(a, b) {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    if ((b >>> bit) & 1) product ^= a;
  }
  return product;
}

/** The product of (x - 2^i), without its leading 1. @param {number} degree */
function generator(degree) {
  const result = [...Array(degree - 1).fill(0), 1];
  for (let index = 0, root = 1; index < degree; index++, root = times(root, 2))
    for (let at = 0; at < degree; at++) result[at] = times(result[at], root) ^ (result[at + 1] ?? 0);
  return result;
}

/** @param {number[]} data @param {number[]} divisor */
function remainder(data, divisor) {
  /** @type {number[]} */ const result = Array(divisor.length).fill(0);
  for (const word of data) {
    const factor = word ^ /** @type {number} */ (result.shift());
    result.push(0);
    divisor.forEach((coefficient, index) => (result[index] ^= times(coefficient, factor)));
  }
  return result;
}

/** The patterns that every code of a version has; the format's place is taken, its bits come with the mask.
 * @param {number} version @returns {Grid} */
function framed(version) {
  const size = sizeOf(version);
  /** @type {Grid} */ const grid = Array.from({ length: size }, () => Array(size).fill(null));
  const put = (/** @type {number} */ x, /** @type {number} */ y, /** @type {boolean} */ dark) => {
    if (x >= 0 && y >= 0 && x < size && y < size) grid[y][x] = dark;
  };
  for (let at = 0; at < size; at++) grid[6][at] = grid[at][6] = at % 2 === 0;
  for (const [cx, cy] of [[3, 3], [size - 4, 3], [3, size - 4]])
    for (let dy = -4; dy <= 4; dy++) for (let dx = -4; dx <= 4; dx++) {
      const ring = Math.max(Math.abs(dx), Math.abs(dy));
      put(cx + dx, cy + dy, ring !== 2 && ring !== 4);
    }
  const places = version === 1 ? [] : version < 7 ? [6, size - 7] : [6, (size - 1) / 2, size - 7];
  for (const cx of places) for (const cy of places) {
    if ((cx === 6 && (cy === 6 || cy === size - 7)) || (cy === 6 && cx === size - 7)) continue; // there is a finder
    for (let dy = -2; dy <= 2; dy++) for (let dx = -2; dx <= 2; dx++) put(cx + dx, cy + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
  }
  drawFormat(put, size, 0);
  if (version >= 7) bitsOf(withCheck(version, 12, 0x1f25), 18).reverse().forEach((bit, index) => {
    const along = Math.floor(index / 3);
    const across = size - 11 + (index % 3);
    put(across, along, bit === 1);
    put(along, across, bit === 1);
  });
  return grid;
}

/** A number with the remainder of its BCH code. @param {number} value @param {number} count @param {number} divisor */
function withCheck(value, count, divisor) {
  let rest = value;
  for (let index = 0; index < count; index++) rest = (rest << 1) ^ ((rest >>> (count - 1)) * divisor);
  return (value << count) | rest;
}

/** @param {(x: number, y: number, dark: boolean) => void} put @param {number} size @param {number} mask */
function drawFormat(put, size, mask) {
  const bits = bitsOf(withCheck((LEVEL_M << 3) | mask, 10, 0x537) ^ FORMAT_MASK, 15).reverse().map((bit) => bit === 1);
  for (let index = 0; index < 15; index++) {
    const around = index < 6 ? index : index < 8 ? index + 1 : 0; // past the timing pattern
    if (index < 8) put(8, around, bits[index]);
    else put(index === 8 ? 7 : 14 - index, 8, bits[index]);
    if (index < 8) put(size - 1 - index, 8, bits[index]);
    else put(8, size - 15 + index, bits[index]);
  }
  put(8, size - 8, true);
}

/** @type {((x: number, y: number) => boolean)[]} */
const MASKS = [
  (x, y) => (x + y) % 2 === 0, (_, y) => y % 2 === 0, (x) => x % 3 === 0, (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0, (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0, (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** The data in its zigzag, from the lower right, two columns at a time. @param {Grid} frame @param {number[]} bits @param {number} mask
 * @returns {boolean[][]} */
function masked(frame, bits, mask) {
  const size = frame.length;
  const grid = frame.map((row) => row.map((module) => module ?? false));
  let next = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5; // the timing pattern
    const upwards = ((right + 1) & 2) === 0;
    for (let step = 0; step < size; step++) for (const x of [right, right - 1]) {
      const y = upwards ? size - 1 - step : step;
      if (frame[y][x] === null) grid[y][x] = (bits[next++] === 1) !== MASKS[mask](x, y);
    }
  }
  drawFormat((x, y, dark) => (grid[y][x] = dark), size, mask);
  return grid;
}

/** How hard it is to read: long runs, blocks of one colour, what looks like a finder, an uneven share. @param {boolean[][]} grid */
function penalty(grid) {
  const size = grid.length;
  const lines = [...grid, ...grid.map((_, x) => grid.map((row) => row[x]))].map((line) => line.map(Number).join(''));
  let sum = 0;
  for (const line of lines) {
    for (const run of line.match(/0{5,}|1{5,}/g) ?? []) sum += run.length - 2;
    sum += 40 * (line.match(/(?=10111010000|00001011101)/g) ?? []).length;
  }
  for (let y = 1; y < size; y++) for (let x = 1; x < size; x++)
    if (grid[y][x] === grid[y - 1][x] && grid[y][x] === grid[y][x - 1] && grid[y][x] === grid[y - 1][x - 1]) sum += 3;
  const dark = grid.flat().filter((module) => module).length;
  return sum + 10 * Math.floor(Math.abs((dark * 20) / (size * size) - 10));
}
