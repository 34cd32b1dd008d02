// @ts-check
// What this page knows of the host: rooms, members, unread counts, and of each room a part of its log without holes.
// Pure: every function takes a state and gives a new one. Numbers order everything, never clocks.

import { DEFAULT_LIMITS } from './protocol.js';

/**
 * @typedef {import('./protocol.js').RoomInfo} RoomInfo
 * @typedef {import('./protocol.js').Person} Person
 * @typedef {import('./protocol.js').RoomEvent} RoomEvent
 * @typedef {import('./protocol.js').Message} Message
 * @typedef {RoomInfo & {
 *   events: RoomEvent[], start: number, end: number, ahead: Map<number, RoomEvent>, live: boolean, known: boolean,
 *   counted: number, mentions: number, seenBy: number, members: Map<string, Person>,
 *   typing: Map<string, number>, notes: import('./timeline.js').Note[], aside: boolean}} Room
 *   We hold the events start+1 … end. `ahead`: live events past a hole. `live`: joined on this connection.
 *   `known`: start and end mean something. `counted`: up to where `unread` has counted. `seenBy`: the last number
 *   that somebody else has read. `aside`: not one of our rooms, yet we listen to it: a visitor's conversation, say.
 * @typedef {{me: import('./protocol.js').Self|null, host: {id: string, name: string, version: string}|null,
 *   limits: typeof DEFAULT_LIMITS, rooms: Map<string, Room>, desk: import('./ticket.js').DeskFace|null}} State
 *   `desk`: the topic that a visitor brought a question to
 */

export const TYPING_LASTS = 5_000;
const MAX_NOTES = 30;
const MOST_AHEAD = 2_000; // live events past a hole; what is dropped comes with the history that is asked for anyway

/** @returns {State} */
export function initialState() {
  return { me: null, host: null, limits: DEFAULT_LIMITS, rooms: new Map(), desk: null };
}

/** @param {RoomInfo} info @returns {Room} */
function newRoom(info) {
  return {
    ...info, events: [], start: 0, end: 0, ahead: new Map(), live: false, known: false, counted: info.head,
    mentions: 0, seenBy: 0, members: new Map(), typing: new Map(), notes: [], aside: false,
  };
}

/** @param {Room} room @returns {Room} without what was held of its log */
function dropped(room) {
  return { ...room, events: [], start: 0, end: 0, ahead: new Map(), known: false, notes: [], seenBy: 0, mentions: 0 };
}

/** @param {State} state @param {string} id @param {(room: Room) => Room} how @returns {State} */
function change(state, id, how) {
  const room = state.rooms.get(id);
  if (!room) return state;
  const after = how(room);
  return after === room ? state : { ...state, rooms: new Map(state.rooms).set(id, after) };
}

/** @param {Room} room @param {RoomInfo} info @returns {Room} */
function merged(room, info) {
  const sameLog = room.log === info.log || !room.known;
  const base = sameLog ? room : dropped(room);
  return { ...base, ...info, head: Math.max(info.head, base.end), counted: Math.max(sameLog ? room.counted : 0, info.head) };
}

/** A new connection: what the host says now, and of what we had all that is still the same log.
 * @param {State} state @param {Message} message @returns {State} */
export function welcomed(state, message) {
  const rooms = new Map();
  for (const info of message.rooms) {
    const had = state.rooms.get(info.id);
    const isShorter = !!had?.known && info.head < had.end; // an older copy was restored: what we hold is not its past
    const room = had ? merged(isShorter ? { ...dropped(had), counted: 0 } : had, info) : newRoom(info);
    rooms.set(info.id, silent(room));
  }
  for (const [id, room] of state.rooms) if (room.aside && !rooms.has(id)) rooms.set(id, silent(room));
  return { me: message.me, host: message.host, limits: message.limits, rooms, desk: message.desk ?? null };
}

/** Nobody tells us of it now. @param {Room} room @returns {Room} */
function silent(room) {
  return { ...room, live: false, ahead: new Map(), typing: new Map() };
}

/** A room to listen to that is not one of ours. @param {State} state @param {RoomInfo} info @returns {State} */
export function withAside(state, info) {
  const had = state.rooms.get(info.id);
  return { ...state, rooms: new Map(state.rooms).set(info.id, { ...(had ? merged(had, info) : newRoom(info)), aside: true }) };
}

/** How a room is to be joined so that nothing is missing and nothing is fetched that nobody looks at.
 * @param {Room} room @param {boolean} active whether it is on the screen @param {number} page
 * @returns {{after?: number, log?: string, afterKey?: string}} `afterKey`: our last event, by which the host sees
 *   whether its log is still the one that we know */
export function joinFrom(room, active, page) {
  const log = room.log || undefined;
  if (!room.known) return active ? {} : { after: room.head, log };
  if (room.head - room.end > 5 * page) return active ? {} : { after: room.head, log }; // the newest page, the rest on scrolling up
  return { after: room.end, log, afterKey: room.events.at(-1)?.key || undefined };
}

