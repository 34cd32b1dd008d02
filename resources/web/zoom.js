// @ts-check
// A picture that is moved and made larger within a frame, by pointers and wheel. 1 is as large as fits.

const MOST = 8;
const DOUBLE = 2.5; // by a double tap
const TAP = 300; // ms between two taps

export class Zoom {
  #frame;
  #picture;
  #scale = 1;
  #x = 0;
  #y = 0;
  /** @type {Map<number, {x: number, y: number}>} */ #pointers = new Map();
  #tapped = -Infinity;

  /** @param {HTMLElement} frame @param {HTMLElement} picture */
  constructor(frame, picture) {
    this.#frame = frame;
    this.#picture = picture;
    frame.addEventListener('wheel', (event) => {
      event.preventDefault();
      this.by(Math.exp(-event.deltaY / 300), event);
    }, { passive: false });
    frame.addEventListener('pointerdown', (event) => {
      frame.setPointerCapture(event.pointerId);
      this.#pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      if (this.#pointers.size === 1) this.#tap(event);
    });
    frame.addEventListener('pointermove', (event) => this.#moved(event));
    for (const end of ['pointerup', 'pointercancel']) frame.addEventListener(end, (event) => this.#pointers.delete(/** @type {PointerEvent} */ (event).pointerId));
  }

  fit() {
    this.#scale = 1;
    this.#x = this.#y = 0;
    this.#draw();
  }

  /** @param {number} factor @param {{clientX: number, clientY: number}} [around] */
  by(factor, around) {
    const box = this.#frame.getBoundingClientRect();
    const x = around ? around.clientX - box.left - box.width / 2 : 0;
    const y = around ? around.clientY - box.top - box.height / 2 : 0;
    const scale = Math.min(MOST, Math.max(1, this.#scale * factor));
    const change = scale / this.#scale;
    this.#x = x - (x - this.#x) * change;
    this.#y = y - (y - this.#y) * change;
    this.#scale = scale;
    this.#draw();
  }

  /** @param {PointerEvent} event */
  #tap(event) {
    const isSecond = event.timeStamp - this.#tapped < TAP;
    this.#tapped = isSecond ? -Infinity : event.timeStamp;
    if (!isSecond) return;
    if (this.#scale > 1) this.fit();
    else this.by(DOUBLE, event);
  }

  /** One pointer moves the picture, two pinch it. @param {PointerEvent} event */
  #moved(event) {
    const before = this.#pointers.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1];
    this.#pointers.set(event.pointerId, now);
    if (!other) {
      this.#x += now.x - before.x;
      this.#y += now.y - before.y;
      return this.#draw();
    }
    const apart = (/** @type {{x: number, y: number}} */ from) => Math.max(1, Math.hypot(from.x - other.x, from.y - other.y));
    this.by(apart(now) / apart(before), { clientX: (now.x + other.x) / 2, clientY: (now.y + other.y) / 2 });
  }

  /** It never leaves its frame altogether. */
  #draw() {
    const reach = (/** @type {number} */ side) => (side * (this.#scale - 1)) / 2;
    const within = (/** @type {number} */ value, /** @type {number} */ most) => Math.min(most, Math.max(-most, value));
    this.#x = within(this.#x, reach(this.#frame.clientWidth));
    this.#y = within(this.#y, reach(this.#frame.clientHeight));
    this.#picture.style.transform = `translate(${this.#x}px, ${this.#y}px) scale(${this.#scale})`;
  }
}
