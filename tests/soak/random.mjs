// Chance that can be had again: the same seed, the same numbers.

export class Random {
  #state;

  /** @param {number} seed */
  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** 0 … 1, without 1 (mulberry32) */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  between(low, high) {
    return low + this.next() * (high - low);
  }

  whole(low, high) {
    return Math.floor(this.between(low, high + 1));
  }

  chance(probability) {
    return this.next() < probability;
  }

  pick(list) {
    return list[Math.floor(this.next() * list.length)];
  }

  /** Time until the next of things that come by themselves, so many apart on average. */
  until(mean) {
    return -Math.log(1 - this.next()) * mean;
  }

  /** Another one that does not follow this one's use. */
  branch(number) {
    return new Random(Math.imul(this.#state ^ (number + 1), 0x9e3779b1) ^ (number << 7));
  }
}
