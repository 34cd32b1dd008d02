// A clock and timers that only a test moves.
export class FakeTime {
  #now = 1_000_000;
  #next = 1;
  #timers = new Map();

  now = () => this.#now;
  set = (run, ms) => {
    const id = this.#next++;
    this.#timers.set(id, { at: this.#now + ms, run });
    return id;
  };
  clear = (id) => this.#timers.delete(id);

  /** Lets `ms` pass: what is due runs in order, and what it promised is kept before the next. */
  async advance(ms) {
    const end = this.#now + ms;
    for (;;) {
      await settled();
      const due = [...this.#timers].filter(([, timer]) => timer.at <= end).sort((a, b) => a[1].at - b[1].at || a[0] - b[0])[0];
      if (!due) break;
      this.#timers.delete(due[0]);
      this.#now = Math.max(this.#now, due[1].at);
      due[1].run();
    }
    this.#now = end;
    await settled();
  }

  get pending() {
    return this.#timers.size;
  }
}

/** Everything that was promised so far has happened. */
export async function settled() {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