/** The reply to `join`. @param {State} state @param {string} id @param {any} reply @param {number} [after] as asked
 * @returns {State} */
export function joined(state, id, reply, after) {
  const held = state.rooms.has(id) ? state : { ...state, rooms: new Map(state.rooms).set(id, newRoom(reply.room)) };
  return change(held, id, (before) => {
    const isOther = hasOtherPast(reply, after);
    const resumes = !isOther && after !== undefined;
    const keep = resumes && before.known && before.end === after && before.log === reply.room.log;
    const room = keep ? before : dropped(before);
    const start = resumes && after !== undefined ? after : (reply.events[0]?.seq ?? reply.room.head + 1) - 1;
    const base = { ...(keep ? room : { ...room, start, end: start }), known: true, live: true };
    const members = new Map(reply.people.map((/** @type {Person} */ person) => [person.id, person]));
    return appended({ ...base, ...infoOf(reply.room, isOther ? { ...before, log: '' } : before), members }, reply.events, state.me);
  });
}

/** Whether the room that was joined is not the continuation of what we know. @param {any} reply @param {number} [after] as asked */
export function hasOtherPast(reply, after = 0) {
  return reply.reset || after > reply.room.head;
}

/** Of a room object in `join` or live: `unread` stays as we count it, event by event, unless the log is another one.
 * @param {RoomInfo} info @param {Room} before */
function infoOf(info, before) {
  const counts = before.log === info.log ? { unread: before.unread, counted: before.counted } : { counted: info.head };
  return { ...info, ...counts, head: Math.max(info.head, before.log === info.log ? before.end : 0), member: true };
}

/** Strictly by number: the next one is taken, known ones are not taken twice, later ones wait for what is between.
 * @param {Room} room @param {readonly RoomEvent[]} events @param {State['me']} me @returns {Room} */
function appended(room, events, me) {
  const ahead = new Map(room.ahead);
  /** @type {RoomEvent[]} */ const taken = [];
  let { end, unread, counted, mentions, topic, typing } = room;
  const take = (/** @type {RoomEvent} */ next) => {
    taken.push(next);
    end = next.seq;
    if (next.kind === 'topic') topic = next.text;
    if (next.kind !== 'message' || next.from === me?.id) return;
    if (typing.has(next.from)) typing = without(typing, next.from);
    if (end <= Math.max(counted, room.read)) return;
    unread++;
    if (me && next.text.includes(`@${me.name}`)) mentions++;
  };
  for (const event of events) {
    if (event.seq === end + 1) take(event);
    else if (event.seq > end && ahead.size < MOST_AHEAD) ahead.set(event.seq, event);
    for (let next = ahead.get(end + 1); next; next = ahead.get(end + 1)) take(next);
  }
  for (const seq of ahead.keys()) if (seq <= end) ahead.delete(seq);
  return {
    ...room, ahead, end, unread, mentions, topic, typing, counted: Math.max(counted, end),
    head: Math.max(room.head, end), events: taken.length > 0 ? [...room.events, ...taken] : room.events,
  };
}

/** @template K, V @param {Map<K, V>} map @param {K} key */
function without(map, key) {
  const copy = new Map(map);
  copy.delete(key);
  return copy;
}

/** A page of newer events, or one live event. @param {State} state @param {string} id @param {readonly RoomEvent[]} events
 * @returns {State} */
export function newer(state, id, events) {
  return change(state, id, (room) => (room.known ? appended(room, events, state.me) : room));
}

/** A page of older events; only what joins onto ours without a hole. @param {State} state @param {string} id
 * @param {readonly RoomEvent[]} events @returns {State} */
export function older(state, id, events) {
  return change(state, id, (room) => {
    const fitting = [];
    let start = room.start;
    for (const event of [...events].reverse()) {
      if (event.seq !== start) continue;
      fitting.unshift(event);
      start--;
    }
    return { ...room, start, events: [...fitting, ...room.events] };
  });
}

/** After which number events are missing, or null. @param {Room} room */
export function missingAfter(room) {
  return room.known && room.live && (room.end < room.head || room.ahead.size > 0) ? room.end : null;
}

/** Forgets the oldest of a long log; scrolling up brings them back. @param {State} state @param {string} id @param {number} keep */
export function trimmed(state, id, keep) {
  return change(state, id, (room) => (room.events.length <= keep ? room
    : { ...room, start: room.end - keep, events: room.events.slice(-keep) }));
}

/** We have seen the room up to its end. @param {State} state @param {string} id @returns {State} */
export function readToEnd(state, id) {
  return change(state, id, (room) => (room.read === room.end && room.unread === 0 ? room
    : { ...room, read: Math.max(room.read, room.end), unread: 0, mentions: 0 }));
}

/** A page of members. @param {State} state @param {string} id @param {readonly Person[]} people @returns {State} */
export function withPeople(state, id, people) {
  return change(state, id, (room) => ({
    ...room, members: new Map([...room.members, ...people.map((person) => /** @type {const} */ ([person.id, person]))]),
  }));
}

