// @ts-check
// The way to the host: one WebSocket at a time, with reconnect. Idle → Connecting → Greeting → Online → Waiting → …
// The socket, the clock, the timers and chance are handed in, so that tests need none of them.
import { SUBPROTOCOL, parse, readFailure, readReply } from './protocol.js';

export const CONNECT_TIMEOUT = 10_000; // the host's own deadline from accept to hello
export const PING_INTERVAL = 15_000;
export const MOST_MISSED = 2; // pings without any sign of life
export const PROBE_TIMEOUT = 3_000; // after the page was hidden or the network changed: is the host still there?
export const HANGS_AFTER = 1_000; // an attempt so old is given up when there is a reason to try again
export const ANSWER_TIMEOUT = 10_000; // something was asked, and not a word came since
export const FIRST_BACKOFF = 500;
export const LONGEST_BACKOFF = 15_000;
export const STABLE_AFTER = 5_000; // online for so long: the next loss starts over with the shortest wait
const OPEN = 1; // WebSocket.readyState
const QUICK_PINGS = 4; // at first, so that a latency can be shown soon
const QUICK_PING_INTERVAL = 1_000;

/**
 * @typedef {import('./protocol.js').Message} Message
 * @typedef {import('./protocol.js').Failure} Failure
 * @typedef {'idle'|'connecting'|'greeting'|'online'|'waiting'} ConnectionState
 * @typedef {'closed'|'silent'|'unreachable'|'refused'|'hidden'} LossReason `unreachable`: no socket, or no greeting on it;
 *   `hidden`: the page itself let go, for the browser put it aside
 * @typedef {{readyState: number, bufferedAmount: number, send: (frame: any) => void, close: () => void, onopen: any, onmessage: any, onclose: any}} Socket
 *   `frame`: a string or bytes
 * @typedef {{
 *   url: string,
 *   openSocket: (url: string, subprotocol: string) => Socket,
 *   set: (run: () => void, ms: number) => any,
 *   clear: (timer: any) => void,
 *   now: () => number,
 *   clock: () => number,
 *   random: () => number,
 *   prepare: () => Promise<unknown>,
 *   hello: () => Message,
 * }} Tools `now` measures and may stand still while a device
 *   sleeps, `clock` is the wall clock; `prepare` runs before each socket is opened (is it still the same host?); a rejection counts as unreachable.
 * @typedef {{
 *   onState: (state: ConnectionState, retryAt: number) => void,
 *   onLost: (reason: LossReason) => void,
 *   onWelcome: (welcome: Message) => void,
 *   onRefused: (failure: Failure) => 'retry'|'stop',
 *   onMessage: (message: Message) => void,
 *   onRoundTrip: (ms: number) => void,
 * }} Listener
 */

/** How long to wait before the n-th try (from 0): doubling, with jitter so that a full room does not return at once.
 * @param {number} attempt @param {number} random 0…1 */
export function backoff(attempt, random) {
  const longest = Math.min(LONGEST_BACKOFF, FIRST_BACKOFF * 2 ** Math.min(attempt, 10));
  return longest * (0.5 + random / 2);
}

export class Connection {
  /** @type {ConnectionState} */ state = 'idle';
  retryAt = 0;
  /** @type {Tools} */ #tools;
  /** @type {Listener} */ #listener;
  /** @type {Socket|null} */ #socket = null;
  /** @type {Map<number, {message: Message, resolve: (reply: any) => void, reject: (failure: Failure) => void}>} */ #asked = new Map();
  #nextId = 1;
  #generation = 0; // a late answer of an earlier attempt has another
  #attempt = 0;
  #connectingSince = 0;
  #onlineSince = 0;
  #helloId = 0;
  #unanswered = 0;
  #quick = 0;
  /** @type {any} */ #timer = null; // deadline, back-off or ping: a state has only one of them
  /** @type {any} */ #probe = null; // runs until something is heard

  /** @param {Tools} tools @param {Listener} listener */
  constructor(tools, listener) {
    this.#tools = tools;
    this.#listener = listener;
  }

  start() {
    if (this.state !== 'idle') return;
    this.#attempt = 0;
    this.#connect();
  }

  /** Closes, and stays away until start(). */
  stop() {
    this.#tearDown();
    this.#enter('idle');
  }

  /** The person does not want to wait. An attempt that has only begun is given its chance, but no more than that. */
  retry() {
    if (this.state !== 'waiting' && this.state !== 'connecting' && this.state !== 'greeting') return;
    const left = this.state === 'waiting' ? 0 : HANGS_AFTER - this.#age();
    if (left <= 0) this.#connect();
    else this.#probe ??= this.#tools.set(() => this.#connect(), left);
  }

  /** The browser puts the page aside: a socket would keep it from coming back as it is. Goes on with nudge(). */
  rest() {
    if (this.state === 'idle') return;
    this.#lost('hidden');
    this.#tools.clear(this.#timer);
    this.#timer = null;
  }

  /** The network came back or the page is looked at again: try now, or make sure that the socket is alive. */
  nudge() {
    this.retry();
    if (this.state !== 'online') return;
    this.#ping();
    this.#expectWord(PROBE_TIMEOUT);
  }

