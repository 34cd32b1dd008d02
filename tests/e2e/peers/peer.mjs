// A client made of node's `ws` and PROTOCOL.md alone: nothing of Courtyard is in it.
import WebSocket from 'ws';

export { WebSocket };

const DEADLINE = 60_000; // ms; what has not come by then will not, however busy the machine is
const TOLD = 600; // characters of what came instead

/** An `error` reply, as an exception. */
export class Refused extends Error {
  constructor(reply) {
    super(`${reply.code}: ${reply.text}`);
    this.reply = reply;
    this.code = reply.code;
  }
}

let keys = 0;

export class Peer {
  /** Every message of the host, in the order in which they came. */
  received = [];
  #waiting = new Map();
  #wanted = new Map();
  #rooms = new Map();
  #lastId = 0;

  /** @param {string} url of the WebSocket */
  constructor(url, options = {}) {
    this.socket = new WebSocket(url, 'courtyard.v1', { perMessageDeflate: false, ...options });
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code, reason) => resolve({ code, reason: String(reason) }));
    });
    this.socket.on('error', () => {}); // `close` follows
    this.socket.on('message', (data) => this.#take(JSON.parse(data)));
  }

  /** Connected, nothing said yet. */
  static async connect(host, options) {
    const peer = new Peer(`ws://127.0.0.1:${host.port}/ws`, options);
    const opened = new Promise((resolve) => peer.socket.once('open', resolve));
    await peer.#soon(opened, 'the connection');
    return peer;
  }

  /** Connected, welcome, and in the lobby. `hello` may bring token, code, beat … */
  static async join(host, name, hello = {}) {
    const peer = await Peer.connect(host);
    await peer.hello({ name, ...(host.code ? { code: host.code } : {}), ...hello });
    await peer.enter('lobby');
    return peer;
  }

  async hello(fields) {
    this.welcome = await this.ask({ type: 'hello', protocol: 1, beat: 0, client: 'peer/1', ...fields });
    this.token = this.welcome.token;
    this.me = this.welcome.me;
    return this.welcome;
  }

  /** Joins a room, and reads on until all of its log is here. */
  async enter(room, fields = {}) {
    const joined = await this.ask({ type: 'join', room, ...fields });
    this.#note(room, joined.events);
    return joined;
  }

  /** Sends a message as it is. */
  send(message) {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** The reply to a request; throws Refused where it is an error. */
  ask(message) {
    const id = ++this.#lastId;
    return this.#soon(new Promise((resolve, reject) => {
      if (this.socket.readyState !== WebSocket.OPEN) return void reject(new Error(`${message.type}: the connection is not open`));
      this.#waiting.set(id, { resolve, reject });
      this.send({ ...message, id });
    }), `the answer to ${message.type}`);
  }

  post(room, text, key = `peer-${process.pid}-${++keys}`) {
    return this.ask({ type: 'post', room, key, text });
  }

  /** The code of the error that a request is answered with. */
  async refusal(message) {
    try {
      await this.ask(message);
    } catch (error) {
      if (error instanceof Refused) return error.code;
      throw error;
    }
    return 'ok';
  }

  /** The first message for which `wanted` holds, of those that came or will come. */
  message(wanted) {
    const found = this.received.find(wanted);
    if (found) return Promise.resolve(found);
    return this.#soon(new Promise((resolve) => this.#wanted.set(wanted, resolve)), `a message: ${wanted}`).finally(() => this.#wanted.delete(wanted));
  }

  /** What is known of a room's log, by `seq`. */
  events(room) {
    return [...(this.#rooms.get(room) ?? new Map()).values()].sort((a, b) => a.seq - b.seq);
  }

  texts(room) {
    return this.events(room).filter((event) => event.kind === 'message').map((event) => event.text);
  }

  async close() {
    this.socket.close();
    return this.closed;
  }

  /** What is promised; where it does not come, or the connection goes first, an error that says what came instead. */
  #soon(promise, what) {
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`waited in vain for ${what}; ${this.#told()}`)), DEADLINE);
    });
    const cut = this.closed.then(({ code, reason }) => {
      throw new Error(`the connection closed with ${code} ${reason} while waiting for ${what}; ${this.#told()}`);
    });
    return Promise.race([promise, late, cut]).finally(() => clearTimeout(timer));
  }

  #told() {
    return `the last that came to ${this.me?.name ?? 'it'}: ${JSON.stringify(this.received.slice(-5)).slice(-TOLD)}`;
  }

  #note(room, events) {
    if (!this.#rooms.has(room)) this.#rooms.set(room, new Map());
    for (const event of events) this.#rooms.get(room).set(event.seq, event);
  }

  #take(message) {
    this.received.push(message);
    for (const [wanted, resolve] of this.#wanted) if (wanted(message)) resolve(message);
    if (message.type === 'event') this.#note(message.room, [message]);
    const waiting = message.re === undefined ? undefined : this.#waiting.get(message.re);
    if (!waiting) return;
    this.#waiting.delete(message.re);
    if (message.type === 'error') waiting.reject(new Refused(message));
    else waiting.resolve(message);
  }
}
