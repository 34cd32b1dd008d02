// @ts-check
// An agent at work: keeps the list of tickets, listens to the conversations that are its own or on the screen, and does
// what can be done with a ticket. Works on a session; knows no DOM.
import { agentsOf, changed, emptyDesk, isArrival, isMine, listed, onlyListed, withLooking, withTicket } from './deskstate.js';
import { request } from './protocol.js';
import { applied } from './state.js';

const MOST_LISTENED = 50; // conversations of our own that we hear live
const MOST_PAGES = 20;
const RESOLVED_PAGE = 50;

/**
 * @typedef {import('./deskstate.js').Conversation} Conversation
 * @typedef {import('./protocol.js').Message} Message
 * @typedef {{onArrival: (conversation: Conversation) => void, onWord: (conversation: Conversation, text: string) => void, onChange: () => void}} Listener
 *   `onArrival`: a question waits that did not; `onWord`: a visitor said something in a conversation of ours
 */

export class DeskWork {
  state = emptyDesk();
  open = ''; // the conversation on the screen
  known = false; // the lists are here
  moreResolved = true;
  #session;
  #listener;
  /** @type {Set<string>} heard of while the lists are asked for */ #heard = new Set();
  /** @type {Set<string>} what we put back ourselves is no news */ #released = new Set();

  /** @param {import('./session.js').Session} session @param {Listener} listener */
  constructor(session, listener) {
    this.#session = session;
    this.#listener = listener;
  }

  get me() {
    return this.#session.state.me?.id;
  }

  /** @param {string} id @returns {Conversation|null} */
  ticket(id) {
    return this.state.tickets.get(id) ?? null;
  }

