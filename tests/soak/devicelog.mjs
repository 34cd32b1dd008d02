// What one device holds of one room's log, as two small numbers for each event: hundreds of devices hold all of it.

/** FNV-1a over UTF-16 units. */
function digest(text) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; ++i) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Everything about an event that never changes. */
export function headOf(event) {
  return digest([event.seq, event.at, event.from, event.name, event.kind, event.key, event.target ?? '', event.reply ?? '', event.emoji ?? '', event.on ?? ''].join('|'));
}

/** Its text, which a `delete` may take away later. */
export function textOf(event) {
  return digest(event.text ?? '');
}

const keysKept = 64; // enough for what a crash forgets

class Numbers {
  length = 0;
  #room = new Uint32Array(64);

  push(value) {
    if (this.length === this.#room.length) {
      const larger = new Uint32Array(this.length * 2);
      larger.set(this.#room);
      this.#room = larger;
    }
    this.#room[this.length++] = value;
  }

  at(index) {
    return this.#room[index];
  }

  toArray() {
    return [...this.#room.subarray(0, this.length)];
  }
}

export class DeviceLog {
  id = '';
  before = 0; // the number before the first that is held
  #heads = new Numbers();
  #texts = new Numbers();
  #keys = []; // of the newest

  /** The key of the last event, where it is known. */
  get lastKey() {
    return this.#keys.at(-1);
  }

  get end() {
    return this.before + this.#heads.length;
  }

  get isEmpty() {
    return this.#heads.length === 0;
  }

  /** Drops all; the next event may have any number. */
  begin(id, before) {
    this.id = id;
    this.before = before;
    this.#heads.length = 0;
    this.#texts.length = 0;
    this.#keys = [];
  }

  heads() {
    return this.#heads.toArray();
  }

  texts() {
    return this.#texts.toArray();
  }

  /** Whether it was the next one. */
  append(event) {
    if (event.seq !== this.end + 1) return false;
    this.#heads.push(headOf(event));
    this.#texts.push(textOf(event));
    this.#keys.push(event.key);
    if (this.#keys.length > keysKept * 2) this.#keys.splice(0, keysKept);
    return true;
  }

  /** As after a crash that lost the newest. */
  forget(count) {
    this.#heads.length = this.#texts.length = Math.max(0, this.#heads.length - count);
    this.#keys.splice(Math.max(0, this.#keys.length - count));
  }

  /**
   * What is not as in the host's log.
   * @param {{log: string, heads: number[], texts: number[], redacted: boolean[]}} truth
   * @returns {string[]}
   */
  differences(truth) {
    if (this.id !== truth.log) return [`is of log ${this.id}, not ${truth.log}`];
    const wrong = [];
    if (this.end !== truth.heads.length) wrong.push(`ends at ${this.end}, not ${truth.heads.length}`);
    for (let index = 0; index < this.#heads.length; ++index) {
      const there = this.before + index;
      if (there >= truth.heads.length) break;
      if (this.#heads.at(index) !== truth.heads[there]) wrong.push(`number ${there + 1} is another event`);
      else if (this.#texts.at(index) !== truth.texts[there] && !truth.redacted[there]) wrong.push(`number ${there + 1} has another text`);
      if (wrong.length > 5) break;
    }
    return wrong;
  }
}
