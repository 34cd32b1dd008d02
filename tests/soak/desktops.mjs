// Real windows among the participants: each in a place of its own on the network, used through the accessibility
// interface, killed now and then. At the end their caches are held against the host's logs.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

import { Stage } from '../e2e/desktop/stage.mjs';
import { executable } from '../e2e/harness.mjs';

const run = promisify(execFile);
const enterWithin = 60_000;
const settleWithin = 120_000;
const findWithin = 30_000;

/** Where an event of a client's cache and one of the host's may not differ. A deleted one has lost its text. */
const fixed = ({ seq, at, from, name, kind, key, target, reply }) => JSON.stringify([seq, at, from, name, kind, key, target, reply]);

class Desktop {
  texts = []; // {text, sure}
  kills = 0;
  faults = [];

  constructor(stage, index, { folder, host, places }) {
    this.stage = stage;
    this.name = `window ${index}`;
    this.data = join(folder, `window${index}`);
    this.place = places[index % places.length];
    this.host = host;
  }

  /** Starts it and waits until it is in; somebody clicks Join again where the host was away. */
  async start() {
    const address = `${this.place.address}:${this.place.port ?? this.host.port}`;
    const [command, ...args] = [...this.place.enter, executable, '--data', this.data, '--join', address, '--name', this.name];
    this.child = this.stage.launch(command, args);
    this.person = this.stage.person(this.child.pid);
    for (const end = Date.now() + enterWithin; Date.now() < end; ) {
      if (await this.person.sees('list', 'Timeline', { deadline: 4 }).then(() => true, () => false)) return true;
      await this.person.press('Join', { deadline: 1 }).catch(() => {});
    }
    return false;
  }

  /** Ends it by a signal. @returns how it ended; where it had gone by itself, that is a fault of its own */
  async end(signal) {
    const { child } = this;
    if (child.exitCode !== null || child.signalCode !== null) {
      this.faults.push(`${this.name} had ended by itself with ${child.exitCode ?? child.signalCode}: ${child.errors.slice(-400)}`);
      return {};
    }
    const ended = once(child, 'exit');
    child.kill(signal);
    const [code] = await ended;
    return { code };
  }

  async kill() {
    await this.end('SIGKILL');
    ++this.kills;
  }

  async say() {
    const entry = { text: `${this.name} says ${this.texts.length + 1}`, sure: false };
    await this.person.fill('Message', entry.text);
    this.texts.push(entry);
    await this.person.press('Send');
    for (let tries = 0; tries < 100 && !entry.sure; ++tries) entry.sure = (await this.person.text('Message')) === '';
  }

  /** Rows of its cache; of a window that runs, too. */
  async query(sql) {
    const { stdout } = await run('sqlite3', ['-readonly', '-json', '-cmd', '.timeout 5000', join(this.data, 'client', 'client.sqlite'), sql], { maxBuffer: 2 ** 30 });
    return JSON.parse(stdout || '[]');
  }

  async waiting() {
    return (await this.query('SELECT count(*) AS n FROM outbox'))[0].n;
  }

  async hasReached(logs) {
    const rooms = await this.query('SELECT room, last FROM rooms');
    return rooms.length > 0 && rooms.every(({ room, last }) => !logs[room] || last >= logs[room].events.length);
  }

  /** What its cache holds that the host's logs do not, or not there. */
  async differences(logs) {
    const wrong = [];
    const rooms = await this.query('SELECT id, room, log, first, last FROM rooms');
    for (const { id, room, log, first, last } of rooms.filter((each) => logs[each.room])) {
      const { events } = logs[room];
      const deleted = new Set(events.filter(({ kind }) => kind === 'delete').map(({ target }) => target));
      const kept = (await this.query(`SELECT seq, body FROM events WHERE room = ${id} ORDER BY seq`)).map(({ body }) => JSON.parse(body));
      const say = (what) => wrong.push(`${this.name}: ${room} ${what}`);
      if (log !== logs[room].log) say(`is of log ${log}, not ${logs[room].log}`);
      if (last !== events.length) say(`ends at ${last}, not ${events.length}`);
      if (kept.length !== last - first + 1) say(`says ${first} to ${last}, and holds ${kept.length}`);
      const other = kept.find((event, index) => event.seq !== first + index || !events[event.seq - 1] || fixed(event) !== fixed(events[event.seq - 1])
        || ((event.text ?? '') !== (events[event.seq - 1].text ?? '') && !deleted.has(event.seq) && !deleted.has(event.target)));
      if (other) say(`number ${other.seq} is ${JSON.stringify(other)}, not ${JSON.stringify(events[other.seq - 1])}`);
    }
    if (!rooms.some(({ room }) => room === 'lobby')) wrong.push(`${this.name}: has no lobby`);
    const waiting = await this.waiting();
    if (waiting > 0) wrong.push(`${this.name}: ${waiting} still waiting in its outbox`);
    return wrong;
  }
}