  /**
   * Asks the host; rejects with the host's failure, or with code `lost` where the answer can no longer come.
   * @param {Message} message @returns {Promise<any>}
   */
  ask(message) {
    if (this.state !== 'online') return Promise.reject(lost());
    return new Promise((resolve, reject) => {
      this.#asked.set(this.#send(message), { message, resolve, reject });
      if (this.#probe === null) this.#expectWord(ANSWER_TIMEOUT);
    });
  }

  /** @param {Uint8Array} frame @returns {boolean} whether it is on its way */
  sendBytes(frame) {
    if (this.state !== 'online' || this.#socket?.readyState !== OPEN) return false;
    this.#socket.send(frame);
    return true;
  }

  /** Bytes that stand before whatever is said next. */
  get queued() {
    return this.#socket?.bufferedAmount ?? 0;
  }

  /** Whatever the host says within `ms` will do. @param {number} ms */
  #expectWord(ms) {
    this.#tools.clear(this.#probe);
    this.#probe = this.#tools.set(() => this.#lost('silent'), ms);
  }

  /** Of an attempt: one that was begun before the network came back may wait for an answer that went astray. */
  #age() {
    return Math.max(0, this.#tools.clock() - this.#connectingSince); // the wall clock may be set back
  }

  #connect() {
    this.#tearDown();
    this.#connectingSince = this.#tools.clock(); // a device that slept in between knows it only by this one
    this.#enter('connecting');
    const generation = this.#generation;
    this.#timer = this.#tools.set(() => this.#lost('unreachable'), CONNECT_TIMEOUT);
    this.#tools.prepare().then(
      () => generation === this.#generation && this.#open(),
      () => generation === this.#generation && this.#lost('unreachable'),
    );
  }

  #open() {
    const generation = this.#generation;
    const socket = this.#tools.openSocket(this.#tools.url, SUBPROTOCOL);
    this.#socket = socket;
    const current = () => generation === this.#generation;
    socket.onopen = () => {
      if (!current()) return;
      this.#enter('greeting');
      this.#helloId = this.#send(this.#tools.hello());
    };
    socket.onmessage = (/** @type {{data: unknown}} */ frame) => {
      if (current()) this.#receive(frame.data);
    };
    socket.onclose = () => {
      if (current()) this.#lost(this.state === 'online' ? 'closed' : 'unreachable');
    };
  }

  /** @param {Message} message @returns {number} the id that the reply will carry */
  #send(message) {
    const id = this.#nextId++;
    if (this.#socket?.readyState === OPEN) this.#socket.send(JSON.stringify({ ...message, id })); // else onclose is about to come
    return id;
  }

  /** @param {unknown} frame */
  #receive(frame) {
    const message = parse(frame);
    if (!message) return;
    this.#unanswered = 0;
    if (this.#probe !== null) this.#tools.clear(this.#probe);
    this.#probe = null;
    if (this.state === 'greeting') this.#greeted(message);
    else if (message.type === 'error' && message.upload !== undefined && message.re === undefined) this.#listener.onMessage(message);
    else if (message.type === 'ok' || message.type === 'error') this.#answered(message);
    else if (message.type === 'pong') this.#listener.onRoundTrip(this.#tools.now() - message.t);
    else this.#listener.onMessage(message);
  }

  /** @param {Message} message */
  #greeted(message) {
    if (message.type === 'bye') this.#listener.onMessage(message);
    if (message.re !== this.#helloId) return;
    if (message.type === 'welcome') {
      this.#tools.clear(this.#timer);
      this.#onlineSince = this.#tools.now();
      this.#enter('online');
      this.#quick = QUICK_PINGS;
      this.#pingLater();
      this.#listener.onWelcome(message);
    } else if (message.type === 'error') {
      const failure = readFailure(message);
      if (this.#listener.onRefused(failure) === 'stop') this.stop();
      else this.#lost('refused', failure.retry);
    }
  }

  /** @param {Message} message */
  #answered(message) {
    const asked = this.#asked.get(message.re);
    if (!asked) return;
    this.#asked.delete(message.re);
    if (message.type === 'error') return asked.reject(readFailure(message));
    const reply = readReply(asked.message, message);
    if (reply) asked.resolve(reply);
    else asked.reject({ code: 'internal', text: 'The answer of the host cannot be read' });
  }

  #ping() {
    this.#send({ type: 'ping', t: this.#tools.now() });
  }

  #pingLater() {
    const wait = this.#quick > 0 ? QUICK_PING_INTERVAL : PING_INTERVAL;
    this.#timer = this.#tools.set(() => this.#pingTick(), wait);
  }

  /** Anything that is heard counts as a sign of life. */
  #pingTick() {
    if (this.#quick > 0) this.#quick--;
    else if (this.#unanswered >= MOST_MISSED) return this.#lost('silent');
    this.#pingLater();
    this.#ping();
    this.#unanswered++;
  }

  /** @param {LossReason} reason @param {number} [atLeast] ms that the host asked to wait */
  #lost(reason, atLeast = 0) {
    const { now, random, set } = this.#tools;
    if (this.state === 'online' && now() - this.#onlineSince >= STABLE_AFTER) this.#attempt = 0;
    this.#tearDown();
    const wait = Math.max(atLeast, backoff(this.#attempt++, random()));
    this.retryAt = now() + wait;
    this.#timer = set(() => this.#connect(), wait);
    this.#listener.onLost(reason);
    this.#enter('waiting');
  }

  #tearDown() {
    this.#generation++;
    this.#tools.clear(this.#timer);
    this.#tools.clear(this.#probe);
    this.#timer = this.#probe = null;
    this.#unanswered = this.#quick = 0;
    const socket = this.#socket;
    this.#socket = null;
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
    const asked = [...this.#asked.values()];
    this.#asked.clear();
    if (this.state === 'online') this.state = 'waiting'; // whoever is told below must not ask again on this socket
    for (const { reject } of asked) reject(lost());
  }

  /** @param {ConnectionState} state */
  #enter(state) {
    this.state = state;
    this.#listener.onState(state, state === 'waiting' ? this.retryAt : 0);
  }
}

/** @returns {Failure} */
const lost = () => ({ code: 'lost', text: '' });
