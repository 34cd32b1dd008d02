// A client made of node's `ws` and PROTOCOL.md alone: nothing of Courtyard is in it.
import { once } from 'node:events';

import WebSocket from 'ws';

export { WebSocket };

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
  #rooms = new Map();
  #lastId = 0;

  /** @param {string} url of the WebSocket */
  constructor(url, options = {}) {
    this.socket = new WebSocket(url, 'courtyard.v1', { perMessageDeflate: false, ...options });
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code, reason) => {
        for (const { reject } of this.#waiting.values()) reject(new Error(`closed with ${code}`));
        this.#waiting.clear();
        resolve({ code, reason: String(reason) });
      });
    });
    this.socket.on('error', () => {}); // `close` follows
    this.socket.on('message', (data) => this.#take(JSON.parse(data)));
  }

  /** Connected, nothing said yet. */
  static async connect(host, options) {
    const peer = new Peer(`ws://127.0.0.1:${host.port}/ws`, options);
    await Promise.race([
      once(peer.socket, 'open'),
      peer.closed.then(({ code }) => {
        throw new Error(`the connection closed with ${code}`);
      }),
    ]);
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
    return new Promise((resolve, reject) => {
      if (this.socket.readyState !== WebSocket.OPEN) return void reject(new Error(`${message.type}: the connection is not open`));
      this.#waiting.set(id, { resolve, reject });
      this.send({ ...message, id });
    });
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
  async message(wanted) {
    for (let next = 0; ; ) {
      for (; next < this.received.length; ++next) if (wanted(this.received[next])) return this.received[next];
      await Promise.race([
        once(this.socket, 'message'),
        this.closed.then(({ code }) => {
          throw new Error(`closed with ${code} while waiting for a message`);
        }),
      ]);
    }
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

  #note(room, events) {
    if (!this.#rooms.has(room)) this.#rooms.set(room, new Map());
    for (const event of events) this.#rooms.get(room).set(event.seq, event);
  }

  #take(message) {
    this.received.push(message);
    if (message.type === 'event') this.#note(message.room, [message]);
    const waiting = message.re === undefined ? undefined : this.#waiting.get(message.re);
    if (!waiting) return;
    this.#waiting.delete(message.re);
    if (message.type === 'error') waiting.reject(new Refused(message));
    else waiting.resolve(message);
  }
}
