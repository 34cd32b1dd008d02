// Many devices in one process at one place of the network. Told what to do by soak.mjs over the channel that it was
// started with, and ends with it.
import { Device } from './device.mjs';
import { Random } from './random.mjs';

const counts = {
  typed: 0, acknowledged: 0, delivered: 0, entries: 0, cuts: 0, sleeps: 0, crashes: 0, absences: 0, silences: 0, resets: 0,
  complaints: 0,
};
/** @type {Device[]} */
const devices = [];
const timers = new Set();
let where = { address: '127.0.0.1', port: 0 };
let lively = true;

const tell = (message) => process.send(message);

/** Does something again and again, so many milliseconds apart on average, as long as there is life here. */
function often(random, mean, act) {
  const timer = setTimeout(() => {
    timers.delete(timer);
    if (!lively) return;
    act();
    often(random, mean, act);
  }, random.until(mean));
  timers.add(timer);
}

function sentence(random, name, number) {
  const words = random.chance(0.02) ? random.whole(500, 1500) : random.whole(0, 12);
  return `${name} says ${number} ${random.pick(['.', '…', 'é', 'سلام', '你好', '🙂'])} ${'word '.repeat(words)}`.trim();
}

function talk(device, random) {
  const room = random.pick(device.rooms);
  const own = device.ownMessages(room);
  const target = own.at(-random.whole(1, Math.max(1, own.length)));
  const what = target ? random.next() : 1;
  if (what < 0.05) device.change(room, { type: 'react', target, emoji: random.pick(['👍', '❤️', '😀']), on: random.chance(0.8) });
  else if (what < 0.08) device.change(room, { type: 'edit', target, text: sentence(random, device.name, 'again') });
  else if (what < 0.1) {
    own.splice(own.indexOf(target), 1);
    device.change(room, { type: 'delete', target });
  } else for (let more = random.chance(0.1) ? 5 : 1; more > 0; --more) device.say(room, sentence(random, device.name, device.typed.length + 1));
}

/** What becomes of a device now and then. */
function adventure(device, random, longest) {
  if (device.asleep) return device.wake();
  const what = random.next();
  if (what < 0.4) device.cut();
  else if (what < 0.65) {
    device.sleep();
    setTimeout(() => device.wake(), random.between(500, longest));
  } else if (what < 0.8) device.crash();
  else {
    ++counts.absences;
    device.go();
    setTimeout(() => device.come(), random.between(100, longest));
  }
}

/** A second device of the same person comes when the first has got a token. */
function comeWhenKnown(device) {
  if (device.person.token) return device.come();
  setTimeout(() => comeWhenKnown(device), 200);
}

function begin({ place, people, rooms, seed, talkEvery, adventureEvery, arriveWithin, longest }) {
  const random = new Random(seed);
  for (let index = 0; index < people; ++index) {
    const own = random.branch(index);
    const person = { name: `${place} ${index}`, token: '' };
    const theirs = ['lobby', ...rooms.filter(() => own.chance(0.4))];
    const howMany = index % 8 === 7 ? 2 : 1;
    for (let which = 0; which < howMany; ++which) {
      const device = new Device({
        name: `${place}${index}${'ab'[which]}`, person, host: () => where, rooms: theirs, random: own.branch(which), counts,
        atOnce: own.chance(0.3) ? 8 : 1,
      });
      devices.push(device);
      setTimeout(() => {
        if (which === 0) device.come();
        else comeWhenKnown(device);
        often(device.random, talkEvery, () => talk(device, device.random));
        often(device.random, adventureEvery, () => adventure(device, device.random, longest));
      }, own.between(0, arriveWithin));
    }
  }
  setInterval(() => {
    const now = Date.now();
    for (const device of devices) device.look(now);
  }, 1000);
}

/** Nobody types any more; everybody is awake and comes back. */
function settle() {
  lively = false;
  for (const timer of timers) clearTimeout(timer);
  for (const device of devices) {
    device.wake();
    device.come();
  }
}

const unsettled = (heads) => devices.filter((device) => device.state !== 'here' || device.asleep || device.waiting > 0 || !device.hasReached(heads));

function report(heads = {}) {
  const late = unsettled(heads);
  tell({
    what: 'report', counts, devices: devices.length, late: late.length,
    who: late.slice(0, 5).map((device) => `${device.name} is ${device.state}${device.asleep ? ', asleep' : ''}, ${device.waiting} waiting, ${[...device.logs].map(([room, log]) => `${room} ${log.end}/${heads[room] ?? '?'}`).join(' ')}`),
  });
}

/** Holds every device against the host's logs. */
function compare(truth) {
  const wrong = devices.flatMap((device) => [
    ...device.complaints,
    ...[...device.logs].flatMap(([room, log]) => log.differences(truth[room]).map((what) => `${device.name}: ${room} ${what}`)),
    ...device.rooms.filter((room) => !device.logs.has(room)).map((room) => `${device.name}: was never in ${room}`),
  ]);
  const typed = devices.map((device) => ({ device: device.name, typed: device.typed, refusals: device.refusals, answers: [...device.answers] }));
  tell({ what: 'compared', wrong, typed, logs: devices.reduce((sum, device) => sum + device.logs.size, 0) });
}

const orders = {
  begin,
  host: (message) => (where = { ...where, port: message.port }),
  at: (message) => (where = message.where),
  settle,
  report: (message) => report(message.heads),
  compare: (message) => compare(message.truth),
};
process.on('message', (message) => orders[message.order](message));
process.on('disconnect', () => process.exit());
tell({ what: 'ready' });
