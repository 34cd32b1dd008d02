// @ts-check
// What a file is to a person, by what the host found in its bytes. Pure.

const PICTURES = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif', 'image/bmp']);
const MOVING = new Set(['image/gif', 'image/webp']);
const MOST_MOVING = 8 << 20; // bytes that are fetched unasked, so that it moves
const SOUND_AND_PICTURE = /^(audio|video)\/(mp4|mpeg|webm|ogg|wav|x-wav|aac|flac|x-m4a|quicktime)$/;
const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];

/** @typedef {import('./protocol.js').FileInfo} FileInfo */

/** @param {{mime: string, width?: number}} file @returns {'picture'|'audio'|'video'|'file'} */
export function kindOf({ mime, width }) {
  if (PICTURES.has(mime) && width) return 'picture';
  const heard = SOUND_AND_PICTURE.exec(mime);
  return heard ? /** @type {'audio'|'video'} */ (heard[1]) : 'file';
}

/** A picture all right, but none that browsers show. @param {{mime: string}} file */
export function cannotBeShown({ mime }) {
  return mime.startsWith('image/') && !PICTURES.has(mime);
}

/** A few letters for the sign of a file. @param {string} name */
export function letters(name) {
  const ending = /\.([a-z0-9]{1,4})$/i.exec(name)?.[1] ?? '';
  return ending.toUpperCase();
}

/** What stands in the timeline: the host's small picture, or all of it where it moves. @param {FileInfo} file */
export function shownInTimeline(file) {
  return file.thumb && !(MOVING.has(file.mime) && file.size <= MOST_MOVING) ? file.thumb : file.id;
}

/** The largest size within a box that keeps its shape; at least a finger wide. @param {number} width @param {number} height @param {number} most */
export function fitted(width, height, most) {
  const scale = Math.min(1, most / Math.max(width, height, 1));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** @param {number} bytes @returns {{value: number, unit: string}} as people say it */
export function sizeOf(bytes) {
  let value = bytes;
  let unit = 0;
  for (; value >= 1000 && unit < UNITS.length - 1; unit++) value /= 1000;
  return { value: value < 10 && unit > 0 ? Math.round(value * 10) / 10 : Math.round(value), unit: UNITS[unit] };
}
