// @ts-check
// What a session is given of the browser: sockets, timers, clocks and chance, and what kind of device this is.
import { readAbout } from './about.js';

const STILL_KNOWN = 1_000; // ms; the page has only just asked who is there, and has not been connected since
const PHONE = 600; // px, the shorter side

export const touch = matchMedia('(pointer: coarse)').matches && !matchMedia('(any-hover: hover)').matches;

/** @param {import('./about.js').About} about as just asked @param {() => void} otherHost that one has the address no longer:
 * the one that has it now must not get what belongs to the other */
export function browserTools(about, otherHost) {
  let knownUntil = performance.now() + STILL_KNOWN;
  return {
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`,
    openSocket: (/** @type {string} */ url, /** @type {string} */ subprotocol) => new WebSocket(url, subprotocol),
    set: (/** @type {() => void} */ run, /** @type {number} */ ms) => setTimeout(run, ms),
    clear: (/** @type {number} */ timer) => clearTimeout(timer),
    now: () => performance.now(), clock: () => Date.now(), random: () => Math.random(),
    fill: (/** @type {Uint8Array} */ bytes) => crypto.getRandomValues(bytes),
    device: touch && Math.min(screen.width, screen.height) < PHONE ? 'phone' : 'browser',
    hostId: about.host.id,
    prepare: async () => {
      const isKnown = performance.now() < knownUntil;
      knownUntil = 0;
      if (!isKnown && (await readAbout()).host.id !== about.host.id) otherHost();
    },
  };
}
