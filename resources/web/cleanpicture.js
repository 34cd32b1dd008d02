// @ts-check
// A picture without what it says of people and places: position, camera, thumbnails, comments. Only the bytes that show
// it stay, and which side is up. Pure; the window's twin gives the same bytes (tests/data/metadata).

/** @typedef {Uint8Array} Bytes */

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const PNG_KEPT = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'cHRM', 'gAMA', 'iCCP', 'sBIT', 'sRGB', 'cICP', 'bKGD', 'hIST', 'pHYs', 'sPLT',
  'acTL', 'fcTL', 'fdAT']);
const WEBP_KEPT = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
const EXIF = 'Exif\0\0';

/** @param {Bytes} bytes @param {number} at @param {number} count */
const ascii = (bytes, at, count) => String.fromCharCode(...bytes.subarray(at, at + count));
/** @param {Bytes} bytes */
const viewOf = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
/** @param {string} text */
const bytesOf = (text) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/**
 * @param {Bytes} file
 * @returns {Bytes[]|null} its pieces, one behind the other; null where it is no picture that this knows, or a broken one
 */
export function withoutMetadata(file) {
  if (file[0] === 0xff && file[1] === 0xd8 && file[2] === 0xff) return cleanJpeg(file);
  if (PNG.every((byte, index) => file[index] === byte)) return cleanPng(file);
  if (ascii(file, 0, 4) === 'RIFF' && ascii(file, 8, 4) === 'WEBP') return cleanWebp(file);
  return null;
}

/** Which side of a picture is up: 1 to 8, 1 where it does not say. @param {Bytes} tiff */
export function orientationOf(tiff) {
  const order = ascii(tiff, 0, 2);
  if (tiff.length < 8 || (order !== 'II' && order !== 'MM')) return 1;
  const little = order === 'II';
  const view = viewOf(tiff);
  const list = view.getUint32(4, little);
  if (list + 2 > tiff.length) return 1;
  for (let n = 0, entry = list + 2; n < view.getUint16(list, little) && entry + 12 <= tiff.length; n++, entry += 12) {
    if (view.getUint16(entry, little) !== 0x0112) continue;
    const value = view.getUint16(entry + 8, little);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/** A TIFF structure that says nothing but which side is up. @param {number} orientation */
function tiffOf(orientation) {
  return Uint8Array.of(0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0);
}

/** @param {Bytes} content of an EXIF segment or chunk; some writers put JPEG's header before it anywhere */
const orientationIn = (content) => orientationOf(ascii(content, 0, 6) === EXIF ? content.subarray(6) : content);

/** ITU T.81, annex B. JFIF, ICC profiles and Adobe's note of the colour space stay; what else an application put there,
 * and what stands behind the picture's end, goes. @param {Bytes} file @returns {Bytes[]|null} */
function cleanJpeg(file) {
  const view = viewOf(file);
  const pieces = [file.subarray(0, 2)];
  let orientation = 1;
  let place = 1; // of the note: behind the start, and behind JFIF
  for (let at = 2; at + 4 <= file.length;) {
    if (file[at] !== 0xff) return null;
    const marker = file[at + 1];
    if (marker === 0xff) { // fill bytes may stand before any marker
      at++;
      continue;
    }
    if (marker === 0xd9) break;
    const length = view.getUint16(at + 2);
    if (length < 2 || at + 2 + length > file.length) return null;
    const segment = file.subarray(at, at + 2 + length);
    at += segment.length;
    if (marker === 0xe1 && ascii(segment, 4, 6) === EXIF) orientation = orientationOf(segment.subarray(10));
    if (!isForShowing(marker, segment.subarray(4))) continue;
    pieces.push(segment);
    if (marker === 0xe0 && place === pieces.length - 1) place = pieces.length;
    if (marker !== 0xda) continue;
    const end = endOfScan(file, at);
    pieces.push(file.subarray(at, end));
    at = end;
  }
  if (orientation !== 1) {
    const note = [...bytesOf(EXIF), ...tiffOf(orientation)];
    pieces.splice(place, 0, Uint8Array.of(0xff, 0xe1, 0, note.length + 2, ...note));
  }
  return [...pieces, Uint8Array.of(0xff, 0xd9)];
}

/** @param {number} marker @param {Bytes} content */
function isForShowing(marker, content) {
  if (marker === 0xe2) return ascii(content, 0, 11) === 'ICC_PROFILE';
  const isNote = (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe;
  return !isNote || marker === 0xe0 || marker === 0xee;
}

/** Where the next marker stands. @param {Bytes} file @param {number} begin */
function endOfScan(file, begin) {
  for (let at = file.indexOf(0xff, begin); at >= 0 && at + 1 < file.length; at = file.indexOf(0xff, at + 1)) {
    const next = file[at + 1];
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return file.length;
}

/** W3C, PNG, third edition. @param {Bytes} file @returns {Bytes[]|null} */
function cleanPng(file) {
  const view = viewOf(file);
  const pieces = [file.subarray(0, PNG.length)];
  let orientation = 1;
  for (let at = PNG.length; at + 12 <= file.length;) {
    const length = view.getUint32(at);
    if (length > file.length - at - 12) return null;
    const type = ascii(file, at + 4, 4);
    const chunk = file.subarray(at, at + 12 + length);
    at += chunk.length;
    if (type === 'eXIf') orientation = orientationOf(chunk.subarray(8, 8 + length));
    if (PNG_KEPT.has(type)) pieces.push(chunk);
    if (type !== 'IEND') continue;
    if (orientation !== 1) pieces.splice(2, 0, pngChunk('eXIf', tiffOf(orientation)));
    return pieces;
  }
  return null;
}

/** @param {string} type @param {Bytes} content */
function pngChunk(type, content) {
  const chunk = new Uint8Array(12 + content.length);
  const view = viewOf(chunk);
  view.setUint32(0, content.length);
  chunk.set(bytesOf(type), 4);
  chunk.set(content, 8);
  let crc = 0xffffffff;
  for (const byte of chunk.subarray(4, 8 + content.length)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  view.setUint32(8 + content.length, ~crc >>> 0);
  return chunk;
}

/** RFC 9649. @param {Bytes} file @returns {Bytes[]|null} */
function cleanWebp(file) {
  const view = viewOf(file);
  const end = Math.min(file.length, 8 + view.getUint32(4, true));
  /** @type {Bytes[]} */ const pieces = [];
  let orientation = 1;
  let features = -1; // the piece that lists what the file holds
  for (let at = 12; at + 8 <= end;) {
    const length = view.getUint32(at + 4, true);
    if (length > end - at - 8) return null;
    const type = ascii(file, at, 4);
    const whole = Math.min(8 + length + (length & 1), end - at);
    if (type === 'EXIF') orientation = orientationIn(file.subarray(at + 8, at + 8 + length));
    if (type === 'VP8X') features = pieces.length;
    if (WEBP_KEPT.has(type)) pieces.push(file.subarray(at, at + whole));
    at += whole;
  }
  if (pieces.length === 0) return null;
  if (features >= 0 && pieces[features].length >= 18) {
    const own = pieces[features].slice();
    own[8] = (own[8] & ~0x0c) | (orientation !== 1 ? 0x08 : 0);
    pieces[features] = own;
    if (orientation !== 1) pieces.push(Uint8Array.of(...bytesOf('EXIF'), 0x1a, 0, 0, 0, ...tiffOf(orientation)));
  }
  const head = file.slice(0, 12);
  viewOf(head).setUint32(4, pieces.reduce((sum, piece) => sum + piece.length, 4), true);
  return [head, ...pieces];
}
