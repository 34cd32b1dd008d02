// @ts-check
// The help desk in what comes over the wire: topics and tickets (PROTOCOL §6). Pure.
import { count, isObject, isString, list, text } from './reading.js';

/**
 * @typedef {{id: string, name: string}} Named
 * @typedef {{desk: string, deskId: string, number: number, state: 'waiting'|'claimed'|'resolved', position: number, agent: Named|null,
 *   since: number, opened: number, resolved: number, notes: string, excerpt: string, visitor: (Named & {online: boolean})|null,
 *   looking: Named[]}} Ticket what is not told is 0, '' or null
 * @typedef {{name: string, text: string}} Canned
 * @typedef {{id: string, name: string, agents: string[], greeting: string, away: string, hours: {day: number, from: number, to: number}[], open: boolean,
 *   present: number, waiting: number, canned: Canned[]}} Desk `id` and `name` only where it stands by itself, to visitors
 * @typedef {{id: string, name: string, greeting: string, away: string, open: boolean, present: number,
 *   hours: {day: number, from: number, to: number}[]}} DeskFace what visitors see of a topic
 */

const STATES = new Set(['waiting', 'claimed', 'resolved']);

/** @param {unknown} raw @returns {Named|null} */
export function readNamed(raw) {
  return isObject(raw) && isString(raw.id) ? { id: raw.id, name: text(raw.name) } : null;
}

/** @param {unknown} raw @returns {Ticket|null} */
export function readTicket(raw) {
  if (!isObject(raw) || !STATES.has(raw.state)) return null;
  const visitor = readNamed(raw.visitor);
  return {
    desk: text(raw.desk), deskId: text(raw.deskId), number: count(raw.number), state: raw.state, position: count(raw.position),
    agent: readNamed(raw.agent), since: count(raw.since), opened: count(raw.opened), resolved: count(raw.resolved), notes: text(raw.notes),
    excerpt: text(raw.excerpt), visitor: visitor && { ...visitor, online: raw.visitor.online === true }, looking: list(raw.looking, readNamed),
  };
}

/** @param {unknown} raw */
const readTime = (raw) => (isObject(raw) ? { day: count(raw.day), from: count(raw.from), to: count(raw.to) } : null);

/** @param {unknown} raw @returns {DeskFace|null} */
export function readFace(raw) {
  if (!isObject(raw) || !isString(raw.id)) return null;
  return {
    id: raw.id, name: text(raw.name), greeting: text(raw.greeting), away: text(raw.away), open: raw.open !== false,
    present: count(raw.present), hours: list(raw.hours, readTime),
  };
}

/** @param {unknown} raw @returns {Desk|null} */
export function readDesk(raw) {
  if (!isObject(raw)) return null;
  return {
    id: text(raw.id), name: text(raw.name), agents: list(raw.agents, (id) => (isString(id) ? id : null)), greeting: text(raw.greeting), away: text(raw.away),
    hours: list(raw.hours, readTime),
    open: raw.open !== false, present: count(raw.present), waiting: count(raw.waiting),
    canned: list(raw.canned, (each) => (isObject(each) && isString(each.name) && isString(each.text) ? { name: each.name, text: each.text } : null)),
  };
}

/** What /desks.json says. @param {unknown} raw @returns {DeskFace[]} */
export const readFaces = (raw) => (isObject(raw) ? list(raw.desks, readFace) : []);
