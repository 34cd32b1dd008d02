// localStorage in memory; it can be made full, or to throw at every touch.
export class FakeStorage {
  #items = new Map();
  full = false;
  forbidden = false;

  get length() {
    this.#guard();
    return this.#items.size;
  }
  key(index) {
    this.#guard();
    return [...this.#items.keys()][index] ?? null;
  }
  getItem(key) {
    this.#guard();
    return this.#items.get(key) ?? null;
  }
  setItem(key, value) {
    this.#guard();
    if (this.full) throw new DOMException('full', 'QuotaExceededError');
    this.#items.set(key, value);
  }
  removeItem(key) {
    this.#guard();
    this.#items.delete(key);
  }
  #guard() {
    if (this.forbidden) throw new DOMException('forbidden', 'SecurityError');
  }
}
