// Places from which participants come: network namespaces with a bad wire to the host's, or, where namespaces are not
// permitted, a proxy on loopback that delays, stalls and cuts. Both are told the same.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

import { Proxy } from './proxy.mjs';

const run = promisify(execFile);
const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';
const wirePath = new URL('wire.py', import.meta.url).pathname;
const nothing = { loss: 0, delay: 0, jitter: 0, reorder: 0 };

/** Whether this kernel has netem. To be asked in a namespace of our own. */
async function hasNetem() {
  return run('tc', ['qdisc', 'add', 'dev', 'lo', 'root', 'netem', 'delay', '1ms'])
    .then(() => run('tc', ['qdisc', 'del', 'dev', 'lo', 'root']).then(() => true), () => false);
}

function netem({ loss, delay, jitter, reorder }) {
  return ['netem', 'limit', '20000', 'delay', `${delay * 1000}ms`, `${jitter * 1000}ms`, 'loss', `${loss * 100}%`,
    ...(reorder && delay ? ['reorder', `${reorder * 100}%`] : [])];
}

/** The user-space wires, all in one process in a namespace of its own. */
class Wires {
  static async open(seed) {
    const wires = new Wires();
    wires.child = spawn('unshare', ['--net', python, wirePath, String(seed)], { stdio: ['pipe', 'pipe', 'inherit'] });
    wires.answers = createInterface({ input: wires.child.stdout })[Symbol.asyncIterator]();
    return wires;
  }

  async tell(order) {
    this.child.stdin.write(`${JSON.stringify(order)}\n`);
    const { done } = await this.answers.next();
    if (done) throw new Error('wire.py has ended');
  }
}

const inside = (pid, ...command) => run('nsenter', ['-t', String(pid), '--net', ...command]);

/** A namespace with a wire to ours; it is there as long as the process that was started in it. */
class Namespace {
  constructor(name, index) {
    this.name = name;
    this.hub = `hub${index}`;
    this.end = `end${index}`;
    this.address = `198.18.${index}.1`; // of the host, as seen from there (RFC 2544: nobody else's)
    this.guest = `198.18.${index}.2`;
    this.index = index;
  }

  /** Before a command line, to run it there. */
  get enter() {
    return ['nsenter', '-t', String(this.pid), '--net'];
  }

  static get launch() {
    return ['unshare', '--net'];
  }

  async connect(pid, wires) {
    this.pid = pid;
    this.wires = wires;
    const [near, far] = [`near${this.index}`, `far${this.index}`];
    if (wires) {
      await run('ip', ['link', 'add', this.hub, 'type', 'veth', 'peer', 'name', near, 'netns', String(wires.child.pid)]);
      await inside(wires.child.pid, 'ip', 'link', 'add', far, 'type', 'veth', 'peer', 'name', this.end, 'netns', String(pid));
      for (const interface_ of [near, far]) await inside(wires.child.pid, 'ip', 'link', 'set', interface_, 'up');
      await run(python, [wirePath, '--plain-frames', this.hub]);
      await inside(pid, python, wirePath, '--plain-frames', this.end);
      await wires.tell({ wire: this.name, between: [near, far] });
    } else {
      await run('ip', ['link', 'add', this.hub, 'type', 'veth', 'peer', 'name', this.end, 'netns', String(pid)]);
    }
    await run('ip', ['addr', 'add', `${this.address}/30`, 'dev', this.hub]);
    await run('ip', ['link', 'set', this.hub, 'up']);
    await inside(pid, 'ip', 'link', 'set', 'lo', 'up');
    await inside(pid, 'ip', 'addr', 'add', `${this.guest}/30`, 'dev', this.end);
    await inside(pid, 'ip', 'link', 'set', this.end, 'up');
  }

  /** Loss, delay, jitter (s) and reordering from now on, in both directions. */
  async impair(trouble) {
    const all = { ...nothing, ...trouble };
    if (this.wires) return this.wires.tell({ wire: this.name, ...all });
    await run('tc', ['qdisc', 'replace', 'dev', this.hub, 'root', ...netem(all)]);
    await inside(this.pid, 'tc', 'qdisc', 'replace', 'dev', this.end, 'root', ...netem(all));
  }

  /** The plug is pulled at the guests' side; they can tell. */
  unplug() {
    return inside(this.pid, 'ip', 'link', 'set', this.end, 'down');
  }

  plug() {
    return inside(this.pid, 'ip', 'link', 'set', this.end, 'up');
  }

  /** Frames vanish without a word. */
  async swallow(yes) {
    if (this.wires) return this.wires.tell({ wire: this.name, down: yes });
    return this.impair(yes ? { loss: 1 } : nothing);
  }
}

/** The same verbs on a proxy. */
class Stead {
  constructor(name) {
    this.name = name;
    this.address = '127.0.0.1';
    this.proxy = new Proxy();
  }

  enter = [];

  async connect() {
    this.port = await this.proxy.listen();
  }

  async impair({ delay = 0 }) {
    this.proxy.delay = delay * 1000;
  }

  async unplug() {
    this.proxy.refuse(true);
  }

  async plug() {
    this.proxy.refuse(false);
  }

  async swallow(yes) {
    this.proxy.stall(yes);
  }

  /** Where the host is now. */
  lead(port) {
    this.proxy.target = port;
  }
}

/** Whether we are in a namespace of our own, as run makes one where that is permitted. */
export const hasNamespaces = process.env.COURTYARD_SOAK_NAMESPACE === '1';

export class Networks {
  static async open(seed) {
    const networks = new Networks();
    if (!hasNamespaces) {
      networks.means = 'a proxy on loopback (network namespaces are not permitted here: no loss, no reordering)';
      return networks;
    }
    await run('ip', ['link', 'set', 'lo', 'up']);
    if (await hasNetem()) {
      networks.means = 'network namespaces, veth, tc netem';
    } else {
      networks.means = 'network namespaces, veth, wire.py (this kernel has no netem)';
      networks.wires = await Wires.open(seed);
    }
    return networks;
  }

  /** Starts a process with a channel at a new place. */
  async place(name, index, file, args) {
    const place = hasNamespaces ? new Namespace(name, index) : new Stead(name);
    const command = [...(hasNamespaces ? Namespace.launch : []), process.execPath, file, ...args];
    const child = spawn(command[0], command.slice(1), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    await once(child, 'message'); // it is ready, so it is in its namespace
    await place.connect(child.pid, this.wires);
    return { place, child };
  }

  async close() {
    if (!this.wires) return;
    const ended = once(this.wires.child, 'exit');
    this.wires.child.stdin.end();
    await ended;
  }
}
