// @ts-check
// What the person did and the host has not confirmed yet: kept in the store, sent once (same key) however often the
// connection or the page goes, in the order of typing. Knows neither sockets nor DOM.
//
// A room's requests go out as they come. After a refusal that passes (`rate_limited`, `storage`, `busy`), and after
// a lost connection, they go one at a time until all are through: else a later one could overtake (PROTOCOL §8).

/**
 * @typedef {import('./protocol.js').Message} Message
 * @typedef {import('./protocol.js').Failure} Failure
 * @typedef {{key: string, room: string, order: number, at: number, request: Message,
 *   state: 'waiting'|'sending'|'stored'|'failed', failure: Failure|null, seq: number}} Entry
 * @typedef {{careful: boolean, timer: any, wait: number}} Lane
 * @typedef {{
 *   store: import('./store.js').Store,
 *   ask: (message: Message) => Promise<any>,
 *   set: (run: () => void, ms: number) => any,
 *   clear: (timer: any) => void,
 *   now: () => number,
 *   onChange: (room: string) => void,
 * }} Tools
 */

const PASSING = new Set(['rate_limited', 'storage', 'busy']);
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 15_000;

export class Outbox {
  /** @type {Tools} */ #tools;
  /** @type {Map<string, Entry>} by key, in the order of typing */ #entries = new Map();
  /** @type {Map<string, Lane>} by room */ #lanes = new Map();
  #online = false;
  #order = 0;

  /** @param {Tools} tools */
  constructor(tools) {
    this.#tools = tools;
    const kept = tools.store.names('outbox:').map((name) => tools.store.get(name)).filter(isKept);
    for (const { key, room, order, at, request } of kept.sort((a, b) => a.order - b.order)) {
      this.#entries.set(key, { key, room, order, at, request, state: 'waiting', failure: null, seq: 0 });
      this.#order = Math.max(this.#order, order);
    }
  }

  /** What is not in the room's log yet, oldest first. @param {string} room @returns {Entry[]} */
  list(room) {
    return [...this.#entries.values()].filter((entry) => entry.room === room);
  }

  /** @param {Message} request with `room` and `key`; it must not change later: the same key is the same body */
  add(request) {
    const entry = {
      key: request.key, room: request.room, request, at: this.#tools.now(),
      order: (this.#order = Math.max(this.#order + 1, this.#tools.now())),
      state: /** @type {const} */ ('waiting'), failure: null, seq: 0,
    };
    this.#entries.set(entry.key, entry);
    this.#keep(entry);
    this.#changed(entry.room);
  }

  /** Sends a refused one again. @param {string} key */
  retry(key) {
    const entry = this.#entries.get(key);
    if (entry?.state !== 'failed') return;
    entry.state = 'waiting';
    entry.failure = null;
    this.#changed(entry.room);
  }

  /** Gives one up that is not under way. @param {string} key @returns {Entry|null} */
  discard(key) {
    const entry = this.#entries.get(key);
    if (!entry || entry.state === 'sending') return null;
    this.#forget(entry);
    this.#changed(entry.room);
    return entry;
  }

  /** The connection stands and the rooms are joined again. */
  online() {
    this.#online = true;
    for (const room of new Set([...this.#entries.values()].map((entry) => entry.room))) {
      this.#lane(room).careful = true;
      this.#pump(room);
    }
  }

  offline() {
    this.#online = false;
    for (const lane of this.#lanes.values()) this.#tools.clear(lane.timer);
    this.#lanes.clear();
    for (const entry of this.#entries.values()) if (entry.state === 'sending') entry.state = 'waiting';
  }

  /** An event of ours was seen in the log: whatever became of the reply, it is there. @param {string} key */
  settle(key) {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#forget(entry);
    this.#changed(entry.room);
  }

  /** The room's log is held up to here. @param {string} room @param {number} end */
  reached(room, end) {
    for (const entry of this.list(room))
      if (entry.state === 'stored' && entry.seq <= end) this.#entries.delete(entry.key);
  }

  /** @param {string} room */
  #changed(room) {
    this.#pump(room);
    this.#tools.onChange(room);
  }

  /** @param {string} room @returns {Lane} */
  #lane(room) {
    const lane = this.#lanes.get(room) ?? { careful: false, timer: null, wait: FIRST_WAIT };
    this.#lanes.set(room, lane);
    return lane;
  }

  /** @param {string} room */
  #pump(room) {
    const lane = this.#lane(room);
    if (!this.#online || lane.timer !== null) return;
    const open = this.list(room).filter((entry) => entry.state === 'waiting' || entry.state === 'sending');
    if (open.length === 0) lane.careful = false;
    for (const entry of lane.careful ? open.slice(0, 1) : open) if (entry.state === 'waiting') this.#send(entry, lane);
  }

  /** @param {Entry} entry @param {Lane} lane */
  #send(entry, lane) {
    entry.state = 'sending';
    this.#tools.ask(entry.request).then(
      (reply) => this.#stored(entry, lane, reply.seq),
      (failure) => this.#refused(entry, lane, failure),
    );
  }

  /** @param {Entry} entry @param {Lane} lane @param {number} seq */
  #stored(entry, lane, seq) {
    lane.wait = FIRST_WAIT;
    this.#tools.store.remove(`outbox:${entry.key}`);
    entry.state = 'stored';
    entry.seq = seq;
    this.#changed(entry.room);
  }

  /** @param {Entry} entry @param {Lane} lane @param {Failure} failure */
  #refused(entry, lane, failure) {
    if (!this.#entries.has(entry.key) || entry.state !== 'sending') return; // seen in the log, or offline() was told
    if (failure.code === 'lost' || PASSING.has(failure.code)) {
      entry.state = 'waiting';
      if (failure.code === 'lost') return this.#tools.onChange(entry.room); // online() sends it again
      this.#pause(entry.room, lane, failure.retry);
    } else {
      entry.state = 'failed';
      entry.failure = failure;
    }
    this.#changed(entry.room);
  }

  /** @param {string} room @param {Lane} lane @param {number} [wait] as the host asked */
  #pause(room, lane, wait = lane.wait) {
    lane.careful = true;
    if (lane.timer !== null) return;
    lane.wait = Math.min(lane.wait * 2, LONGEST_WAIT);
    lane.timer = this.#tools.set(() => {
      lane.timer = null;
      this.#pump(room);
      this.#tools.onChange(room);
    }, wait);
  }

  /** @param {Entry} entry */
  #keep({ key, room, order, at, request }) {
    this.#tools.store.set(`outbox:${key}`, { key, room, order, at, request });
  }

  /** @param {Entry} entry */
  #forget(entry) {
    this.#entries.delete(entry.key);
    this.#tools.store.remove(`outbox:${entry.key}`);
  }
}

/** @param {any} raw @returns {raw is Entry} */
function isKept(raw) {
  return typeof raw?.key === 'string' && typeof raw.room === 'string' && typeof raw.order === 'number'
    && typeof raw.request?.type === 'string' && raw.request.key === raw.key && raw.request.room === raw.room;
}
