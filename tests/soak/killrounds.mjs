// A host under load is killed again and again, at moments from before the commit to after the delivery and in the middle of
// its start; then its data folder is put back to an older copy, and at last deleted. README.md says how to run it.
import { cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { startHost } from '../e2e/harness.mjs';
import { Peer } from '../e2e/peers/peer.mjs';
import { Device } from './device.mjs';
import { Random } from './random.mjs';
import { accountOf, digestOf, faultsOf, readFile, readLogs } from './truth.mjs';

const usage = 'tests/soak/killrounds [--rounds N] [--restores N] [--participants M] [--seed S] [--keep]';
const { values } = parseArgs({ options: {
  rounds: { type: 'string', default: '50' }, restores: { type: 'string', default: '6' }, participants: { type: 'string', default: '12' },
  seed: { type: 'string', default: String(Date.now() % 1_000_000) }, keep: { type: 'boolean' }, help: { type: 'boolean' },
} });
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const random = new Random(Number(values.seed));
const settleWithin = 120_000; // devices wait for up to 6 s between two tries, and give one up after 20 s of silence
const words = 20; // that each has waiting at once while there is load

/** Counts that can be waited for: a kill comes in the very turn in which the count changes. */
const numbers = { typed: 0, acknowledged: 0, delivered: 0, entries: 0, crashes: 0, silences: 0, resets: 0, complaints: 0 };
let alarm = null; // {name, at, ring}
const counts = new Proxy(numbers, {
  set(target, name, value) {
    target[name] = value;
    if (alarm && alarm.name === name && value >= alarm.at) {
      const { ring } = alarm;
      alarm = null;
      ring();
    }
    return true;
  },
});

/** When that many more have been counted, or after a while where they never are. */
function when(name, more) {
  return new Promise((resolve) => {
    alarm = { name, at: numbers[name] + more, ring: resolve };
    setTimeout(resolve, 5000).unref();
  });
}

const moments = {
  'as a message is typed': () => when('typed', random.whole(1, 300)),
  'as one is acknowledged': () => when('acknowledged', random.whole(1, 300)),
  'as one is delivered': () => when('delivered', random.whole(1, 3000)),
  'as they come in': () => when('entries', random.whole(1, 8)),
  'at any time': () => pause(random.between(0, 700)),
};

class Rounds {
  failures = [];
  kills = 0;
  killsInStart = 0;

  async open() {
    this.folder = await mkdtemp(join(tmpdir(), 'courtyard-kills-'));
    this.host = await startHost({ name: 'Kills', args: ['--no-rate-limit'], data: join(this.folder, 'host'), logFile: join(this.folder, 'host.log') });
    const maker = await Peer.join(this.host, 'Maker');
    const { room } = await maker.ask({ type: 'create', name: 'other', kind: 'public', key: 'other' });
    await maker.close();
    this.rooms = ['lobby', room.id];
    this.devices = Array.from({ length: Number(values.participants) }, (_, index) => this.#device(`peer${index}`));
    for (const device of this.devices) device.come();
    this.clock = setInterval(() => this.devices.forEach((device) => device.look(Date.now())), 500);
  }

  #device(name) {
    return new Device({
      name, person: { name, token: '' }, host: () => ({ address: '127.0.0.1', port: this.host.port }), rooms: this.rooms,
      random: random.branch(this.devices?.length ?? 0), counts, atOnce: random.pick([1, 4, 16]),
    });
  }

  /** Everybody types as fast as the host takes it. */
  load() {
    const timer = setInterval(() => {
      for (const device of this.devices)
        for (let more = Math.min(words - device.waiting, 4); more > 0; --more) device.say(random.pick(this.rooms), `${device.name} ${device.typed.length} ${'x'.repeat(random.whole(0, 200))}`);
    }, 5);
    return () => clearInterval(timer);
  }

  async restart() {
    while (random.chance(0.3)) {
      const starting = this.host.restart().catch(() => {});
      await pause(random.between(0, 300));
      await this.host.kill();
      await starting;
      ++this.killsInStart;
    }
    await this.host.restart();
  }

  async settle(what) {
    for (const device of this.devices) device.come();
    for (const end = Date.now() + settleWithin; ; await pause(20)) {
      const late = this.devices.filter((device) => device.state !== 'here' || device.waiting > 0);
      if (late.length === 0) break;
      if (Date.now() > end) throw new Error(`${what}: ${late.map((device) => `${device.name} is ${device.state} with ${device.waiting} waiting`).join('; ')}`);
    }
    const { logs, token } = await readLogs(this.host, this.rooms, { token: this.token });
    this.token = token;
    const heads = Object.fromEntries(this.rooms.map((room) => [room, logs[room].events.length]));
    for (const end = Date.now() + settleWithin; Date.now() < end && !this.devices.every((device) => device.hasReached(heads)); ) await pause(20);
    return logs;
  }

  /** Holds every device against the host's log. */
  check(what, logs, account) {
    const wrong = [...faultsOf(logs), ...account.missing.map((each) => `missing: ${each}`), ...account.doubled.map((each) => `doubled: ${each}`),
      ...account.disordered.map((each) => `out of order: ${each}`), ...account.misplaced];
    for (const [room, log] of Object.entries(logs)) {
      const truth = digestOf(log);
      for (const device of this.devices) wrong.push(...device.logs.get(room).differences(truth).map((each) => `${device.name}: ${room} ${each}`));
    }
    for (const device of this.devices) wrong.push(...device.complaints.splice(0), ...device.refusals.splice(0).map(({ key, why }) => `${device.name}: ${key} was refused: ${why}`));
    this.failures.push(...wrong.map((each) => `${what}: ${each}`));
    return wrong.length;
  }

  accounts() {
    return this.devices.map(({ name, typed, answers }) => ({ device: name, typed, answers: [...answers] }));
  }

  async killRound(number) {
    const enough = this.load();
    const moment = random.pick(Object.keys(moments));
    await moments[moment]();
    await this.host.kill();
    ++this.kills;
    if (random.chance(0.3)) random.pick(this.devices).crash();
    if (random.chance(0.5)) enough();
    await this.restart();
    enough();
    const logs = await this.settle(`round ${number}`);
    this.account = accountOf(logs, this.accounts());
    const faults = this.check(`round ${number}, killed ${moment}`, logs, this.account);
    const { typed, acknowledged, missing, doubled, disordered } = this.account;
    console.log(`round ${number}, killed ${moment}: typed ${typed}, acknowledged ${acknowledged}, missing ${missing.length}, doubled ${doubled.length}, out of order ${disordered.length}, faults ${faults}`);
  }

  /**
   * The folder becomes an older copy of itself; in one of two cases it has grown beyond what clients know before they return.
   * What was acknowledged after the copy is gone with it; what was not is sent, once, and all devices hold what the host holds.
   */
  async restoreRound(number, how) {
    for (const device of this.devices) device.mayLosePast = true;
    const { data } = this.host;
    await this.host.stop({ keepData: true });
    const copy = `${data}.copy`;
    await cp(data, copy, { recursive: true, preserveTimestamps: true });
    await this.host.restart();
    await this.settle(`restore ${number}`);
    const enough = this.load();
    await when('acknowledged', 300);
    await this.host.kill();
    enough();
    for (const device of this.devices) device.go();
    const open = this.devices.map((device) => ({ device: device.name, typed: device.typed.filter(({ key }) => !device.answers.has(key)) }));
    await rename(data, `${data}.newer`);
    if (how === 'deleted') await rm(copy, { recursive: true });
    else await rename(copy, data);
    await this.host.restart();
    const known = Math.max(...this.devices.flatMap((device) => [...device.logs.values()].map((log) => log.end)));
    if (how !== 'as it was') await this.#grow(known + random.whole(1, 400));
    const resets = numbers.resets;
    if (how === 'deleted') await this.#startOver();
    const logs = await this.settle(`restore ${number}`);
    const account = accountOf(logs, how === 'deleted' ? [] : open.map((each) => ({ ...each, answers: [] })));
    const faults = this.check(`restore ${number}, ${how}`, logs, account);
    console.log(`restore ${number}, ${how}: devices knew ${known}, the host has ${logs.lobby.events.length}; ${numbers.resets - resets} logs dropped, missing ${account.missing.length}, doubled ${account.doubled.length}, faults ${faults}`);
    await rm(`${data}.newer`, { recursive: true });
    for (const device of this.devices) {
      device.answers.clear();
      device.typed = [];
    }
  }

  /** A stranger talks in all rooms that there are until they are longer than what anybody knows. */
  async #grow(length) {
    const stranger = await Peer.join(this.host, `Stranger ${numbers.typed}`);
    for (const room of this.rooms) {
      const joined = await stranger.enter(room).catch(() => null);
      for (let seq = joined?.room.head ?? length; seq < length; ) { // many at once: a slow disk takes its time for each commit
        const posts = Array.from({ length: Math.min(50, length - seq) }, () => stranger.post(room, 'talk about something else'));
        seq = Math.max(...(await Promise.all(posts)).map((stored) => stored.seq));
      }
    }
    await stranger.close();
  }

  /** Another host, by its id: what was kept of the first one stays filed under that. */
  async #startOver() {
    for (const device of this.devices.splice(0)) device.go();
    this.rooms = ['lobby'];
    this.token = undefined;
    for (let index = 0; index < Number(values.participants); ++index) this.devices.push(this.#device(`again${index}`));
    for (const device of this.devices) device.come();
    const enough = this.load();
    await pause(300);
    enough();
  }

  async close() {
    clearInterval(this.clock);
    for (const device of this.devices) device.go();
    const { code, signal } = await this.host.stop({ keepData: true });
    if (code !== 0) this.failures.push(`the host ended with ${code ?? signal}`);
  }
}

