// One device of one person, written from PROTOCOL.md alone: what it keeps as if on disk, and how it comes, talks, sleeps,
// is cut, crashes and returns. What it sees that should not be is a complaint.
import { WebSocket } from '../e2e/peers/peer.mjs';
import { DeviceLog } from './devicelog.mjs';

const connectWithin = 10_000;
const replyWithin = 20_000;
const pingAfter = 8_000; // of silence
const lostAfter = 20_000; // of silence
const firstWait = 300;
const longestWait = 6_000;
const page = 200;
const passing = new Set(['rate_limited', 'storage', 'busy', 'internal']);
const rememberedAnswers = 6; // may be forgotten in a crash

class Lost extends Error {}

class Refused extends Error {
  constructor(reply) {
    super(`${reply.code}: ${reply.text}`);
    this.reply = reply;
  }
}

export class Device {
  // As if on disk
  logs = new Map(); // by room
  #outbox = new Map(); // by room: what was typed and not confirmed, in order
  #typed = 0;
  answers = new Map(); // key → seq, as the host confirmed it
  typed = []; // {room, key, type}
  refusals = [];

  mayLosePast = false; // the host's data folder is an older one, or a new one

  // While it runs
  state = 'away'; // away | coming | here
  asleep = false;
  #wanted = false;
  #socket = null;
  #asked = new Map();
  #lastId = 0;
  #rooms = new Map(); // joined on this connection: {next, catching, waiting}
  #underWay = new Map(); // room → keys
  #careful = new Map(); // room → time from which one may be sent again
  #heard = 0;
  #pinged = false;
  #tries = 0;
  #timer = null;

  /**
   * @param {{name: string, person: {name: string, token: string}, host: () => {address: string, port: number},
   *   rooms: string[], random: import('./random.mjs').Random, counts: Record<string, number>, atOnce: number}} setup
   */
  constructor(setup) {
    Object.assign(this, setup);
    this.complaints = [];
  }

  // ── What happens to it

