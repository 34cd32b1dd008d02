// Peers that flood a host and read nothing, and thousands that return at once. The host's memory must stay flat, others
// must be served meanwhile, and its processor be idle again afterwards. README.md says how to run it.
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { startHost } from '../e2e/harness.mjs';
import { WebSocket } from '../e2e/peers/peer.mjs';
import { startBystander } from './bystander.mjs';
import { idleAgain, mb, percent, percentile, shareOf, watchMemory } from './figures.mjs';

const usage = 'tests/soak/floods [pings] [messages] [storm] [--seconds N] [--crowd N] [--storms N] [--memory MB] [--idle PERCENT; 0: not asserted]';
const { values, positionals } = parseArgs({ allowPositionals: true, options: {
  seconds: { type: 'string', default: '10' }, crowd: { type: 'string', default: '4000' }, storms: { type: 'string', default: '4' }, memory: { type: 'string', default: '50' },
  idle: { type: 'string', default: '5' }, help: { type: 'boolean' },
} });
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const seconds = Number(values.seconds);
const failures = [];
const must = (holds, what) => holds || failures.push(what);

/** A frame as a client sends it. */
function frame(opcode, payload) {
  const mask = Buffer.from([1, 2, 3, 4]);
  const length = payload.length < 126 ? [0x80 | payload.length] : [0x80 | 126, payload.length >> 8, payload.length & 255];
  return Buffer.concat([Buffer.from([0x80 | opcode, ...length]), mask, payload.map((byte, index) => byte ^ mask[index % 4])]);
}

/** A socket that is a WebSocket and a member, and from now on reads nothing. */
async function deafMember(host, name) {
  const socket = connect(host.port, '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(`GET /ws HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n');
  await once(socket, 'data');
  socket.write(frame(1, Buffer.from(JSON.stringify({ type: 'hello', id: 1, protocol: 1, name, beat: 0 }))));
  await once(socket, 'data');
  socket.write(frame(1, Buffer.from(JSON.stringify({ type: 'join', id: 2, room: 'lobby' }))));
  socket.pause();
  return socket;
}

/** Until the socket takes more, is closed, or the time is over. */
function roomIn(socket, until) {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer);
      socket.off('drain', go).off('close', go);
      resolve();
    };
    const timer = setTimeout(go, until - Date.now());
    socket.on('drain', go).on('close', go);
  });
}

/** Writes the same again and again, as much as the other side takes, for so long. @returns how often, and whether it was cut */
async function flood(socket, what, until) {
  let times = 0;
  while (Date.now() < until && !socket.destroyed) {
    ++times;
    if (!socket.write(what)) await roomIn(socket, until);
    if (times % 64 === 0) await pause(0);
  }
  const wasCut = socket.destroyed;
  socket.destroy();
  return { times, wasCut };
}

async function measured(name, host, act) {
  const memory = watchMemory(host.pid);
  const leave = startBystander(host);
  const words = await act();
  const latencies = await leave();
  const { first, most, growth } = memory();
  const share = await idleAgain(host.pid);
  const after = watchMemory(host.pid)();
  console.log(`${name}: ${words}`);
  console.log(`  memory ${mb(first)} before, at most ${mb(most)} (grew by ${mb(growth)}), ${mb(after.last)} after; processor ${percent(share)} after it`);
  console.log(`  a bystander said ${latencies.length} messages and heard each: median ${percentile(latencies, 0.5).toFixed(1)} ms, longest ${percentile(latencies, 1).toFixed(1)} ms`);
  must(latencies.length > 0, `${name}: the bystander said nothing`);
  must(!Number(values.idle) || share * 100 <= Number(values.idle), `${name}: the processor is at ${percent(share)} after it`);
  return { growth, latencies };
}

