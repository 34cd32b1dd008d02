// The people of a test, in pages and as peers: each test has guests of its own, and what a page complained about fails it.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import { until, Visitor } from './browser.mjs';
import { Peer } from './peers/peer.mjs';

export class Guests {
  #all = [];

  /** @param {() => {browser: import('playwright-core').Browser, host: {url: string, port: number}}} place as it is by then */
  constructor(place) {
    this.place = place;
  }

  /** A page at the host. `suffix` of its address; `url`: of another way to it. */
  async page(options, suffix = '', url = this.place().host.url) {
    return this.add(await Visitor.come(this.place().browser, url + suffix, options));
  }

  /** Welcome, and in the lobby. */
  async peer(name) {
    return this.add(await Peer.join(this.place().host, name));
  }

  /** Anything that has a close(). */
  add(guest) {
    this.#all.push(guest);
    return guest;
  }

  /** For afterEach: all of them go. */
  async leave() {
    const complaints = [];
    for (const guest of this.#all.splice(0)) await guest.close().catch((error) => complaints.push(error));
    assert.deepEqual(complaints, []);
  }

  /** The lobby's log, as somebody sees it who comes in now. */
  async log() {
    return this.#witness((witness) => witness.events('lobby'));
  }

  /** The event with this text, as soon as the lobby has it. */
  async stored(text) {
    return this.#witness((witness) => until(`"${text}" is in the log`, () => witness.events('lobby').find((event) => event.text === text)));
  }

  async #witness(tell) {
    const witness = await Peer.join(this.place().host, `Witness ${randomUUID().slice(0, 8)}`);
    try {
      return await tell(witness);
    } finally {
      await witness.close();
    }
  }
}
