// @ts-check
// What the person did and the host has not confirmed yet: kept in the store, sent once (same key) however often the
// connection or the page goes, in the order of typing. Knows neither sockets nor DOM.
//
// A room's requests go out as they come. After a refusal that passes (`rate_limited`, `storage`, `busy`), and after
// a lost connection, they go one at a time until all are through: else a later one could overtake (PROTOCOL §8).
//
// Tabs of one browser share the store. Each sends what waits there in the one order, one at a time, so it does not matter
// which of them is first: the same key is the same event. What vanished from the store was sent or discarded elsewhere.
import { fresh, redirected, restored } from './entries.js';

/**
 * @typedef {import('./protocol.js').Message} Message
 * @typedef {import('./protocol.js').Failure} Failure
 * @typedef {import('./entries.js').Entry} Entry
 * @typedef {{careful: boolean, timer: any, wait: number}} Lane
 * @typedef {{
 *   store: import('./store.js').Store,
 *   ask: (message: Message) => Promise<any>,
 *   set: (run: () => void, ms: number) => any,
 *   clear: (timer: any) => void,
 *   now: () => number,
 *   onChange: (room: string) => void,
 *   filesOf?: (uploads: readonly string[]) => string[]|null,
 *   onGone?: (uploads: readonly string[]) => void,
 *   redo?: (uploads: readonly string[]) => boolean, endOf?: (room: string) => number,
 * }} Tools `filesOf`: the ids of files that are all on the host, or null; `onGone`: nobody needs these uploads any more;
 *   `redo`: the host has them no longer; whether they can be sent once more; `endOf`: how far a room's log is held
 */

const PASSING = new Set(['rate_limited', 'storage', 'busy']);
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 15_000;
export const TAKE_OVER = 10_000; // what another tab has not sent by then is sent by this one

export class Outbox {
  /** @type {Tools} */ #tools;
  /** @type {Map<string, Entry>} by key, in the order of typing */ #entries = new Map();
  /** @type {Map<string, Lane>} by room */ #lanes = new Map();
  #online = false;
  #order = 0;
  /** @type {any} */ #takeOver = null;

  /** @param {Tools} tools */
  constructor(tools) {
    this.#tools = tools;
    this.#takeIn();
  }

