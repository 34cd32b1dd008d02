// @ts-check
// Keeps what is held of each room's log whole: joins, fetches what is missing, older pages, read marks.
// Works on a session; everything that arrives goes through the pure functions of state.js.
import { request } from './protocol.js';
import * as rooms from './state.js';

const OLDER_PAGE = 100;
const KEEP_EVENTS = 4_000; // of a room whose end is on the screen
const MOST_PEOPLE_PAGES = 20;

/** @typedef {{state: rooms.State, active: string, update: (state: rooms.State) => void,
 *   ask: (message: import('./protocol.js').Message) => Promise<any>, took: (room: string, events: readonly rooms.RoomEvent[]) => void,
 *   settleActive: () => void, outbox: import('./outbox.js').Outbox, store: import('./store.js').Store}} Owner */

export class RoomSync {
  /** @type {Owner} */ #owner;
  /** @type {Set<string>} rooms that are being completed */ #completing = new Set();
  /** @type {Map<string, Promise<boolean>>} by room: the older page that is fetched */ #reaching = new Map();
  /** @type {Set<string>} rooms whose read mark is under way */ #marking = new Set();

  /** @param {Owner} owner */
  constructor(owner) {
    this.#owner = owner;
  }

  /** Joins, or resumes; then fetches what is missing up to the head. @param {string} id @param {string} [secret] */
  async join(id, secret) {
    const room = this.#room(id);
    const from = room ? rooms.joinFrom(room, id === this.#owner.active, this.#owner.state.limits.page) : {};
    await this.#joinFrom(id, from, secret);
    await this.complete(id);
    if (id === this.#owner.active) await this.fill(id);
  }

  /** Listens to a room that is not one of ours. @param {rooms.RoomInfo} info */
  async listen(info) {
    this.#owner.update(rooms.withAside(this.#owner.state, info));
    if (!this.#room(info.id)?.live) await this.rejoin(info.id);
  }

  /** What we only listened to may meanwhile be kept from us. @param {string} id */
  async rejoin(id) {
    await this.join(id).catch((failure) => {
      if (!this.#room(id)?.aside || failure?.code === 'lost') throw failure;
      this.forget(id);
    });
  }

  /** @param {string} id a room that is none of ours any more */
  forget(id) {
    this.#owner.update(rooms.removed(this.#owner.state, id));
    this.#owner.settleActive();
  }

  /** @param {string} id @param {ReturnType<typeof rooms.joinFrom>} from @param {string} [secret] */
  async #joinFrom(id, from, secret) {
    const reply = await this.#owner.ask(request('join', { room: id, ...from, secret }));
    this.#owner.update(rooms.joined(this.#owner.state, id, reply, from.after));
    if (rooms.hasOtherPast(reply, from.after)) this.#owner.outbox.reset(id);
    this.#owner.took(id, reply.events);
  }

  /** Asks for what is between our end and what we know to be there. @param {string} id */
  async complete(id) {
    if (this.#completing.has(id)) return;
    this.#completing.add(id);
    try {
      for (let after = this.#missing(id); after !== null; after = this.#missing(id)) {
        const reply = await this.#owner.ask(request('history', { room: id, after }));
        this.#owner.update(rooms.newer(this.#owner.state, id, reply.events));
        this.#owner.took(id, reply.events);
        if (this.#room(id)?.end === after) return void (await this.#joinFrom(id, {})); // a hole the host cannot fill: begin anew
      }
    } finally {
      this.#completing.delete(id);
    }
  }

  /** A room that is opened shows at least a screenful. @param {string} id */
  async fill(id) {
    const room = this.#room(id);
    if (room?.known && room.events.length < OLDER_PAGE / 2) await this.older(id);
  }

  /** One page further back; false where there is none. Whoever asks while one is fetched has that one.
   * @param {string} id @returns {Promise<boolean>} */
  older(id) {
    const page = this.#reaching.get(id) ?? this.#fetchOlder(id).finally(() => this.#reaching.delete(id));
    this.#reaching.set(id, page);
    return page;
  }

  /** @param {string} id @returns {Promise<boolean>} */
  async #fetchOlder(id) {
    const room = this.#room(id);
    if (!room?.known || room.start === 0) return false;
    const reply = await this.#owner.ask(request('history', { room: id, before: room.start + 1, limit: OLDER_PAGE }));
    this.#owner.update(rooms.older(this.#owner.state, id, reply.events));
    this.#owner.took(id, reply.events);
    return reply.events.length > 0;
  }

  /** The newest of a room is on the screen and somebody looks at it. @param {string} id */
  seen(id) {
    const room = this.#room(id);
    if (!room?.known) return;
    if (room.events.length > KEEP_EVENTS * 1.5) this.#owner.update(rooms.trimmed(this.#owner.state, id, KEEP_EVENTS));
    if (room.read >= room.end && room.unread === 0) return;
    this.#owner.update(rooms.readToEnd(this.#owner.state, id));
    this.#owner.store.set(`read:${id}`, { log: room.log, seq: room.end });
    this.mark(id, room.end);
  }

  /** Tells the host; at most one under way for each room, the newest wins. @param {string} id @param {number} seq */
  mark(id, seq) {
    if (this.#marking.has(id)) return;
    this.#marking.add(id);
    const done = () => {
      this.#marking.delete(id);
      const read = this.#room(id)?.read ?? 0;
      if (read > seq) this.mark(id, read);
    };
    this.#owner.ask(request('read', { room: id, seq })).then(done, () => this.#marking.delete(id));
  }

  /** What was read while the host could not be told. @param {string} id */
  remark(id) {
    const room = this.#room(id);
    const kept = this.#owner.store.get(`read:${id}`);
    if (!room || !Number.isSafeInteger(kept?.seq) || kept.log !== room.log || kept.seq <= room.read || kept.seq > room.head) return;
    const me = this.#owner.state.me?.id;
    this.#owner.update(rooms.applied(this.#owner.state, { type: 'read', room: id, from: me, seq: kept.seq }, 0));
    this.mark(id, kept.seq);
  }

  /** The members that `join` had no place for. @param {string} id */
  async everybody(id) {
    const known = this.#room(id);
    let from = [...(known?.members.keys() ?? [])].at(-1);
    for (let page = 0; page < MOST_PEOPLE_PAGES; page++) {
      const room = this.#room(id);
      if (!room || room.members.size >= room.people) return;
      const reply = await this.#owner.ask(request('people', { room: id, from }));
      this.#owner.update(rooms.withPeople(this.#owner.state, id, reply.people));
      from = reply.people.at(-1)?.id;
      if (!reply.more || !from) return;
    }
  }

  /** @param {string} id */
  #room(id) {
    return this.#owner.state.rooms.get(id);
  }

  /** @param {string} id */
  #missing(id) {
    const room = this.#room(id);
    return room ? rooms.missingAfter(room) : null;
  }
}
