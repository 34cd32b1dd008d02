// Hundreds of participants come, talk, sleep and are cut, on bad networks, while the host is killed and restarted. At the
// end every log on every device must be the host's, and everything that was typed in it once. README.md says how to run it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { startHost } from '../e2e/harness.mjs';
import { Peer } from '../e2e/peers/peer.mjs';
import { Desktops } from './desktops.mjs';
import { Networks } from './networks.mjs';
import { Pages } from './pages.mjs';
import { Random } from './random.mjs';
import { accountOf, digestOf, faultsOf, readFile, readLogs } from './truth.mjs';

const usage = `tests/soak/run [--minutes N] [--participants M] [--seed S] [--rate R] [--calm C] [--desktops D] [--pages P] [--keep]
  --minutes       how long there is trouble (1); then everybody must have everything within a few minutes
  --participants  people, at four places of the network (200); every eighth has two devices
  --seed          of all that is left to chance (the time)
  --rate          messages a second, of all together (10)
  --calm          seconds between two kills of the host, on average (20)
  --adventures    seconds between two things that happen to one participant, on average (40)
  --desktops      real windows among them (0)
  --pages         real browser pages among them (0)
  --keep          leaves the data folders and the host's log behind, and says where`;

const { values } = parseArgs({
  options: Object.fromEntries([...['minutes', 'participants', 'seed', 'rate', 'calm', 'adventures', 'desktops', 'pages']
    .map((name) => [name, { type: 'string' }]), ['keep', { type: 'boolean' }], ['help', { type: 'boolean' }]]),
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const number = (name, otherwise) => {
  const value = Number(values[name] ?? otherwise);
  if (Number.isFinite(value) && value >= 0) return value;
  console.error(`--${name} takes a number, not "${values[name]}".\n${usage}`);
  process.exit(2);
};
const minutes = number('minutes', 1);
const participants = number('participants', 200);
const seed = number('seed', Date.now() % 1_000_000);
const rate = number('rate', 10);
const calm = number('calm', 20) * 1000;
const adventures = number('adventures', 40) * 1000;
const settleWithin = 240_000;

const random = new Random(seed);
const begun = Date.now();
const say = (text) => console.log(`${((Date.now() - begun) / 1000).toFixed(1).padStart(7)} s  ${text}`);
const log = { kills: 0, stops: 0, killsInStart: 0, moves: 0, outages: 0, restarts: 0 };

/** What the network is like at each place, and how often it goes away (s; 0: never). */
const kinds = [
  { name: 'near', trouble: {}, outageEvery: 0 },
  { name: 'wifi', trouble: { loss: 0.01, delay: 0.01, jitter: 0.01, reorder: 0.03 }, outageEvery: 60 },
  { name: 'far', trouble: { loss: 0.03, delay: 0.12, jitter: 0.04, reorder: 0.02 }, outageEvery: 60 },
  { name: 'flaky', trouble: { loss: 0.005, delay: 0.03, jitter: 0.02 }, outageEvery: 15 },
];

/** One crowd: a process with its devices, at its place. */
class Crowd {
  static async open(networks, index, ports) {
    const crowd = new Crowd();
    Object.assign(crowd, kinds[index], await networks.place(kinds[index].name, index + 1, new URL('crowd.mjs', import.meta.url).pathname, []));
    crowd.child.on('exit', (code, signal) => {
      if (!crowd.closing) fail(`the crowd "${crowd.name}" has ended: ${code ?? signal}`);
    });
    await crowd.place.impair(crowd.trouble);
    crowd.lead(ports);
    return crowd;
  }

  /** Tells where the host is now, as people would by a new link. */
  lead(port) {
    this.place.lead?.(port);
    this.order('at', { where: { address: this.place.address, port: this.place.port ?? port } });
  }

  order(order, more = {}) {
    this.child.send({ order, ...more });
  }

  ask(order, more) {
    const wanted = { report: 'report', compare: 'compared' }[order];
    return new Promise((resolve) => {
      const take = (message) => {
        if (message.what !== wanted) return;
        this.child.off('message', take);
        resolve(message);
      };
      this.child.on('message', take);
      this.order(order, more);
    });
  }

  async close() {
    this.closing = true;
    this.child.disconnect();
  }
}

let failed = false;
function fail(what) {
  failed = true;
  say(`FAILED: ${what}`);
}

// ── The troubles

let trouble = true;
/** So many ms, or until there is no more trouble. */
async function wait(ms) {
  for (const end = Date.now() + ms; trouble && Date.now() < end; ) await pause(Math.min(200, end - Date.now()));
}

/** Repeats as long as there is to be trouble. */
async function repeatedly(mean, act, chance) {
  while (trouble) {
    await wait(chance.until(mean));
    if (trouble) await act(chance);
  }
}

async function bringBack(host, crowds, chance, home) {
  // One in four times on another port, until it comes home the next time.
  host.port = host.port === home && chance.chance(0.25) ? 0 : home;
  while (chance.chance(0.2)) {
    ++log.killsInStart;
    const starting = host.restart().catch(() => {});
    await pause(chance.between(0, 400));
    await host.kill();
    await starting;
  }
  await host.restart();
  ++log.restarts;
  if (host.port !== home) ++log.moves;
  for (const crowd of crowds) crowd.lead(host.port);
}

/** Windows find a host that has moved by its key, where there is a beacon; pages stay with their address. */
async function comeHome(host, crowds, [desktops, pages], home) {
  const lost = await desktops.lost();
  if (lost.length > 0) say(`windows that did not find the host at its new port: ${lost.join(', ')}`);
  if (lost.length === 0 && pages.count === 0) return;
  await host.stop({ keepData: true });
  host.port = home;
  await host.restart();
  for (const crowd of crowds) crowd.lead(home);
}

async function troubleHost(host, crowds, chance, home) {
  if (chance.chance(0.7)) {
    ++log.kills;
    await host.kill();
  } else {
    ++log.stops;
    const { code, signal } = await host.stop({ keepData: true });
    if (code !== 0) fail(`the host was asked to stop, and ended with ${code ?? signal}`);
  }
  await pause(chance.chance(0.5) ? 0 : chance.between(0, Math.min(10_000, calm)));
  await bringBack(host, crowds, chance, home);
}

async function troubleNetwork(crowd, chance) {
  ++log.outages;
  const silent = chance.chance(0.5);
  const long = chance.chance(0.15) && minutes > 3;
  await (silent ? crowd.place.swallow(true) : crowd.place.unplug());
  await wait(long ? chance.between(40_000, 120_000) : chance.between(200, 8_000));
  await (silent ? crowd.place.swallow(false).then(() => crowd.place.impair(crowd.trouble)) : crowd.place.plug());
}

// ── The whole

async function makeRooms(host) {
  const maker = await Peer.join(host, 'Maker');
  const rooms = [];
  for (const name of ['kitchen', 'garden', 'gate']) rooms.push((await maker.ask({ type: 'create', name, kind: 'public', key: name })).room.id);
  await maker.close();
  return rooms;
}

async function reports(crowds, heads) {
  const all = await Promise.all(crowds.map((crowd) => crowd.ask('report', { heads })));
  const sums = {};
  for (const { counts } of all) for (const [name, count] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + count;
  const late = all.reduce((sum, each) => sum + each.late, 0);
  return { sums, late, devices: all.reduce((sum, each) => sum + each.devices, 0), who: all.flatMap((each) => each.who) };
}

const words = (counts) => Object.entries(counts).map(([name, count]) => `${name} ${count}`).join(', ');

/** Until everything typed is on the host, then until every device has all of it. */
async function settle(host, crowds, others, rooms) {
  for (const crowd of crowds) crowd.order('settle');
  const settling = others.map((each) => each.settle());
  const end = Date.now() + settleWithin;
  const until = async (heads) => {
    for (;;) {
      const { late, who } = await reports(crowds, heads);
      if (late === 0) return true;
      if (Date.now() > end) {
        fail(`${late} devices did not come to rest: ${who.join('; ')}`);
        return false;
      }
      await pause(500);
    }
  };
  await until({});
  await Promise.all(settling);
  const { logs, token } = await readLogs(host, rooms);
  await until(Object.fromEntries(rooms.map((room) => [room, logs[room].events.length])));
  return { logs, token };
}

async function main() {
  const folder = await mkdtemp(join(tmpdir(), 'courtyard-soak-'));
  const networks = await Networks.open(seed);
  say(`seed ${seed}, ${minutes} minutes, ${participants} people, ${rate} messages a second; over ${networks.means}`);
  const host = await startHost({ name: 'Soak', data: join(folder, 'host'), logFile: join(folder, 'host.log') });
  const home = host.port;
  const rooms = await makeRooms(host);
  const crowds = await Promise.all(kinds.map((_, index) => Crowd.open(networks, index, home)));
  const each = Math.ceil(participants / crowds.length);
  const duration = minutes * 60_000;
  for (const [index, crowd] of crowds.entries()) {
    crowd.order('begin', {
      place: crowd.name, people: each, rooms, seed: seed + index, talkEvery: (participants * 1125) / rate, adventureEvery: adventures,
      arriveWithin: duration * 0.4, longest: Math.min(45_000, duration * 0.2),
    });
  }
  const others = [
    await Desktops.open(number('desktops', 0), { folder, host, places: crowds.map(({ place }) => place), random: random.branch(100), say, fail }),
    await Pages.open(number('pages', 0), { host, random: random.branch(200), say, fail }),
  ];

  const troubles = [
    repeatedly(calm, (chance) => troubleHost(host, crowds, chance, home), random.branch(1)),
    ...crowds.filter(({ outageEvery }) => outageEvery > 0).map((crowd, index) =>
      repeatedly(Math.min(crowd.outageEvery * 1000, duration / 3), (chance) => troubleNetwork(crowd, chance), random.branch(10 + index))),
    ...others.map((each) => each.live()),
  ];
  for (const end = Date.now() + duration; Date.now() < end && !failed; ) {
    await pause(Math.min(15_000, Math.max(0, end - Date.now())));
    const { sums, devices, late } = await reports(crowds);
    if (duration > 60_000) say(`${devices} devices, ${late} of them away or with something waiting; ${words(sums)}; host: ${words(log)}`);
  }
  trouble = false;
  for (const other of others) other.rest();
  await Promise.all(troubles);
  say('no more trouble; everybody comes back');
  if (host.port !== home) await comeHome(host, crowds, others, home);

  const { logs, token } = await settle(host, crowds, others, rooms.concat('lobby'));
  const again = await readLogs(host, Object.keys(logs), { token });
  if (JSON.stringify(again.logs) !== JSON.stringify(logs)) fail('the log changed after everything had come to rest');
  const { sums, devices } = await reports(crowds);
  const truth = Object.fromEntries(Object.entries(logs).map(([room, each]) => [room, digestOf(each)]));
  const compared = await Promise.all(crowds.map((crowd) => crowd.ask('compare', { truth })));
  const ofOthers = [];
  for (const other of others) ofOthers.push(await other.compare(logs));
  const { code } = await host.stop({ keepData: true });
  if (code !== 0) fail(`the host ended with ${code}`);
  const wrong = [...compared, ...ofOthers].flatMap((each) => each.wrong).concat(faultsOf(logs, await readFile(host.data, Object.keys(logs))));
  const typists = [...compared, ...ofOthers].flatMap((each) => each.typed);
  const account = accountOf(logs, typists.filter(({ isReal }) => !isReal));
  const real = typists.filter(({ isReal }) => isReal).map(({ device }) => device);
  for (const { name, sender } of account.unknown) if (!real.some((device) => sender.startsWith(device))) wrong.push(`nobody typed ${name} of ${sender}`);
  for (const typist of typists) for (const { key, why } of typist.refusals ?? []) wrong.push(`${key} was refused: ${why}`);

  for (const crowd of crowds) await crowd.close();
  for (const other of others) await other.close();
  await networks.close();

  const events = Object.values(logs).reduce((sum, each) => sum + each.events.length, 0);
  say(`participants: ${devices} devices; ${words(sums)}`);
  say(`host: ${words(log)}`);
  for (const other of ofOthers) if (other.summary) say(other.summary);
  say(`logs compared: ${compared.reduce((sum, each) => sum + each.logs, 0)} of plain devices, with ${events} events in ${Object.keys(logs).length} rooms`);
  const { missing, doubled, disordered, misplaced } = account;
  for (const [what, list] of Object.entries({ missing, doubled, disordered, misplaced, wrong })) for (const each of list.slice(0, 10)) say(`${what}: ${each}`);
  console.log(`typed ${account.typed}, acknowledged ${account.acknowledged}, missing ${missing.length}, doubled ${doubled.length}, ` +
    `out of order ${disordered.length}, elsewhere than acknowledged ${misplaced.length}, other faults ${wrong.length}`);
  const bad = missing.length + doubled.length + disordered.length + misplaced.length + wrong.length;
  if (bad > 0) failed = true;
  if (values.keep || failed) say(`left behind: ${folder}`);
  else await rm(folder, { recursive: true, force: true });
  console.log(failed ? `FAILED (seed ${seed})` : `passed (seed ${seed})`);
}

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));
await main().catch((error) => fail(error.stack));
process.exit(failed ? 1 : 0);
