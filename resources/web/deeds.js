// @ts-check
// What a person asks for and waits for: rooms, names, links. Each may be said twice (see patience.js).
import { newKey, request } from './protocol.js';
import { changedSelf } from './state.js';

export class Deeds {
  #session;
  #fill;
  /** @type {{what: string, key: string}} the room that is being made: tried again, it is the same */ #making = { what: '', key: '' };

  /** @param {import('./session.js').Session} session @param {(bytes: Uint8Array) => unknown} fill */
  constructor(session, fill) {
    this.#session = session;
    this.#fill = fill;
  }

  /** The room of the form or the link, by id, else by name; joined. @param {{name: string, make: boolean, key: string}} wanted */
  async find({ name: wanted, make, key }) {
    const reply = await this.#session.ask(request('rooms'));
    const fold = (/** @type {string} */ name) => name.normalize('NFKC').trim().toLocaleLowerCase();
    const all = [...this.#session.state.rooms.values(), ...reply.rooms];
    const found = all.find(({ id }) => id === wanted) ?? all.find(({ name }) => fold(name) === fold(wanted));
    if (!found && !make) throw { code: 'no_room', text: '' };
    const id = found?.id ?? (await this.#session.ask(request('create', { name: wanted, kind: 'public', key }))).room.id;
    await this.#session.sync.join(id);
    return { id, made: !found };
  }

  /** @param {string} name @param {string} kind @param {string} secret */
  async create(name, kind, secret) {
    const what = JSON.stringify([name, kind, secret]);
    if (this.#making.what !== what) this.#making = { what, key: newKey(this.#fill) };
    const { room } = await this.#insist(request('create', { name, kind, secret, key: this.#making.key }));
    this.#making = { what: '', key: '' };
    await this.visit(room.id);
  }

  /** Becomes a member of a room, and opens it. @param {string} id @param {string} [secret] */
  async visit(id, secret) {
    await this.#session.patience.insist(() => this.#session.sync.join(id, secret));
    this.#session.open(id);
  }

  /** @param {string} member */
  async direct(member) {
    const { room } = await this.#insist(request('direct', { member }));
    await this.visit(room.id);
  }

  /** @param {string} id */
  async leave(id) {
    await this.#insist(request('leave', { room: id })).catch((failure) => {
      if (failure?.code !== 'not_member') throw failure; // done already, and the answer was lost
    });
    this.#session.sync.forget(id);
  }

  /** @param {string} name */
  async rename(name) {
    const { me } = await this.#insist(request('rename', { name }));
    this.#session.store.set('name', me.name);
    this.#session.update(changedSelf(this.#session.state, me));
  }

  /** What owner, moderators and agents may do, and whoever is in a private room (`invite`): each may be said twice.
   * @param {'kick'|'ban'|'unban'|'mute'|'role'|'invite'|'lock'|'slow'|'close_room'|'code'|
   *   'claim'|'assign'|'resolve'|'reopen'|'canned'} what @param {Record<string, any>} fields */
  order(what, fields) {
    return this.#insist(request(what, fields));
  }

  /** A one-time code with which another device comes in as the same member. @returns {Promise<{link: string, expires: number}>} */
  link() {
    return this.#insist(request('link'));
  }

  /** @param {import('./protocol.js').Message} message @returns {Promise<any>} */
  #insist(message) {
    return this.#session.patience.insist(() => this.#session.ask(message));
  }
}
