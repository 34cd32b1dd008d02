// @ts-check
// The page once one is in: rooms, timeline, composer, people, status. Puts the views together and draws them when
// something changed; what each shows it reads from the session.
import { el, setAttribute, setText } from './dom.js';
import { icon } from './icons.js';
import { loadStyle } from './part.js';
import { isIn, peerOf } from './state.js';
import { takeDrops } from './viewattach.js';
import { composerView } from './viewcomposer.js';
import { personDialog, roomDialog, searchDialog } from './viewdialogs.js';
import { filesDialog } from './viewfiles.js';
import { peopleView } from './viewpeople.js';
import { roomsView } from './viewrooms.js';
import { bannerView, signalView, statusView } from './viewstatus.js';
import { TimelineView } from './viewtimeline.js';
import { typingView } from './viewtyping.js';

/**
 * @typedef {{
 *   session: import('./session.js').Session,
 *   strings: import('./strings.js').Strings,
 *   touch: boolean,
 *   now: () => number,
 *   measure: () => number,
 *   isSeen: () => boolean,
 *   badge: (title: string, unread: number) => void,
 *   strays: import('./strays.js').Strays,
 *   drafts: import('./store.js').Store,
 *   go: (origin: string) => void,
 *   tell: (words: string, undo?: () => void) => void,
 *   about: import('./viewjoin.js').About,
 *   redrawSoon: () => void,
 * }} Outside `drafts`: by room, of this tab alone; `go`: to another address of this host, with all that belongs to the person
 * @typedef {Outside & {
 *   roomTitle: (room: import('./state.js').Room) => string,
 *   openRoom: (id: string) => void,
 *   showRoom: () => void,
 *   showPeople: (show: boolean) => void,
 *   showPerson: ((id: string, name: string) => void)|null,
 *   goTo: (room: string, seq: number) => Promise<void>,
 *   itemAt: (seq: number) => import('./timeline.js').Item|null,
 *   items: () => readonly import('./timeline.js').Item[],
 *   compose: (about: import('./viewcomposer.js').About) => void,
 *   editLast: () => boolean,
 *   sent: () => void,
 *   giveBack: (room: string, text: string) => void,
 *   redraw: () => void,
 *   watch: (render: () => void) => () => void,
 *   covered: boolean,
 *   cover: (covered: boolean) => void,
 *   sideShown: boolean,
 *   hold: () => import('./desk.js').Hold|null,
 *   composer: ReturnType<typeof composerView>,
 * }} Ui what the views are given: the session, the words, and each other. `giveBack` puts
 *   a text into the field of a room; `redraw` is for what changed outside the session; `watch` draws a dialog along with
 *   the rest, until its answer is called; `covered`: the help desk's queue stands in place of the room; `sideShown`: the
 *   column beside it, or the drawer that it becomes, is there; `hold`: why the help desk lets one not write here
 */

const MEDIUM = '(max-width: 1023px)'; // people are a drawer
const DESK_AGAIN = 5_000; // ms; its part of the page did not come

