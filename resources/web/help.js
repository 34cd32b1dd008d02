// @ts-check
// The visitor's page: finds the topic, opens the visit, and looks after what is around it: the frame it may stand in, and
// the shared device it may run on. Like main.js, the only module here that reads the address.
import { patiently, readAbout } from './about.js';
import { badge } from './badge.js';
import { touch } from './browsertools.js';
import { pack, unpack } from './carry.js';
import { chime } from './chime.js';
import { el, setText } from './dom.js';
import { topicsView } from './helpdoor.js';
import { ANSWER_WITHIN, LAUNCHER_WITHIN, openFrame } from './helpframe.js';
import { topicOf } from './helpstatus.js';
import { isBegun, storeOf, Visit } from './helpvisit.js';
import { HELP_WORDS, otherHelpWords } from './helpwords.js';
import { IdleWatch } from './idlewatch.js';
import { browserJournal } from './journal.js';
import { openStage } from './stage.js';
import { browserStorage, Store, usableStorage } from './store.js';
import { stringsFor } from './strings.js';
import { openTab } from './tab.js';
import { originOf } from './text.js';
import { readFaces } from './ticket.js';
import { noticeView, whoView } from './viewnotice.js';

const TICK = 1_000;
const TOPICS_AGAIN = 15_000; // while somebody is still at the door
const TOPICS_WITHIN = 8_000;
const LOOKS = { embedded: 'embedded', kiosk: 'kiosk' };

/** @typedef {import('./ticket.js').DeskFace} Topic */

const asked = new URLSearchParams(location.search);
const isKiosk = asked.has('kiosk') && asked.get('kiosk') !== '0';
const frame = openFrame(window, { onShown: (isShown) => {
  const places = ['#message', '#name', 'h1[tabindex]'].slice(touch ? 2 : 0); // no keyboard unasked on a phone
  if (isShown) places.map((place) => /** @type {HTMLElement|null} */ (document.querySelector(place))).find((each) => each)?.focus();
  stage.draw();
} }, asked.has('embedded') ? LAUNCHER_WITHIN : ANSWER_WITHIN);
const isSeen = () => !document.hidden && frame.isShown();
const strings = stringsFor(HELP_WORDS, location.search, navigator.languages ?? [navigator.language]);
const { t } = strings;
document.documentElement.lang = strings.lang;
document.documentElement.dir = strings.dir;
if (frame.isFramed) document.documentElement.classList.add(LOOKS.embedded);
if (isKiosk) document.documentElement.classList.add(LOOKS.kiosk);

/** @type {Visit|null} */ let visit = null;
/** @type {ReturnType<typeof topicsView>|null} */ let choice = null;
/** @type {Topic[]} */ let topics = [];
/** @type {Set<Visit>} left at this shared device, with something still under way */ const left = new Set();
const sendsOn = el('p', { class: 'sendson', role: 'status', hidden: true });
const stage = openStage(() => {
  visit?.render();
  choice?.render(topics, isMine);
  renderLeft();
}, () => t('undo'), () => !isSeen());
const silent = () => stage.put(noticeView(t('connecting'), t('hostSilent')));

let carried = unpack(location.hash);
if (location.hash) history.replaceState(null, '', location.pathname + location.search); // secrets stay in no history
const [about] = await Promise.all([patiently(silent, readAbout), patiently(silent, async () => strings.add(await otherHelpWords(strings.lang)))]);
const journal = isKiosk ? null : await browserJournal();
const tab = openTab(isKiosk ? null : browserStorage('sessionStorage'), () => crypto.getRandomValues(new Uint32Array(2)).join());
const storage = isKiosk ? null : (usableStorage() ?? (await frame.storage()));
const names = new Store('', storage);
const place = { about, storage, journal, tab, strings, isKiosk, frame, isSeen, stage, badge: badge(document), chime: chime() };
topics = await patiently(silent, askTopics);

/** @returns {Promise<Topic[]>} */
async function askTopics() {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), TOPICS_WITHIN);
  try {
    return readFaces(await (await fetch('/desks.json', { cache: 'no-store', signal: abort.signal })).json());
  } finally {
    clearTimeout(timer);
  }
}

