// A desktop of its own for a test: an X server on a free display, a window manager, a session bus with the accessibility
// bus on it, and somebody who uses what stands there through AT-SPI alone. All of it ends with close().
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

import { DEADLINE } from '../browser.mjs';
import { within } from '../harness.mjs';

const run = promisify(execFile);
const here = new URL('.', import.meta.url).pathname;
// pyatspi belongs to the system's Python, which need not be the first in the path.
const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';

async function firstLine(stream) {
  const lines = createInterface({ input: stream });
  const [line] = await once(lines, 'line', { signal: AbortSignal.timeout(DEADLINE) });
  lines.close();
  stream.resume();
  return line;
}

export class Stage {
  #processes = [];
  #answers;
  #turn = Promise.resolve();
  env;

  static async open({ width = 1280, height = 860 } = {}) {
    const stage = new Stage();
    const server = stage.#start('Xvfb', ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp', '-noreset'],
      process.env, ['ignore', 'ignore', 'ignore', 'pipe']);
    const display = `:${await firstLine(server.stdio[3])}`;
    const bus = stage.#start('dbus-daemon', ['--session', '--nofork', '--address=unix:dir=/tmp', '--print-address=3'], { ...process.env, DISPLAY: display },
      ['ignore', 'ignore', 'ignore', 'pipe']);
    stage.env = {
      ...process.env, DISPLAY: display, DBUS_SESSION_BUS_ADDRESS: await firstLine(bus.stdio[3]), QT_QPA_PLATFORM: 'xcb',
      QT_LINUX_ACCESSIBILITY_ALWAYS_ON: '1', LC_ALL: 'C.UTF-8', LANG: 'C.UTF-8', LANGUAGE: 'en', TZ: 'UTC', XDG_CURRENT_DESKTOP: '',
    };
    stage.#start('openbox', ['--sm-disable'], stage.env);
    const hand = stage.#start(python, [`${here}atspi.py`], stage.env, ['pipe', 'pipe', 'inherit']);
    stage.hand = hand;
    stage.#answers = createInterface({ input: hand.stdout })[Symbol.asyncIterator]();
    return stage;
  }

  /** Each is the leader of a group, so that what it starts (the accessibility bus) ends with it. */
  #start(command, args, env, stdio = ['ignore', 'ignore', 'ignore']) {
    const child = spawn(command, args, { env, stdio, detached: true });
    child.on('error', () => {}); // a command that is not there shows in what waits for it
    this.#processes.push(child);
    return child;
  }

  /** Starts a program on the stage. Whoever starts it ends it; close() does where a test did not come to it. */
  launch(command, args, env = {}) {
    const child = this.#start(command, args, { ...this.env, ...env }, ['ignore', 'pipe', 'pipe']);
    child.errors = '';
    child.stderr.on('data', (data) => (child.errors += data));
    child.stdout.resume();
    return child;
  }

  /** One request to atspi.py, after the one before it. */
  ask(request) {
    const answer = this.#turn.then(async () => {
      this.hand.stdin.write(`${JSON.stringify(request)}\n`);
      const { value, done } = await within(3 * DEADLINE, this.#answers.next(), () => `atspi.py does not answer ${JSON.stringify(request)}`);
      assert.ok(!done, 'atspi.py has ended');
      const reply = JSON.parse(value);
      if (reply.error === undefined) return reply.ok;
      const tree = request.op === 'tree' ? '' : `\n${await this.#tree(request.pid)}`;
      throw new Error(`${reply.error}${tree}`);
    });
    this.#turn = answer.catch(() => {});
    return answer;
  }

  async #tree(pid) {
    this.hand.stdin.write(`${JSON.stringify({ op: 'tree', pid, deadline: 0 })}\n`);
    return JSON.parse((await this.#answers.next()).value).ok;
  }

  /** What one person sees and does: the windows of one process. */
  person(pid) {
    const ask = (op, role, name, more) => this.ask({ op, pid, role, name, ...more }); // `more` may name a `deadline`, in s
    return {
      pid,
      press: (name, more) => ask('press', 'button', name, more),
      fill: (name, text) => ask('fill', 'field', name, { text }),
      focus: (name) => ask('focus', 'field', name),
      text: (name) => ask('text', 'field', name),
      entries: (name) => ask('entries', 'list', name),
      position: async (role, name) => Number(await ask('position', role, name)),
      click: async (name, entry) => this.#click(...(await ask('entry_place', 'list', name, { entry }))),
      sees: (role, name, more) => ask('find', role, name, more),
      names: () => this.ask({ op: 'names', pid }),
      tree: () => this.ask({ op: 'tree', pid }),
    };
  }

  async #click(x, y) {
    await run('xdotool', ['mousemove', String(x), String(y), 'click', '1'], { env: this.env });
  }

  /** Keys as from a keyboard, to what has the focus: 'Return', 'shift+Return', … */
  async keys(...keys) {
    await run('xdotool', ['key', '--clearmodifiers', ...keys], { env: this.env });
  }

  async type(text) {
    await run('xdotool', ['type', '--clearmodifiers', '--delay', '1', text], { env: this.env });
  }

  /** The X window of a process whose title holds `title`. */
  async window(pid, title) {
    const { stdout } = await run('xdotool', ['search', '--sync', '--onlyvisible', '--all', '--pid', String(pid), '--name', title],
      { env: this.env, timeout: DEADLINE });
    return stdout.trim().split('\n').at(-1);
  }

  async resize(window, width, height) {
    await run('xdotool', ['windowsize', '--sync', window, String(width), String(height)], { env: this.env, timeout: DEADLINE });
  }

  /** How many windows of a process are in sight, menus too. */
  async windowCount(pid) {
    const search = run('xdotool', ['search', '--onlyvisible', '--all', '--pid', String(pid), '--name', ''], { env: this.env });
    return (await search).stdout.trim().split('\n').length;
  }

  /** Before all others, and with the keyboard. */
  async activate(window) {
    await run('xdotool', ['windowactivate', '--sync', window], { env: this.env, timeout: DEADLINE });
  }

  /** As by the button in its title bar. */
  async closeWindow(window) {
    await run('xdotool', ['windowactivate', '--sync', window, 'key', '--clearmodifiers', 'alt+F4'], { env: this.env, timeout: DEADLINE });
  }

  async picture(window, file) {
    await run('import', ['-window', window, '-strip', file], { env: this.env });
  }

  async close() {
    for (const child of this.#processes.reverse()) {
      if (child.pid === undefined) continue;
      const ended = child.exitCode !== null || child.signalCode !== null ? null : once(child, 'exit');
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        continue; // it is gone
      }
      await ended;
    }
  }
}
