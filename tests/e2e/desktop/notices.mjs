// The notifications of a stage's desktop: a server of python3-dbusmock on its session bus.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { DEADLINE, until } from '../browser.mjs';

const run = promisify(execFile);
const python = '/usr/bin/python3'; // dbusmock belongs to the system's
const OBJECT = `import dbus, json
desktop = dbus.Interface(dbus.SessionBus().get_object('org.freedesktop.Notifications', '/org/freedesktop/Notifications'), 'org.freedesktop.DBus.Mock')
said = [arguments for at, arguments in desktop.GetMethodCalls('Notify')]
`;

export class Notices {
  #stage;

  static async open(stage) {
    const notices = new Notices();
    notices.#stage = stage;
    stage.launch(python, ['-m', 'dbusmock', '--session', '--template', 'notification_daemon', '--parameters', '{"capabilities": "body actions sound"}']);
    await until('there is a notification server', () => notices.titles().catch(() => null));
    return notices;
  }

  async #python(code) {
    return (await run(python, ['-c', OBJECT + code], { env: this.#stage.env, timeout: DEADLINE })).stdout;
  }

  /** Of all that were shown, in their order. */
  async titles() {
    return JSON.parse(await this.#python('print(json.dumps([each[3] for each in said]))'));
  }

  /** On the newest. */
  async click() {
    await this.#python(`
number = int(said[-1][1]) or sum(1 for each in said if each[1] == 0)
desktop.EmitSignal('org.freedesktop.Notifications', 'ActionInvoked', 'us', [dbus.UInt32(number), 'default'])`);
  }
}
