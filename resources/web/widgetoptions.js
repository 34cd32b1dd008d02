// @ts-check
// What the line in another page says: a script element with data- attributes. Pure.

/**
 * @typedef {{host: string, desk: string, side: 'start'|'end'|'left'|'right', label: string, colour: string, ink: string, lang: string}} Options
 *   `host`: its origin; '' for what the page does not say
 */

const SIDES = new Set(['start', 'end', 'left', 'right']);
const HEX = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i;
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$|\.localhost$/;

/** @param {Record<string, string|undefined>} data the script's data- attributes @param {string} address of the script
 * @param {string} lang of the page around it @param {(colour: string) => boolean} isColour
 * @returns {Options|null} null where it names no host */
export function readOptions(data, address, lang, isColour) {
  const host = originOf(data.host ?? address);
  if (!host) return null;
  const colour = data.color && isColour(data.color) ? data.color : '';
  const ink = data.ink && isColour(data.ink) ? data.ink : inkOn(colour);
  const side = /** @type {Options['side']} */ (SIDES.has(data.side ?? '') ? data.side : 'end');
  return { host, desk: data.desk ?? '', side, label: data.label ?? '', colour, ink, lang: data.lang ?? lang };
}

/** @param {string} address */
function originOf(address) {
  try {
    const { protocol, origin } = new URL(address);
    return protocol === 'http:' || protocol === 'https:' ? origin : '';
  } catch {
    return '';
  }
}

/** Black or white, whichever is read better on it; '' where that is not known. @param {string} colour */
export function inkOn(colour) {
  if (!HEX.test(colour)) return '';
  const full = colour.length === 4 ? [...colour.slice(1)].map((digit) => digit + digit).join('') : colour.slice(1);
  const [r, g, b] = [0, 2, 4].map((at) => parseInt(full.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)); // WCAG 2
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? '#000000' : '#ffffff';
}

/** Where the conversation is. @param {Options} options @param {'frame'|'tab'} where */
export function addressOf({ host, desk, lang }, where) {
  const fields = new URLSearchParams({ ...(desk ? { desk } : {}), ...(where === 'frame' ? { embedded: '1' } : {}), ...(lang ? { lang } : {}) });
  return `${host}/help?${fields}`;
}

/** Whether browsers load that host into this page at all: into an encrypted page they let no plain one but this machine's
 * own (W3C Mixed Content §4.3). @param {string} protocol of the page @param {string} host */
export function mayFrame(protocol, host) {
  const { protocol: other, hostname } = new URL(host);
  return protocol !== 'https:' || other === 'https:' || LOOPBACK.test(hostname);
}
