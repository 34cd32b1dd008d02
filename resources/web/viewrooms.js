// @ts-check
// The rooms: place, rooms, direct talks, oneself. A column where there is space, a drawer on a phone.
import { avatar, el, reconcile, setAttribute, setText } from './dom.js';
import { icon } from './icons.js';
import { isIn, peerOf } from './state.js';
import { meDialog, newDirectDialog, newRoomDialog, otherRoomsDialog } from './viewdialogs.js';
import { invitationDialog } from './viewmoderate.js';

/** @typedef {import('./view.js').Ui} Ui @typedef {import('./state.js').Room} Room */

/** @param {Ui} ui @param {HTMLElement} desk where the help desk has its entries */
export function roomsView(ui, desk) {
  const { t } = ui.strings;
  const place = el('b', { dir: 'auto' });
  const dot = el('span', { class: 'dot' });
  const status = el('span');
  const rooms = el('ul', { 'aria-label': t('rooms') });
  const invitations = el('ul', { 'aria-label': t('invitations') });
  const invited = el('div', { hidden: true }, el('div', { class: 'section' }, el('h2', {}, t('invitations'))), invitations);
  const talks = el('ul', { 'aria-label': t('privateTalks') });
  const me = el('span', { class: 'me-name', dir: 'auto' });
  const mePicture = el('span', { class: 'me-picture' });
  const element = el('nav', { class: 'rooms drawer', 'aria-label': t('places') },
    el('div', { class: 'hostcard' }, place, el('span', { class: 'dim' }, dot, status)),
    section(t('rooms'), t('newRoom'), () => newRoomDialog(ui)), rooms,
    el('button', { type: 'button', class: 'entry dim', on: { click: () => void otherRoomsDialog(ui) } }, t('otherRooms')), invited,
    section(t('directMessages'), t('talkPrivately'), () => newDirectDialog(ui)), talks, desk,
    el('button', { type: 'button', class: 'entry me', on: { click: () => meDialog(ui) } }, mePicture, me,
      el('span', { class: 'sr' }, t('youAndDevices')), icon('more', 'bold small')));

  /** @param {Room} room @param {HTMLElement|null} old */
  function entry(room, old) {
    const item = old ?? el('li', {}, el('button', { type: 'button', class: 'entry', on: { click: () => (room.inviter ? invitationDialog(ui, room) : ui.openRoom(room.id)) } },
      el('span', { class: 'sign', 'aria-hidden': 'true' }), el('span', { class: 'label', dir: 'auto' }), el('span', { class: 'badge' })));
    const [sign, label, badge] = /** @type {any} */ (item.firstElementChild?.children ?? []);
    const peer = peerOf(room, ui.session.state.me?.id);
    setAttribute(/** @type {Element} */ (item.firstElementChild), 'aria-current', room.id === ui.session.active && !ui.covered ? 'true' : false);
    if (room.kind === 'direct') setAttribute(sign, 'class', `sign dot ${peer?.online ? '' : 'off'}`);
    else if (room.kind === 'private') sign.firstChild ?? sign.append(icon('lock', 'small'));
    else setText(sign, '#');
    setText(label, room.kind === 'direct' ? (peer?.name ?? room.name) : room.name);
    badge.hidden = room.unread === 0 || !isIn(room);
    badge.classList.toggle('at', room.mentions > 0);
    setText(badge, room.unread === 0 ? '' : count(room));
    setAttribute(badge, 'aria-label', room.unread > 0 ? t('unread', { n: room.unread }) : false);
    return item;
  }

  /** Isolated, or the @ would wander in a page that reads from right to left. @param {Room} room */
  function count(room) {
    const number = ui.strings.number(Math.min(room.unread, 999));
    return room.mentions > 0 ? `\u2066@${number}\u2069` : number;
  }

  function render() {
    const { state, connection } = ui.session;
    setText(place, state.host?.name ?? '');
    setAttribute(dot, 'class', `dot ${connection.state === 'online' ? '' : 'off'}`);
    setText(status, connection.state === 'online' ? t('people', { n: state.rooms.get('lobby')?.people ?? 0 }) : t('notConnected'));
    const all = [...state.rooms.values()].filter(isIn);
    const waiting = [...state.rooms.values()].filter((room) => room.inviter && !isIn(room));
    const byName = (/** @type {Room} */ a, /** @type {Room} */ b) =>
      Number(b.id === 'lobby') - Number(a.id === 'lobby') || a.name.localeCompare(b.name, ui.strings.lang);
    reconcile(rooms, all.filter((room) => room.kind !== 'direct').sort(byName), (room) => room.id, entry);
    invited.hidden = waiting.length === 0;
    reconcile(invitations, waiting, (room) => room.id, entry);
    reconcile(talks, all.filter((room) => room.kind === 'direct').sort(byName), (room) => room.id, entry);
    const name = state.me?.name ?? '';
    setText(me, name);
    if (mePicture.textContent !== name[0] && state.me) mePicture.replaceChildren(avatar(state.me.id, name, 'small'));
  }

  return { element, render };
}

/** @param {string} title @param {string} action @param {() => void} run */
function section(title, action, run) {
  return el('div', { class: 'section' }, el('h2', {}, title),
    el('button', { type: 'button', class: 'tool', 'aria-label': action, on: { click: run } }, icon('plus', 'small')));
}
