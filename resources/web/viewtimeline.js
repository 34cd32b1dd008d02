// @ts-check
// The timeline on the screen: a window of rows over the whole, so that thousands of messages cost what a hundred do.
// At the bottom it stays at the bottom; anywhere else it stays put, whatever comes in above or below.
import { el, reconcile, setAttribute, setText } from './dom.js';
import { icon } from './icons.js';
import { emptyFold, foldEvent, foldOlder, itemAt, rows } from './timeline.js';
import { updateUploads } from './viewfile.js';
import { actionsDialog, pressed, rowView } from './viewmessage.js';

const STEP = 60; // rows that come in at once on scrolling; fewer cost more, for each time all that is there moves
const MOST = 160; // rows that are in the document at a time
const AT_END = 80; // rows while one reads along
const SPARE = 4; // rows that are above what fills the screen, at least
const CALM = 1_000; // ms without anything new
const NEAR = 600; // px from an edge: fetch what is beyond it
const AT_BOTTOM = 40; // px

/** @typedef {import('./view.js').Ui} Ui @typedef {import('./timeline.js').Row} Row
 * @typedef {import('./state.js').Room} Room */

export class TimelineView {
  #ui;
  #list = el('div', { class: 'rows' });
  #scroller;
  #jump;
  element;
  /** @type {Room|null} */ #room = null;
  /** @type {readonly import('./protocol.js').RoomEvent[]} */ #folded = [];
  #fold = emptyFold();
  /** @type {Row[]} */ #rows = [];
  #from = 0;
  #to = 0;
  #atBottom = true;
  #line = 0; // the unread line goes after this number
  #signature = '';
  #fits = AT_END; // rows that fill the screen
  #changedAt = 0;
  #asking = ''; // the room that an older page was asked for
  #stuckIn = 0; // px: how high the view was when it was put to its end
  /** @type {Map<string, string>} of each row that is in the document: what it shows */ #shown = new Map();

