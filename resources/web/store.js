// @ts-check
// What this browser keeps, filed under the host's id and never under an address: 192.168.43.1 is many hosts.
// Storage may be absent, full or forbidden; then everything works until the page is closed, and `problem` says so.

/** @typedef {{getItem: (key: string) => string|null, setItem: (key: string, value: string) => void,
 *   removeItem: (key: string) => void, key: (index: number) => string|null, readonly length: number}} Storage */

const PREFIX = 'courtyard';
const PRECIOUS = /^(outbox:|upload:|token$|name$|host$)/; // has a second copy in the journal

/** Storage of the browser, or null where it may not be touched (private modes throw at the mere mention).
 * @param {'localStorage'|'sessionStorage'} [which] @returns {Storage|null} */
export function browserStorage(which = 'localStorage') {
  try {
    return window[which];
  } catch {
    return null;
  }
}

/** The same, where it really takes something: some browsers give frames one that throws at every touch.
 * @returns {Storage|null} */
export function usableStorage() {
  try {
    window.localStorage.getItem('');
    return window.localStorage;
  } catch {
    return null;
  }
}

export class Store {
  #prefix;
  /** @type {Storage|null} */ #storage;
  /** @type {Map<string, string>} what storage did not take */ #memory = new Map();
  /** @type {''|'full'|'none'} why the last thing was kept in memory only */ problem = '';

  #journal;

  /** @param {string} hostId @param {Storage|null} storage @param {import('./journal.js').Journal|null} [journal]
   * @param {string} [prefix] whose it is: visitors of the help desk are somebody else than members */
  constructor(hostId, storage, journal = null, prefix = PREFIX) {
    this.#prefix = `${prefix}:${hostId}:`;
    this.#storage = storage;
    this.#journal = journal;
  }

  /** Takes back what only the journal still has: the browser was killed before its storage was on the disk. */
  async recover() {
    const kept = await (this.#journal?.all() ?? Promise.resolve(new Map())).catch(() => new Map()); // unreadable: as if there were none
    for (const [key, text] of kept) {
      if (!key.startsWith(this.#prefix)) continue;
      const name = key.slice(this.#prefix.length);
      const value = parsed(text);
      if (value !== null && this.get(name) === null) this.set(name, value);
    }
  }

  /** @param {string} name @returns {any} null where there is nothing, or nothing readable */
  get(name) {
    const key = this.#prefix + name;
    try {
      return parsed(this.#memory.get(key) ?? this.#storage?.getItem(key) ?? 'null');
    } catch {
      return null; // forbidden storage
    }
  }

  /** @param {string} name @param {unknown} value @returns {boolean} whether it will be there after the page was closed */
  set(name, value) {
    const key = this.#prefix + name;
    const text = JSON.stringify(value);
    if (PRECIOUS.test(name)) this.#journal?.put(key, text);
    try {
      if (!this.#storage) throw new DOMException('no storage', 'SecurityError');
      this.#storage.setItem(key, text);
      this.#memory.delete(key);
      this.problem = '';
      return true;
    } catch (error) {
      this.#memory.set(key, text);
      this.problem = /** @type {Error} */ (error)?.name === 'SecurityError' ? 'none' : 'full';
      return false;
    }
  }

  /** @param {string} name */
  remove(name) {
    const key = this.#prefix + name;
    this.#memory.delete(key);
    if (PRECIOUS.test(name)) this.#journal?.remove(key);
    try {
      this.#storage?.removeItem(key);
    } catch {
      // Forbidden storage holds nothing that could be removed.
    }
  }

  /** @param {string} start @returns {string[]} the names that begin so */
  names(start) {
    const keys = new Set([...this.#memory.keys(), ...keysOf(this.#storage)]);
    const wanted = this.#prefix + start;
    return [...keys].filter((key) => key.startsWith(wanted)).map((key) => key.slice(this.#prefix.length)).sort();
  }

  /** Forgets all of it. */
  clear() {
    for (const name of this.names('')) this.remove(name);
  }

  /** Whether another tab's change of this key of the storage is one of ours. @param {string|null} key null: all was cleared
   * @param {string} start */
  concerns(key, start) {
    return key === null || key.startsWith(this.#prefix + start);
  }
}

/** @param {string} text @returns {any} null where it is no JSON: a copy that was damaged is as good as none */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The hosts, by id, that something of this kind is kept for. @param {Storage|null} storage @param {string} kind as in `outbox:…` */
export function hostsWith(storage, kind) {
  const parts = keysOf(storage).map((key) => key.split(':')).filter((part) => part[0] === PREFIX && part[2] === kind);
  return [...new Set(parts.map((part) => part[1]))].sort();
}

/** @param {Storage|null} storage @returns {string[]} */
function keysOf(storage) {
  try {
    return Array.from({ length: storage?.length ?? 0 }, (_, index) => storage?.key(index) ?? '');
  } catch {
    return []; // forbidden storage holds nothing
  }
}
