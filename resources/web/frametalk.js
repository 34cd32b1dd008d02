// @ts-check
// What a page and the visitor's page in a frame of it say to each other (postMessage). Both check who speaks. How many
// answers are unread leaves the frame; and where the browser gives a frame no storage, what it has to keep.

/**
 * @typedef {{what: 'here'}|{what: 'opened'|'closed'|'leave'}|{what: 'hello', kept: Record<string, string>|null}
 *   |{what: 'state', unread: number, talking: boolean}|{what: 'keep', key: string, text: string|null}} Said
 *   from the frame: `here` at each load, to whoever is around it; `state`; `keep`, null: no longer; `leave`: the person wants
 *   out of it. To the frame: `hello` in answer to `here`, with what is kept, or null where the page keeps nothing; then `opened`
 *   and `closed`
 */

const MARK = 'courtyard-help';
const PLAIN = new Set(['here', 'opened', 'closed', 'leave']);
const LONGEST_KEY = 200;
const LONGEST = 100_000; // characters of what is kept: a message is shorter
const MOST_KEPT = 100;

/** @param {Said} said */
export const written = (said) => ({ courtyard: MARK, ...said });

/** @param {any} data @returns {Said|null} what is not ours is null */
export function heard(data) {
  if (typeof data !== 'object' || data?.courtyard !== MARK) return null;
  const { what } = data;
  if (PLAIN.has(what)) return { what };
  if (what === 'hello') return { what, kept: readKept(data.kept) };
  if (what === 'keep' && isKey(data.key) && (data.text === null || isText(data.text))) return { what, key: data.key, text: data.text };
  if (what !== 'state' || !Number.isSafeInteger(data.unread) || data.unread < 0) return null;
  return { what, unread: data.unread, talking: data.talking === true };
}

/** @param {unknown} key @returns {key is string} */
const isKey = (key) => typeof key === 'string' && key.length <= LONGEST_KEY;
/** @param {unknown} text @returns {text is string} */
const isText = (text) => typeof text === 'string' && text.length <= LONGEST;

/** @param {unknown} raw @returns {Record<string, string>|null} */
function readKept(raw) {
  if (typeof raw !== 'object' || raw === null) return null;
  return Object.fromEntries(Object.entries(raw).filter(([key, text]) => isKey(key) && isText(text)).slice(0, MOST_KEPT));
}
