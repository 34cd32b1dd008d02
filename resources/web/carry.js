// @ts-check
// What goes along to a host's new address, which is another origin and therefore has another storage: who one is, and
// what waits. In the fragment of the link, which no server sees; it is bounded, and taken out of the history at once.
// Pure. Whether it is the same host is for the page over there to say: it keeps nothing where it is not.
import { isKept } from './entries.js';

export const MOST_CARRIED = 60_000; // characters of a link: every browser takes that many
const FIELD = 'carry';

/**
 * @typedef {import('./entries.js').Kept} Kept
 * @typedef {{host: string, hostName: string, token: string, name: string, room: string}} Identity
 * @typedef {Identity & {from: string, entries: Kept[]}} Carried `from`: the address that it comes from
 */

/**
 * @param {Identity} who @param {string} from @param {readonly Kept[]} entries in the order of typing
 * @returns {{fragment: string, count: number}} `count`: how many of the entries, from the first, found a place
 */
export function pack(who, from, entries) {
  const plain = entries.map(({ key, room, order, at, request }) => ({ key, room, order, at, request }));
  for (let count = plain.length; count >= 0; count--) {
    const fragment = `#${FIELD}=${encode(JSON.stringify({ ...who, from, entries: plain.slice(0, count) }))}`;
    if (fragment.length <= MOST_CARRIED || count === 0) return { fragment, count };
  }
  throw new Error('not reached');
}

/** @param {string} hash of the page's address @returns {Carried|null} */
export function unpack(hash) {
  const value = new URLSearchParams(hash.replace(/^#/, '')).get(FIELD);
  if (!value || hash.length > MOST_CARRIED) return null;
  try {
    const raw = JSON.parse(decode(value));
    const words = [raw.host, raw.hostName, raw.token, raw.name, raw.room, raw.from];
    if (!words.every((word) => typeof word === 'string') || !raw.host || !raw.token || !Array.isArray(raw.entries)) return null;
    const { host, hostName, token, name, room, from } = raw;
    return { host, hostName, token, name, room, from, entries: raw.entries.filter(isKept) };
  } catch {
    return null;
  }
}

/** As base64url: nothing in it means anything in a link. @param {string} text */
function encode(text) {
  const bytes = new TextEncoder().encode(text);
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** @param {string} text */
function decode(text) {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(binary, (letter) => letter.charCodeAt(0)));
}