/** @param {Topic} topic */
const keptOf = (topic) => storeOf(place, topic);
/** @param {Topic} topic */
const isMine = (topic) => !isKiosk && isBegun(keptOf(topic));

/** The topic of the address, the only one, or a question. @param {string} [problem] */
function start(problem = '') {
  const name = asked.get('desk') ?? '';
  const found = topicOf(topics, name);
  const brought = carried;
  carried = null; // asked once
  if (found && brought?.host === about.host.id && !problem && !isKiosk) return void ask(found, brought);
  if (found && !problem) return void open(found);
  if (topics.length === 1 && !name && !problem) return void open(topics[0]);
  choose(problem || (name && topics.length > 0 && !found ? t('helpUnknown', { name }) : ''));
}

/** @param {string} problem */
function choose(problem) {
  visit = null;
  choice = topicsView(strings, { about, isKiosk, isFramed: frame.isFramed }, problem, (topic) => void open(topic));
  stage.put(choice.element);
  stage.draw();
  if (isSeen()) choice.focus();
  place.badge(about.host.name, 0);
}

/** @param {Topic} topic */
async function open(topic) {
  choice = null;
  const store = keptOf(topic);
  await store.recover();
  const hasOthers = topics.length > 1 && !asked.get('desk');
  visit = new Visit(place, topic, store, {
    onOver: (which) => over(which), onSettled: (which) => settled(which), onGone: (which, words) => gone(which, words), onMoved: (which, urls) => moved(which, urls),
    onOtherHost: otherHost, onTab: inTab, onBack: hasOthers ? () => choose('') : null,
  });
  visit.begin(isKiosk ? '' : String(store.get('name') ?? names.get('name') ?? ''));
  stage.draw();
}

/** Brought from the host's old address, or from a frame. Never without a question: a link may have been made by somebody
 * who wants one to write into a conversation of theirs. @param {Topic} topic @param {import('./carry.js').Carried} brought */
async function ask(topic, brought) {
  const store = keptOf(topic);
  await store.recover();
  if (brought.token === store.get('token')) return void open(topic);
  const own = { name: String(store.get('name') ?? ''), has: store.get('token') !== null };
  stage.put(whoView(strings, about.host.name, t(own.has ? 'whoHere' : 'whoseLink'), t('goOnAsName', { name: brought.name }), own, (other) => {
    if (other) for (const [name, value] of [['token', brought.token], ['name', brought.name], ...brought.entries.map((entry) => [`outbox:${entry.key}`, entry])]) store.set(String(name), value);
    void open(topic);
  }));
}

/** The person is done: all is forgotten, yet nothing that was written gets lost. @param {Visit} which */
function over(which) {
  if (!isKiosk) names.set('name', which.store.get('name') ?? ''); // no secret: it is offered at the door
  if (which.underWay > 0) {
    left.add(which);
    which.leave();
  } else which.forget();
  if (visit !== which) return;
  visit = null;
  start();
}

/** @param {Visit} which */
function settled(which) {
  which.forget();
  if (left.delete(which)) stage.schedule();
}

/** The topic was closed. @param {Visit} which @param {string} words */
function gone(which, words) {
  if (visit === which) void patiently(silent, askTopics).then((now) => {
    topics = now;
    choose(words);
  });
}

/** @param {Visit} which @param {string[]} urls */
function moved({ session, topic }, urls) {
  const origins = [...new Set(urls.map(originOf).filter((origin) => origin && origin !== location.origin))];
  const go = (/** @type {string} */ origin) => {
    const { movable } = session.outbox;
    const { fragment, count } = pack(session.identity, location.origin, movable);
    session.outbox.carried(movable.slice(0, count), origin);
    location.assign(`${origin}/help?desk=${topic.id}${fragment}`);
  };
  visit = null;
  stage.put(noticeView(t('bye_moved'), t('bye_moved_more'),
    ...origins.map((origin) => el('button', { type: 'button', class: 'button wide', dir: 'ltr', on: { click: () => go(origin) } }, origin))));
}

