// @ts-check
// A room's timeline: a fold over its log, the twin of the window's, both tested with protocol/golden/fold. Pure.
// Then rows: what is put on the screen, with days, unread line, notes, and what has not reached the host yet.

/**
 * @typedef {import('./protocol.js').RoomEvent} RoomEvent
 * @typedef {import('./entries.js').Entry} Entry
 * @typedef {{seq: number, kind: string, from: string, name: string, at: number, text: string, edited: boolean,
 *   deleted: boolean, reply: number|null, reactions: {emoji: string, by: string[]}[],
 *   files: import('./protocol.js').FileInfo[]}} Item
 *   kind: message, topic or notice; `by`: the members, in the order in which they gave it
 * @typedef {{items: Item[], waiting: Map<number, RoomEvent[]>, last: number}} Fold
 *   items: by number; waiting: changes of what is not held, by its number; last: of the last event that was taken in
 * @typedef {{seq: number, name: string, text: string, deleted: boolean}} Quote what a reply answers
 * @typedef {{after: number, at: number, name: string, device: string}} Note somebody came in while we looked
 * @typedef {{id: string, type: 'day'|'unread'|'note'|'item'|'pending', at: number, item?: Item, entry?: Entry,
 *   note?: Note, quote?: Quote|null, mine: boolean, continues: boolean, change?: Entry}} Row
 */

const CONTINUES_WITHIN = 5 * 60_000;

/** @returns {Fold} */
export function emptyFold() {
  return { items: [], waiting: new Map(), last: 0 };
}

/** @param {readonly RoomEvent[]} events of one room, by seq @returns {Item[]} */
export function fold(events) {
  const result = emptyFold();
  for (const event of events) foldEvent(result, event);
  return result.items;
}

/** Takes the next event in. An item that changes is replaced by a new one, so that its identity tells whether it did.
 * What changes an item that we do not hold waits for the page that has it.
 * @param {Fold} fold @param {RoomEvent} event */
export function foldEvent(fold, event) {
  if (event.seq <= fold.last) return;
  fold.last = event.seq;
  switch (event.kind) {
    case 'message':
    case 'topic':
    case 'notice':
      return append(fold, event);
    case 'edit':
    case 'delete':
    case 'reaction':
      return change(fold, event);
    default: // a kind of a later version
  }
}

/** Takes an older page in, which ends where the fold begins. @param {Fold} fold @param {readonly RoomEvent[]} events */
export function foldOlder(fold, events) {
  const page = emptyFold();
  for (const event of events) foldEvent(page, event);
  for (const changes of fold.waiting.values()) for (const event of changes) change(page, event);
  fold.items = [...page.items, ...fold.items];
  fold.waiting = page.waiting;
}

/** @param {Fold} fold @param {RoomEvent} event */
function append(fold, event) {
  fold.items.push({
    seq: event.seq, kind: event.kind, from: event.from, name: event.name, at: event.at,
    text: event.deleted ? '' : event.text, edited: false, deleted: event.deleted,
    reply: event.kind === 'message' && event.reply > 0 ? event.reply : null, reactions: [],
    files: event.deleted ? [] : event.files,
  });
}

/** What is deleted stays as it is. @param {Fold} fold @param {RoomEvent} event */
function change(fold, event) {
  const place = placeOf(fold, event.target);
  if (place < 0) return void fold.waiting.set(event.target, [...(fold.waiting.get(event.target) ?? []), event]);
  const item = fold.items[place];
  if (item.kind === 'message' && !item.deleted) fold.items[place] = changed(item, event);
}

/** @param {Item} item @param {RoomEvent} event @returns {Item} */
function changed(item, event) {
  switch (event.kind) {
    case 'edit': return event.from === item.from && !event.deleted ? { ...item, text: event.text, edited: true } : item;
    case 'delete': return { ...item, text: '', files: [], reactions: [], deleted: true, edited: false };
    default: return { ...item, reactions: reacted(item.reactions, event) };
  }
}

/** @param {Item['reactions']} before @param {RoomEvent} event @returns {Item['reactions']} */
function reacted(before, { emoji, from, on }) {
  const held = before.find((reaction) => reaction.emoji === emoji);
  if (on && !held) return [...before, { emoji, by: [from] }];
  if (!held || on === held.by.includes(from)) return before;
  const by = on ? [...held.by, from] : held.by.filter((member) => member !== from);
  return before.map((reaction) => (reaction === held ? { emoji, by } : reaction)).filter((reaction) => reaction.by.length > 0);
}

