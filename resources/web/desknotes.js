// @ts-check
// What agents write for each other beside a conversation. It looks like nothing that a visitor could be answered with: a
// sheet of its own with a label, no bubbles, a button of another word.
import { el, reconcile, setAttribute, setText } from './dom.js';
import { icon } from './icons.js';
import { splitLinks } from './text.js';
import { fold } from './timeline.js';
import { waitingButtons, whyWaits } from './viewwaiting.js';

/** @typedef {import('./desk.js').Desk} Desk @typedef {import('./timeline.js').Item} Item @typedef {import('./outbox.js').Entry} Entry */

/** @param {Desk} desk */
export function notesView(desk) {
  const { ui, work } = desk;
  const { session, strings } = ui;
  const { t } = strings;
  let room = '';
  const list = el('ul', { class: 'notes-list', 'aria-label': t('deskNotes'), tabindex: 0 });
  const box = el('textarea', { id: 'note', rows: 2, dir: 'auto', placeholder: t('deskNoteHere'), on: { input: keep, keydown: pressed } });
  const add = el('button', { type: 'submit', class: 'button note-button' }, t('deskNoteAdd'));
  const form = el('form', { class: 'notes-form', novalidate: true, on: { submit: (/** @type {Event} */ event) => {
    event.preventDefault();
    submit();
  } } }, el('label', { class: 'sr', for: 'note' }, t('deskNoteHere')), box, add);
  const element = el('div', { class: 'notes-sheet' }, el('div', { class: 'section' }, el('h2', {}, t('deskNotes')),
    el('button', { type: 'button', class: 'tool only-drawer', 'aria-label': t('close'), on: { click: () => ui.showPeople(false) } }, icon('close'))),
  el('p', { class: 'notes-hint' }, icon('lock', 'small'), t('deskNotesHint')), list, form);

  function keep() {
    if (box.value.trim()) ui.drafts.set(`note:${room}`, box.value);
    else ui.drafts.remove(`note:${room}`);
  }

  /** As in the composer. @param {KeyboardEvent} event */
  function pressed(event) {
    if (event.isComposing || event.keyCode === 229 || event.key !== 'Enter' || event.shiftKey || event.ctrlKey || event.altKey) return;
    if (ui.touch && !event.code) return;
    event.preventDefault();
    submit();
  }

  function submit() {
    const text = box.value.trim();
    if (!text || !room) return box.focus();
    session.post(text, undefined, [], room);
    box.value = '';
    keep();
    box.focus();
  }

  /** @param {Item} item */
  function note(item) {
    return el('li', {}, el('p', { class: 'notes-who' }, el('b', { dir: 'auto' }, item.name), ' ', el('small', {}, `${strings.day(item.at, ui.now())} ${strings.time(item.at)}`)),
      el('p', { class: 'text', dir: 'auto' }, ...splitLinks(item.text).map((piece) => (piece.href
        ? el('a', { href: piece.href, target: '_blank', rel: 'noopener noreferrer' }, piece.text) : piece.text))));
  }

  /** One that is not on the host yet. @param {Entry} entry */
  function pending(entry) {
    const fate = entry.state === 'sending' || entry.state === 'stored' ? [] : [whyWaits(ui, entry), ' ', ...waitingButtons(ui, entry)];
    return el('li', { class: 'pending' }, el('p', { class: 'text', dir: 'auto' }, entry.request.text), el('p', { class: 'notes-who' }, ...fate));
  }

  /** @type {unknown} */ let drawn = null;
  function draw() {
    const notes = session.state.rooms.get(room);
    const waiting = session.outbox.list(room);
    const looks = JSON.stringify([room, notes?.known, notes?.end, notes?.events.length, session.connection.state, waiting.map(({ key, state, failure }) => [key, state, failure?.code])]);
    if (looks === drawn) return;
    drawn = looks;
    const items = notes ? fold(notes.events).filter((item) => item.kind === 'message' && !item.deleted) : [];
    const rows = [...items.map((item) => ({ key: `s${item.seq}`, make: () => note(item) })),
      ...waiting.map((entry) => ({ key: `p${entry.key}`, make: () => pending(entry) }))];
    reconcile(list, rows, ({ key }) => key, ({ make }) => make());
    setAttribute(list, 'data-empty', notes?.known ? t('deskNoNotes') : false);
    list.scrollTop = list.scrollHeight;
  }

  function render() {
    const now = work.ticket(work.open)?.ticket.notes ?? '';
    if (now !== room) {
      room = now;
      const kept = ui.drafts.get(`note:${room}`);
      box.value = typeof kept === 'string' ? kept : '';
    }
    setText(add, t('deskNoteAdd'));
    add.disabled = box.disabled = !room;
    draw();
    if (room && document.visibilityState === 'visible' && element.offsetParent !== null && ui.sideShown) session.sync.seen(room);
  }

  return { element, render };
}
