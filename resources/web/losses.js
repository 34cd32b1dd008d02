// @ts-check
// When and why the connection was lost, for whoever is asked later why it did not work. Pure.

const MOST = 20;
const OF_THE_HOST = new Set(['stopping', 'slow']); // words of its `bye` that say more than a closed socket

/** @typedef {{at: number, reason: string, times: number}} Loss a LossReason, or the code of the host's `bye`; `times` in a row */

export class Losses {
  /** @type {readonly Loss[]} newest last */ list = [];

  /** @param {number} at wall clock @param {import('./connection.js').LossReason} reason @param {string} bye what the host said before */
  add(at, reason, bye) {
    const why = OF_THE_HOST.has(bye) ? bye : reason;
    const last = this.list.at(-1);
    if (last?.reason === why) this.list = [...this.list.slice(0, -1), { ...last, times: last.times + 1 }];
    else this.list = [...this.list, { at, reason: why, times: 1 }].slice(-MOST);
  }
}
