// @ts-check
// One person at one host: connection, state, outbox and latency put together. The views read `state` and call the
// verbs here; whatever changes is told through the listener. Knows no DOM.
import { Connection } from './connection.js';
import { Deeds } from './deeds.js';
import { Latency } from './latency.js';
import { Losses } from './losses.js';
import { newsOf } from './news.js';
import { Outbox } from './outbox.js';
import { Patience } from './patience.js';
import { hello, newKey, request } from './protocol.js';
import { RoomSync } from './roomsync.js';
import * as rooms from './state.js';
import { Uploads } from './uploads.js';

export const LOBBY = 'lobby';
const TYPING_EVERY = 3_000;
const MOST_UNSEEN = 1_000; // events of a room that is not on the screen
const BEAT_SECONDS = 5; // a phone's radio may sleep in between
const FINAL_BYES = new Set(['kicked', 'banned', 'moved']);
const FINAL_REFUSALS = new Set(['wrong_code', 'name_taken', 'bad_request', 'unsupported_protocol', 'forbidden', 'too_large', 'no_room']);

/**
 * @typedef {import('./protocol.js').Message} Message
 * @typedef {import('./protocol.js').Failure} Failure
 * @typedef {import('./connection.js').Tools} ConnectionTools
 * @typedef {Omit<ConnectionTools, 'hello'> & {store: import('./store.js').Store, fill: (bytes: Uint8Array) => unknown,
 *   clock: () => number, device: string, hostId: string, tab: string, journal: import('./journal.js').Journal|null}} Tools
 *   `now` never goes back and measures; `clock` is the wall clock, shown to people.
 * @typedef {{
 *   onChange: () => void,
 *   onEntered: () => void,
 *   onRefused: (failure: Failure) => void,
 *   onBye: (bye: Message) => void,
 *   onNews: (what: string, values: Record<string, string|number>) => void,
 *   onOtherHost: () => void,
 *   onRoomMissing: (name: string) => void,
 *   onRoomMade: (name: string) => void,
 * }} Listener
 */

export class Session {
  state = rooms.initialState();
  active = LOBBY;
  latency = new Latency();
  /** @type {Connection} */ connection;
  /** @type {Outbox} */ outbox;
  /** @type {RoomSync} */ sync;
  /** @type {Uploads} */ uploads;
  /** @type {Patience} */ patience;
  /** @type {Deeds} */ deeds;
  /** @type {{hear: (message: Message) => void, online: () => void}|null} who works with rooms that are not ours */ aside = null;
  losses = new Losses();
  awaySince = 0; // wall clock; 0 while there is a connection
  /** @type {Failure|null} why the host lets one in only later */ delay = null;
  store;
  #tools;
  #listener;
  #name = '';
  #way = { code: '', link: '', desk: '' }; // `desk`: the topic that a visitor brings a question to
  /** @type {string|null} of this page: another tab may become somebody else */ #token = null;
  #bye = '';
  /** @type {{name: string, make: boolean, key: string}|null} */ #wanted = null;
  #entered = false;
  #typedAt = -Infinity;

  /** @param {Tools} tools @param {Listener} listener */
  constructor(tools, listener) {
    this.#tools = tools;
    this.#listener = listener;
    this.store = tools.store;
    this.connection = new Connection({ ...tools, hello: () => this.#hello() }, {
      onState: (state) => this.#connectionChanged(state),
      onLost: (reason) => this.#lost(reason),
      onWelcome: (welcome) => void this.#welcomed(welcome),
      onRefused: (failure) => this.#refused(failure),
      onMessage: (message) => this.#received(message),
      onRoundTrip: (ms) => {
        this.latency.add(ms);
        listener.onChange();
      },
    });
    this.outbox = new Outbox({
      store: tools.store, set: tools.set, clear: tools.clear, now: tools.clock, onChange: () => listener.onChange(),
      ask: (message) => this.connection.ask(message), filesOf: (keys) => this.uploads.filesOf(keys), onGone: (keys) => this.uploads.forget(keys),
      redo: (keys) => this.uploads.redo(keys), endOf: (room) => this.state.rooms.get(room)?.end ?? 0,
    });
    this.uploads = new Uploads({
      ...tools, onChange: () => listener.onChange(), onSettled: () => this.outbox.filesChanged(), ask: (message) => this.connection.ask(message),
      send: (frame) => this.connection.sendBytes(frame), queued: () => this.connection.queued, chunk: () => this.state.limits.chunk,
    });
    this.patience = new Patience({
      set: tools.set, clear: tools.clear, isOnline: () => this.connection.state === 'online', ask: (message) => this.connection.ask(message),
    });
    this.deeds = new Deeds(this, tools.fill);
    this.sync = new RoomSync(this);
  }

