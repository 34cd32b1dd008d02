// Some receivers stop reading while very much is said. The host's memory must not grow with it, the others must notice
// nothing, and who comes back has no gap. README.md says how to run it.
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { startHost } from '../e2e/harness.mjs';
import { Peer, WebSocket } from '../e2e/peers/peer.mjs';
import { DeviceLog } from './devicelog.mjs';
import { mb, percentile, watchMemory } from './figures.mjs';

const usage = `tests/soak/slow [--megabytes N] [--stopped N] [--readers N] [--speed N] [--memory N] [--latency N]
  --megabytes  of text that are said (300)       --speed    megabytes a second (6)
  --stopped    receivers that stop reading (1)   --memory   MB that the host may grow by (100; 5 a receiver beyond ten)
  --readers    others (4)                        --latency  ms that their 99th percentile may be (250; 0: not asserted)`;
const defaults = { megabytes: '300', stopped: '1', readers: '4', speed: '6', memory: '0', latency: '250' };
const { values } = parseArgs({ options: { ...Object.fromEntries(Object.entries(defaults).map(([name, value]) => [name, { type: 'string', default: value }])), help: { type: 'boolean' } } });
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const wanted = Object.fromEntries(Object.keys(defaults).map((name) => [name, Number(values[name])]));
wanted.memory ||= 50 + 5 * Math.max(10, wanted.stopped); // each may have 4 MiB waiting for it
const textBytes = 8000;
// Under way at once, so that nobody who reads is ever cut as slow, however slow the machine: the host keeps 4 MiB for each.
const underWay = 100; // messages
const dueAt = new Map(); // key → when it was to be sent
const failures = [];
const must = (holds, what) => holds || failures.push(what);

/** Somebody who reads the lobby, and keeps of it what can be compared. */
class Reader {
  log = new DeviceLog();
  latencies = [];
  token = '';
  bye = null;
  #joined = null;
  #wanted = []; // {seq, resolve, reject}, by seq

  constructor(host, name) {
    this.host = host;
    this.name = name;
  }