  /** What is not in the room's log yet, oldest first. @param {string} room @returns {Entry[]} */
  list(room) {
    return [...this.#entries.values()].filter((entry) => entry.room === room);
  }

  /** What the host has not got, of all rooms, oldest first. @returns {Entry[]} */
  get unsent() {
    return [...this.#entries.values()].filter((entry) => entry.state !== 'stored');
  }

  /** What can go along to another address: files cannot. */
  get movable() {
    return this.unsent.filter((entry) => entry.files.length === 0 || entry.request.files);
  }

  /** @param {Message} request with `room` and `key`; once it was said it must not change: the same key is the same body
   * @param {string[]} [files] keys of uploads */
  add(request, files = []) {
    const order = (this.#order = Math.max(this.#order + 1, this.#tools.now()));
    const entry = fresh({ key: request.key, room: request.room, request, at: this.#tools.now(), order, carried: '', files });
    this.#entries.set(entry.key, entry);
    this.#keep(entry);
    this.#changed(entry.room);
  }

  /** Some upload is through, or was given up. */
  filesChanged() {
    for (const room of this.#rooms()) this.#changed(room);
  }

  /** One of its files is not to be sent after all. @param {string} key @param {string} upload */
  dropFile(key, upload) {
    const entry = this.#entries.get(key);
    if (!entry || entry.state === 'sending' || entry.request.files) return;
    entry.files = entry.files.filter((each) => each !== upload);
    this.#tools.onGone?.([upload]);
    if (entry.files.length === 0 && !entry.request.text) return void this.discard(key);
    this.#keep(entry);
    this.#changed(entry.room);
  }

  /** The person does not want to wait, or sends what was refused or carried away after all. @param {string} key */
  retry(key) {
    const entry = this.#entries.get(key);
    if (!entry || entry.state === 'sending' || entry.state === 'stored') return;
    if (entry.carried) this.#keep(Object.assign(entry, { carried: '' }));
    entry.state = 'waiting';
    entry.failure = null;
    const lane = this.#lane(entry.room);
    this.#tools.clear(lane.timer);
    lane.timer = null;
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

  /** They went along to another address. @param {readonly Entry[]} entries @param {string} address */
  carried(entries, address) {
    for (const entry of entries) {
      this.#keep(Object.assign(entry, { carried: address, state: 'held', failure: null }));
      this.#changed(entry.room);
    }
  }

  /** A visitor's one room: whatever waits goes there. What changes another log has no object any more. @param {string} room */
  gather(room) {
    for (const entry of this.unsent.filter((each) => each.room !== room)) {
      if (entry.request.type === 'post') this.#keep(Object.assign(entry, redirected(entry, room)));
      else this.#forget(entry);
    }
  }

  /** The connection stands and the rooms are joined again. */
  online() {
    this.#online = true;
    this.#takeIn();
    for (const room of this.#rooms()) {
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

  /** Another tab changed the store. @param {boolean} [cleared] somebody emptied it altogether */
  otherTab(cleared = false) {
    if (cleared) for (const entry of this.unsent) this.#keep(entry);
    this.#dropGone();
    if (!this.#online) this.#takeIn();
    else this.#takeOver ??= this.#tools.set(() => {
      this.#takeOver = null;
      if (this.#online) this.online(); // what is still there
    }, TAKE_OVER);
    this.#tools.onChange('');
  }

  /** An event of ours was seen in the log: whatever became of the reply, it is there. @param {string} key */
  settle(key) {
    const entry = this.#entries.get(key) ?? restored(this.#tools.store.get(`outbox:${key}`)); // of another tab, or brought along
    if (!entry) return;
    this.#forget(entry);
    this.#changed(entry.room);
  }

  /** The room's log is held up to here. @param {string} room @param {number} end */
  reached(room, end) {
    for (const entry of this.list(room))
      if (entry.state === 'stored' && entry.seq <= end) this.#entries.delete(entry.key);
  }

  /** The room's log is another one: what the old one had confirmed and nobody has seen yet is said again. @param {string} room */
  reset(room) {
    for (const entry of this.list(room)) {
      if (entry.state !== 'stored') continue;
      entry.state = 'waiting';
      this.#keep(entry);
    }
    this.#changed(room);
  }

  #rooms() {
    return new Set([...this.#entries.values()].map((entry) => entry.room));
  }

  /** What is in the store and not known yet: of the page before this one, or of another tab. */
  #takeIn() {
    this.#dropGone();
    const { store } = this.#tools;
    const kept = store.names('outbox:').map((name) => restored(store.get(name))).filter((each) => each !== null).filter(({ key }) => !this.#entries.has(key));
    if (kept.length === 0) return;
    this.#entries = new Map([...this.#entries.values(), ...kept].sort((a, b) => a.order - b.order).map((entry) => [entry.key, entry]));
    this.#order = Math.max(this.#order, ...kept.map(({ order }) => order));
  }

  #dropGone() {
    for (const entry of this.unsent) if (entry.state !== 'sending' && this.#isGone(entry)) this.#entries.delete(entry.key);
  }

  /** Another tab has sent or discarded it. @param {Entry} entry */
  #isGone({ key, kept }) {
    return kept && this.#tools.store.get(`outbox:${key}`) === null;
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
    for (const entry of this.list(room)) if (entry.state === 'waiting' && this.#isGone(entry)) this.#entries.delete(entry.key);
    const open = this.list(room).filter((entry) => (entry.state === 'waiting' && this.#isWhole(entry)) || entry.state === 'sending');
    if (open.length === 0) lane.careful = false;
    for (const entry of lane.careful ? open.slice(0, 1) : open) if (entry.state === 'waiting') this.#send(entry, lane);
  }

  /** Whether its files are there; then their ids go into the request, for good. @param {Entry} entry */
  #isWhole(entry) {
    if (entry.files.length === 0 || entry.request.files) return true;
    const files = this.#tools.filesOf?.(entry.files) ?? null;
    if (!files) return false;
    entry.request = { ...entry.request, files };
    this.#keep(entry);
    return true;
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
    this.#tools.onGone?.(entry.files);
    entry.state = 'stored';
    entry.failure = null;
    entry.seq = seq;
    this.reached(entry.room, this.#tools.endOf?.(entry.room) ?? 0); // it may have been there long since
    this.#keepRest();
    this.#changed(entry.room);
  }

  /** @param {Entry} entry @param {Lane} lane @param {Failure} failure */
  #refused(entry, lane, failure) {
    if (!this.#entries.has(entry.key) || entry.state !== 'sending') return; // seen in the log, or offline() was told
    if (failure.code === 'no_file' && this.#tools.redo?.(entry.files)) {
      const { files: _, ...request } = entry.request; // nothing came of it: the key may carry another body
      Object.assign(entry, { request, state: 'waiting' });
      this.#keep(entry);
    } else if (failure.code === 'lost' || PASSING.has(failure.code)) {
      entry.state = 'waiting';
      if (failure.code === 'lost') return this.#tools.onChange(entry.room); // online() sends it again
      entry.failure = failure;
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
  #keep(entry) {
    const { key, room, order, at, request, carried, files } = entry;
    entry.kept = this.#tools.store.set(`outbox:${key}`, { key, room, order, at, request, carried, files });
  }

  /** There may be space again for what was in memory only. */
  #keepRest() {
    for (const entry of this.unsent) if (!entry.kept) this.#keep(entry);
  }

  /** @param {Entry} entry */
  #forget(entry) {
    this.#entries.delete(entry.key);
    this.#tools.store.remove(`outbox:${entry.key}`);
    this.#tools.onGone?.(entry.files);
    this.#keepRest();
  }
}