  /** Comes in, as whom the token of this host says, else by name and code.
   * @param {{name: string, code?: string, link?: string, room?: string, make?: boolean, desk?: string}} how
   *   `link`: as the member who made it; `make`: a room that is not there is made; `desk`: as a visitor */
  enter({ name, code = '', link = '', room = '', make = false, desk = '' }) {
    this.connection.stop();
    this.#name = name;
    this.#way = { code, link, desk };
    this.#wanted = room && room !== LOBBY ? { name: room, make, key: newKey(this.#tools.fill) } : null;
    this.active = room === LOBBY ? LOBBY : (this.store.get('room') ?? LOBBY);
    this.connection.start();
  }

  get hasToken() {
    return typeof this.store.get('token') === 'string';
  }

  /** Everything that says who one is, for another address of the same host. */
  get identity() {
    return { host: this.#tools.hostId, hostName: this.state.host?.name ?? '', token: this.#token ?? this.store.get('token') ?? '', name: this.#name, room: this.active };
  }

  get room() {
    return this.state.rooms.get(this.active) ?? null;
  }

  /** @param {Message} message @returns {Promise<any>} */
  ask(message) {
    return this.patience.ask(message);
  }

  /** @param {rooms.State} state */
  update(state) {
    if (state === this.state) return;
    const before = this.state;
    this.state = state;
    for (const [id, room] of state.rooms) if (before.rooms.get(id)?.known && !room.known) this.outbox.reset(id); // its past is another one
    this.#listener.onChange();
  }

  /** Events that are in our state now: what the outbox holds of them is settled.
   * @param {string} room @param {readonly rooms.RoomEvent[]} events */
  took(room, events) {
    for (const event of events) if (event.from === this.state.me?.id && event.key) this.outbox.settle(event.key);
    this.outbox.reached(room, this.state.rooms.get(room)?.end ?? 0);
    const held = this.state.rooms.get(room)?.events.length ?? 0;
    if (room !== this.active && held > MOST_UNSEEN) this.update(rooms.trimmed(this.state, room, MOST_UNSEEN / 2));
  }

  /** @param {string} id */
  open(id) {
    if (!this.state.rooms.has(id)) return;
    this.active = id;
    this.store.set('room', id);
    this.#listener.onChange();
    const room = this.state.rooms.get(id);
    const work = room?.live ? this.sync.fill(id) : this.sync.join(id);
    work.catch(() => {}); // lost: joined again on return
  }

  /** @param {string} text @param {number} [reply] @param {{name: string, mime: string, source: Blob, modified: number}[]} [files] @param {string} [room] */
  post(text, reply, files = [], room = this.active) {
    const keyed = files.map((file) => ({ ...file, key: newKey(this.#tools.fill) }));
    this.#put('post', { text, reply, room }, keyed.map(({ key }) => key));
    for (const file of keyed) this.uploads.add(file);
  }
  edit = (/** @type {number} */ target, /** @type {string} */ text) => this.#put('edit', { target, text });
  remove = (/** @type {number} */ target) => this.#put('delete', { target });
  react = (/** @type {number} */ target, /** @type {string} */ emoji, /** @type {boolean} */ on) => this.#put('react', { target, emoji, on });
  setTopic = (/** @type {string} */ text) => this.#put('topic', { text });

  /** @param {string} type @param {Record<string, any>} fields @param {string[]} [files] */
  #put(type, fields, files) {
    const message = request(type, { room: this.active, key: newKey(this.#tools.fill), ...fields });
    this.outbox.add(type === 'topic' ? { ...message, text: fields.text } : message, files); // an empty topic is one too
  }

  typing() {
    if (this.connection.state !== 'online' || this.#tools.now() - this.#typedAt < TYPING_EVERY) return;
    this.#typedAt = this.#tools.now();
    this.connection.ask(request('typing', { room: this.active })).catch(() => {}); // too late is never
  }

  /** Whoever sends a message types no more: the next key press may say so at once. */
  typed() {
    this.#typedAt = -Infinity;
  }

  #hello() {
    const token = this.#token ?? this.store.get('token');
    const known = !this.#way.link && typeof token === 'string' ? { token } : {};
    return hello({ name: this.#name, device: this.#tools.device, beat: BEAT_SECONDS, ...this.#way, ...known });
  }

  /** @param {import('./connection.js').ConnectionState} state */
  #connectionChanged(state) {
    if (state !== 'online') for (const each of [this.outbox, this.uploads]) each.offline();
    if (state === 'connecting') this.latency.clear();
    if (state !== 'waiting') this.delay = state === 'online' ? null : this.delay;
    this.awaySince = state === 'online' ? 0 : this.awaySince || this.#tools.clock();
    this.#listener.onChange();
  }

  /** @param {import('./connection.js').LossReason} reason */
  #lost(reason) {
    this.losses.add(this.#tools.clock(), reason, this.#bye);
    this.#bye = '';
  }

  /** @param {Message} welcome */
  async #welcomed(welcome) {
    if (welcome.host.id !== this.#tools.hostId) {
      this.connection.stop();
      return this.#listener.onOtherHost();
    }
    this.#token = welcome.token;
    this.store.set('token', welcome.token);
    this.store.set('name', welcome.me.name);
    this.store.set('host', welcome.host.name);
    this.store.set('rooms', welcome.rooms.filter((/** @type {any} */ room) => room.kind === 'public').map((/** @type {any} */ room) => room.name));
    this.#name = welcome.me.name;
    this.#way = { ...this.#way, code: '', link: '' };
    this.update(rooms.welcomed(this.state, welcome));
    if (!this.#entered) this.#listener.onEntered();
    this.#entered = true;
    try {
      const wanted = this.#wanted?.name ?? '';
      await this.#findWanted().catch((failure) => {
        if (failure?.code === 'lost') throw failure; // once more on return
        this.#wanted = null;
        this.#listener.onRoomMissing(wanted);
      });
      this.settleActive();
      if (this.#way.desk && this.room) this.outbox.gather(this.active);
      this.patience.returned();
      if (this.room && !this.room.live) await this.sync.rejoin(this.active);
      const others = [...this.state.rooms.values()].filter((room) => (room.member || room.aside) && !room.live && !room.desk);
      for (const each of [this.outbox, this.uploads]) each.online();
      for (const { id } of this.state.rooms.values()) this.sync.remark(id);
      this.aside?.online();
      await Promise.allSettled(others.map(({ id }) => this.sync.rejoin(id)));
    } catch (failure) {
      if (/** @type {Failure} */ (failure)?.code !== 'lost') for (const each of [this.outbox, this.uploads]) each.online();
    }
  }

  async #findWanted() {
    if (!this.#wanted) return;
    const { id, made } = await this.deeds.find(this.#wanted);
    const { name } = this.#wanted;
    this.#wanted = null;
    this.open(id);
    if (made) this.#listener.onRoomMade(name);
  }

  /** The room on the screen is one that there is. */
  settleActive() {
    const active = this.state.rooms.get(this.active);
    if (active && !active.inviter) return;
    const next = this.state.rooms.has(LOBBY) ? LOBBY : [...this.state.rooms.values()].find(rooms.isIn)?.id;
    if (next) this.open(next);
    this.#listener.onChange();
  }

  /** @param {Failure} failure @returns {'retry'|'stop'} */
  #refused(failure) {
    if (!FINAL_REFUSALS.has(failure.code)) {
      this.delay = failure;
      return 'retry';
    }
    this.#entered = false;
    this.#listener.onRefused(failure);
    return 'stop';
  }

  /** @param {Message} message */
  #received(message) {
    if (message.type === 'beat') {
      this.latency.beat(message.time, this.#tools.clock());
      return this.#listener.onChange();
    }
    if (message.type === 'bye') return this.#saidBye(message);
    if (message.upload !== undefined) return this.uploads.hear(message);
    if (message.type === 'you') this.store.set('name', (this.#name = message.me.name));
    const before = this.state;
    this.update(rooms.applied(this.state, message, this.#tools.clock()));
    if (message.type === 'event') {
      this.took(message.event.room, [message.event]);
      this.sync.complete(message.event.room).catch(() => {});
    } else if (message.type === 'typing') {
      this.#tools.set(() => this.#listener.onChange(), rooms.TYPING_LASTS);
    } else if (message.type === 'room') {
      const room = this.state.rooms.get(message.room.id);
      if (room?.member && !room.live && !room.aside && !room.desk) this.sync.join(room.id).catch(() => {});
      this.settleActive();
    }
    const news = newsOf(before, this.state, message);
    if (news) this.#listener.onNews(...news);
    this.aside?.hear(message);
  }

  /** @param {Message} bye */
  #saidBye(bye) {
    this.#bye = bye.code;
    if (!FINAL_BYES.has(bye.code)) return; // stopping, slow: the connection closes, and is made again
    this.connection.stop();
    this.#listener.onBye(bye);
  }
}
