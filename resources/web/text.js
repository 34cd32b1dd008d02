// @ts-check
// Small decisions about what others wrote: where links are, what stands for a person. Pure.

const LINK = /https?:\/\/[^\s<>"'\x60]+/giu;
const TRAILING = /[.,;:!?…،؛؟»”’]+$/u;

/**
 * Text in pieces; a piece with `href` is a link. Only http and https become links, and what is shown is what was typed.
 * @param {string} text @returns {{text: string, href: string}[]}
 */
export function splitLinks(text) {
  const pieces = [];
  let done = 0;
  for (const match of text.matchAll(LINK)) {
    const typed = withoutClosing(match[0].replace(TRAILING, ''));
    const href = addressOf(typed);
    if (!href) continue;
    if (match.index > done) pieces.push({ text: text.slice(done, match.index), href: '' });
    pieces.push({ text: typed, href });
    done = match.index + typed.length;
  }
  if (done < text.length) pieces.push({ text: text.slice(done), href: '' });
  return pieces;
}

/** A bracket that closes what was opened before the link is not part of it. @param {string} link */
function withoutClosing(link) {
  for (const [open, close] of ['()', '[]', '{}'])
    if (link.endsWith(close) && link.split(close).length > link.split(open).length) return link.slice(0, -1).replace(TRAILING, '');
  return link;
}

/** @param {string} link @returns {string} '' where it is none that may be opened */
function addressOf(link) {
  try {
    const { protocol, hostname, href } = new URL(link);
    return (protocol === 'http:' || protocol === 'https:') && hostname ? href : '';
  } catch {
    return '';
  }
}

const letters = typeof Intl.Segmenter === 'function' ? new Intl.Segmenter() : null; // dear to make

/** The first letter of a name, whole even where it takes several code points. @param {string} name */
export function initial(name) {
  const trimmed = name.trim();
  if (letters) {
    const [first] = letters.segment(trimmed);
    return (first?.segment ?? '?').toLocaleUpperCase();
  }
  return ([...trimmed][0] ?? '?').toLocaleUpperCase();
}

const PERSON_COLOURS = 8; // --person-1 … --person-8 in tokens.css

/** Which of the person colours a member has: FNV-1a over the id in UTF-8. The window counts the same way.
 * @param {string} id @returns {number} 1…8 */
export function personColour(id) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(id)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return (hash % PERSON_COLOURS) + 1;
}

/** `#room=…&code=…` of an invitation, or `#link=…` of another device. @param {string} hash
 * @returns {{room: string, code: string, link: string}} */
export function readInvitation(hash) {
  const fields = new URLSearchParams(hash.replace(/^#/, ''));
  return { room: fields.get('room') ?? '', code: fields.get('code') ?? '', link: fields.get('link') ?? '' };
}

const USUAL_PORT = '3000';

/** Where an address leads that somebody typed or copied: `host`, `host:port`, or a link. @param {string} typed
 * @returns {string} the origin, or '' where it is none */
export function originOf(typed) {
  const words = typed.trim();
  const isLink = /^https?:\/\//i.test(words);
  if (!words || /\s/.test(words) || (!isLink && /^[a-z][a-z0-9+.-]*:\/\//i.test(words))) return '';
  const bare = /^[0-9a-f:]*:[0-9a-f:]*:[0-9a-f:.]*$/i.test(words) ? `[${words}]` : words; // IPv6 without its brackets
  try {
    const url = new URL(isLink ? words : `http://${bare}`);
    if (!url.hostname || url.username || url.password) return '';
    const saysPort = isLink || url.port || /:80\/?$/.test(bare);
    if (!saysPort) url.port = USUAL_PORT;
    return url.origin;
  } catch {
    return '';
  }
}

/** The page was opened on the host's own computer. */
export const isLoopback = () => /^(localhost|127\..*|\[::1\])$/.test(location.hostname);

/** Whether the host lets owner and moderators use their rights on this connection (PROTOCOL §8). */
export const isTrusted = () => location.protocol === 'https:' || isLoopback();

/** Where the same host is reached encrypted; empty: it is so already, or cannot be.
 * @param {import('./viewjoin.js').About} about */
export const secureOrigin = ({ words }) => (location.protocol === 'https:' || words.length === 0 ? '' : `https://${location.host}`);
