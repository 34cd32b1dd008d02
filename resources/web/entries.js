// @ts-check
// What waits in the outbox, as it is kept and as it is read back. Pure.

/**
 * @typedef {import('./protocol.js').Failure} Failure
 * @typedef {{key: string, room: string, order: number, at: number, request: import('./protocol.js').Message, carried: string,
 *   files: string[]}} Kept
 *   `carried`: the address that it went along to; then it is sent from here only when the person says so; `files`: the
 *   uploads, by key, that it waits for: later ones do not wait for it
 * @typedef {Kept & {state: 'waiting'|'sending'|'stored'|'failed'|'held', failure: Failure|null, seq: number, kept: boolean}} Entry
 *   `failure`: why it failed, or why it waits although there is a connection; `kept`: a reload does not lose it
 */

/** @param {Kept} kept @returns {Entry} */
export function fresh({ key, room, order, at, request, carried, files }) {
  return { key, room, order, at, request, carried: carried ?? '', files: files ?? [], state: carried ? 'held' : 'waiting', failure: null, seq: 0, kept: false };
}

/** What a store gave. @param {any} raw @returns {Entry|null} null where it is no entry */
export function restored(raw) {
  return isKept(raw) ? { ...fresh(raw), kept: true } : null;
}

/** @param {any} raw @returns {raw is Kept} */
export function isKept(raw) {
  return typeof raw?.key === 'string' && typeof raw.room === 'string' && Number.isFinite(raw.order) && Number.isFinite(raw.at)
    && typeof raw.request?.type === 'string' && raw.request.key === raw.key && raw.request.room === raw.room
    && ['string', 'undefined'].includes(typeof raw.request.text) && ['string', 'undefined'].includes(typeof raw.carried)
    && (raw.files === undefined || (Array.isArray(raw.files) && raw.files.every((/** @type {unknown} */ file) => typeof file === 'string')));
}

/** A message as it goes to another room: there is nothing there that it could answer. @param {Entry} entry @param {string} room */
export function redirected({ request: { reply: _, ...request } }, room) {
  return { room, request: { ...request, room }, state: 'waiting', failure: null };
}
