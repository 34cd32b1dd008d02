// @ts-check
// One visitor and one topic: from the door to the end of the conversation. What it keeps is filed apart from what a member
// of this host keeps in the same browser. At a shared device nothing is kept, and a visit that is over goes on without a
// view until all that was written is on the host.
import { browserTools, touch } from './browsertools.js';
import { el } from './dom.js';
import { questionView } from './helpdoor.js';
import { visitView } from './helpview.js';
import { DEFAULT_LIMITS } from './protocol.js';
import { Session } from './session.js';
import { browserStorage, Store } from './store.js';
import { noticeView } from './viewnotice.js';
import { outView } from './viewout.js';

const PREFIX = 'courtyard-help';
const NOWHERE = '(new)'; // the room of a question that was asked before there is a conversation

/**
 * @typedef {import('./ticket.js').DeskFace} Topic
 * @typedef {{about: import('./about.js').About, storage: import('./store.js').Storage|null, journal: import('./journal.js').Journal|null, tab: ReturnType<typeof import('./tab.js').openTab>,
 *   strings: import('./strings.js').Strings, isKiosk: boolean, frame: ReturnType<typeof import('./helpframe.js').openFrame>, isSeen: () => boolean,
 *   stage: ReturnType<typeof import('./stage.js').openStage>, badge: (title: string, unread: number) => void, chime: () => void}} Place
 *   `storage` and `journal`: null at a shared device, and where the browser gives none
 * @typedef {{onOver: (visit: Visit) => void, onGone: (visit: Visit, words: string) => void, onTab: (visit: Visit) => void,
 *   onBack: (() => void)|null, onMoved: (visit: Visit, urls: string[]) => void,
 *   onOtherHost: (visit: Visit) => void, onSettled: (visit: Visit) => void}} Listener
 *   `onOver`: the person is done with it; `onGone`: the host does not have it any more; `onSettled`: it was left, and all is sent
 */

/** @param {Pick<Place, 'about'|'storage'|'journal'>} place @param {Topic} topic */
export function storeOf({ about, storage, journal }, topic) {
  return new Store(`${about.host.id}/${topic.id}`, storage, journal, PREFIX);
}

/** Whether there is a conversation to go on with. @param {Store} store */
export const isBegun = (store) => store.get('token') !== null || store.names('outbox:').length > 0;

export class Visit {
  topic;
  store;
  session;
  #place;
  #listener;
  #drafts;
  /** @type {ReturnType<typeof questionView>|null} */ #door = null;
  /** @type {ReturnType<typeof visitView>|null} */ #chat = null;
  #isLeft = false;
  #isDone = false;
  #unread = 0;
  #notice = ''; // words that stand there until the conversation does

  /** @param {Place} place @param {Topic} topic @param {Store} store @param {Listener} listener */
  constructor(place, topic, store, listener) {
    this.#place = place;
    this.#listener = listener;
    this.topic = topic;
    this.store = store;
    this.#drafts = new Store(`${place.about.host.id}/${topic.id}:draft`, place.isKiosk ? null : browserStorage('sessionStorage'), null, PREFIX);
    this.session = new Session({
      ...browserTools(place.about, () => listener.onOtherHost(this)), store, journal: place.journal, tab: place.tab.id,
    }, {
      onChange: () => this.#changed(),
      onEntered: () => this.#isLeft || this.#showChat(),
      onRefused: (failure) => this.#isLeft || this.#refused(failure),
      onBye: (bye) => this.#isLeft || this.#saidBye(bye),
      onOtherHost: () => listener.onOtherHost(this),
      onNews: (what, values) => this.#isLeft || this.#news(what, values),
      onRoomMissing: () => {}, onRoomMade: () => {},
    });
    void place.tab.others().then((others) => this.session.uploads.recover(others));
  }

  /** Goes on where it was, or asks. @param {string} name that was used here before */
  begin(name) {
    if (!isBegun(this.store)) return this.#showDoor(name);
    this.#notice = this.#place.strings.t('connecting');
    this.#place.stage.put(noticeView(this.topic.name, this.#notice));
    this.#enter(this.store.get('name') ?? name);
  }

  /** Something of the person's is here. */
  get hasAnything() {
    return this.#chat !== null || this.session.connection.state !== 'idle' || this.#door?.hasText() === true;
  }

  /** What the host has not got, and would get. */
  get underWay() {
    return this.session.outbox.unsent.filter(({ state }) => state !== 'failed' && state !== 'held').length;
  }

  /** What closing the page loses. */
  get loses() {
    return this.session.outbox.unsent.some((entry) => !entry.kept) || this.session.uploads.open.some((upload) => upload.source && !upload.lasts);
  }

  /** Nobody looks at it any more: what is under way is still sent, then it ends. */
  leave() {
    this.#isLeft = true;
    this.#door = this.#chat = null;
    this.#changed();
  }

