// @ts-check
// The list of tickets: who waits for how long, what is one's own, what is done. In place of the timeline.
import { el, reconcile, setAttribute, setText } from './dom.js';
import { cannedDialog } from './deskcanneddialog.js';
import { count, FILTERS, isMine, shown } from './deskstate.js';
import { lastedSince } from './desktime.js';
import { link } from './viewdialog.js';

/** @typedef {import('./desk.js').Desk} Desk @typedef {import('./deskstate.js').Conversation} Conversation */

const LONG = 5 * 60_000; // a wait that is marked
const WORDS = { waiting: 'deskWaiting', mine: 'deskMine', all: 'deskAll', resolved: 'deskResolved' };

/** @param {Desk} desk */
export function queueView(desk) {
  const { ui, work } = desk;
  const { t } = ui.strings;
  const filters = FILTERS.map((filter) => el('button', { type: 'button', class: 'filter', on: { click: () => desk.showQueue(filter) } }, t(WORDS[filter])));
  const topics = el('select', { 'aria-label': t('deskTopic'), class: 'topics', on: { change: () => {
    desk.topic = topics.value;
    render();
  } } });
  const sound = el('input', { type: 'checkbox', id: 'desk-sound', on: { change: () => desk.alerts.setQuiet(!sound.checked) } });
  const ask = link(t('deskNotify'), () => void desk.alerts.ask().then(render));
  const replies = link(t('deskReplies'), () => cannedDialog(desk, desk.topic || (work.desks[0]?.id ?? ''), null));
  const list = el('ul', { class: 'tickets', 'aria-label': t('deskTickets') });
  const none = el('p', { class: 'dim nothing', role: 'status' });
  const more = el('button', { type: 'button', class: 'button alt more-tickets', hidden: true, on: { click: () => void desk.act(work.older()) } }, t('showMore'));
  const element = el('div', { class: 'queue' },
    el('div', { class: 'queue-head' }, el('div', { class: 'filters', role: 'group', 'aria-label': t('deskShow') }, ...filters), topics),
    el('div', { class: 'queue-list' }, list, none, more),
    el('div', { class: 'queue-foot' }, el('label', { class: 'check', for: 'desk-sound' }, sound, t('deskSound')), ask, replies));

  /** @param {Conversation} conversation @param {HTMLElement|null} old */
  function row(conversation, old) {
    const item = /** @type {HTMLElement & {parts?: ReturnType<typeof parts>}} */ (old ?? el('li', { class: 'ticket' }));
    const made = (item.parts ??= parts(item, conversation.id));
    const { ticket } = conversation;
    const waits = ticket.state === 'waiting';
    setText(made.number, t('deskNumber', { n: ticket.number }));
    setText(made.name, conversation.name);
    setAttribute(made.dot, 'class', `dot ${ticket.visitor?.online ? '' : 'off'}`);
    setText(made.here, t(ticket.visitor?.online ? 'isOnline' : 'isOffline'));
    setText(made.topic, work.desks.length > 1 && !desk.topic ? ticket.desk : '');
    setText(made.excerpt, ticket.excerpt);
    setText(made.state, stateWords(conversation));
    made.state.classList.toggle('long', waits && ui.now() - ticket.since > LONG);
    setText(made.looking, lookingWords(desk, conversation));
    const unread = isMine(conversation, work.me) ? (ui.session.state.rooms.get(conversation.id)?.unread ?? 0) : 0;
    made.badge.hidden = unread === 0;
    setText(made.badge, unread > 0 ? ui.strings.number(unread) : '');
    made.claim.hidden = !waits;
    setAttribute(made.claim, 'aria-label', t('deskClaimOf', { name: conversation.name }));
    return item;
  }

  /** @param {HTMLElement} item @param {string} id */
  function parts(item, id) {
    const [number, here, topic] = [el('span', { class: 'dim' }), el('span', { class: 'sr' }), el('span', { class: 'dim', dir: 'auto' })];
    const [dot, name, badge] = [el('span', { class: 'dot' }), el('b', { dir: 'auto' }), el('span', { class: 'badge', hidden: true })];
    const excerpt = el('span', { class: 'ticket-text', dir: 'auto' });
    const [state, looking] = [el('span', { class: 'ticket-state' }), el('span', { class: 'dim ticket-looking' })];
    const claim = el('button', { type: 'button', class: 'button', on: { click: () => void take(id) } }, t('deskClaim'));
    item.append(el('button', { type: 'button', class: 'ticket-open', on: { click: () => void desk.show(id) } },
      el('span', { class: 'ticket-head' }, dot, here, name, number, topic, badge, state), excerpt, looking), claim);
    return { number, name, dot, here, topic, excerpt, state, looking, badge, claim };
  }

  /** @param {string} id */
  async function take(id) {
    if (await desk.claim(id)) await desk.show(id);
  }

  /** @param {Conversation} conversation */
  function stateWords({ ticket }) {
    if (ticket.state === 'waiting') return t('deskWaits', { time: lastedSince(ui, ticket.since) });
    if (ticket.state === 'resolved') return t('deskResolvedAt', { time: ui.strings.moment(ticket.resolved || ticket.since) });
    return ticket.agent?.id === work.me ? t('deskYours', { time: lastedSince(ui, ticket.since) }) : t('deskAnswers', { name: ticket.agent?.name ?? '' });
  }

  function renderTopics() {
    const { desks } = work;
    topics.hidden = desks.length < 2;
    const wanted = ['', ...desks.map(({ id }) => id)];
    const looks = JSON.stringify(desks.map(({ id, name, desk: of }) => [id, name, of?.open]));
    if (topics.dataset.looks === looks) return;
    topics.dataset.looks = looks;
    topics.replaceChildren(el('option', { value: '' }, t('deskEveryTopic')),
      ...desks.map(({ id, name, desk: of }) => el('option', { value: id }, of?.open ? name : t('deskShut', { name }))));
    desk.topic = wanted.includes(desk.topic) ? desk.topic : '';
    topics.value = desk.topic;
  }

  function render() {
    renderTopics();
    for (const [index, filter] of FILTERS.entries()) setAttribute(filters[index], 'aria-pressed', String(desk.filter === filter));
    const all = shown(work.state, desk.filter, desk.topic, work.me);
    reconcile(list, all, ({ id }) => id, row);
    const isEmpty = all.length === 0;
    setText(none, !isEmpty ? '' : !work.known ? t('loading') : work.desks.length === 0 ? t('deskNoTopic') : t(`deskNone_${desk.filter}`));
    none.hidden = !isEmpty;
    more.hidden = desk.filter !== 'resolved' || !work.moreResolved || !work.known;
    sound.checked = !desk.alerts.isQuiet;
    ask.hidden = !desk.alerts.mayAsk;
    replies.hidden = work.desks.length === 0;
    const n = count(work.state, 'waiting');
    setAttribute(filters[0], 'data-count', n > 0 ? ui.strings.number(n) : false);
  }

  /** What stood in its place had the focus. */
  function focus() {
    filters[FILTERS.indexOf(desk.filter)].focus();
  }

  return { element, render, focus };
}

/** @param {Desk} desk @param {Conversation} conversation */
export function lookingWords({ ui, work }, { ticket }) {
  const names = ticket.looking.filter(({ id }) => id !== work.me && id !== ticket.agent?.id).map(({ name }) => name);
  if (names.length === 0) return '';
  return names.length === 1 ? ui.strings.t('deskLooks', { name: names[0] }) : ui.strings.t('deskLookMany', { n: names.length, name: names[0] });
}
