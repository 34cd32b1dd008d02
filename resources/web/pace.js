// @ts-check
// How many bytes of an upload may be under way: as many as come through within the time that a message may wait. Pure.

export const LEAST = 128 << 10;
const QUICK = 80; // ms until the host has a piece: there is room for more
const SLOW = 200; // ms: whatever is said now waits behind what is under way

export class Pace {
  bytes = LEAST;
  /** @type {{end: number, at: number}[]} pieces that the host has not got */ #under = [];

  /** A new connection, or another place in the file; what was learnt stays. */
  begin() {
    this.#under = [];
  }

  /** @param {number} end of a piece @param {number} now */
  sent(end, now) {
    this.#under.push({ end, at: now });
  }

  /** @param {number} offset that the host has @param {number} now @param {number} most */
  reached(offset, now, most) {
    const there = this.#under.filter(({ end }) => end <= offset);
    const last = there.at(-1);
    if (!last) return;
    this.#under = this.#under.slice(there.length);
    const took = now - last.at;
    if (took < QUICK) this.bytes = Math.min(most, this.bytes * 1.5);
    else if (took > SLOW) this.bytes = Math.max(LEAST, this.bytes / 2);
  }
}
