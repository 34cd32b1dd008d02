// The host's logs, read over a fresh connection and from its database: what every device must hold.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { Peer } from '../e2e/peers/peer.mjs';
import { headOf, textOf } from './devicelog.mjs';

const run = promisify(execFile);

/** Everything that the rooms' logs hold, by room: {log, events}. */
export async function readLogs(host, rooms, hello = {}) {
  const witness = await Peer.join(host, 'Witness', hello);
  const logs = {};
  for (const room of rooms) {
    const joined = await witness.enter(room);
    const events = [];
    for (let more = joined.room.head > 0; more; ) {
      const page = await witness.ask({ type: 'history', room, after: events.length });
      events.push(...page.events);
      more = page.more;
    }
    logs[room] = { log: joined.room.log, head: joined.room.head, events };
  }
  await witness.close();
  return { logs, token: witness.token };
}

/** The same from the file, of a host that has ended: {room: [{key, author, kind, text}]} */
export async function readFile(folder, rooms) {
  const quoted = rooms.map((room) => `'${room}'`).join(',');
  const { stdout } = await run('sqlite3', ['-readonly', '-json', join(folder, 'events.sqlite'),
    `SELECT logs.name AS room, key, author, kind, text FROM entries JOIN logs ON logs.id = entries.log
     WHERE logs.name IN (${quoted}) ORDER BY entries.id`], { maxBuffer: 2 ** 30 });
  const found = Object.fromEntries(rooms.map((room) => [room, []]));
  for (const { room, ...entry } of JSON.parse(stdout || '[]')) found[room].push(entry);
  return found;
}

/** What a device compares itself with. */
export function digestOf({ log, events }) {
  const deleted = new Set(events.filter(({ kind }) => kind === 'delete').map(({ target }) => target));
  return {
    log,
    heads: events.map(headOf),
    texts: events.map(textOf),
    redacted: events.map(({ seq, target, kind }) => deleted.has(seq) || (kind === 'edit' && deleted.has(target))),
  };
}

/** What is wrong with the logs as such: numbers, keys, the file beside the connection. */
export function faultsOf(logs, file) {
  const wrong = [];
  for (const [room, { events, head }] of Object.entries(logs)) {
    const badly = events.findIndex(({ seq }, index) => seq !== index + 1);
    if (badly >= 0) wrong.push(`${room}: number ${events[badly].seq} stands at ${badly + 1}`);
    if (events.length < head) wrong.push(`${room}: a head of ${head}, and ${events.length} events`);
    if (!file) continue;
    if (file[room].length !== events.length) wrong.push(`${room}: ${file[room].length} in the file, ${events.length} over the connection`);
    const other = events.findIndex((event, index) => {
      const kept = file[room][index];
      return !kept || kept.key !== event.key || kept.author !== event.from || (kept.text ?? '') !== (event.text ?? '');
    });
    if (other >= 0) wrong.push(`${room}: number ${other + 1} is another one in the file: ${JSON.stringify(file[room][other])}, not ${JSON.stringify(events[other])}`);
  }
  return wrong;
}

/**
 * Each thing that was typed is in the log once, where it was said to be, and what one device typed into one room stands in
 * its order. What is there and was typed by none of these devices is `unknown`.
 * @param {{device: string, typed: {room: string, key: string}[], answers: [string, number][]}[]} devices
 */
export function accountOf(logs, devices) {
  const account = { missing: [], doubled: [], disordered: [], misplaced: [], unknown: [], typed: 0, acknowledged: 0 };
  const places = new Map(); // room and key → seqs
  const senders = new Map(); // room and key → name
  for (const [room, { events }] of Object.entries(logs)) {
    for (const { key, seq, name: sender } of events) {
      const name = `${room} ${key}`;
      places.set(name, [...(places.get(name) ?? []), seq]);
      senders.set(name, sender);
    }
  }
  for (const { device, typed, answers } of devices) {
    const latest = new Map();
    const confirmed = new Map(answers);
    account.acknowledged += confirmed.size;
    for (const { room, key } of typed) {
      ++account.typed;
      const seqs = places.get(`${room} ${key}`) ?? [];
      places.delete(`${room} ${key}`);
      if (seqs.length === 0) account.missing.push(`${key} in ${room}${confirmed.has(key) ? ' (acknowledged)' : ''}`);
      if (seqs.length > 1) account.doubled.push(`${key} in ${room}: ${seqs}`);
      if (seqs[0] < (latest.get(room) ?? 0)) account.disordered.push(`${device}: ${key} in ${room} is ${seqs[0]}, after ${latest.get(room)}`);
      if (confirmed.has(key) && seqs.length > 0 && confirmed.get(key) !== seqs[0]) account.misplaced.push(`${key} was said to be ${confirmed.get(key)}, and is ${seqs[0]}`);
      latest.set(room, seqs[0] ?? latest.get(room));
    }
  }
  account.unknown = [...places.keys()].map((name) => ({ name, sender: senders.get(name) }));
  return account;
}
