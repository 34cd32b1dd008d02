// @ts-check
// The visitor's page inside a frame of another page: tells it what is unread, and hears whether it is shown. Who may frame
// it at all, the host says (frame-ancestors); we talk to the one that answered, and to no other origin.
import { heard, written } from './frametalk.js';

export const ANSWER_WITHIN = 2_000; // ms; a page around it that says nothing is none of ours
export const LAUNCHER_WITHIN = 20_000; // ms; our launcher is there, and answers as soon as its page lets it

/** What the page around it keeps, as a storage. Looked up here, for it cannot be asked. */
class KeptAround {
  #items;
  #say;

  /** @param {Record<string, string>} kept @param {(key: string, text: string|null) => void} say */
  constructor(kept, say) {
    this.#items = new Map(Object.entries(kept));
    this.#say = say;
  }

  get length() {
    return this.#items.size;
  }
  /** @param {number} index */
  key(index) {
    return [...this.#items.keys()][index] ?? null;
  }
  /** @param {string} key */
  getItem(key) {
    return this.#items.get(key) ?? null;
  }
  /** @param {string} key @param {string} text */
  setItem(key, text) {
    this.#items.set(key, text);
    this.#say(key, text);
  }
  /** @param {string} key */
  removeItem(key) {
    this.#items.delete(key);
    this.#say(key, null);
  }
}

/**
 * @param {Window} self @param {{onShown: (isShown: boolean) => void}} listener @param {number} within ms that the page around it has to answer
 * @returns {{isFramed: boolean, isShown: () => boolean, state: (unread: number, talking: boolean) => void, leave: () => void,
 *   storage: () => Promise<import('./store.js').Storage|null>}} `storage`: of the page around it, for a frame that has none
 */
export function openFrame(self, { onShown }, within = ANSWER_WITHIN) {
  const around = self.parent === self ? null : self.parent;
  let origin = ''; // of the page around; '' until it has answered
  let isShown = true; // a page that says nothing shows it
  let last = '';
  /** @type {(kept: Record<string, string>|null) => void} */ let answered;
  const kept = new Promise((/** @type {typeof answered} */ resolve) => (answered = resolve));

  /** @param {import('./frametalk.js').Said} said */
  const say = (said) => origin && around?.postMessage(written(said), origin);

  if (around) self.addEventListener('message', (event) => {
    if (event.source !== around || (origin && event.origin !== origin)) return;
    const said = heard(event.data);
    if (said?.what === 'hello' && event.origin !== 'null') {
      origin = event.origin;
      last = '';
      answered(said.kept);
    } else if (origin && (said?.what === 'opened' || said?.what === 'closed')) {
      isShown = said.what === 'opened';
      onShown(isShown);
    }
  });
  around?.postMessage(written({ what: 'here' }), '*'); // says nothing but that we are here

  return {
    isFramed: around !== null,
    isShown: () => isShown,
    state: (unread, talking) => {
      const now = `${unread} ${talking}`;
      if (now !== last && say({ what: 'state', unread, talking }) !== '') last = now;
    },
    leave: () => void say({ what: 'leave' }),
    storage: async () => {
      if (!around) return null;
      /** @type {ReturnType<typeof setTimeout>|undefined} */ let timer;
      const given = await Promise.race([kept, new Promise((/** @type {typeof answered} */ resolve) => (timer = setTimeout(() => resolve(null), within)))]);
      clearTimeout(timer);
      return given && new KeptAround(given, (key, text) => void say({ what: 'keep', key, text }));
    },
  };
}