  come() {
    this.#wanted = true;
    if (!this.#socket && !this.#timer) this.#connect();
  }

  /** Closes as a page that is left does. */
  go() {
    this.#wanted = false;
    this.#stopWaiting();
    this.#socket?.close();
    this.#drop();
  }

  cut() {
    if (!this.#socket) return;
    ++this.counts.cuts;
    if (this.random.chance(0.5)) this.#socket._socket?.resetAndDestroy?.();
    this.#socket.terminate();
    this.#drop();
    this.#later();
  }

  /** Reads nothing, says nothing; the connection stands as far as anybody can tell. */
  sleep() {
    this.asleep = true;
    ++this.counts.sleeps;
    this.#stopWaiting();
    if (this.state === 'here') this.#socket.pause();
    else this.#abandon();
  }

  wake() {
    if (!this.asleep) return;
    this.asleep = false;
    if (!this.#socket) return this.#wanted ? this.#connect() : undefined;
    this.#socket.resume();
    this.#ping();
    this.#pumpAll();
  }

  /** Ends without a word; what was not on disk yet is gone: the newest events, and that something was confirmed. */
  crash() {
    ++this.counts.crashes;
    this.#abandon();
    for (const log of this.logs.values()) if (!log.isEmpty) log.forget(this.random.whole(0, 20));
    for (const [room, entries] of this.#outbox) {
      const again = this.random.whole(0, Math.min(rememberedAnswers, entries.done.length));
      entries.waiting.unshift(...entries.done.slice(entries.done.length - again));
      entries.done = [];
      this.#outbox.set(room, entries);
    }
    this.#later();
  }

  // ── What its person does

  say(room, text) {
    this.#type(room, { type: 'post', text });
  }

  /** Something else that is in the log: a reaction, an edit or a removal of what it said itself. */
  change(room, request) {
    this.#type(room, request);
  }

  /** Numbers of messages of its own that the host has confirmed. */
  ownMessages(room) {
    return (this.#lane(room).said ??= []);
  }

  get waiting() {
    let count = 0;
    for (const { waiting } of this.#outbox.values()) count += waiting.length;
    return count;
  }

  /** Whether it has all of these logs. @param {Record<string, number>} heads */
  hasReached(heads) {
    return [...this.logs].every(([room, log]) => log.end >= (heads[room] ?? 0));
  }

  #lane(room) {
    if (!this.#outbox.has(room)) this.#outbox.set(room, { waiting: [], done: [], said: [] });
    return this.#outbox.get(room);
  }

  #type(room, request) {
    const key = `${this.name}-${++this.#typed}`;
    this.typed.push({ room, key, type: request.type });
    ++this.counts.typed;
    this.#lane(room).waiting.push({ ...request, room, key });
    this.#pump(room);
  }

  // ── Coming in

  #connect() {
    this.state = 'coming';
    const { address, port } = this.host();
    const socket = new WebSocket(`ws://${address}:${port}/ws`, 'courtyard.v1', { perMessageDeflate: false, handshakeTimeout: connectWithin });
    this.#socket = socket;
    this.#heard = Date.now();
    socket.on('error', () => {}); // `close` follows
    socket.on('open', () => {
      if (socket === this.#socket) this.#enter().catch((error) => this.#enteringFailed(socket, error));
    });
    socket.on('message', (data) => {
      if (socket === this.#socket) this.#take(JSON.parse(data));
    });
    socket.on('close', (code) => {
      if (socket !== this.#socket) return;
      this.counts[`closed ${code}`] = (this.counts[`closed ${code}`] ?? 0) + 1;
      this.#drop();
      this.#later();
    });
  }

  async #enter() {
    await this.#greet();
    for (const room of this.rooms) await this.#join(room);
    this.state = 'here';
    this.#tries = 0;
    ++this.counts.entries;
    this.#pumpAll();
  }

  async #greet() {
    for (;;) {
      try {
        const welcome = await this.#ask({ type: 'hello', protocol: 1, beat: 0, client: 'soak/1', name: this.person.name, ...(this.person.token ? { token: this.person.token } : {}) });
        if (this.person.token && welcome.token !== this.person.token && !this.mayLosePast) this.#complain('the host does not know us any more');
        this.person.token = welcome.token;
        this.me = welcome.me.id;
        return;
      } catch (error) {
        // The host made us a member, and was killed before it could say so.
        if (!(error instanceof Refused) || error.reply.code !== 'name_taken') throw error;
        this.person.name = error.reply.free;
      }
    }
  }

  #enteringFailed(socket, error) {
    if (socket !== this.#socket) return;
    if (error instanceof Refused && !passing.has(error.reply.code)) this.#complain(`refused on entering: ${error.message}`);
    this.#abandon();
    this.#later(error.reply?.retry);
  }

  async #join(room) {
    const log = this.logs.get(room) ?? new DeviceLog();
    const known = log.id ? { after: log.end, log: log.id, ...(log.lastKey ? { afterKey: log.lastKey } : {}) } : {};
    const { head } = (await this.#ask({ type: 'join', room, ...known }, (joined) => this.#joined(room, log, joined))).room;
    while (log.end < head) {
      const { events } = await this.#ask({ type: 'history', room, after: log.end, limit: page });
      if (events.length === 0) throw this.#complain(`history of ${room} after ${log.end} is empty, with a head of ${head}`);
      this.#append(room, log, events.filter((event) => event.seq <= head));
    }
    const here = this.#rooms.get(room);
    here.catching = false;
    this.#append(room, log, here.waiting);
  }

  /** At once: live events may follow in the same packet. */
  #joined(room, log, { room: { head, log: id }, events, reset }) {
    const isOther = reset || (log.id && (id !== log.id || head < log.end)); // the second: PROTOCOL §8, `after` beyond `head`
    if (isOther && !this.mayLosePast) this.#complain(`the log of ${room} is another one (${log.id} to ${log.end}, ${id} to ${head}, reset ${reset})`);
    if (isOther) ++this.counts.resets;
    if (!log.id || isOther) log.begin(id, (events[0]?.seq ?? head + 1) - 1);
    this.logs.set(room, log);
    this.#rooms.set(room, { next: head + 1, catching: true, waiting: [] });
    this.#append(room, log, events);
  }

  #append(room, log, events) {
    for (const event of events)
      if (!log.append(event)) this.#complain(`${room}: ${event.seq} came after ${log.end}`);
  }

  // ── Going

  #abandon() {
    this.#socket?.terminate();
    this.#drop();
  }

  #drop() {
    this.#socket = null;
    this.state = 'away';
    this.#rooms.clear();
    this.#underWay.clear();
    const asked = [...this.#asked.values()];
    this.#asked.clear();
    for (const { reject } of asked) reject(new Lost());
  }

  #later(wait = Math.min(longestWait, firstWait * 2 ** this.#tries++) * this.random.between(0.5, 1)) {
    if (!this.#wanted || this.asleep || this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#connect();
    }, wait);
  }

  #stopWaiting() {
    clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** To be called once a second or so. */
  look(now) {
    if (this.asleep || !this.#socket) return;
    const oldest = this.#asked.values().next().value;
    if (now - this.#heard > lostAfter || (oldest && now - oldest.at > replyWithin)) {
      ++this.counts.silences;
      this.#abandon();
      return this.#later();
    }
    if (this.state === 'here' && now - this.#heard > pingAfter && !this.#pinged) this.#ping();
    for (const [room, when] of this.#careful) if (when <= now) this.#pump(room);
  }

  #ping() {
    this.#pinged = true;
    this.#heard = Math.max(this.#heard, Date.now() - pingAfter);
    this.#ask({ type: 'ping', t: 0 }).catch(() => {});
  }

  // ── Talking

  #ask(message, atOnce = () => {}) {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      if (this.#socket?.readyState !== WebSocket.OPEN) return void reject(new Lost());
      this.#asked.set(id, { resolve, reject, atOnce, at: Date.now() });
      this.#socket.send(JSON.stringify({ ...message, id }));
    });
  }

  #pumpAll() {
    for (const room of this.rooms) this.#pump(room);
  }

  #pump(room) {
    if (this.state !== 'here' || this.asleep || (this.#careful.get(room) ?? 0) > Date.now()) return;
    const { waiting } = this.#lane(room);
    const underWay = this.#underWay.get(room) ?? new Set();
    this.#underWay.set(room, underWay);
    const atOnce = this.#careful.has(room) ? 1 : this.atOnce;
    for (const request of waiting) {
      if (underWay.size >= atOnce) break;
      if (underWay.has(request.key)) continue;
      underWay.add(request.key);
      this.#ask(request).then(
        (reply) => this.#confirmed(request, reply, underWay),
        (error) => this.#notConfirmed(request, error, underWay),
      );
    }
    if (waiting.length === 0) this.#careful.delete(room);
  }

  #confirmed(request, { seq }, underWay) {
    ++this.counts.acknowledged;
    underWay.delete(request.key);
    const lane = this.#lane(request.room);
    const known = this.answers.get(request.key);
    if (known !== undefined && known !== seq) this.#complain(`${request.key} was ${known}, and is ${seq}`);
    this.answers.set(request.key, seq);
    if (known === undefined && request.type === 'post') lane.said.push(seq);
    this.#settle(lane, request);
  }

  #settle(lane, request) {
    lane.waiting = lane.waiting.filter(({ key }) => key !== request.key);
    lane.done = [...lane.done.slice(1 - rememberedAnswers), request];
    this.#pump(request.room);
  }

  #notConfirmed(request, error, underWay) {
    underWay.delete(request.key);
    if (error instanceof Lost) return; // goes out again on return
    const { code, retry = 500 } = error.reply;
    this.counts[code] = (this.counts[code] ?? 0) + 1;
    if (passing.has(code)) return void this.#careful.set(request.room, Date.now() + retry);
    this.refusals.push({ key: request.key, type: request.type, why: error.message });
    this.#settle(this.#lane(request.room), request);
  }

  // ── What the host says

  #take(message) {
    this.#heard = Date.now();
    this.#pinged = false;
    if (message.type === 'event') return this.#takeEvent(message);
    const asked = this.#asked.get(message.re);
    if (!asked) return;
    this.#asked.delete(message.re);
    if (message.type === 'error') return asked.reject(new Refused(message));
    asked.atOnce(message);
    asked.resolve(message);
  }

  #takeEvent(event) {
    const here = this.#rooms.get(event.room);
    if (!here) return void this.#complain(`${event.room}: ${event.seq} came before the reply to join`);
    if (event.seq !== here.next) this.#complain(`live in ${event.room}: ${event.seq} instead of ${here.next}`);
    here.next = event.seq + 1;
    ++this.counts.delivered;
    if (here.catching) here.waiting.push(event);
    else this.#append(event.room, this.logs.get(event.room), [event]);
  }

  #complain(what) {
    if (this.complaints.length < 20) this.complaints.push(`${new Date().toISOString()} ${this.name}: ${what}`);
    ++this.counts.complaints;
    return new Lost(what);
  }
}
