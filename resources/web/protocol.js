// @ts-check
// What goes over the wire: constants, requests, and the check of whatever comes in. Pure; knows no socket and no DOM.
// The contract is protocol/README.md; protocol/golden holds the messages that this and the C++ codec are tested with.
import { count, isCount, isObject, isString, isTime, list, text } from './reading.js';
import { readDesk, readFace, readNamed, readTicket } from './ticket.js';

export const PROTOCOL = 1;
export const SUBPROTOCOL = 'courtyard.v1';
export const CLIENT = 'courtyard-page/0.1';

/** What holds until `welcome` says otherwise. */
export const DEFAULT_LIMITS = Object.freeze({ text: 16384, frame: 65536, chunk: 65536, file: 2 ** 32, page: 200, name: 48 });

/**
 * @typedef {{id: string, name: string, role: string, muted: number}} Self `muted`: until then, 0: not
 * @typedef {Self & {device: string, online: boolean}} Person
 * @typedef {{id: string, name: string, kind: string, topic: string, head: number, log: string, people: number,
 *   member: boolean, read: number, unread: number, peer: string, locked: boolean, slow: number, inviter: string,
 *   ticket: import('./ticket.js').Ticket|null, desk: import('./ticket.js').Desk|null}} RoomInfo `ticket`: of a visitor's conversation; `desk`: of a topic of the help desk
 * @typedef {{id: string, name: string, size: number, mime: string, width?: number, height?: number, thumb?: string}} FileInfo
 * @typedef {{room: string, seq: number, at: number, from: string, name: string, kind: string, key: string, text: string,
 *   files: FileInfo[], reply: number, target: number, emoji: string, on: boolean, deleted: boolean}} RoomEvent
 *   `reply` and `target` are 0 where there is none: numbers count from 1.
 * @typedef {{type: string, [field: string]: any}} Message
 * @typedef {{seq: number, at: number, from: string, name: string, file: FileInfo}} RoomFile `name`: of the sender
 * @typedef {{code: string, text: string, retry?: number, free?: string, upload?: number, offset?: number, limit?: number,
 *   until?: number, reason?: string}} Failure
 * @typedef {{seq: number, at: number, what: string, by: string, name: string, room: string, reason: string}} Deed
 * @typedef {{member: string, name: string, until: number, reason: string}} Ban `until` 0: for good
 */

const MOST_FRAME = 8 << 20; // UTF-16 units; a reply's events come to about 1 MiB (PROTOCOL §8)
const ROLES = new Set(['owner', 'moderator', 'agent', 'member', 'visitor']);
const DEVICES = new Set(['phone', 'browser', 'desktop', 'bot']);

/** @param {unknown} raw @returns {Self|null} */
export function readSelf(raw) {
  if (!isObject(raw) || !isString(raw.id) || !isString(raw.name)) return null;
  return { id: raw.id, name: raw.name, role: ROLES.has(raw.role) ? raw.role : 'member', muted: count(raw.muted) };
}

/** @param {unknown} raw @param {unknown} [online] stands beside the member in `presence` @returns {Person|null} */
export function readPerson(raw, online) {
  const self = readSelf(raw);
  if (!self || !isObject(raw)) return null;
  return { ...self, device: DEVICES.has(raw.device) ? raw.device : '', online: (online ?? raw.online) === true };
}

/** @param {unknown} raw @returns {RoomInfo|null} */
export function readRoom(raw) {
  if (!isObject(raw) || !isString(raw.id) || !isString(raw.name)) return null;
  return {
    id: raw.id, name: raw.name, kind: text(raw.kind) || 'public', topic: text(raw.topic), head: count(raw.head),
    log: text(raw.log), people: count(raw.people), member: raw.member === true, read: count(raw.read),
    unread: count(raw.unread), peer: text(raw.peer), locked: raw.locked === true, slow: count(raw.slow), inviter: text(raw.inviter),
    ticket: readTicket(raw.ticket), desk: readDesk(raw.desk),
  };
}

const LONE_SURROGATE = /[\ud800-\udfff]/gu; // encodeURIComponent throws at it
const SHA256 = /^[0-9a-f]{64}$/;