const rounds = new Rounds();
try {
  console.log(`seed ${values.seed}`);
  await rounds.open();
  for (let round = 1; round <= Number(values.rounds); ++round) await rounds.killRound(round);
  const { host } = rounds;
  await host.stop({ keepData: true });
  const file = await readFile(host.data, rounds.rooms);
  await host.restart();
  rounds.failures.push(...faultsOf(await rounds.settle('the file'), file));
  const { account } = rounds;
  if (account) console.log(`${rounds.kills} kills under load, ${rounds.killsInStart} in the middle of a start: typed ${account.typed}, acknowledged ${account.acknowledged}, ` +
    `acknowledged and missing ${account.missing.length}, doubled ${account.doubled.length}, out of order ${account.disordered.length}`);
  const ways = ['as it was', 'grown beyond what clients know'];
  for (let round = 1; round <= Number(values.restores); ++round) await rounds.restoreRound(round, round === Number(values.restores) ? 'deleted' : ways[round % 2]);
} catch (error) {
  rounds.failures.push(error.stack);
}
await rounds.close().catch((error) => rounds.failures.push(error.stack));
for (const failure of rounds.failures.slice(0, 30)) console.log(failure);
if (values.keep || rounds.failures.length > 0) console.log(`left behind: ${rounds.folder}`);
else await rm(rounds.folder, { recursive: true, force: true });
console.log(rounds.failures.length > 0 ? `FAILED (seed ${values.seed})` : `passed (seed ${values.seed})`);
process.exit(rounds.failures.length > 0 ? 1 : 0);