  /** @param {Ui} ui */
  constructor(ui) {
    this.#ui = ui;
    const { t } = ui.strings;
    this.#scroller = el('div', { class: 'timeline', role: 'log', 'aria-label': t('timeline'), tabindex: 0, on: {
      scroll: () => this.#scrolled(), keydown: (/** @type {KeyboardEvent} */ event) => this.#pressed(event),
    } }, this.#list);
    this.#list.addEventListener('click', (event) => pressed(ui, event));
    this.#jump = el('button', { type: 'button', class: 'jump', hidden: true, on: { click: () => this.toBottom() } },
      el('span'), icon('down'));
    this.element = el('div', { class: 'timeline-box' }, this.#scroller, this.#jump);
    if (typeof ResizeObserver !== 'function') return;
    const sizes = new ResizeObserver(() => this.#resized());
    for (const each of [this.#scroller, this.#list]) sizes.observe(each);
  }

  /** @param {number} seq */
  itemAt(seq) {
    return itemAt(this.#fold, seq);
  }

  /** What is held of the room, oldest first. */
  get items() {
    return this.#fold.items;
  }

  /** Our newest message that can still be edited. @returns {import('./timeline.js').Item|null} */
  get ownLast() {
    const me = this.#ui.session.state.me?.id;
    return this.#fold.items.findLast((item) => item.kind === 'message' && item.from === me && !item.deleted && item.text) ?? null;
  }

  render() {
    const { session } = this.#ui;
    const room = session.room;
    if (!room) return;
    const pending = session.outbox.list(room.id);
    const isOnline = session.connection.state === 'online';
    const signature = `${isOnline}${pending.map((entry) => `${entry.key}${entry.seq}${stateOf(entry)}`)}`;
    const update = () => this.#update(room, pending);
    if (room.id !== this.#room?.id) this.#quietly(update);
    else if (room !== this.#room || signature !== this.#signature) update();
    else if (this.#isShort && this.#ui.measure() - this.#changedAt > CALM) this.#quietly(() => this.#showEnd(AT_END));
    this.#signature = signature;
    updateUploads(this.#ui, this.#list);
    this.#look();
  }

  /** @param {Room} room @param {import('./entries.js').Entry[]} pending */
  #update(room, pending) {
    const before = this.#room;
    const opened = before?.id !== room.id;
    this.#room = room;
    if (opened) this.#line = room.unread > 0 ? room.read : 0;
    else if (room.unread > 0 && before?.unread === 0 && !this.#isRead()) this.#line = Math.max(room.read, before.end);
    this.#takeIn(room);
    setAttribute(this.#list, 'data-empty', room.known ? this.#ui.strings.t('nothingYet') : false);
    const last = this.#to === this.#rows.length;
    const count = this.#to - this.#from;
    const shown = this.#rows.slice(this.#from, this.#to);
    const lead = shown.findIndex((row) => row.type === 'item'); // a day's row may move up
    const anchor = shown[lead]?.id;
    const had = this.#rows.length;
    this.#rows = rows(this.#fold, { me: this.#ui.session.state.me?.id, pending, notes: room.notes, unreadAfter: this.#line });
    this.#changedAt = this.#ui.measure();
    if (opened) this.#atBottom = true;
    const found = opened ? -1 : this.#rows.findIndex((row) => row.id === anchor);
    if (this.#atBottom) return this.#showEnd(found < 0 ? AT_END : this.#kept(this.#rows.length - found + lead, this.#rows.length - had));
    const from = found < 0 ? this.#from : found;
    const to = last && this.#rows.length - from <= MOST ? this.#rows.length : from + count;
    this.#show(from, to);
  }

  #resized() {
    if (!this.#atBottom) return;
    this.#stick();
    const height = this.#list.offsetHeight;
    const { clientHeight } = this.#scroller;
    const usual = height / Math.max(1, this.#to - this.#from);
    this.#fits = Math.min(AT_END, Math.ceil(clientHeight / Math.max(1, usual)) + SPARE);
    if (this.#isShort && height <= clientHeight) this.#quietly(() => this.#showEnd(AT_END)); // shorter ones than usual
  }

  /** How many rows stay where one reads along: all that there were and what came, up to a limit; but where that many came at
   * once that nothing else is left on the screen, they alone. What then is missing above comes in a calm moment.
   * @param {number} count @param {number} came */
  #kept(count, came) {
    return came > this.#fits || count > MOST ? this.#fits : Math.max(count, this.#fits);
  }

  get #isShort() {
    return this.#atBottom && this.#from > 0 && this.#to - this.#from < AT_END;
  }

  /** @param {number} count */
  #showEnd(count) {
    this.#show(this.#rows.length - count, this.#rows.length);
  }

  /** Folds on where the log only grew, at either end, else anew. @param {Room} room */
  #takeIn({ events }) {
    const had = this.#folded;
    const older = had.length > 0 && events.length > 0 ? had[0].seq - events[0].seq : -1; // a log has no holes
    const last = older + had.length - 1;
    const grew = older >= 0 && events[older] === had[0] && events[last] === had.at(-1);
    if (!grew) this.#fold = emptyFold();
    else if (older > 0) foldOlder(this.#fold, events.slice(0, older));
    for (let index = grew ? last + 1 : 0; index < events.length; index++) foldEvent(this.#fold, events[index]);
    this.#folded = events;
  }

  /** Puts rows from…to into the document without moving what is looked at. @param {number} from @param {number} to */
  #show(from, to) {
    this.#from = Math.max(0, from);
    this.#to = Math.min(this.#rows.length, Math.max(to, this.#from));
    const kept = this.#atBottom ? null : this.#anchor();
    /** @type {Map<string, string>} */ const shown = new Map();
    const seenBy = this.#room?.seenBy ?? 0;
    reconcile(this.#list, this.#rows.slice(this.#from, this.#to), (row) => row.id, (row, old) => {
      const seen = row.mine && !!row.item && row.item.seq <= seenBy;
      const looks = looksOf(row, seen) + (row.entry || row.change ? this.#ui.session.connection.state === 'online' : '');
      shown.set(row.id, looks);
      return old && this.#shown.get(row.id) === looks ? old : rowView(this.#ui, row, seen);
    });
    this.#shown = shown;
    if (!kept) return this.#stick();
    const moved = this.#list.querySelector(`[data-key="${CSS.escape(kept.key)}"]`);
    if (moved) this.#scroller.scrollTop += moved.getBoundingClientRect().top - kept.top;
  }

  /** The first row that is in sight, and where. */
  #anchor() {
    const top = this.#scroller.getBoundingClientRect().top;
    for (const row of /** @type {Iterable<HTMLElement>} */ (this.#list.children)) {
      const box = row.getBoundingClientRect();
      if (box.bottom > top && !row.dataset.key?.startsWith('d')) return { key: row.dataset.key ?? '', top: box.top };
    }
    return null;
  }

  #stick() {
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
    this.#stuckIn = this.#scroller.clientHeight;
  }

  toBottom() {
    this.#atBottom = true;
    this.#showEnd(AT_END);
    this.#look();
  }

  #scrolled() {
    if (this.#atBottom && this.#scroller.clientHeight !== this.#stuckIn) this.#stick(); // something came below it: nobody scrolled
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    const below = scrollHeight - scrollTop - clientHeight;
    const isLast = this.#to === this.#rows.length;
    this.#atBottom = isLast && below <= AT_BOTTOM;
    if (!this.#atBottom && scrollTop < NEAR && this.#from > 0) {
      const from = Math.max(0, this.#from - STEP);
      this.#quietly(() => this.#show(from, Math.min(this.#to, from + MOST)));
    }
    if (this.#from < STEP) void this.#older(); // before anybody gets there
    if (below < NEAR && !isLast) {
      const to = Math.min(this.#rows.length, this.#to + STEP);
      this.#quietly(() => this.#show(Math.max(this.#from, to - MOST), to));
    }
    this.#look();
  }

  async #older() {
    const room = this.#room;
    if (!room?.known || room.start === 0 || !room.live || this.#asking === room.id) return;
    this.#asking = room.id;
    const came = await this.#ui.session.sync.older(room.id).catch(() => false);
    if (this.#asking === room.id) this.#asking = '';
    if (!came) return;
    this.render();
    this.#scrolled();
  }

  /** Rows that come in on scrolling are not news: no screen reader should say them. @param {() => void} change */
  #quietly(change) {
    this.#scroller.setAttribute('aria-live', 'off');
    change();
    requestAnimationFrame(() => this.#scroller.removeAttribute('aria-live'));
  }

  /** Whether somebody is looking at the newest message. */
  #isRead() {
    return this.#atBottom && this.#ui.isSeen() && this.#room?.id === this.#ui.session.active;
  }

  /** What is looked at is read; what is not is counted on the button. */
  #look() {
    const room = this.#room;
    if (!room) return;
    if (this.#isRead()) this.#ui.session.sync.seen(room.id);
    this.#jump.hidden = this.#atBottom;
    const unread = this.#ui.session.room?.unread ?? 0;
    this.#jump.classList.toggle('fresh', unread > 0);
    const words = this.#ui.strings.t(unread > 0 ? 'newMessages' : 'toNewest', { n: unread });
    setText(/** @type {Element} */ (this.#jump.firstElementChild), words);
  }

  /** Shows one message, fetching older pages until it is there. @param {number} seq */
  async goTo(seq) {
    for (let before = Infinity; this.#room && this.#room.start >= seq && this.#room.start < before;) {
      before = this.#room.start;
      await this.#ui.session.sync.older(this.#room.id);
      this.render();
    }
    const index = this.#rows.findIndex((row) => row.item?.seq === seq);
    if (index < 0) return;
    this.#atBottom = false;
    this.#show(index - STEP, index + STEP);
    const element = /** @type {HTMLElement|null} */ (this.#list.querySelector(`[data-seq="${seq}"]`));
    element?.scrollIntoView({ block: 'center' });
    element?.focus({ preventScroll: true });
    element?.classList.add('found');
    setTimeout(() => element?.classList.remove('found'), 2_000);
    this.#scrolled();
  }

  /** @param {KeyboardEvent} event arrows walk from message to message, Enter opens what can be done with one */
  #pressed(event) {
    const current = document.activeElement?.closest('article');
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (event.key === 'Enter' && current === document.activeElement && current) {
      event.preventDefault();
      return actionsDialog(this.#ui, Number(current.dataset.seq));
    }
    if (event.key === 'End') return this.toBottom();
    if (!step) return;
    const all = [...this.#list.querySelectorAll('article')];
    const next = current ? all[all.indexOf(current) + step] : all.at(-1);
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}

/** What a row shows, as a string to compare: an item counts by identity. */
const numbers = new WeakMap();
let nextNumber = 1;

/** @param {import('./entries.js').Entry} [entry] */
const stateOf = (entry) => (entry ? `${entry.state}${entry.failure?.code ?? ''}${entry.kept}${entry.files}` : '');

/** @param {Row} row @param {boolean} seen */
function looksOf(row, seen) {
  const item = row.item ?? row.note ?? row.entry ?? {};
  if (!numbers.has(item)) numbers.set(item, nextNumber++);
  return [numbers.get(item), row.type, row.continues, seen, stateOf(row.entry), row.change?.key, stateOf(row.change),
    row.quote && [row.quote.name, row.quote.text, row.quote.deleted].join(), row.type === 'day' ? new Date().toDateString() : ''].join();
}
