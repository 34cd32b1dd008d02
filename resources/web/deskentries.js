// @ts-check
// The help desk beside the rooms: how many wait, and the conversations of one's own.
import { el, reconcile, setAttribute, setText } from './dom.js';
import { count } from './deskstate.js';

/** @typedef {import('./desk.js').Desk} Desk @typedef {import('./deskstate.js').Conversation} Conversation */

/** @param {Desk} desk */
export function entriesView(desk) {
  const { ui, work } = desk;
  const { t } = ui.strings;
  const waiting = entry(t('deskWaiting'), 'at', () => desk.showQueue('waiting'));
  const mine = entry(t('deskMine'), '', () => desk.showQueue('mine'));
  const open = el('ul', { 'aria-label': t('deskMine') });
  const element = el('div', { role: 'group', 'aria-label': t('helpDesk') }, el('div', { class: 'section' }, el('h2', {}, t('helpDesk'))),
    waiting.element, mine.element, open);

  /** @param {Conversation} conversation @param {HTMLElement|null} old */
  function talk(conversation, old) {
    const { id } = conversation;
    const item = old ?? el('li', {}, el('button', { type: 'button', class: 'entry inner', on: { click: () => void desk.show(id) } },
      el('span', { class: 'sign dot' }), el('span', { class: 'label', dir: 'auto' }), el('span', { class: 'badge' })));
    const button = /** @type {Element} */ (item.firstElementChild);
    const [sign, label, badge] = /** @type {any} */ (button.children);
    const room = ui.session.state.rooms.get(id);
    const here = room?.members.get(conversation.ticket.visitor?.id ?? '')?.online ?? conversation.ticket.visitor?.online;
    setAttribute(button, 'aria-current', !ui.covered && ui.session.active === id ? 'true' : false);
    setAttribute(sign, 'class', `sign dot ${here ? '' : 'off'}`);
    setText(label, conversation.name);
    mark(badge, room?.unread ?? 0, t('unread', { n: room?.unread ?? 0 }));
    return item;
  }

  /** @param {HTMLElement} badge @param {number} n @param {string} words */
  function mark(badge, n, words) {
    badge.hidden = n === 0;
    setText(badge, n > 0 ? ui.strings.number(Math.min(n, 999)) : '');
    setAttribute(badge, 'aria-label', n > 0 ? words : false);
  }

  function render() {
    const n = count(work.state, 'waiting');
    mark(waiting.badge, n, t('deskWaitingCount', { n }));
    setAttribute(waiting.element, 'aria-current', ui.covered && desk.filter === 'waiting' ? 'true' : false);
    setAttribute(mine.element, 'aria-current', ui.covered && desk.filter === 'mine' ? 'true' : false);
    reconcile(open, work.mine, ({ id }) => id, talk);
    open.hidden = open.childElementCount === 0;
  }

  return { element, render };
}

/** @param {string} words @param {string} kind @param {() => void} run */
function entry(words, kind, run) {
  const badge = el('span', { class: `badge ${kind}`, hidden: true });
  const element = el('button', { type: 'button', class: 'entry', on: { click: run } }, el('span', { class: 'label' }, words), badge);
  return { element, badge };
}
