// @ts-check
// The agents' side of the help desk: a part of the page that comes only to those who answer (part.js). Puts its views
// together: the entries beside the rooms, the queue, the bar over a conversation, the notes beside it.
import { alerts } from './deskalert.js';
import { barView } from './deskbar.js';
import { cannedView } from './deskcanned.js';
import { entriesView } from './deskentries.js';
import { notesView } from './desknotes.js';
import { queueView } from './deskqueue.js';
import { count, FILTERS, isMine } from './deskstate.js';
import { deskWords } from './deskwords.js';
import { DeskWork } from './deskwork.js';
import { el, setText } from './dom.js';

/**
 * @typedef {import('./view.js').Ui} Ui
 * @typedef {import('./deskstate.js').Conversation} Conversation
 * @typedef {{entries: HTMLElement, bar: HTMLElement, queue: HTMLElement, notes: HTMLElement}} Places where the page has room for it
 * @typedef {{words: string, action: string, run: () => void}} Hold why one cannot write, and what lets one; `action` '' where nothing does
 * @typedef {ReturnType<typeof deskSide>} DeskSide
 * @typedef {{
 *   ui: Ui,
 *   work: DeskWork,
 *   filter: import('./deskstate.js').Filter,
 *   topic: string,
 *   showQueue: (filter: import('./deskstate.js').Filter) => void,
 *   show: (id: string) => Promise<void>,
 *   act: (what: Promise<unknown>, done?: string, undo?: () => Promise<unknown>) => Promise<boolean>,
 *   claim: (id: string) => Promise<boolean>,
 *   alerts: ReturnType<typeof alerts>,
 * }} Desk what its views are given. `topic`: the queue shows this one alone; `act` says what was done, with what takes it
 *   back, or why it was not
 */

/** @param {Ui} ui @param {Places} places */
export function deskSide(ui, places) {
  ui.strings.add(deskWords(ui.strings.lang));
  const { session, strings: { t } } = ui;
  const work = new DeskWork(session, {
    onChange: () => ui.redrawSoon(),
    onArrival: (conversation) => {
      setText(spoken, t('deskArrived', { name: conversation.name, desk: conversation.ticket.desk }));
      desk.alerts.arrived(conversation);
    },
    onWord: (conversation, text) => desk.alerts.said(conversation, text),
  });
  const kept = readKept(ui.drafts.get('desk'));
  /** @type {Desk} */
  const desk = {
    ui, work, filter: kept.filter, topic: '', alerts: alerts(ui, (id) => void desk.show(id)),
    showQueue: (filter) => {
      desk.filter = filter;
      if (filter === 'resolved' && work.moreResolved) work.older().catch(() => {}); // the button asks again
      work.shut();
      keep();
      ui.cover(true);
      if (document.activeElement === document.body) queue.focus();
    },
    show: async (id) => {
      await desk.act(work.show(id).then(() => {
        keep();
        ui.cover(false);
        ui.showRoom();
      }));
    },
    act: (what, done = '', undo) => what.then(() => {
      if (done) ui.tell(done, undo && (() => void desk.act(undo(), t('undone'))));
      return true;
    }, (failure) => {
      ui.tell(failure?.code === 'desk_taken' ? t('deskTaken', { name: failure.name }) : failure?.code ? ui.strings.failure(failure) : t('error_internal'));
      return false;
    }),
    claim: (id) => desk.act(work.claim(id), t('deskClaimed'), () => work.release(id)),
  };

  const entries = entriesView(desk);
  const queue = queueView(desk);
  const bar = barView(desk);
  const notes = notesView(desk);
  const canned = cannedView(desk);
  const spoken = el('p', { class: 'sr', role: 'status' }); // others see the number grow
  places.queue.after(spoken);
  places.entries.replaceChildren(entries.element);
  places.queue.replaceChildren(queue.element);
  places.bar.replaceChildren(bar.element);
  places.notes.replaceChildren(notes.element);

  /** A reload comes back to where one was. */
  function keep() {
    ui.drafts.set('desk', { open: work.open, filter: desk.filter, covered: work.open === '' });
  }

  /** The conversation on the screen. */
  const current = () => (ui.covered ? null : work.ticket(session.active));

  function render() {
    if (work.open && (ui.covered || session.active !== work.open)) {
      work.shut();
      keep();
    }
    places.bar.hidden = !current();
    entries.render();
    if (ui.covered) queue.render();
    if (current()) for (const view of [bar, notes, canned]) view.render();
    else canned.hide();
  }

  session.aside = work;
  const begun = work.refresh().then(() => {
    if (kept.open && work.ticket(kept.open)) return desk.show(kept.open);
    if (kept.covered) desk.showQueue(kept.filter);
  }).catch(() => {}); // lost: asked again on return

  return {
    begun,
    render,
    current,
    /** The head while the queue is on the screen. */
    get title() {
      return { words: t('helpDesk'), sub: t('deskWaitingCount', { n: count(work.state, 'waiting') }) };
    },
    /** What the badge in the title counts beside unread messages in rooms. */
    get news() {
      return count(work.state, 'waiting') + work.unread;
    },
    /** The line below the name of a visitor. @param {Conversation} conversation */
    facts: ({ id, ticket }) => {
      const here = session.state.rooms.get(id)?.members.get(ticket.visitor?.id ?? '')?.online ?? ticket.visitor?.online;
      return [t('deskNumber', { n: ticket.number }), ticket.desk, t(here ? 'isOnline' : 'isOffline')].join(' · ');
    },
    /** @param {Conversation} conversation @returns {Hold|null} */
    hold: (conversation) => {
      const { id, ticket } = conversation;
      if (isMine(conversation, work.me)) return null;
      if (ticket.state === 'waiting') return { words: t('deskClaimFirst'), action: t('deskClaim'), run: () => void desk.claim(id) };
      if (ticket.state === 'resolved') return { words: t('deskIsResolved'), action: t('deskReopen'), run: () => void desk.act(work.reopen(id), t('deskReopened')) };
      const words = t('deskAnswers', { name: ticket.agent?.name ?? '' });
      return { words, action: work.mayTakeOver(conversation) ? t('deskTakeOver') : '', run: () => void desk.act(work.takeOver(id), t('deskClaimed')) };
    },
    end: () => {
      session.aside = null;
      work.end();
      canned.hide();
      spoken.remove();
      for (const place of Object.values(places)) place.replaceChildren();
      places.bar.hidden = true;
      ui.cover(false);
    },
  };
}

/** @param {any} raw @returns {{open: string, filter: import('./deskstate.js').Filter, covered: boolean}} */
function readKept(raw) {
  const filter = FILTERS.includes(raw?.filter) ? raw.filter : 'waiting';
  return { open: typeof raw?.open === 'string' ? raw.open : '', filter, covered: raw?.covered === true };
}
