// @ts-check
// Asking with patience: a refusal that passes is waited out, and what was under way when the connection went is said
// again on return. So whatever is asked here may be said twice: by its key, or because it means the same then.

/**
 * @typedef {import('./protocol.js').Message} Message
 * @typedef {{ask: (message: Message) => Promise<any>, set: (run: () => void, ms: number) => any, clear: (timer: any) => void,
 *   isOnline: () => boolean}} Tools
 */

const PASSING = new Set(['rate_limited', 'storage', 'busy']);
const FIRST_WAIT = 1_000;
const MOST_TRIES = 6;
export const RETURN_WITHIN = 20_000; // for so long somebody who asked is kept waiting for the connection

export class Patience {
  #tools;
  /** @type {Set<() => void>} */ #waiting = new Set();

  /** @param {Tools} tools */
  constructor(tools) {
    this.#tools = tools;
  }

  /** The connection stands again. */
  returned() {
    for (const goOn of [...this.#waiting]) goOn();
  }

  /** Rejects with `lost` as soon as the connection goes: for what is done anew on return anyway.
   * @param {Message} message @returns {Promise<any>} */
  async ask(message) {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#tools.ask(message);
      } catch (reason) {
        const failure = /** @type {import('./protocol.js').Failure} */ (reason);
        if (!PASSING.has(failure.code) || tries === MOST_TRIES) throw failure;
        await new Promise((resolve) => this.#tools.set(() => resolve(null), failure.retry ?? FIRST_WAIT * 2 ** tries));
      }
    }
  }

  /** Does it again where the connection went in the middle; `unsure` where it does not come back in time.
   * @template T @param {() => Promise<T>} what @returns {Promise<T>} */
  async insist(what) {
    if (!this.#tools.isOnline()) throw { code: 'lost', text: '' };
    for (let tries = 1; ; tries++) {
      try {
        return await what();
      } catch (failure) {
        if (/** @type {any} */ (failure)?.code !== 'lost' || tries === MOST_TRIES) throw failure;
        await this.#return();
      }
    }
  }

  /** @returns {Promise<void>} */
  #return() {
    if (this.#tools.isOnline()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const done = () => {
        this.#tools.clear(timer);
        this.#waiting.delete(done);
        resolve();
      };
      const timer = this.#tools.set(() => {
        this.#waiting.delete(done);
        reject({ code: 'unsure', text: '' });
      }, RETURN_WITHIN);
      this.#waiting.add(done);
    });
  }
}
