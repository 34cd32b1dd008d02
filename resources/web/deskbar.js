// @ts-check
// The line over a conversation: its state, who looks at it too, and what can be done with it; taking it stands where one
// would write. Where there is no space
// for all of it, the rest is behind one button.
import { avatar, el, setAttribute, setText } from './dom.js';
import { cannedDialog } from './deskcanneddialog.js';
import { lookingWords } from './deskqueue.js';
import { isMine } from './deskstate.js';
import { lastedSince } from './desktime.js';
import { icon } from './icons.js';
import { choice, openDialog } from './viewdialog.js';

/** @typedef {import('./desk.js').Desk} Desk @typedef {import('./deskstate.js').Conversation} Conversation */

/** @param {Desk} desk */
export function barView(desk) {
  const { ui, work } = desk;
  const { t } = ui.strings;
  const current = () => work.ticket(work.open);
  /** @param {(conversation: Conversation) => unknown} run */
  const on = (run) => () => {
    const conversation = current();
    if (conversation) void run(conversation);
  };
  const state = el('span', { class: 'bar-state', role: 'status' });
  const time = el('span', { class: 'dim bar-time' });
  const looking = el('span', { class: 'bar-looking' });
  const back = el('button', { type: 'button', class: 'tool', 'aria-label': t('deskToQueue'), on: { click: () => desk.showQueue(desk.filter) } }, icon('previous', 'flips'));
  const resolve = button(t('deskResolve'), '', on((conversation) => resolveIt(desk, conversation)));
  const hand = button(t('deskHandOver'), 'alt bar-wide', on((conversation) => handDialog(desk, conversation)));
  const release = button(t('deskRelease'), 'alt bar-wide', on((conversation) => releaseIt(desk, conversation)));
  const notesCount = el('span', { class: 'badge', hidden: true });
  const notes = el('button', { type: 'button', class: 'button note-button', 'aria-expanded': 'false', on: { click: () => ui.showPeople(!ui.sideShown) } },
    icon('pencil', 'small'), t('deskNotes'), notesCount);
  const more = el('button', { type: 'button', class: 'tool bar-narrow', 'aria-label': t('more'), on: { click: on((conversation) => moreDialog(desk, conversation)) } }, icon('more', 'bold'));
  const element = el('div', { class: 'desk-bar' }, back, el('div', { class: 'bar-words' }, state, ' ', time, ' ', looking),
    el('div', { class: 'bar-tools' }, hand, release, resolve, notes, more));

  function render() {
    const conversation = current();
    if (!conversation) return;
    const { ticket } = conversation;
    const mine = isMine(conversation, work.me);
    setText(state, ticket.state === 'waiting' ? t('deskIsWaiting') : ticket.state === 'resolved' ? t('deskIsResolved')
      : mine ? t('deskIsYours') : t('deskAnswers', { name: ticket.agent?.name ?? '' }));
    setText(time, ticket.state === 'resolved' ? ui.strings.moment(ticket.resolved || ticket.since) : lastedSince(ui, ticket.since));
    setText(looking, lookingWords(desk, conversation));
    resolve.hidden = !mine;
    hand.hidden = !mayHand(desk, conversation);
    release.hidden = !mine;
    more.hidden = hand.hidden && release.hidden && !mine;
    const unread = ui.session.state.rooms.get(ticket.notes)?.unread ?? 0;
    notesCount.hidden = unread === 0;
    setText(notesCount, unread > 0 ? ui.strings.number(unread) : '');
    setAttribute(notes, 'aria-expanded', String(ui.sideShown));
  }

  return { element, render };
}

/** @param {string} words @param {string} kind @param {() => void} run */
function button(words, kind, run) {
  return el('button', { type: 'button', class: `button ${kind}`, on: { click: run } }, words);
}

/** @param {Desk} desk @param {Conversation} conversation */
const mayHand = ({ ui, work }, conversation) => isMine(conversation, work.me) || conversation.ticket.state === 'waiting'
  || (ui.session.state.me?.role === 'owner' && conversation.ticket.state === 'claimed');

/** @param {Desk} desk @param {Conversation} conversation */
function resolveIt(desk, { id }) {
  const { t } = desk.ui.strings;
  return desk.act(desk.work.resolve(id), t('deskResolvedNow'), () => desk.work.reopen(id));
}

/** @param {Desk} desk @param {Conversation} conversation */
function releaseIt(desk, { id }) {
  const { t } = desk.ui.strings;
  return desk.act(desk.work.release(id), t('deskReleased'), () => desk.work.claim(id));
}

/** What a narrow screen has no buttons for. @param {Desk} desk @param {Conversation} conversation */
function moreDialog(desk, conversation) {
  const { ui, work } = desk;
  const { t } = ui.strings;
  const mine = isMine(conversation, work.me);
  const then = (/** @type {() => void} */ next) => () => {
    dialog.close();
    next();
  };
  const dialog = openDialog(ui, conversation.name, { sheet: true },
    mayHand(desk, conversation) ? choice(t('deskHandOver'), then(() => void handDialog(desk, conversation)), icon('next', 'flips')) : null,
    mine ? choice(t('deskRelease'), then(() => void releaseIt(desk, conversation)), icon('clock')) : null,
    mine ? choice(t('deskReplies'), then(() => cannedDialog(desk, conversation.ticket.deskId, (text) => ui.composer.replace(text))), icon('copy')) : null);
}

/** To whom: those who are here first, and how much each of them has. @param {Desk} desk @param {Conversation} conversation */
async function handDialog(desk, conversation) {
  const { ui, work } = desk;
  const { t } = ui.strings;
  const list = el('div', { class: 'choices' }, el('p', { class: 'dim' }, t('loading')));
  const dialog = openDialog(ui, t('deskHandTitle', { name: conversation.name }), {}, list);
  const others = (await work.others(conversation)).filter(({ id }) => id !== conversation.ticket.agent?.id);
  const has = (/** @type {string} */ id) => [...work.state.tickets.values()].filter((each) => isMine(each, id)).length;
  list.replaceChildren(...others.map(({ id, name, online }) => choice(name, () => {
    dialog.close();
    void desk.act(work.assign(conversation.id, id), t('deskHanded', { name }));
  }, avatar(id, name, 'small'), el('small', {}, [t(online ? 'isOnline' : 'isOffline'), t('deskHas', { n: has(id) })].join(' · ')))));
  if (others.length === 0) list.replaceChildren(el('p', { class: 'dim' }, t('deskNobody')));
  /** @type {HTMLElement|null} */ (list.querySelector('button'))?.focus();
}
