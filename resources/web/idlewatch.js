// @ts-check
// Whether anybody is still there, at a device that many use: warns, and then says that nobody is. Asked every second; by
// the wall clock, for timers stand still while a device sleeps.

export const FORGETS_AFTER = 60_000;
export const WARNS_FOR = 15_000;

export class IdleWatch {
  #tools;
  #touched;
  #isWarning = false;
  #isOver = false;

  /** @param {{clock: () => number, onWarning: (seconds: number) => void, onBack: () => void, onOver: () => void}} tools
   *   `onWarning`: each second, with those that are left */
  constructor(tools) {
    this.#tools = tools;
    this.#touched = tools.clock();
  }

  /** Somebody is there. */
  touched() {
    this.#touched = this.#tools.clock();
    this.#isOver = false;
    if (!this.#isWarning) return;
    this.#isWarning = false;
    this.#tools.onBack();
  }

  /** @param {boolean} hasAnything whether there is something to forget */
  tick(hasAnything) {
    if (!hasAnything) return this.touched();
    const left = FORGETS_AFTER - (this.#tools.clock() - this.#touched);
    if (left <= 0) return this.#over();
    if (left > WARNS_FOR) return;
    this.#isWarning = true;
    this.#tools.onWarning(Math.ceil(left / 1000));
  }

  #over() {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#isWarning = false;
    this.#tools.onOver();
  }
}
