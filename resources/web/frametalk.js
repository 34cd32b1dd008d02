// @ts-check
// What a page and the visitor's page in a frame of it say to each other (postMessage). Both check who speaks; nothing of a
// conversation but how many answers are unread ever leaves the frame.

/**
 * @typedef {{what: 'here'}|{what: 'hello'|'opened'|'closed'|'leave'}|{what: 'state', unread: number, talking: boolean}} Said
 *   from the frame: `here` at each load, to whoever is around it; `state`; `leave`: the person wants out of it.
 *   To the frame: `hello` in answer to `here`, then `opened` and `closed`
 */

const MARK = 'courtyard-help';
const PLAIN = new Set(['here', 'hello', 'opened', 'closed', 'leave']);

/** @param {Said} said */
export const written = (said) => ({ courtyard: MARK, ...said });

/** @param {any} data @returns {Said|null} what is not ours is null */
export function heard(data) {
  if (typeof data !== 'object' || data?.courtyard !== MARK) return null;
  if (PLAIN.has(data.what)) return { what: data.what };
  if (data.what !== 'state' || !Number.isSafeInteger(data.unread) || data.unread < 0) return null;
  return { what: 'state', unread: data.unread, talking: data.talking === true };
}
