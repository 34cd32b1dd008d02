// @ts-check
// One row of the timeline as elements. What others wrote goes in as text nodes, links as elements of their own.
import { el, faceOf, setText } from './dom.js';
import { icon } from './icons.js';
import { isModerator, mayModerate } from './rights.js';
import { splitLinks } from './text.js';
import { choice, confirmDialog, openDialog } from './viewdialog.js';
import { fileView, uploadView } from './viewfile.js';
import { waitingButtons, whyWaits } from './viewwaiting.js';

/**
 * @typedef {import('./view.js').Ui} Ui
 * @typedef {import('./timeline.js').Row} Row
 * @typedef {import('./timeline.js').Item} Item
 */

export const REACTIONS = ['👍', '❤️', '😂', '😮', '🙏', '✅'];

/** @param {Ui} ui @param {Row} row @param {boolean} seen whether somebody else has read it @returns {HTMLElement} */
export function rowView(ui, row, seen) {
  const { t } = ui.strings;
  switch (row.type) {
    case 'day': return el('div', { class: 'day' }, el('span', {}, ui.strings.day(row.at, ui.now())));
    case 'unread': return el('div', { class: 'unread-line' }, el('span', {}, t('newHere')));
    case 'note': return noteView(ui, row);
    case 'pending': return pendingView(ui, row);
    default: return itemView(ui, row, seen);
  }
}

/** @param {Ui} ui @param {Row} row */
function noteView(ui, { note }) {
  const device = note?.device === 'phone' ? 'joinedPhone' : 'joinedRoom';
  return el('div', { class: 'note' }, ui.strings.t(device, { name: note?.name ?? '' }));
}

/** @param {Ui} ui @param {Row} row @param {boolean} seen */
function itemView(ui, row, seen) {
  const item = /** @type {Item} */ (row.item);
  const { t } = ui.strings;
  if (item.kind === 'topic')
    return el('div', { class: 'note' }, item.text ? t('topicSet', { name: item.name, topic: item.text }) : t('topicCleared', { name: item.name }));
  if (item.kind === 'notice') return el('div', { class: 'note', dir: 'auto' }, item.text);
  return talk(ui, row, item.from, item.name, item.seq, row.quote && quoteView(ui, row.quote), bodyOf(ui, row, item, seen),
    reactionsView(ui, item), row.change && changeView(ui, row));
}

/** @typedef {'mine'|'first'|'more'} Looks of a bubble: our own, the first of somebody's, or one that follows it */
/** @type {WeakMap<Ui, Map<Looks, HTMLElement>>} */ const patterns = new WeakMap();

/** Rows are copies: to make the dozen elements of each one by one takes several times as long. @param {Ui} ui @param {Looks} looks */
function copyOf(ui, looks) {
  const known = patterns.get(ui) ?? new Map();
  patterns.set(ui, known);
  if (!known.has(looks)) known.set(looks, pattern(ui, looks));
  return /** @type {HTMLElement} */ (known.get(looks).cloneNode(true));
}

/** What is done in it, `pressed` knows. @param {Ui} ui @param {Looks} looks */
function pattern(ui, looks) {
  const name = { class: 'who', dir: 'auto' };
  const who = looks !== 'first' ? el('span', { class: 'sr' }, el('bdi'), ': ')
    : ui.showPerson ? el('button', { ...name, type: 'button', tabindex: -1 }) : el('b', name);
  return el('article', { tabindex: -1 }, looks === 'mine' ? null : el('span', { class: 'avatar', 'aria-hidden': 'true' }),
    el('div', { class: 'bubble' }, who, el('div', { class: 'body', dir: 'auto' })),
    el('button', { type: 'button', class: 'tool actions', tabindex: -1, 'aria-label': ui.strings.t('actions') }, icon('more', 'bold')));
}

/** A bubble with its sender. @param {Ui} ui @param {Row} row @param {string} from @param {string} name @param {number} seq
 * @param {Node|null|undefined|false} quote @param {(Node|null)[]} body @param {...(Node|null|undefined|false)} below */