export class Desktops {
  #all = [];
  #lively = true;
  #troubles = [];

  static async open(count, setup) {
    const desktops = new Desktops();
    Object.assign(desktops, setup);
    if (count === 0) return desktops;
    desktops.stage = await Stage.open();
    for (let index = 0; index < count; ++index) {
      const desktop = new Desktop(desktops.stage, index, setup);
      desktops.#all.push(desktop);
      if (!(await desktop.start())) throw new Error(`${desktop.name} did not come in: ${await desktop.person.tree()}`);
    }
    setup.say(`${count} windows are in`);
    return desktops;
  }

  /** One after the other says something, is killed, or stopped for a while. */
  async live() {
    while (this.#lively && this.#all.length > 0) {
      const desktop = this.random.pick(this.#all);
      const what = this.random.next();
      try {
        if (what < 0.06) await desktop.kill().then(() => desktop.start());
        else if (what < 0.12) await this.#stop(desktop);
        else await desktop.say();
      } catch (error) {
        this.#troubles.push(`${desktop.name}: ${error.message.split('\n')[0]}`);
        if (this.stage.hand.exitCode !== null) return this.fail('the hand at the accessibility interface has ended');
      }
      await pause(this.random.between(200, 2000));
    }
  }

  /** As a laptop whose lid is closed. */
  async #stop(desktop) {
    desktop.child.kill('SIGSTOP');
    await pause(this.random.between(500, 10_000));
    desktop.child.kill('SIGCONT');
  }

  rest() {
    this.#lively = false;
  }

  /** Windows that do not find the host where it is now. */
  async lost() {
    const lost = [];
    for (const desktop of this.#all) {
      const isOnline = () => desktop.person.names().then((names) => names.every((name) => !/Connection lost/.test(name)), () => false);
      for (const end = Date.now() + findWithin; Date.now() < end && !(await isOnline()); ) await pause(500);
      if (!(await isOnline())) lost.push(desktop.name);
    }
    return lost;
  }

  async settle() {
    for (const desktop of this.#all) {
      const end = Date.now() + settleWithin;
      while (Date.now() < end && (await desktop.waiting()) > 0) await pause(300);
      if ((await desktop.waiting()) > 0) this.fail(`${desktop.name} still has messages waiting: ${await desktop.person.names()}`);
    }
  }

  async compare(logs) {
    const wrong = [];
    const typed = [];
    for (const desktop of this.#all) {
      for (const end = Date.now() + settleWithin; Date.now() < end && !(await desktop.hasReached(logs)); ) await pause(300);
      const { code } = await desktop.end('SIGTERM');
      if (code !== 0) wrong.push(`${desktop.name}: asked to end, it ended with ${code}: ${desktop.child.errors.slice(-400)}`);
      wrong.push(...desktop.faults);
      wrong.push(...(await desktop.differences(logs)));
      wrong.push(...onceInOrder(desktop.name, desktop.texts, logs.lobby.events));
      typed.push({ device: desktop.name, isReal: true, typed: desktop.texts });
    }
    const count = this.#all.reduce((sum, { texts }) => sum + texts.length, 0);
    const summary = this.#all.length > 0
      ? `windows: ${this.#all.length}, ${count} messages typed, killed ${this.#all.reduce((sum, { kills }) => sum + kills, 0)} times; ${this.#troubles.length} clicks went astray ${[...new Set(this.#troubles)].slice(0, 5).join(' | ')}`
      : '';
    return { wrong, typed, summary };
  }

  async close() {
    await this.stage?.close();
  }
}

/** What is wrong with the texts of one person in a log: each once, in their order; those that were not surely sent, at most once. */
export function onceInOrder(name, texts, events) {
  const wrong = [];
  let latest = 0;
  const places = new Map();
  for (const { text, seq, kind } of events) if (kind === 'message' && text) places.set(text, [...(places.get(text) ?? []), seq]);
  for (const { text, sure } of texts) {
    const seqs = places.get(text) ?? [];
    if (seqs.length > 1) wrong.push(`${name}: "${text}" is there ${seqs.length} times`);
    if (seqs.length === 0 && sure) wrong.push(`${name}: "${text}" is missing`);
    if (seqs[0] < latest) wrong.push(`${name}: "${text}" is out of order`);
    latest = seqs[0] ?? latest;
  }
  return wrong;
}