/** Where in the items a number is, or -1. @param {Fold} fold @param {number} seq */
function placeOf({ items }, seq) {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle].seq < seq) low = middle + 1;
    else high = middle;
  }
  return items[low]?.seq === seq ? low : -1;
}

/** @param {Fold} fold @param {number} seq @returns {Item|null} */
export function itemAt(fold, seq) {
  return fold.items[placeOf(fold, seq)] ?? null;
}

/** @param {Fold} fold @param {number|null|undefined} seq @returns {Quote|null} without name and text where it is not here */
function quoteOf(fold, seq) {
  if (!seq) return null;
  const item = itemAt(fold, seq);
  return { seq, name: item?.name ?? '', text: item?.text || item?.files.map((file) => file.name).join(', ') || '', deleted: item?.deleted ?? false };
}

/**
 * What is shown, from top to bottom.
 * @param {Fold} fold
 * @param {{me?: string, pending?: readonly Entry[], notes?: readonly Note[], unreadAfter?: number, day?: (at: number) => string}} [extra]
 *   `unreadAfter`: the line goes before the first message of others past this number; `day` names a moment's day
 * @returns {Row[]}
 */
export function rows(fold, { me = '', pending = [], notes = [], unreadAfter = 0, day = dayNames() } = {}) {
  /** @type {Row[]} */
  const result = [];
  const changes = new Map(pending.filter((entry) => isChange(entry)).map((entry) => [entry.request.target, entry]));
  let lastDay = '';
  let lineDrawn = unreadAfter === 0;
  /** @type {Row|null} */ let previous = null;
  let note = 0;

  /** @param {Row} row @param {string} from */
  const push = (row, from) => {
    const today = day(row.at);
    if (today !== lastDay) {
      result.push({ id: `d${today}.${row.id}`, type: 'day', at: row.at, mine: false, continues: false });
      previous = null;
    }
    lastDay = today;
    row.continues = continues(previous, row, from);
    result.push(row);
    previous = row;
  };
  const pushNotes = (/** @type {number} */ before) => {
    for (; note < notes.length && notes[note].after < before; note++) {
      const { at, after } = notes[note];
      push({ id: `n${after}.${note}`, type: 'note', at, note: notes[note], mine: false, continues: false }, '');
    }
  };

  for (const item of fold.items) {
    pushNotes(item.seq);
    const mine = item.from === me;
    if (!lineDrawn && item.seq > unreadAfter && !mine && item.kind === 'message') {
      lineDrawn = true;
      result.push({ id: 'unread', type: 'unread', at: item.at, mine: false, continues: false });
      previous = null;
    }
    push({
      id: `s${item.seq}`, type: 'item', at: item.at, item, mine, continues: false, quote: quoteOf(fold, item.reply),
      change: changes.get(item.seq),
    }, item.from);
  }
  pushNotes(Infinity);
  for (const entry of pending) {
    if (entry.request.type !== 'post') continue;
    const quote = quoteOf(fold, entry.request.reply);
    push({ id: `p${entry.key}`, type: 'pending', at: entry.at, entry, quote, mine: true, continues: false }, me);
  }
  return result;
}

/** Requests that change a message rather than add one. @param {Entry} entry */
const isChange = (entry) => entry.request.target !== undefined && entry.state !== 'stored';

/** @param {Row|null} previous @param {Row} row @param {string} from */
function continues(previous, row, from) {
  if (!previous || !isTalk(previous) || !isTalk(row)) return false;
  const before = previous.item ? previous.item.from : from; // pending ones follow our own
  const same = previous.type === 'pending' ? row.type === 'pending' : before === from;
  return same && row.at - previous.at < CONTINUES_WITHIN;
}

/** @param {Row} row */
const isTalk = (row) => row.type === 'pending' || (row.type === 'item' && row.item?.kind === 'message');

/** Names the local day of a moment; asks the calendar only where the day is another one than that of the moment before. */
export function dayNames() {
  let begin = 0;
  let end = 0;
  let name = '';
  return (/** @type {number} */ at) => {
    if (at >= begin && at < end) return name;
    const date = new Date(at);
    const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
    begin = new Date(year, month, day).getTime();
    end = new Date(year, month, day + 1).getTime();
    return (name = `${year}-${month + 1}-${day}`);
  };
}
