// @ts-check
// A `/` at the beginning of the composer opens the canned replies, filtered by what is typed on: arrows and Enter, a tap,
// Escape to write a slash after all.
import { el, reconcile, setAttribute, setText } from './dom.js';
import { cannedDialog } from './deskcanneddialog.js';
import { fitting, isMine } from './deskstate.js';

/** @typedef {import('./desk.js').Desk} Desk @typedef {import('./ticket.js').Canned} Canned */

const MOST = 8;

/** @param {Desk} desk */
export function cannedView(desk) {
  const { ui, work } = desk;
  const { t } = ui.strings;
  const { box, element: composer } = ui.composer;
  /** @type {Canned[]} */ let found = [];
  let chosen = 0;
  let left = ''; // what stood there when the person closed the list

  const list = el('ul', { id: 'canned', role: 'listbox', 'aria-label': t('deskReplies') });
  const none = el('p', { class: 'dim', role: 'status' });
  const manage = el('button', { type: 'button', class: 'link', on: { click: () => cannedDialog(desk, topic(), (text) => ui.composer.replace(text)) } }, t('deskRepliesManage'));
  const element = el('div', { class: 'canned', hidden: true }, list, none, manage);
  element.addEventListener('pointerdown', (event) => event.preventDefault()); // the keyboard of a phone stays
  composer.prepend(element);
  composer.addEventListener('keydown', pressed, true);
  box.addEventListener('input', render);

  const topic = () => work.ticket(work.open)?.ticket.deskId ?? '';

  /** @param {KeyboardEvent} event */
  function pressed(event) {
    if (element.hidden || event.target !== box || event.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (event.key === 'Escape') {
      left = box.value;
      hide();
    } else if (step && found.length > 0) chosen = (chosen + step + found.length) % found.length;
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && found.length > 0) pick(found[chosen]);
    else return;
    event.preventDefault();
    event.stopPropagation();
    render();
  }

  /** @param {Canned} reply */
  function pick({ text }) {
    hide();
    ui.composer.replace(text);
  }

  /** @param {Canned} reply @param {HTMLElement|null} old */
  function option(reply, old) {
    const index = found.indexOf(reply);
    const item = old ?? el('li', { role: 'option', on: { click: () => pick(found[Number(item.dataset.index)]) } }, el('b', { dir: 'auto' }), el('span', { class: 'dim', dir: 'auto' }));
    setAttribute(item, 'id', `canned-${index}`);
    item.dataset.index = String(index);
    setText(/** @type {Element} */ (item.firstElementChild), reply.name);
    setText(/** @type {Element} */ (item.lastElementChild), reply.text);
    setAttribute(item, 'aria-selected', String(index === chosen));
    return item;
  }

  function hide() {
    element.hidden = true;
    for (const name of ['aria-controls', 'aria-activedescendant', 'aria-autocomplete', 'aria-haspopup']) box.removeAttribute(name);
  }

  function render() {
    const conversation = work.ticket(work.open);
    const typed = box.value;
    if (typed !== left) left = '';
    if (!conversation || ui.covered || !isMine(conversation, work.me) || !/^\/[^\n]*$/.test(typed) || typed === left) return hide();
    const all = ui.session.state.rooms.get(topic())?.desk?.canned ?? [];
    found = fitting(all, typed.slice(1)).slice(0, MOST);
    chosen = Math.min(chosen, Math.max(0, found.length - 1));
    element.hidden = false;
    list.hidden = found.length === 0;
    setText(none, found.length > 0 ? '' : t(all.length === 0 ? 'deskRepliesNone' : 'deskRepliesNoFit'));
    none.hidden = found.length > 0;
    reconcile(list, found, ({ name }) => name, option);
    list.children[chosen]?.scrollIntoView({ block: 'nearest' });
    setAttribute(box, 'aria-autocomplete', 'list');
    setAttribute(box, 'aria-haspopup', 'listbox');
    setAttribute(box, 'aria-controls', 'canned');
    setAttribute(box, 'aria-activedescendant', found.length > 0 ? `canned-${chosen}` : false);
  }

  return { render, hide };
}
