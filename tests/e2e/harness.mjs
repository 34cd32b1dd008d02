// Starts and stops the real executable. The only place that knows how; the tests know what.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

export const executable = process.env.COURTYARD_BINARY;
if (!executable) throw new Error('COURTYARD_BINARY must name the executable under test');

// ms; nothing takes so long, not even on a busy machine with a slow disk
const startWithin = 60_000;
const endWithin = 60_000;
const portTaken = 3; // PROTOCOL §7

/** Ends whatever a failed test left behind. */
const running = new Set();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** What is promised, or an error in words: whoever waits in vain says for what. @param {() => string} words */
export async function within(ms, promise, words) {
  let timer;
  const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error(words())), ms)));
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/**
 * Runs the executable to its end.
 * @param {string[]} args
 * @returns {Promise<{code: number | null, stdout: string, stderr: string}>}
 */
export async function runToEnd(args, { env = {} } = {}) {
  const child = spawn(executable, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  const result = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (result.stdout += chunk));
  child.stderr.on('data', (chunk) => (result.stderr += chunk));
  const [code] = await within(endWithin, once(child, 'close'), () => `it did not end: ${args.join(' ')}; it said ${JSON.stringify(result)}`);
  running.delete(child);
  return { code, ...result };
}

const anchor = createServer((end) => end.unref()).listen(0, '127.0.0.1').unref();

/**
 * A free port for a host, as long as this connection goes out from it: the system lets the host listen there, and while the
 * host is gone it lends the port to nobody else. Free at all addresses: other tests come from 127.2.0.1 and its like.
 */
async function keepPort() {
  if (!anchor.listening) await once(anchor, 'listening');
  const place = connect({ port: anchor.address().port, host: '127.0.0.1', localAddress: '0.0.0.0' });
  await once(place, 'connect');
  return place.unref();
}

class RunningHost {
  /** @param {{args: string[], data: string, ownsData: boolean, logFile?: string}} setup */
  constructor(setup) {
    Object.assign(this, setup);
    this.stderr = '';
  }

  /** After a restart on the same port again, as clients expect; at first on one that nobody has. */
  async start() {
    const mayChoose = this.port === undefined;
    for (let left = mayChoose ? 10 : 1; ; left--) {
      if (mayChoose) {
        this.place?.destroy();
        this.place = await keepPort();
        this.port = this.place.localPort;
      }
      const started = await this.#launch().catch((error) => error);
      if (started === this) return this;
      if (started.exitCode !== portTaken || left === 1) throw started; // else somebody has it at IPv6 alone
    }
  }

  async #launch() {
    const log = this.logFile ? openSync(this.logFile, 'a') : 'pipe';
    this.child = spawn(executable, ['--host', '--headless', '--port', String(this.port), '--data', this.data, ...this.args], {
      stdio: ['ignore', 'pipe', log],
    });
    if (this.logFile) closeSync(log);
    running.add(this.child);
    this.exited = once(this.child, 'close').then(([code, signal]) => {
      running.delete(this.child);
      return { code, signal };
    });
    if (this.child.stderr) createInterface({ input: this.child.stderr }).on('line', (line) => {
      this.stderr += `${line}\n`;
      if (!/ info /.test(line)) process.stderr.write(`the host: ${line}\n`); // beside what fails
    });
    const line = await within(startWithin, Promise.race([
      once(createInterface({ input: this.child.stdout }), 'line').then(([text]) => text),
      this.exited.then(({ code, signal }) => {
        throw Object.assign(new Error(`the host ended (${code ?? signal}) before it listened: ${this.stderr}`), { exitCode: code });
      }),
    ]), () => `the host did not listen in time: ${this.stderr}`);
    this.listening = JSON.parse(line);
    this.port = this.listening.port;
    this.code = this.listening.code;
    this.pid = this.listening.pid;
    this.url = `http://127.0.0.1:${this.port}/`;
    return this;
  }

  /** SIGTERM; answers how it ended, and removes the data folder if it was made here. */
  async stop({ keepData = false } = {}) {
    this.child.kill('SIGTERM');
    const ended = await within(endWithin, this.exited, () => `the host was asked to stop, and did not: ${this.stderr}`);
    if (this.ownsData && !keepData) await rm(this.data, { recursive: true, force: true });
    return ended;
  }

  /** kill -9. */
  async kill() {
    this.child.kill('SIGKILL');
    return this.exited;
  }

  /** Starts it again on the same folder and port. Meanwhile the system may have lent the port to another program: then a while later. */
  async restart() {
    for (const end = Date.now() + startWithin; ; await pause(100)) {
      const started = await this.start().catch((error) => error);
      if (started === this) return this;
      if (started.exitCode !== portTaken || Date.now() > end) throw started;
    }
  }
}

/**
 * A host on a free port. Without `data` it gets a folder of its own, which stop() removes. What it says on standard error is
 * kept in `stderr`, or added to `logFile`.
 * @param {{name?: string, code?: string, args?: string[], data?: string, port?: number, logFile?: string}} options
 * @returns {Promise<RunningHost>}
 */
export async function startHost({ name, code = 'none', args = [], data, port, logFile } = {}) {
  const all = [...(name ? ['--name', name] : []), '--code', code, ...args];
  const folder = data ?? (await mkdtemp(join(tmpdir(), 'courtyard-host-')));
  return new RunningHost({ args: all, data: folder, ownsData: !data, port, logFile }).start();
}