  /** Ends it, and forgets it. */
  forget() {
    this.#isLeft = this.#isDone = true;
    this.session.connection.stop();
    this.session.uploads.forget(this.session.uploads.open.map(({ key }) => key));
    for (const each of [this.store, this.#drafts]) each.clear();
  }

  /** The topic, as it is now. @param {Topic} topic */
  heard(topic) {
    this.topic = topic;
    this.#door?.render(topic);
  }

  render() {
    const { session } = this;
    this.#chat?.render();
    if (session.connection.state === 'waiting') this.#door?.waiting(session.delay, Math.max(1, Math.ceil((session.connection.retryAt - performance.now()) / 1000)));
    if (this.#notice && session.connection.state === 'waiting') this.#wait();
    const unread = this.#chat ? (session.room?.unread ?? 0) : 0;
    this.#place.badge(`${this.topic.name} · ${this.#place.about.host.name}`, unread);
    this.#place.frame.state(unread, isBegun(this.store));
    if (unread > this.#unread && !this.#place.isSeen() && this.store.get('quiet') !== true) this.#place.chime();
    this.#unread = unread;
  }

  /** The host is away, or asks to wait. */
  #wait() {
    const words = this.#place.strings.t('hostSilent');
    if (this.#notice === words) return;
    this.#notice = words;
    this.#place.stage.put(noticeView(this.topic.name, words));
  }

  #changed() {
    if (!this.#isLeft) return this.#place.stage.schedule();
    if (this.#isDone || this.underWay > 0) return;
    this.#isDone = true;
    this.session.connection.stop();
    this.#listener.onSettled(this);
  }

  /** @param {string} name */
  #enter(name) {
    this.session.enter({ name, desk: this.topic.id });
  }

  /** @param {string} name @param {string} [question] that was asked already, in vain */
  #showDoor(name, question = '') {
    const { strings, isKiosk, frame, about, stage } = this.#place;
    const preset = { name, question: question || String(this.#drafts.get('question') ?? ''), most: DEFAULT_LIMITS.text };
    this.#chat = null;
    this.#notice = '';
    this.#door = questionView(strings, { about, isKiosk, isFramed: frame.isFramed }, this.topic, preset, {
      back: this.#listener.onBack,
      typed: (text) => this.#drafts.set('question', text),
      send: (answer) => {
        this.store.set('name', answer.name);
        this.session.post(answer.question, undefined, [], NOWHERE); // kept before anything is asked of the host
        this.#drafts.remove('question');
        this.#enter(answer.name);
      },
    });
    stage.put(this.#door.element);
    if (!touch && this.#place.isSeen()) this.#door.focus();
  }

  #showChat() {
    const { strings, isKiosk, stage, isSeen, frame } = this.#place;
    this.#door = null;
    this.#notice = '';
    this.#chat = visitView({
      session: this.session, strings, touch, isKiosk, drafts: this.#drafts, now: () => Date.now(), measure: () => performance.now(), isSeen,
      tell: stage.tell, over: () => this.#listener.onOver(this), origin: location.origin,
      inTab: frame.isFramed ? () => this.#listener.onTab(this) : null,
    });
    stage.put(this.#chat.element);
    this.render();
    if (isSeen()) this.#chat.focus();
    if (this.store.problem === 'full') stage.tell(strings.t('storage_full'));
  }

  /** @param {import('./protocol.js').Failure} failure */
  #refused(failure) {
    const { strings } = this.#place;
    if (failure.code === 'forbidden') return this.#showOut({ ...failure, code: this.session.hasToken ? 'banned' : 'address' });
    const asked = this.session.outbox.unsent.filter(({ room }) => room === NOWHERE).map(({ key }) => this.session.outbox.discard(key)?.request.text ?? '');
    if (asked.length > 0) this.#drafts.set('question', asked.join('\n'));
    if (failure.code === 'no_room') return this.#listener.onGone(this, strings.t('helpUnknown', { name: this.topic.name }));
    if (!this.#door) this.#showDoor(this.store.get('name') ?? '');
    this.#door?.refused(failure);
  }

  /** @param {import('./protocol.js').Message} bye */
  #saidBye({ code, until, reason, urls }) {
    if (code === 'moved') return this.#listener.onMoved(this, urls);
    this.#showOut({ code, until, reason });
  }

  /** @param {{code: string, until?: number, reason?: string}} why */
  #showOut(why) {
    this.#chat = this.#door = null;
    this.#notice = '';
    this.#place.stage.put(outView(this.#place.strings, why, () => location.reload()));
  }

  /** @param {string} what @param {Record<string, string|number>} values */
  #news(what, values) {
    const { stage, strings: { t } } = this.#place;
    if (what !== 'roomGone') return stage.tell(t(what, values));
    stage.put(noticeView(this.topic.name, t('helpGone'),
      el('button', { type: 'button', class: 'button wide', on: { click: () => this.#listener.onOver(this) } }, t('helpNew'))));
    this.#chat = null;
  }
}
