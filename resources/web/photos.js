// @ts-check
// What becomes of a file before it is sent: photos are made smaller, and what they say of people and places is left out,
// unless the person wants it otherwise.
import { withoutMetadata } from './cleanpicture.js';

const LONGEST_SIDE = 2_048;
const QUALITY = 0.85;
const WORTH_IT = 400_000; // bytes; a smaller picture is sent as it is
const MOST_LOOKED_INTO = 64 << 20; // bytes: whole in memory for a moment
const SMALLER = new Set(['image/jpeg', 'image/heic', 'image/heif', 'image/bmp', 'image/tiff']); // what browsers cannot show becomes a JPEG, too
const CLEANED = new Set(['image/jpeg', 'image/png', 'image/webp']);

/** @typedef {{name: string, mime: string, source: Blob, modified: number}} Prepared */

/** `original`: in its own size, but without what it says of places. @typedef {'smaller'|'original'|'untouched'} Treatment */
/** @type {readonly Treatment[]} the usual one first */
export const TREATMENTS = ['smaller', 'original', 'untouched'];

/** @param {File} file */
function canBeSmaller(file) {
  return SMALLER.has(file.type) && file.size > WORTH_IT && file.size <= MOST_LOOKED_INTO;
}

/** Whether there is a choice: something would become of it. @param {File} file */
export function isTreated(file) {
  return canBeSmaller(file) || (CLEANED.has(file.type) && file.size <= MOST_LOOKED_INTO);
}

/** @param {File} file @param {Treatment} treatment @returns {Promise<Prepared>} */
export async function prepared(file, treatment) {
  const plain = { name: file.name || 'file', mime: file.type, source: /** @type {Blob} */ (file), modified: file.lastModified };
  if (treatment === 'untouched') return plain;
  if (treatment === 'smaller' && canBeSmaller(file)) {
    const smaller = await shrunk(file).catch(() => null); // a format that this browser cannot read
    if (smaller && smaller.size < file.size) return { ...plain, name: file.name.replace(/\.\w+$/, '') + '.jpg', mime: 'image/jpeg', source: smaller };
  }
  if (!CLEANED.has(file.type) || file.size > MOST_LOOKED_INTO) return plain;
  const pieces = withoutMetadata(new Uint8Array(await file.arrayBuffer()));
  return pieces ? { ...plain, source: new Blob(/** @type {BlobPart[]} */ (pieces), { type: file.type }) } : plain;
}

/** @param {Blob} file @returns {Promise<Blob|null>} */
async function shrunk(file) {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  try {
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const pen = canvas.getContext('2d', { alpha: false });
    if (!pen) return null;
    pen.imageSmoothingQuality = 'high';
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  } finally {
    picture.close();
  }
}
