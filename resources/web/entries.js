// @ts-check
// What waits in the outbox, as it is kept and as it is read back. Pure.

/** @typedef {import('./outbox.js').Kept} Kept @typedef {import('./outbox.js').Entry} Entry */

/** @param {Kept} kept @returns {Entry} */
export function fresh({ key, room, order, at, request, carried, files }) {
  return { key, room, order, at, request, carried: carried ?? '', files: files ?? [], state: carried ? 'held' : 'waiting', failure: null, seq: 0, kept: false };
}

/** @param {any} raw @returns {raw is Kept} */
export function isKept(raw) {
  return typeof raw?.key === 'string' && typeof raw.room === 'string' && Number.isFinite(raw.order) && Number.isFinite(raw.at)
    && typeof raw.request?.type === 'string' && raw.request.key === raw.key && raw.request.room === raw.room
    && ['string', 'undefined'].includes(typeof raw.request.text) && ['string', 'undefined'].includes(typeof raw.carried)
    && (raw.files === undefined || (Array.isArray(raw.files) && raw.files.every((/** @type {unknown} */ file) => typeof file === 'string')));
}
