// @ts-check
// What an agent knows of the help desk: the tickets of its topics, and who looks at which. Pure.

/**
 * @typedef {import('./protocol.js').RoomInfo} RoomInfo
 * @typedef {import('./ticket.js').Ticket} Ticket
 * @typedef {import('./ticket.js').Named} Named
 * @typedef {RoomInfo & {ticket: Ticket}} Conversation
 * @typedef {Ticket['state']} TicketState
 * @typedef {'waiting'|'mine'|'all'|'resolved'} Filter `all`: whatever is not resolved
 * @typedef {{tickets: ReadonlyMap<string, Conversation>}} DeskState by room
 */

export const FILTERS = /** @type {const} */ (['waiting', 'mine', 'all', 'resolved']);
const MOST_RESOLVED = 1_000; // beyond them the oldest are forgotten, and come again when they are asked for

/** @returns {DeskState} */
export function emptyDesk() {
  return { tickets: new Map() };
}

/** @param {RoomInfo|null|undefined} room @returns {room is Conversation} */
export const isConversation = (room) => !!room?.ticket;

/** A page of the list. @param {DeskState} state @param {readonly RoomInfo[]} rooms @returns {DeskState} */
export function listed(state, rooms) {
  const tickets = new Map(state.tickets);
  for (const room of rooms) if (isConversation(room)) tickets.set(room.id, room);
  return { tickets };
}

/** The list of one state is here as a whole: what is held in it and was not named is no longer in it.
 * @param {DeskState} state @param {TicketState} which @param {ReadonlySet<string>} named @returns {DeskState} */
export function onlyListed(state, which, named) {
  return { tickets: new Map([...state.tickets].filter(([id, { ticket }]) => ticket.state !== which || named.has(id))) };
}

/** A live `room`. @param {DeskState} state @param {RoomInfo} room @param {boolean} gone @returns {DeskState} */
export function changed(state, room, gone) {
  if (gone ? !state.tickets.has(room.id) : !isConversation(room)) return state;
  const tickets = new Map(state.tickets);
  if (gone || !isConversation(room)) tickets.delete(room.id);
  else tickets.set(room.id, { ...room, ticket: keptLooking(room.ticket, state.tickets.get(room.id)) });
  return withoutOldest({ tickets });
}

/** Who looks is told by itself; a room that changed does not say it. @param {Ticket} ticket @param {Conversation} [had] @returns {Ticket} */
function keptLooking(ticket, had) {
  return ticket.looking.length > 0 || !had ? ticket : { ...ticket, looking: had.ticket.looking };
}

/** @param {DeskState} state @returns {DeskState} */
function withoutOldest(state) {
  const closed = [...state.tickets.values()].filter(({ ticket }) => ticket.state === 'resolved');
  if (closed.length <= MOST_RESOLVED) return state;
  const oldest = new Set(closed.sort(byResolved).slice(MOST_RESOLVED).map(({ id }) => id));
  return { tickets: new Map([...state.tickets].filter(([id]) => !oldest.has(id))) };
}

/** The answer to what we did. @param {DeskState} state @param {string} id @param {Ticket} ticket @returns {DeskState} */
export function withTicket(state, id, ticket) {
  const had = state.tickets.get(id);
  if (!had) return state;
  const { notes, excerpt, visitor } = had.ticket;
  const whole = { ...ticket, notes: ticket.notes || notes, excerpt: ticket.excerpt || excerpt, visitor: ticket.visitor ?? visitor };
  return { tickets: new Map(state.tickets).set(id, { ...had, ticket: keptLooking(whole, had) }) };
}

/** @param {DeskState} state @param {string} room @param {readonly Named[]} people @returns {DeskState} */
export function withLooking(state, room, people) {
  const had = state.tickets.get(room);
  if (!had) return state;
  return { tickets: new Map(state.tickets).set(room, { ...had, ticket: { ...had.ticket, looking: [...people] } }) };
}

/** @param {Conversation} conversation @param {string|undefined} me */
export const isMine = ({ ticket }, me) => ticket.state === 'claimed' && ticket.agent?.id === me;

/** What a list shows, in its order. @param {DeskState} state @param {Filter} filter @param {string} desk the id of a topic; '' for all
 * @param {string|undefined} me @returns {Conversation[]} */
export function shown(state, filter, desk, me) {
  const fits = (/** @type {Conversation} */ each) => {
    if (desk && each.ticket.deskId !== desk) return false;
    if (filter === 'mine') return isMine(each, me);
    return filter === 'all' ? each.ticket.state !== 'resolved' : each.ticket.state === filter;
  };
  const all = [...state.tickets.values()].filter(fits);
  return all.sort(filter === 'resolved' ? byResolved : byWaiting);
}

/** Longest waiting first, then what is being answered. @param {Conversation} a @param {Conversation} b */
function byWaiting({ ticket: a }, { ticket: b }) {
  return Number(b.state === 'waiting') - Number(a.state === 'waiting') || a.since - b.since || a.number - b.number;
}

/** @param {Conversation} a @param {Conversation} b */
function byResolved({ ticket: a }, { ticket: b }) {
  return b.resolved - a.resolved || b.number - a.number;
}

/** A question that was not waiting until now. @param {DeskState} before @param {DeskState} after @param {string} id */
export function isArrival(before, after, id) {
  return after.tickets.get(id)?.ticket.state === 'waiting' && before.tickets.get(id)?.ticket.state !== 'waiting';
}

/** @param {DeskState} state @param {TicketState} which */
export function count(state, which) {
  let n = 0;
  for (const { ticket } of state.tickets.values()) if (ticket.state === which) n++;
  return n;
}

/** @typedef {{id: string, name: string, role: string, online: boolean}} Agent */

/** Who may be given a ticket of a topic: those who are here first. @param {import('./ticket.js').Desk|null} desk
 * @param {Iterable<Agent>} people whoever is known @param {string|undefined} me @returns {Agent[]} */
export function agentsOf(desk, people, me) {
  /** @type {Map<string, Agent>} */ const found = new Map();
  for (const person of people) {
    const answers = desk && desk.agents.length > 0 ? desk.agents.includes(person.id) : person.role === 'agent';
    if (person.id === me || !(answers || person.role === 'owner')) continue;
    if (!found.get(person.id)?.online) found.set(person.id, person);
  }
  return [...found.values()].sort((a, b) => Number(b.online) - Number(a.online) || a.name.localeCompare(b.name));
}

/** Canned replies that fit what was typed after the `/`: by name first, then by text.
 * @param {readonly import('./ticket.js').Canned[]} replies @param {string} typed */
export function fitting(replies, typed) {
  const fold = (/** @type {string} */ words) => words.normalize('NFKD').toLocaleLowerCase();
  const wanted = fold(typed.trim());
  const rank = (/** @type {import('./ticket.js').Canned} */ { name, text }) => (fold(name).startsWith(wanted) ? 0 : fold(name).includes(wanted) ? 1
    : fold(text).includes(wanted) ? 2 : 3);
  return replies.filter((reply) => rank(reply) < 3).sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}