/** @param {unknown} raw @returns {FileInfo|null} */
function readFile(raw) {
  if (!isObject(raw) || !isString(raw.id) || !SHA256.test(raw.id)) return null;
  return {
    id: raw.id, name: text(raw.name).replace(LONE_SURROGATE, '\ufffd') || raw.id, size: count(raw.size), mime: text(raw.mime),
    ...(isCount(raw.width) && isCount(raw.height) ? { width: raw.width, height: raw.height } : {}),
    ...(isString(raw.thumb) && SHA256.test(raw.thumb) ? { thumb: raw.thumb } : {}),
  };
}

/** @param {unknown} raw @param {string} [room] the one that was asked for: events may leave it out, and no other's are taken @returns {RoomEvent|null} */
export function readEvent(raw, room) {
  if (!isObject(raw) || !isCount(raw.seq) || raw.seq < 1 || !isTime(raw.at) || !isString(raw.kind)) return null;
  const where = text(raw.room) || room || '';
  if (!where || (room && where !== room)) return null;
  return {
    room: where, seq: raw.seq, at: raw.at, from: text(raw.from), name: text(raw.name), kind: raw.kind,
    key: text(raw.key), text: text(raw.text), files: list(raw.files, readFile), reply: count(raw.reply),
    target: count(raw.target), emoji: text(raw.emoji), on: raw.on !== false, deleted: raw.deleted === true,
  };
}

/** @param {Record<string, any>} raw @returns {Failure} */
export function readFailure(raw) {
  const failure = { code: text(raw.code) || 'internal', text: text(raw.text) };
  return {
    ...failure,
    ...(isTime(raw.retry) ? { retry: Math.max(0, raw.retry) } : {}),
    ...(isString(raw.free) ? { free: raw.free } : {}),
    ...(isCount(raw.upload) ? { upload: raw.upload } : {}),
    ...(isCount(raw.offset) ? { offset: raw.offset } : {}),
    ...(isCount(raw.limit) ? { limit: raw.limit } : {}),
    ...(isTime(raw.until) ? { until: raw.until } : {}),
    ...(isString(raw.reason) ? { reason: raw.reason } : {}),
  };
}

/**
 * One reader per message: the message in a known shape, or null where a field is missing or of the wrong type.
 * Replies are read twice: here for their frame, and by `readReply` once it is known what was asked.
 * @type {Record<string, (raw: Record<string, any>) => Message|null>}
 */
const readers = {
  ok: (raw) => ({ ...raw, type: 'ok', re: isCount(raw.re) ? raw.re : undefined }),
  error: (raw) => ({ type: 'error', re: isCount(raw.re) ? raw.re : undefined, ...readFailure(raw) }),
  welcome: (raw) => readWelcome(raw),
  event: (raw) => {
    const event = readEvent(raw);
    return event && { type: 'event', event };
  },
  presence: (raw) => {
    const member = readPerson(raw.member, raw.online === true);
    return member && isString(raw.room) ? { type: 'presence', room: raw.room, member } : null;
  },
  presences: (raw) => (isString(raw.room) ? {
    type: 'presences', room: raw.room, joined: list(raw.joined, (item) => readPerson(item, true)),
    left: list(raw.left, (item) => (isString(item) ? item : readSelf(item)?.id ?? null)),
    people: isCount(raw.people) ? raw.people : null,
  } : null),
  typing: (raw) => (isString(raw.room) && isString(raw.from) ? { type: 'typing', room: raw.room, from: raw.from } : null),
  read: (raw) => (isString(raw.room) && isString(raw.from) && isCount(raw.seq)
    ? { type: 'read', room: raw.room, from: raw.from, seq: raw.seq } : null),
  room: (raw) => {
    const gone = raw.gone === true || raw.room?.gone === true;
    const room = readRoom(gone && isObject(raw.room) ? { name: '', ...raw.room } : raw.room);
    return room && { type: 'room', room, gone };
  },
  bye: (raw) => ({
    type: 'bye', code: text(raw.code), text: text(raw.text), urls: list(raw.urls, (url) => (isString(url) ? url : null)),
    reason: text(raw.reason), until: isTime(raw.until) ? raw.until : 0,
  }),
  uploading: (raw) => (isCount(raw.upload) && isCount(raw.offset) ? { type: 'uploading', upload: raw.upload, offset: raw.offset } : null),
  uploaded: (raw) => {
    const file = readFile(raw.file);
    return file && isCount(raw.upload) ? { type: 'uploaded', upload: raw.upload, file } : null;
  },
  you: (raw) => {
    const me = readSelf(raw.me);
    return me && { type: 'you', me, reason: text(raw.reason) };
  },
  guessing: (raw) => (isCount(raw.tries) ? { type: 'guessing', tries: raw.tries, addresses: count(raw.addresses) } : null),
  looking: (raw) => (isString(raw.room) ? { type: 'looking', room: raw.room, people: list(raw.people, readNamed) } : null),
  desk: (raw) => {
    const desk = readFace(raw.desk);
    return desk && { type: 'desk', desk };
  },
  beat: (raw) => (isTime(raw.time) ? { type: 'beat', time: raw.time } : null),
  pong: (raw) => (isCount(raw.re) ? { type: 'pong', re: raw.re, t: raw.t, time: raw.time } : null),
};