  /** In, and with all that was said up to now. */
  async come() {
    this.socket = new WebSocket(`ws://127.0.0.1:${this.host.port}/ws`, 'courtyard.v1', { perMessageDeflate: false });
    this.socket.on('error', () => {});
    this.closed = new Promise((resolve) => this.socket.on('close', (code) => resolve(code)));
    const gone = this.closed.then((code) => {
      const error = new Error(`${this.name}: closed with ${code} ("${this.bye ?? ''}") at ${this.log.end}`);
      for (const { reject } of this.#wanted.splice(0)) reject(error);
      throw error;
    });
    gone.catch(() => {}); // a sleeper is to be cut
    this.socket.on('message', (data) => this.#take(JSON.parse(data)));
    await Promise.race([new Promise((resolve) => this.socket.on('open', resolve)), gone]);
    const joined = new Promise((resolve) => (this.#joined = resolve));
    this.#send({ type: 'hello', id: 1, protocol: 1, name: this.name, beat: 0, ...(this.token ? { token: this.token } : {}) });
    await Promise.race([joined, gone]);
  }

  /** That it has this event; throws where its connection ends before. */
  async reached(seq) {
    if (this.log.end >= seq) return;
    if (this.socket.readyState !== WebSocket.OPEN) throw new Error(`${this.name}: closed at ${this.log.end}, before ${seq}`);
    await new Promise((resolve, reject) => this.#wanted.push({ seq, resolve, reject }));
  }

  #send(message) {
    this.socket.send(JSON.stringify(message));
  }

  #take(message) {
    if (message.type === 'event') return this.#event(message);
    if (message.type === 'error') throw new Error(`${this.name}: ${message.code} ${message.text}`);
    if (message.type === 'bye') this.bye = message.code;
    if (message.type === 'welcome') {
      this.token = message.token;
      this.#send({ type: 'join', id: 2, room: 'lobby', ...(this.log.id ? { after: this.log.end, log: this.log.id } : {}) });
    } else if (message.re === 2) {
      if (!this.log.id) this.log.begin(message.room.log, message.room.head);
      must(!message.reset && message.room.log === this.log.id, `${this.name}: another log`);
      this.head = message.room.head;
      this.live = [];
      this.#page(message.events);
    } else if (message.re === 3) {
      this.#page(message.events);
    }
  }

  #page(events) {
    for (const event of events) this.#append(event);
    if (this.log.end < this.head) return this.#send({ type: 'history', id: 3, room: 'lobby', after: this.log.end });
    const { live } = this;
    this.live = null;
    for (const event of live) this.#append(event);
    this.#joined();
  }

  #event(event) {
    const at = dueAt.get(event.key);
    if (at !== undefined) this.latencies.push(performance.now() - at);
    if (this.live) this.live.push(event);
    else this.#append(event);
  }

  #append(event) {
    must(this.log.append(event), `${this.name}: ${event.seq} after ${this.log.end}`);
    while (this.#wanted.length > 0 && this.#wanted[0].seq <= this.log.end) this.#wanted.shift().resolve();
  }
}

/**
 * Says so many messages, at that speed as long as the readers follow.
 * @returns what was said, and the number of the last one in the log
 */
async function talk(host, readers, bytes, speed) {
  const speaker = await Peer.join(host, 'Speaker');
  const text = 'All work and no play. '.repeat(textBytes / 22);
  const count = Math.ceil(bytes / text.length);
  const begun = performance.now();
  const heard = []; // one promise for each that is under way: everybody who reads has it
  let head = 0;
  const say = async (key) => {
    const { seq } = await speaker.post('lobby', text, key);
    head = Math.max(head, seq);
    await Promise.all(readers.map((reader) => reader.reached(seq)));
  };
  for (let index = 0; index < count; ++index) {
    const due = begun + (index * text.length) / speed / 1000;
    if (due > performance.now()) await pause(due - performance.now());
    while (heard.length >= underWay) await heard.shift();
    const key = `said-${index}`;
    dueAt.set(key, due);
    const said = say(key);
    said.catch(() => {}); // seen when its turn comes
    heard.push(said);
    speaker.received.length = 0; // it keeps all that it hears
  }
  await Promise.all(heard);
  const seconds = (performance.now() - begun) / 1000;
  await speaker.close();
  return { count, head, seconds, bytes: count * text.length };
}

const host = await startHost({ name: 'Slow', args: ['--no-rate-limit'] });
const stop = async () => {
  const { code } = await host.stop();
  must(code === 0, `the host ended with ${code}`);
};
try {
  const readers = Array.from({ length: wanted.readers }, (_, index) => new Reader(host, `Reader ${index}`));
  const sleepers = Array.from({ length: wanted.stopped }, (_, index) => new Reader(host, `Sleeper ${index}`));
  for (const each of [...readers, ...sleepers]) await each.come();
  for (const sleeper of sleepers) sleeper.socket.pause();
  const memory = watchMemory(host.pid);
  const { count, head, seconds, bytes } = await talk(host, readers, wanted.megabytes * 1e6, wanted.speed);
  const { first, most, growth } = memory();
  const latencies = readers.flatMap((reader) => reader.latencies);
  const worst = percentile(latencies, 0.99);
  console.log(`${mb(bytes / 1e6)} said in ${count} messages and ${seconds.toFixed(0)} s; ${wanted.stopped} stopped, ${wanted.readers} read`);
  console.log(`memory of the host: ${mb(first)} at first, at most ${mb(most)}: grew by ${mb(growth)}`);
  console.log(`delivery to the others, from when it was to be sent: median ${percentile(latencies, 0.5).toFixed(1)} ms, 99th percentile ${worst.toFixed(1)} ms, longest ${percentile(latencies, 1).toFixed(1)} ms`);
  must(growth < wanted.memory, `the host grew by ${mb(growth)}`);
  must(!wanted.latency || worst < wanted.latency, `the 99th percentile is ${worst} ms`);

  for (const sleeper of sleepers) sleeper.socket.resume();
  const codes = await Promise.all(sleepers.map((sleeper) => Promise.race([sleeper.closed, pause(60_000, 'still open', { ref: false })])));
  console.log(`those who had stopped: closed with ${[...new Set(codes)]}, ${sleepers.filter(({ bye }) => bye === 'slow').length} of ${sleepers.length} were told "slow"; they had ${sleepers.map(({ log }) => log.end)} of ${head}`);
  must(!codes.includes('still open'), 'the host did not cut who did not read');
  await Promise.all(sleepers.map((sleeper) => sleeper.come()));
  for (const each of [...readers, ...sleepers]) {
    must(each.log.end === head, `${each.name} has ${each.log.end} of ${head}`);
    must(each.log.differences({ log: readers[0].log.id, heads: readers[0].log.heads(), texts: readers[0].log.texts(), redacted: [] }).length === 0, `${each.name} has something else than the others`);
  }
  console.log(`all of them came back and have ${sleepers.map(({ log }) => log.end)} of ${head}, without a gap`);
} catch (error) {
  failures.push(error.stack);
}
await stop();
for (const failure of failures.slice(0, 20)) console.log(failure);
console.log(failures.length > 0 ? 'FAILED' : 'passed');
process.exit(failures.length > 0 ? 1 : 0);
