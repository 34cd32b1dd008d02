// @ts-check
// How long the way to the host and back takes, how evenly, and how far its clock is from ours. Pure.
// The clock difference is shown and never used to order anything: the host's numbers do that.

export const SAMPLES = 30;
const BEATS = 10;

export class Latency {
  /** @type {number[]} */ #trips = [];
  /** @type {number[]} */ #beats = [];

  /** @param {number} ms */
  add(ms) {
    if (!Number.isFinite(ms) || ms < 0) return;
    this.#trips = [...this.#trips, ms].slice(-SAMPLES);
  }

  /** A beat's time against ours. What was delayed least says most, so the largest difference of the last few counts.
   * @param {number} theirs @param {number} ours */
  beat(theirs, ours) {
    this.#beats = [...this.#beats, theirs - ours].slice(-BEATS);
  }

  /** A new connection: what was measured over another way no longer says anything. */
  clear() {
    this.#trips = [];
    this.#beats = [];
  }

  get samples() {
    return this.#trips;
  }

  /** The last round trip in ms, or null. */
  get last() {
    return this.#trips.at(-1) ?? null;
  }

  /** Mean difference between one round trip and the next, or null. */
  get jitter() {
    if (this.#trips.length < 2) return null;
    const steps = this.#trips.slice(1).map((trip, index) => Math.abs(trip - this.#trips[index]));
    return steps.reduce((sum, step) => sum + step, 0) / steps.length;
  }

  /** The host's clock minus ours in ms, or null. */
  get clockDifference() {
    if (this.#beats.length === 0) return null;
    const oneWay = this.#trips.length > 0 ? Math.min(...this.#trips) / 2 : 0;
    return Math.max(...this.#beats) + oneWay;
  }
}

/**
 * The points of a polyline in a box of width × height: oldest first, the newest at the right edge.
 * @param {readonly number[]} samples @param {number} width @param {number} height
 */
export function sparkline(samples, width, height) {
  if (samples.length < 2) return '';
  const top = Math.max(...samples);
  const bottom = Math.min(...samples);
  const span = Math.max(top - bottom, 4); // ms: below that it is noise, and is drawn nearly flat
  const step = width / (samples.length - 1);
  return samples
    .map((sample, index) => {
      const y = height - 1 - ((sample - bottom) / span) * (height - 2);
      return `${round(index * step)},${round(y)}`;
    })
    .join(' ');
}

/** @param {number} value */
const round = (value) => Math.round(value * 10) / 10;