/** @param {State} state @param {string} id @returns {State} */
export function removed(state, id) {
  return { ...state, rooms: without(state.rooms, id) };
}

/** Our name, role or mute is another one. @param {State} state @param {import('./protocol.js').Self} me @returns {State} */
export function changedSelf(state, me) {
  const named = [...state.rooms].map(([id, room]) => {
    const self = room.members.get(me.id);
    return /** @type {const} */ ([id, self ? { ...room, members: new Map(room.members).set(me.id, { ...self, ...me }) } : room]);
  });
  return { ...state, me, rooms: new Map(named) };
}

/** A live message. @param {State} state @param {Message} message @param {number} now ms @returns {State} */
export function applied(state, message, now) {
  switch (message.type) {
    case 'event': return newer(state, message.event.room, [message.event]);
    case 'presence': return change(state, message.room, (room) => present(room, message.member, now, state.me));
    case 'presences': return change(state, message.room, (room) => {
      const joined = message.joined.reduce((/** @type {Room} */ r, /** @type {Person} */ p) => present(r, p, now, state.me), room);
      const all = message.left.reduce((/** @type {Room} */ r, /** @type {string} */ left) => absent(r, left), joined);
      return { ...all, people: message.people ?? all.people };
    });
    case 'typing': return message.from === state.me?.id ? state : change(state, message.room,
      (room) => ({ ...room, typing: new Map(room.typing).set(message.from, now + TYPING_LASTS) }));
    case 'read': return change(state, message.room, (room) => (message.from === state.me?.id ? readHere(room, message.seq)
      : { ...room, seenBy: Math.max(room.seenBy, message.seq) }));
    case 'you': return changedSelf(state, message.me);
    case 'desk': return { ...state, desk: message.desk };
    case 'room': return roomChanged(state, message);
    default: return state;
  }
}

/** Read by us on another device. @param {Room} room @param {number} seq @returns {Room} */
function readHere(room, seq) {
  if (seq <= room.read) return room;
  const later = room.events.filter((event) => event.seq > seq && event.kind === 'message').length;
  return { ...room, read: seq, unread: Math.min(room.unread, seq >= room.head ? 0 : later), mentions: 0 };
}

/** @param {State} state @param {Message} message @returns {State} */
function roomChanged(state, { room, gone }) {
  if (gone) return removed(state, room.id);
  const had = state.rooms.get(room.id);
  if (had?.aside) return change(state, room.id, () => ({ ...merged(had, room), ...infoOf(room, had) }));
  if (room.ticket?.visitor) return state; // agents alone are told who asks: the help desk lists these
  if (room.desk) return { ...state, rooms: new Map(state.rooms).set(room.id, had ? merged(had, room) : newRoom(room)) };
  if (!room.member && !had && !room.inviter) return state; // a public room that we are not in: the list of all rooms shows it when asked
  if (!room.member && !room.inviter) return removed(state, room.id);
  const after = had?.member && room.member ? { ...merged(had, room), ...infoOf(room, had) } : newRoom(room);
  return { ...state, rooms: new Map(state.rooms).set(room.id, after) };
}

/** @param {Room} room @param {Person} person @param {number} now @param {State['me']} me @returns {Room} */
function present(room, person, now, me) {
  const had = room.members.get(person.id);
  if (!person.online) return absent(room, person.id);
  const allKnown = room.members.size >= room.people; // of a large room we hold only some
  const isNew = !had && allKnown && room.live && person.id !== me?.id && room.kind !== 'direct';
  const note = { after: room.end, at: now, name: person.name, device: person.device };
  return {
    ...room, members: new Map(room.members).set(person.id, person), people: room.people + (isNew ? 1 : 0),
    notes: isNew && me?.role !== 'visitor' ? [...room.notes, note].slice(-MAX_NOTES) : room.notes,
  };
}

/** @param {Room} room @param {string} id @returns {Room} */
function absent(room, id) {
  const had = room.members.get(id);
  if (!had) return room;
  return { ...room, members: new Map(room.members).set(id, { ...had, online: false }), typing: without(room.typing, id) };
}

/** Whether one is in it: a public room may be known, a private one that one is invited to, and those of the help desk. @param {Room} room */
export function isIn(room) {
  return (room.member || room.live) && !room.aside && !room.desk;
}

/** Who is typing now. @param {Room} room @param {number} now @returns {Person[]} */
export function typists(room, now) {
  return [...room.typing].filter(([, until]) => until > now).map(([id]) => room.members.get(id)).filter((person) => !!person);
}

/** @param {Room} room @param {string} [me] the other one of a direct room @returns {Person|null} */
export function peerOf(room, me) {
  if (room.kind !== 'direct') return null;
  if (room.peer) return room.members.get(room.peer) ?? null;
  return [...room.members.values()].find((person) => person.id !== me) ?? null;
}
