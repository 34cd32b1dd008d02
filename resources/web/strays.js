// @ts-check
// What waits in this browser for another host that had this address: shown, never sent to the one that has it now unless
// the person says so, and not thrown away.
import { isKept } from './entries.js';
import { hostsWith, Store } from './store.js';

/** @typedef {{host: string, hostName: string, key: string, at: number, text: string}} Stray */

export class Strays {
  #storage;
  #hostId;
  #journal;
  /** @type {Stray[]|null} */ #list = null;

  /** @param {import('./store.js').Storage|null} storage @param {string} hostId the one that is here now
   * @param {import('./journal.js').Journal|null} [journal] */
  constructor(storage, hostId, journal = null) {
    this.#storage = storage;
    this.#journal = journal;
    this.#hostId = hostId;
  }

  /** What has words that somebody typed, oldest first; a reaction to what is not here says nothing any more. @returns {Stray[]} */
  list() {
    const others = () => hostsWith(this.#storage, 'outbox').filter((id) => id !== this.#hostId);
    return (this.#list ??= others().flatMap((host) => this.#of(host)).sort((a, b) => a.at - b.at));
  }

  /** Another tab changed the storage. */
  lookAgain() {
    this.#list = null;
  }

  /** @param {Stray} stray */
  discard({ host, key }) {
    new Store(host, this.#storage, this.#journal).remove(`outbox:${key}`);
    this.lookAgain();
  }

  /** @param {string} host @returns {Stray[]} */
  #of(host) {
    const store = new Store(host, this.#storage);
    const kept = store.names('outbox:').map((name) => store.get(name)).filter(isKept);
    const hostName = String(store.get('host') ?? '');
    return kept.filter(({ request, carried }) => request.text && !carried).map(({ key, at, request }) => ({ host, hostName, key, at, text: request.text }));
  }
}