const floods = {
  async pings(host) {
    const { growth } = await measured('ping flood', host, async () => {
      const pings = Buffer.concat(Array.from({ length: 500 }, () => frame(9, Buffer.alloc(125, 'p'))));
      const attackers = await Promise.all(Array.from({ length: 4 }, (_, index) => deafMember(host, `Pinger ${index}`)));
      const flooding = attackers.map((socket) => flood(socket, pings, Date.now() + seconds * 1000));
      const share = await shareOf(host.pid, seconds / 2);
      const done = await Promise.all(flooding);
      return `4 attackers for ${seconds} s, ${done.reduce((sum, { times }) => sum + times * 500, 0)} pings, ${done.filter(({ wasCut }) => wasCut).length} cut; processor ${percent(share)} meanwhile`;
    });
    must(growth < Number(values.memory), `ping flood: the host grew by ${mb(growth)}`);
  },

  async messages(host) {
    const { growth } = await measured('message flood', host, async () => {
      const attackers = await Promise.all(Array.from({ length: 4 }, (_, index) => deafMember(host, `Shouter ${index}`)));
      const posts = (who) => Buffer.concat(Array.from({ length: 100 }, (_, index) =>
        frame(1, Buffer.from(JSON.stringify({ type: 'post', id: 9, room: 'lobby', key: `flood-${who}-${index}`, text: 'x'.repeat(500) })))));
      const flooding = attackers.map((socket, index) => flood(socket, posts(index), Date.now() + seconds * 1000));
      const share = await shareOf(host.pid, seconds / 2);
      const done = await Promise.all(flooding);
      return `4 attackers for ${seconds} s, ${done.reduce((sum, { times }) => sum + times * 100, 0)} posts, ${done.filter(({ wasCut }) => wasCut).length} cut; processor ${percent(share)} meanwhile`;
    });
    must(growth < Number(values.memory), `message flood: the host grew by ${mb(growth)}`);
  },

  /** Everybody is cut, and returns at once, by token; several times, so that growth shows. */
  async storm(host) {
    const crowd = Array.from({ length: Number(values.crowd) }, (_, index) => new Returner(host, index));
    await Promise.all(crowd.map((each) => each.come()));
    let settled = 0;
    for (let round = 1; round <= Number(values.storms); ++round) {
      await measured(`storm ${round} of ${crowd.length}`, host, async () => {
        const begun = performance.now();
        for (const each of crowd) each.cut();
        await Promise.all(crowd.map((each) => each.come()));
        const tries = crowd.reduce((sum, each) => sum + each.tries, 0);
        settled ||= watchMemory(host.pid)().last; // the first one warms what is reused
        return `all of them back after ${((performance.now() - begun) / 1000).toFixed(1)} s, in ${tries} tries`;
      });
    }
    const { last } = watchMemory(host.pid)();
    console.log(`  memory with all of them there: ${mb(settled)} after the first storm, ${mb(last)} after the last`);
    must(last - settled < Number(values.memory), `storm: the host kept ${mb(last - settled)}`);
    for (const each of crowd) each.cut();
  },
};

/** A member that wants to be in the lobby, from one of fifty addresses of loopback. */
class Returner {
  token = '';
  tries = 0;

  constructor(host, index) {
    Object.assign(this, { host, index });
  }

  async come() {
    for (this.tries = 1; !(await this.#try()); ++this.tries) await pause(100 * Math.min(this.tries, 10) * (1 + Math.random()));
  }

  #try() {
    return new Promise((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${this.host.port}/ws`, 'courtyard.v1', { perMessageDeflate: false, localAddress: `127.0.1.${1 + (this.index % 50)}` });
      this.socket = socket;
      socket.on('error', () => {});
      socket.on('close', () => resolve(false));
      const send = (message) => socket.send(JSON.stringify(message));
      socket.on('open', () => send({ type: 'hello', id: 1, protocol: 1, name: `Returner ${this.index}`, beat: 0, ...(this.token ? { token: this.token } : {}) }));
      socket.on('message', (data) => {
        const message = JSON.parse(data);
        if (message.type === 'welcome') {
          this.token = message.token;
          send({ type: 'join', id: 2, room: 'lobby' });
        } else if (message.re === 2) {
          resolve(message.type === 'ok');
        } else if (message.type === 'error') {
          socket.terminate();
        }
      });
    });
  }

  cut() {
    this.socket.removeAllListeners('close');
    this.socket.terminate();
  }
}

const wanted = positionals.length > 0 ? positionals : Object.keys(floods);
for (const name of wanted) {
  if (!floods[name]) {
    console.error(usage);
    process.exit(2);
  }
  const host = await startHost({ name: 'Floods' });
  try {
    await floods[name](host);
  } catch (error) {
    failures.push(`${name}: ${error.stack}`);
  }
  const { code, signal } = await host.stop();
  must(code === 0, `the host ended with ${code ?? signal}`);
}
for (const failure of failures) console.log(failure);
console.log(failures.length > 0 ? 'FAILED' : 'passed');
process.exit(failures.length > 0 ? 1 : 0);
