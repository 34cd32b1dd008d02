// @ts-check
// How fast something goes, and for how long it will: over the last seconds, so that it neither jumps nor lags. Pure.

const OVER = 4_000; // ms
const SURE_AFTER = 500; // ms; before that nothing is said

export class SpeedMeter {
  /** @type {{at: number, bytes: number}[]} */ #marks = [];

  /** @param {number} bytes @param {number} now */
  begin(bytes, now) {
    this.#marks = [{ at: now, bytes }];
  }

  /** @param {number} bytes in all @param {number} now */
  reached(bytes, now) {
    this.#marks.push({ at: now, bytes });
    while (this.#marks.length > 2 && now - this.#marks[0].at > OVER) this.#marks.shift();
  }

  /** Bytes; 0 as long as nobody knows. */
  get perSecond() {
    const first = this.#marks[0];
    const last = this.#marks.at(-1);
    if (!first || !last || last.at - first.at < SURE_AFTER) return 0;
    return ((last.bytes - first.bytes) * 1000) / (last.at - first.at);
  }

  /** @param {number} bytes that are left @returns {number|null} seconds */
  left(bytes) {
    const speed = this.perSecond;
    return speed > 0 ? bytes / speed : null;
  }
}