/** @param {Record<string, any>} raw @returns {Message|null} */
function readWelcome(raw) {
  const me = readSelf(raw.me);
  if (!me || !isString(raw.token) || !isObject(raw.host) || !isString(raw.host.id)) return null;
  return {
    type: 'welcome', re: isCount(raw.re) ? raw.re : undefined, me, token: raw.token, time: isTime(raw.time) ? raw.time : 0,
    host: { id: raw.host.id, name: text(raw.host.name), version: text(raw.host.version) },
    rooms: list(raw.rooms, readRoom), desk: readFace(raw.desk), limits: { ...DEFAULT_LIMITS, ...positive(raw.limits) },
  };
}

/** @param {unknown} raw @returns {Record<string, number>} */
function positive(raw) {
  if (!isObject(raw)) return {};
  return Object.fromEntries(Object.entries(raw).filter(([, value]) => isCount(value) && value > 0));
}

/**
 * A frame's text as a message in a known shape; null where it is none, or one that this page does not know.
 * @param {unknown} frame @returns {Message|null}
 */
export function parse(frame) {
  if (!isString(frame) || frame.length > MOST_FRAME) return null;
  let raw;
  try {
    raw = JSON.parse(frame);
  } catch {
    return null;
  }
  if (!isObject(raw) || !isString(raw.type) || !Object.hasOwn(readers, raw.type)) return null;
  return readers[raw.type](raw);
}

/** @type {Record<string, (raw: Record<string, any>, room: string) => Record<string, any>|null>} */
const replies = {
  join: (raw, room) => {
    const info = readRoom(raw.room);
    return info?.id !== room ? null : {
      room: info, people: list(raw.people, readPerson), events: list(raw.events, (item) => readEvent(item, room)),
      more: raw.more === true, reset: raw.reset === true,
    };
  },
  history: (raw, room) => ({ events: list(raw.events, (item) => readEvent(item, room)), more: raw.more === true }),
  search: (raw) => ({ hits: list(raw.hits, (item) => readEvent(item)) }),
  rooms: (raw) => ({ rooms: list(raw.rooms, readRoom) }),
  people: (raw) => ({ people: list(raw.people, readPerson), more: raw.more === true }),
  link: (raw) => (isString(raw.link) && raw.link && isTime(raw.expires) ? { link: raw.link, expires: raw.expires } : null),
  upload: (raw) => (isCount(raw.upload) && isCount(raw.offset) && isCount(raw.window) && raw.window > 0
    ? { upload: raw.upload, offset: raw.offset, window: raw.window } : null),
  files: (raw) => ({ files: list(raw.files, readRoomFile), more: raw.more === true }),
  bans: (raw) => ({ bans: list(raw.bans, readBan) }),
  moderation: (raw) => ({ deeds: list(raw.deeds, readDeed), more: raw.more === true }),
  code: (raw) => ({ code: text(raw.code), linkCode: text(raw.linkCode) }),
  rename: (raw) => {
    const me = readSelf(raw.me);
    return me && { me };
  },
};
replies.create = replies.direct = replies.desk = replies.canned = ({ room: raw }) => {
  const room = readRoom(raw);
  return room && { room };
};
replies.tickets = (raw) => ({ tickets: list(raw.tickets, readRoom), more: raw.more === true });
replies.claim = replies.assign = replies.resolve = replies.reopen = (raw) => {
  const ticket = readTicket(raw.ticket);
  return ticket && { ticket };
};
for (const type of ['post', 'edit', 'delete', 'react', 'topic'])
  replies[type] = (raw) => (isCount(raw.seq) && raw.seq > 0 ? { seq: raw.seq, at: count(raw.at) } : null);