/** @param {Outside} outside */
export function chatView(outside) {
  const { session, strings } = outside;
  const { t } = strings;
  /** @type {Ui} */
  const ui = {
    ...outside,
    roomTitle: (room) => {
      if (room.kind === 'direct') return peerOf(room, session.state.me?.id)?.name ?? room.name;
      return room.kind === 'private' ? room.name : `# ${room.name}`;
    },
    openRoom: (id) => {
      ui.cover(false);
      session.open(id);
      ui.showRoom();
    },
    showRoom: () => {
      drawer(null);
      if (!outside.touch) composer.focus();
    },
    showPeople: (show) => {
      if (matchMedia(MEDIUM).matches) drawer(show ? side() : null);
      else element.classList.toggle('without-people', !show);
      if (show) session.sync.everybody(session.active).catch(() => {});
    },
    showPerson: (id, name) => personDialog(ui, id, name),
    goTo: async (room, seq) => {
      ui.cover(false);
      if (room !== session.active) session.open(room);
      render();
      const target = session.state.rooms.get(room);
      if (target && !target.live) await session.sync.join(room).catch(() => {});
      render();
      await timeline.goTo(seq).catch(() => {});
    },
    itemAt: (seq) => timeline.itemAt(seq),
    items: () => timeline.items,
    compose: (about) => composer.start(about),
    editLast: () => {
      const last = timeline.ownLast;
      if (last) composer.start({ kind: 'edit', seq: last.seq, name: last.name, text: last.text });
      return last !== null;
    },
    sent: () => timeline.toBottom(),
    giveBack: (room, text) => composer.giveBack(room, text),
    redraw: () => render(),
    watch: (each) => {
      watchers.add(each);
      each();
      return () => watchers.delete(each);
    },
    covered: false,
    cover: (covered) => {
      ui.covered = covered;
      drawer(null);
      render();
    },
    get sideShown() {
      return matchMedia(MEDIUM).matches ? side().classList.contains('open') : !element.classList.contains('without-people');
    },
    hold: () => {
      const conversation = desk?.current();
      return conversation ? (desk?.hold(conversation) ?? null) : null;
    },
    get composer() {
      return composer;
    },
  };
  const places = {
    entries: el('div'), bar: el('div', { hidden: true }), queue: el('div', { class: 'queue-box', hidden: true }),
    notes: el('aside', { class: 'people drawer notes', 'aria-label': t('deskSide'), hidden: true }),
  };
  /** @type {Set<() => void>} */ const watchers = new Set();

  /** @type {import('./desk.js').DeskSide|null} */ let desk = null;
  let deskAskedAt = -Infinity;
  const rooms = roomsView(ui, places.entries);
  const people = peopleView(ui);
  const timeline = new TimelineView(ui);
  const composer = composerView(ui);
  const banner = bannerView(ui);
  const status = statusView(ui);
  const signal = signalView(ui);

  const title = el('h1', { dir: 'auto', tabindex: -1 });
  const sub = el('p', { class: 'sub', dir: 'auto' });
  const menu = el('button', { type: 'button', class: 'tool menu', 'aria-label': t('rooms'), 'aria-expanded': 'false',
    on: { click: () => drawer(rooms.element) } }, icon('menu'), el('span', { class: 'spot', hidden: true }));
  const typing = typingView(ui);
  const head = el('header', { class: 'head' }, menu, el('div', { class: 'titles' }, title, sub),
    el('div', { class: 'tools' },
      tool(t('search'), 'search', 'wide-only', () => searchDialog(ui)),
      tool(t('files'), 'clip', 'wide-only', () => session.room && filesDialog(ui, session.room)),
      tool(t('people_button'), 'people', 'wide-only people-tool', () => ui.showPeople(matchMedia(MEDIUM).matches || element.classList.contains('without-people'))),
      signal.element,
      el('button', { type: 'button', class: 'tool room-tool', 'aria-label': t('more'), on: { click: () => session.room && roomDialog(ui, session.room) } }, icon('more', 'bold'))));
  const main = el('main', { class: 'main' }, head, places.bar, places.queue, timeline.element, typing.element, banner.element, composer.element);
  takeDrops(ui, main, (files) => composer.attach(files));
  const scrim = el('div', { class: 'scrim', on: { click: () => drawer(null) } });
  const element = el('div', { class: 'chat' }, rooms.element, main, people.element, places.notes, status.element, scrim);
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && element.classList.contains('drawn')) drawer(null);
  });

  /** @type {HTMLElement|null} */ let opener = null;
  /** Opens one of the drawers, or closes them; what lies below can meanwhile not be reached.
   * @param {HTMLElement|null} which */
  function drawer(which) {
    const wasOpen = element.classList.contains('drawn');
    if (which && !wasOpen) opener = /** @type {HTMLElement|null} */ (document.activeElement);
    for (const each of [rooms.element, people.element, places.notes]) each.classList.toggle('open', each === which);
    element.classList.toggle('drawn', which !== null);
    setAttribute(menu, 'aria-expanded', String(which === rooms.element));
    main.inert = which !== null;
    if (which) /** @type {HTMLElement|null} */ (which.querySelector('[aria-current], button'))?.focus();
    else if (wasOpen) opener?.focus();
  }

  /** What stands beside the room: its people, or the notes about a visitor. */
  const side = () => (desk?.current() ? places.notes : people.element);

  /** The help desk comes to those who answer there, and goes when they no longer do. */
  function renderDesk() {
    const { me, rooms: all } = session.state;
    const answers = me?.role === 'agent' || (me?.role === 'owner' && [...all.values()].some((room) => room.desk));
    if (!answers && desk) {
      const gone = desk;
      desk = null; // first: it draws what is left
      gone.end();
    } else if (answers && !desk && session.connection.state === 'online' && outside.measure() - deskAskedAt > DESK_AGAIN) {
      deskAskedAt = Infinity;
      void bringDesk();
    }
    const isBeside = !!desk?.current();
    setAttribute(main, 'data-covered', ui.covered);
    setAttribute(main, 'data-ticket', isBeside);
    for (const each of [timeline.element, typing.element, composer.element]) each.hidden = ui.covered;
    places.queue.hidden = !ui.covered;
    people.element.hidden = isBeside;
    places.notes.hidden = !isBeside;
    desk?.render();
  }

  async function bringDesk() {
    try {
      await loadStyle('/desk.css');
      const { deskSide } = await import('./desk.js');
      desk = deskSide(ui, places);
      deskAskedAt = -Infinity;
    } catch {
      deskAskedAt = outside.measure(); // and again after a while
    }
    render();
  }

  function headWords() {
    const room = session.room;
    if (ui.covered && desk) {
      setText(title, desk.title.words);
      return setText(sub, desk.title.sub);
    }
    const conversation = desk?.current();
    if (conversation && desk) {
      setText(title, conversation.name);
      return setText(sub, desk.facts(conversation));
    }
    setText(title, room ? ui.roomTitle(room) : (session.state.host?.name ?? ''));
    if (!room) return setText(sub, t('connecting'));
    const count = t('people', { n: room.people });
    const peer = peerOf(room, session.state.me?.id);
    if (room.kind === 'direct') return setText(sub, t(peer?.online ? 'isOnline' : 'isOffline'));
    setText(sub, `${count} · ${room.locked ? `${t('locked')} · ` : ''}${room.topic || t(room.kind === 'private' ? 'onlyMembers' : 'everybody')}`);
  }

  function unreadElsewhere() {
    const all = [...session.state.rooms.values()].filter(isIn);
    const total = all.reduce((sum, room) => sum + room.unread, 0) + (desk?.news ?? 0);
    const room = ui.covered ? null : session.room;
    const host = session.state.host?.name ?? 'Courtyard';
    outside.badge(room ? `${ui.roomTitle(room)} · ${host}` : host, total);
    const others = total - (room?.unread ?? 0);
    const spot = /** @type {HTMLElement} */ (menu.lastElementChild);
    spot.hidden = others === 0;
    setAttribute(menu, 'aria-label', others > 0 ? `${t('rooms')}, ${t('unread', { n: others })}` : t('rooms'));
  }

  function render() {
    renderDesk();
    composer.render();
    timeline.render();
    headWords();
    for (const view of [rooms, people, typing, banner, status, signal]) view.render();
    for (const each of [...watchers]) each();
    unreadElsewhere();
  }

  return { element, render, focus: () => (outside.touch ? title : composer).focus() }; // no keyboard unasked on a phone
}

/** @param {string} word @param {string} picture @param {string} kind @param {() => void} run */
function tool(word, picture, kind, run) {
  return el('button', { type: 'button', class: `tool ${kind}`, on: { click: run } }, icon(picture), el('span', { class: 'tool-word' }, word));
}