/** The same conversation in a tab of its own: what a frame keeps, browsers may keep apart. @param {Visit} which */
function inTab({ session, topic }) {
  const lang = asked.get('lang');
  window.open(`/help?desk=${topic.id}${lang ? `&lang=${strings.lang}` : ''}${pack(session.identity, location.origin, []).fragment}`, '_blank', 'noopener');
}

/** Another host has this address now: what is this one's stays here. @param {Visit} which */
function otherHost({ session }) {
  session.connection.stop();
  const lost = session.outbox.unsent.filter((entry) => !entry.kept && entry.request.text);
  if (lost.length === 0) return location.reload();
  visit = null;
  stage.put(noticeView(t('otherHost'), t('otherHostLoses'), ...lost.map(({ request }) => el('p', { class: 'excerpt mono', dir: 'auto' }, request.text)),
    el('button', { type: 'button', class: 'button wide', on: { click: () => location.reload() } }, t('comeInAnew'))));
}

function renderLeft() {
  const n = [...left].reduce((sum, each) => sum + each.underWay, 0);
  sendsOn.hidden = n === 0;
  setText(sendsOn, n > 0 ? t('helpSendsOn', { n }) : '');
  if (n > 0 && !sendsOn.isConnected) document.body.append(sendsOn); // views replace all there is
}

/** A device that many use. */
function watchOver() {
  const count = el('p', {});
  const stay = el('button', { type: 'button', class: 'button wide' }, t('helpStay'));
  const dialog = el('dialog', { class: 'idle', role: 'alertdialog', 'aria-labelledby': 'idle-title', 'aria-describedby': 'idle-words' },
    el('div', { class: 'dialog-body' }, el('h2', { id: 'idle-title' }, t('helpStill')), el('div', { id: 'idle-words' }, count), stay));
  const watch = new IdleWatch({
    clock: () => Date.now(),
    onWarning: (n) => {
      setText(count, t('helpForgets', { n }));
      if (dialog.open) return;
      document.body.append(dialog);
      dialog.showModal();
    },
    onBack: () => {
      dialog.close();
      dialog.remove();
    },
    onOver: () => visit && over(visit),
  });
  for (const event of ['pointerdown', 'keydown', 'touchstart', 'wheel', 'input']) document.addEventListener(event, () => watch.touched(), { capture: true, passive: true });
  setInterval(() => watch.tick(visit?.hasAnything ?? false), TICK);
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element) || !event.target.closest('a')) return;
    event.preventDefault(); // what is opened or saved would stay for whoever comes next
    stage.tell(t('helpNoLinks'));
  }, { capture: true });
  document.addEventListener('contextmenu', (event) => event.preventDefault());
}

const all = () => [...left, ...(visit ? [visit] : [])].map(({ session }) => session);
for (const event of ['online', 'pageshow']) window.addEventListener(event, () => all().forEach((session) => session.connection.nudge()));
document.addEventListener('resume', () => all().forEach((session) => session.connection.nudge()));
window.addEventListener('pagehide', () => all().forEach((session) => session.connection.rest()));
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) all().forEach((session) => session.connection.nudge());
  stage.draw();
});
window.addEventListener('storage', ({ key, oldValue, newValue }) => {
  if (!visit || isKiosk) return;
  if (visit.store.concerns(key, 'token') && oldValue && newValue && oldValue !== newValue) return location.reload(); // another conversation was begun in another tab
  if (visit.store.concerns(key, 'outbox:')) visit.session.outbox.otherTab(key === null);
});
window.addEventListener('beforeunload', (event) => {
  if ([...left, ...(visit ? [visit] : [])].some((each) => each.loses)) event.preventDefault(); // the browser asks, in its own words
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !event.defaultPrevented && frame.isFramed && !document.querySelector('dialog[open]')) frame.leave();
});
setInterval(() => isSeen() && stage.schedule(), TICK);
setInterval(() => {
  if (isSeen() && (choice || visit?.session.connection.state === 'idle')) askTopics().then((now) => {
    topics = now;
    const topic = now.find(({ id }) => id === visit?.topic.id);
    if (topic) visit?.heard(topic);
    stage.schedule();
  }, () => {}); // asked again
}, TOPICS_AGAIN);
if (isKiosk) watchOver();
start();