/** @param {unknown} raw @returns {Ban|null} */
function readBan(raw) {
  if (!isObject(raw) || !isString(raw.member)) return null;
  return { member: raw.member, name: text(raw.name), until: isTime(raw.until) ? raw.until : 0, reason: text(raw.reason) };
}

/** @param {unknown} raw @returns {Deed|null} */
function readDeed(raw) {
  if (!isObject(raw) || !isCount(raw.seq) || !isTime(raw.at) || !isString(raw.what)) return null;
  return { seq: raw.seq, at: raw.at, what: raw.what, by: text(raw.byName), name: text(raw.name), room: text(raw.roomName), reason: text(raw.reason) };
}

/** @param {unknown} raw @returns {RoomFile|null} */
function readRoomFile(raw) {
  if (!isObject(raw) || !isCount(raw.seq) || !isTime(raw.at)) return null;
  const file = readFile(raw.file);
  return file && { seq: raw.seq, at: raw.at, from: text(raw.from), name: text(raw.name), file };
}

/**
 * The fields of an `ok`, by what was asked; null where the host's answer is not what the protocol says.
 * @param {Message} request @param {Record<string, any>} raw @returns {Record<string, any>|null}
 */
export function readReply(request, raw) {
  const read = replies[request.type];
  return read ? read(raw, text(request.room)) : {};
}

/**
 * A request without the fields that are empty. `false` and 0 stay: `on:false` and `after:0` mean something.
 * @param {string} type @param {Record<string, any>} [fields] @returns {Message}
 */
export function request(type, fields = {}) {
  /** @type {Message} */
  const message = { type };
  for (const [name, value] of Object.entries(fields))
    if (value !== undefined && value !== null && value !== '') message[name] = value;
  return message;
}

/** @param {{name: string, token?: string, link?: string, code?: string, desk?: string, device: string, beat: number}} who @returns {Message} */
export function hello(who) {
  return { ...request('hello', { ...who, protocol: PROTOCOL, client: CLIENT }), name: who.name };
}

/**
 * A key that no other request has: 128 random bits.
 * @param {(bytes: Uint8Array) => unknown} fill
 */
export function newKey(fill) {
  const bytes = new Uint8Array(16);
  fill(bytes);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const CHUNK_HEAD = 12;

/** A piece of a file as a binary frame (PROTOCOL §5). @param {number} upload @param {number} offset @param {ArrayBuffer} bytes */
export function chunkFrame(upload, offset, bytes) {
  const frame = new Uint8Array(CHUNK_HEAD + bytes.byteLength);
  const head = new DataView(frame.buffer);
  head.setUint32(0, upload);
  head.setBigUint64(4, BigInt(offset));
  frame.set(new Uint8Array(bytes), CHUNK_HEAD);
  return frame;
}

/** Where a file is fetched. @param {string} id @param {string} name */
export function fileAddress(id, name) {
  return `/files/${id}/${/^\.*$/.test(name) ? 'file' : encodeURIComponent(name)}`; // a browser would walk along dots
}

/** @param {string} value how many bytes it is in UTF-8: that is what `limits.text` counts */
export function byteLength(value) {
  return new TextEncoder().encode(value).length;
}