  /** The topics that one answers in, by name. */
  get desks() {
    return [...this.#session.state.rooms.values()].filter((room) => room.desk).sort((a, b) => a.name.localeCompare(b.name));
  }

  /** Our own conversations, longest first. @returns {Conversation[]} */
  get mine() {
    return [...this.state.tickets.values()].filter((each) => isMine(each, this.me)).sort((a, b) => a.ticket.since - b.ticket.since);
  }

  /** What visitors said to us and we have not seen. */
  get unread() {
    return this.mine.reduce((sum, { id }) => sum + (this.#session.state.rooms.get(id)?.unread ?? 0), 0);
  }

  /** The connection stands again. */
  online() {
    if (this.open) this.#look(this.open);
    void this.refresh().catch(() => {}); // lost: once more on return
  }

  /** Asks for all that wait and all that are being answered. */
  async refresh() {
    this.#heard.clear();
    for (const state of /** @type {const} */ (['waiting', 'claimed'])) {
      const named = new Set();
      /** @type {number|undefined} */ let before;
      for (let page = 0; page < MOST_PAGES; page++) {
        const { tickets, more } = await this.#session.ask(request('tickets', { state, before }));
        const had = named.size;
        for (const { id } of tickets) named.add(id);
        this.#update(listed(this.state, tickets));
        before = tickets.at(-1)?.ticket?.number;
        if (!more || named.size === had) break;
      }
      this.#update(onlyListed(this.state, state, new Set([...named, ...this.#heard])));
    }
    this.known = true;
    this.settle();
    this.#listener.onChange();
  }

  /** One more page of what is resolved. */
  async older() {
    const held = [...this.state.tickets.values()].filter(({ ticket }) => ticket.state === 'resolved');
    const { tickets, more } = await this.#session.ask(request('tickets', { state: 'resolved', before: this.#resolvedUpTo, limit: RESOLVED_PAGE }));
    this.#resolvedUpTo = tickets.at(-1)?.ticket?.number ?? this.#resolvedUpTo;
    this.moreResolved = more && tickets.length > 0;
    this.#update(listed(this.state, tickets));
    return this.state.tickets.size - held.length;
  }
  /** @type {number|undefined} the number that the last page ended with */ #resolvedUpTo;

  /** @param {Message} message */
  hear(message) {
    if (message.type === 'looking') return this.#update(withLooking(this.state, message.room, message.people));
    if (message.type === 'event') return this.#heardWord(message.event);
    if (message.type !== 'room') return;
    const before = this.state;
    this.#heard.add(message.room.id);
    this.#update(changed(this.state, message.room, message.gone));
    if (this.state === before) return;
    if (message.gone && this.open === message.room.id) this.open = '';
    this.settle();
    const arrived = this.ticket(message.room.id);
    if (arrived && isArrival(before, this.state, arrived.id) && !this.#released.delete(arrived.id)) this.#listener.onArrival(arrived);
  }

  /** @param {import('./protocol.js').RoomEvent} event */
  #heardWord(event) {
    const conversation = this.ticket(event.room);
    if (conversation && event.kind === 'message' && isMine(conversation, this.me) && event.from === conversation.ticket.visitor?.id)
      this.#listener.onWord(conversation, event.text);
  }

  /** @param {import('./deskstate.js').DeskState} state */
  #update(state) {
    if (state === this.state) return;
    this.state = state;
    this.#listener.onChange();
  }

  /** Puts a conversation on the screen; it may be read before anybody takes it. @param {string} id */
  async show(id) {
    const conversation = this.ticket(id);
    if (!conversation) throw { code: 'no_room', text: '' };
    await this.#session.sync.listen(conversation);
    if (!this.#session.state.rooms.has(id)) throw { code: 'no_room', text: '' };
    this.open = id;
    this.#session.open(id);
    this.#look(id);
    this.settle();
  }

  /** No conversation is on the screen. */
  shut() {
    if (!this.open) return;
    this.open = '';
    this.#look('');
    this.settle();
  }

  /** @param {string} room '' for none */
  #look(room) {
    this.#session.ask(request('look', { room })).catch(() => {}); // said again on return
  }

  /** Listens to what is ours or on the screen, with the notes of the latter, and to nothing else. */
  settle() {
    /** @type {Map<string, any>} */ const wanted = new Map(this.mine.slice(0, MOST_LISTENED).map((each) => [each.id, each]));
    const open = this.ticket(this.open);
    if (open) wanted.set(open.id, open);
    if (open?.ticket.notes) wanted.set(open.ticket.notes, notesRoom(open.ticket.notes));
    const { rooms } = this.#session.state;
    for (const [id, room] of rooms) if (room.aside && !wanted.has(id)) this.#unlisten(id);
    for (const [id, info] of wanted) if (!rooms.get(id)?.aside) this.#session.sync.listen(info).catch(() => {}); // lost: joined again on return
  }

  /** @param {string} id */
  #unlisten(id) {
    this.#session.sync.forget(id);
    this.#session.ask(request('leave', { room: id })).catch(() => {}); // who is not connected does not listen
  }

  /** Nobody of the help desk any more. */
  end() {
    this.open = '';
    this.state = emptyDesk();
    for (const [id, room] of this.#session.state.rooms) if (room.aside) this.#session.sync.forget(id);
  }

  /** Where somebody else was first, the refusal names them (`desk_taken`). @param {string} id */
  async claim(id) {
    try {
      await this.#order('claim', id);
    } catch (failure) {
      if (/** @type {any} */ (failure)?.code !== 'forbidden') throw failure;
      await this.refresh();
      const by = this.ticket(id)?.ticket.agent;
      throw by && by.id !== this.me ? { code: 'desk_taken', text: '', name: by.name } : failure;
    }
  }

  /** From whoever has it: the owner may, and anybody where that one answers no more. @param {string} id */
  takeOver(id) {
    return this.#session.state.me?.role === 'owner' && this.me ? this.assign(id, this.me) : this.claim(id);
  }

  /** @param {Conversation} conversation */
  mayTakeOver({ ticket }) {
    if (this.#session.state.me?.role === 'owner') return true;
    const { rooms } = this.#session.state;
    const has = [...rooms.values()].map(({ members }) => members.get(ticket.agent?.id ?? '')).find((person) => person);
    return !!has && agentsOf(rooms.get(ticket.deskId)?.desk ?? null, [has], this.me).length === 0;
  }

  /** Back into the queue, where it was. @param {string} id */
  async release(id) {
    this.#released.add(id);
    await this.#order('assign', id).finally(() => this.#released.delete(id));
  }
  /** @param {string} id @param {string} member */
  assign(id, member) {
    return this.#order('assign', id, { member });
  }
  /** @param {string} id */
  resolve(id) {
    return this.#order('resolve', id);
  }
  /** @param {string} id */
  reopen(id) {
    return this.#order('reopen', id);
  }

  /** @param {'claim'|'assign'|'resolve'|'reopen'} what @param {string} room @param {Record<string, any>} [fields] */
  async #order(what, room, fields = {}) {
    const { ticket } = await this.#session.deeds.order(what, { room, ...fields });
    this.#update(withTicket(this.state, room, ticket));
    this.settle();
  }

  /** Changes the canned replies of a topic, as they are now. @param {string} room
   * @param {(replies: readonly import('./ticket.js').Canned[]) => import('./ticket.js').Canned[]} how */
  async changeCanned(room, how) {
    const desk = this.#session.state.rooms.get(room)?.desk;
    const reply = await this.#session.deeds.order('canned', { room, replies: how(desk?.canned ?? []) });
    this.#session.update(applied(this.#session.state, { type: 'room', room: reply.room, gone: false }, 0));
  }

  /** Who could go on with a conversation. @param {Conversation} conversation */
  async others({ ticket }) {
    const { rooms } = this.#session.state;
    const asked = [ticket.notes, 'lobby'].map((room) => this.#session.ask(request('people', { room })).catch(() => ({ people: [] }))); // those we know will do
    const fresh = (await Promise.all(asked)).flatMap((reply) => reply.people);
    const known = [...rooms.values()].flatMap((room) => [...room.members.values()]).filter(({ id }) => !fresh.some((person) => person.id === id));
    const people = [...fresh, ...known];
    return agentsOf(rooms.get(ticket.deskId)?.desk ?? null, people, this.me);
  }
}

/** The notes of a conversation, before the host has said anything of them. @param {string} id
 * @returns {import('./protocol.js').RoomInfo} */
function notesRoom(id) {
  return {
    id, name: '', kind: 'private', topic: '', head: 0, log: '', people: 0, member: false, read: 0, unread: 0, peer: '', locked: false, slow: 0,
    inviter: '', ticket: null, desk: null,
  };
}