function talk(ui, row, from, name, seq, quote, body, ...below) {
  const looks = row.mine ? 'mine' : row.continues ? 'more' : 'first';
  const element = copyOf(ui, looks);
  element.className = `talk ${row.mine ? 'mine' : ''} ${row.continues ? 'continues' : ''}`;
  if (seq) element.dataset.seq = String(seq);
  const bubble = /** @type {HTMLElement} */ (looks === 'mine' ? element.firstElementChild : element.children[1]);
  const [who, text] = /** @type {Iterable<HTMLElement>} */ (bubble.children);
  setText(looks === 'first' ? who : /** @type {Element} */ (who.firstElementChild), name);
  if (looks === 'first') {
    const { letter, colour } = faceOf(from, name);
    const avatar = /** @type {HTMLElement} */ (element.firstElementChild);
    avatar.classList.add(`person-${colour}`);
    who.classList.add(`name-${colour}`);
    avatar.textContent = letter;
  }
  if (quote) text.before(quote);
  text.append(...body.filter((node) => node !== null));
  for (const node of below) if (node) bubble.append(node);
  if (seq === 0 || row.item?.deleted) element.lastElementChild?.remove();
  return element;
}

/** What a press in the timeline asks for. @param {Ui} ui @param {MouseEvent} event */
export function pressed(ui, { target }) {
  if (!(target instanceof Element)) return;
  const seq = Number(/** @type {HTMLElement|null} */ (target.closest('article'))?.dataset.seq);
  const item = seq ? ui.itemAt(seq) : null;
  if (!item) return;
  if (target.closest('.actions')) return actionsDialog(ui, seq);
  if (target.closest('button.who')) return ui.showPerson?.(item.from, item.name);
  const isText = target.closest('.bubble') && !target.closest('a, button, audio, video, .upload');
  if (ui.touch && isText && getSelection()?.isCollapsed) actionsDialog(ui, seq);
}

/** @param {Ui} ui @param {Row} row @param {Item} item @param {boolean} seen @returns {(Node|null)[]} */
function bodyOf(ui, row, item, seen) {
  const { t } = ui.strings;
  const changed = row.change?.request.type === 'edit' ? row.change.request.text : item.text;
  const text = item.deleted ? el('span', { class: 'gone' }, t('deleted')) : changed ? textView(changed) : null;
  const mark = row.mine ? el('span', { class: 'mark', title: t(seen ? 'seen' : 'stored') }, el('span', { 'aria-hidden': 'true' }, seen ? ' ✓✓' : ' ✓'),
    el('span', { class: 'sr' }, ` ${t(seen ? 'seen' : 'stored')}`)) : null;
  return [...item.files.map((file) => fileView(ui, file)), text, timeView(ui, item.edited && !item.deleted ? `${t('edited')} ` : null,
    el('time', { datetime: new Date(item.at).toISOString(), title: ui.strings.moment(item.at) }, ui.strings.time(item.at)), mark)];
}

/** It floats to the end of the text's own direction, and reads in the page's. @param {Ui} ui @param {...(Node|string|null)} content */
function timeView(ui, ...content) {
  return el('span', { class: 'time' }, el('span', { dir: ui.strings.dir }, ...content));
}

/** @param {string} text */
function textView(text) {
  return el('span', { class: 'text' }, ...splitLinks(text).map((piece) => (piece.href
    ? el('a', { href: piece.href, target: '_blank', rel: 'noopener noreferrer' }, piece.text) : piece.text)));
}

/** @param {Ui} ui @param {import('./timeline.js').Quote} quote */
function quoteView(ui, quote) {
  const { t } = ui.strings;
  const words = quote.deleted ? t('deleted') : quote.text || t('earlier');
  return el('button', { type: 'button', class: 'quote', tabindex: -1, on: { click: () => void ui.goTo(ui.session.active, quote.seq) } },
    quote.name ? el('span', { class: 'strong', dir: 'auto' }, quote.name) : null, ' ', el('span', { dir: 'auto' }, words));
}

/** @param {Ui} ui @param {Item} item */
function reactionsView(ui, item) {
  if (item.reactions.length === 0) return null;
  const me = ui.session.state.me?.id ?? '';
  const members = ui.session.room?.members;
  return el('div', { class: 'reactions' }, ...item.reactions.map(({ emoji, by }) => el('button', {
    type: 'button', 'aria-pressed': String(by.includes(me)), title: by.map((id) => members?.get(id)?.name).filter((name) => name).join(', '),
    tabindex: -1, on: { click: () => ui.session.react(item.seq, emoji, !by.includes(me)) },
  }, `${emoji} ${ui.strings.number(by.length)}`)));
}

/** An edit, deletion or reaction of ours that has not reached the host. @param {Ui} ui @param {Row} row */
function changeView(ui, row) {
  const entry = /** @type {import('./entries.js').Entry} */ (row.change);
  return el('div', { class: 'fate', role: 'status' }, ...fateOf(ui, entry));
}

/** @param {Ui} ui @param {Row} row */
function pendingView(ui, row) {
  const entry = /** @type {import('./entries.js').Entry} */ (row.entry);
  const me = ui.session.state.me;
  const { text } = entry.request;
  const waitsForFiles = entry.state === 'waiting' && entry.kept && !entry.request.files && entry.files.length > 0; // they say it themselves
  const body = [...entry.files.map((key) => uploadView(ui, entry.key, key)), text ? textView(text) : null,
    timeView(ui, entry.state === 'stored' ? `${ui.strings.time(entry.at)} ✓` : entry.state === 'sending' ? ui.strings.t('sending') : null)];
  const fate = entry.state !== 'sending' && entry.state !== 'stored' && !waitsForFiles;
  return talk(ui, row, me?.id ?? '', me?.name ?? '', 0, row.quote && quoteView(ui, row.quote), body,
    fate && el('div', { class: 'fate' }, ...fateOf(ui, entry)));
}

/** What became of it, and what can be done. @param {Ui} ui @param {import('./entries.js').Entry} entry */
function fateOf(ui, entry) {
  const why = el('span', { class: entry.state === 'failed' ? 'bad' : 'dim' }, whyWaits(ui, entry));
  return entry.state === 'sending' ? [why] : [why, ' ', ...waitingButtons(ui, entry)];
}

/** @param {Ui} ui @param {number} seq */
export function actionsDialog(ui, seq) {
  const { t } = ui.strings;
  const item = ui.itemAt(seq);
  if (!item || item.kind !== 'message' || item.deleted) return;
  const me = ui.session.state.me;
  const mine = item.from === me?.id;
  const then = (/** @type {() => void} */ next) => () => {
    dialog.close();
    next();
  };
  const about = { seq, name: item.name, text: item.text || item.files.map((file) => file.name).join(', ') };
  const reactions = el('div', { class: 'react-row', role: 'group', 'aria-label': t('react') }, ...REACTIONS.map((emoji) => {
    const on = item.reactions.some((reaction) => reaction.emoji === emoji && reaction.by.includes(me?.id ?? ''));
    return el('button', { type: 'button', 'aria-pressed': String(on), on: { click: then(() => ui.session.react(seq, emoji, !on)) } }, emoji);
  }));
  const copy = navigator.clipboard ? choice(t('copyText'), then(() => void navigator.clipboard.writeText(item.text).catch(() => {}))) : null;
  const dialog = openDialog(ui, item.name, { sheet: true }, el('p', { class: 'excerpt dim', dir: 'auto' }, about.text), reactions,
    choice(t('reply'), then(() => ui.compose({ kind: 'reply', ...about }))),
    mine && item.text ? choice(t('edit'), then(() => ui.compose({ kind: 'edit', ...about }))) : null, item.text ? copy : null,
    mine || mayModerate(ui) ? choice(t('delete'), then(() => confirmDialog(ui, t('deleteTitle'), item.text, t('delete'), () => ui.session.remove(seq)))) : null,
    !mine && isModerator(me) ? choice(t('aboutPerson', { name: item.name }), then(() => ui.showPerson?.(item.from, item.name)), icon('people')) : null);
}
