// @ts-check
// Where everything is put together: the only module that reads the address, the browser's clock and its storage.
import { patiently, readAbout } from './about.js';
import { badge } from './badge.js';
import { browserTools, touch } from './browsertools.js';
import { pack, unpack } from './carry.js';
import { el } from './dom.js';
import { browserJournal } from './journal.js';
import { LOBBY, Session } from './session.js';
import { openStage } from './stage.js';
import { browserStorage, Store } from './store.js';
import { Strays } from './strays.js';
import { stringsFor } from './strings.js';
import { openTab } from './tab.js';
import { originOf, readInvitation } from './text.js';
import { chatView } from './view.js';
import { joinView } from './viewjoin.js';
import { strangerView } from './viewmove.js';
import { noticeView, whoView } from './viewnotice.js';
import { outView } from './viewout.js';
import { otherWords, WORDS } from './words.js';

const TICK = 1_000; // seconds that are counted down, typing that ends

const strings = stringsFor(WORDS, location.search, navigator.languages ?? [navigator.language]);
document.documentElement.lang = strings.lang;
document.documentElement.dir = strings.dir;
const { t } = strings;
const { put, tell, schedule, draw } = openStage(() => {
  chat?.render();
  if (session.connection.state === 'waiting') door?.waiting(session.delay, Math.max(1, Math.ceil((session.connection.retryAt - performance.now()) / 1000)));
}, () => t('undo'));

const carried = unpack(location.hash);
const invitation = readInvitation(location.hash);
if (carried || invitation.link) clearAddress(); // secrets stay in no history
const silent = () => put(noticeView(t('connecting'), t('hostSilent')));
const [about] = await Promise.all([patiently(silent, readAbout), patiently(silent, async () => strings.add(await otherWords(strings.lang)))]);
const storage = browserStorage();
const journal = await browserJournal();
const store = new Store(about.host.id, storage, journal);
await store.recover();
const tab = openTab(browserStorage('sessionStorage'), () => crypto.getRandomValues(new Uint32Array(2)).join());
const strays = new Strays(storage, about.host.id, journal);
const drafts = new Store(`${about.host.id}:draft`, browserStorage('sessionStorage')); // of this tab: two must not fight over one field
const names = new Store('', storage); // the last name used here is offered to other hosts, too: it is no secret
const showBadge = badge(document);
/** @type {ReturnType<typeof joinView>|null} */ let door = null;
/** @type {ReturnType<typeof chatView>|null} */ let chat = null;

const session = new Session({
  ...browserTools(about, otherHost), store, journal, tab: tab.id,
}, {
  onChange: schedule,
  onEntered: entered,
  onRefused: (failure) => {
    if (failure.code === 'forbidden') return showOut({ ...failure, code: session.hasToken || byLink ? 'banned' : 'address' });
    if (!door) openDoor(session.hasToken && failure.code === 'wrong_code');
    door?.refused(byLink && failure.code === 'wrong_code' ? { ...failure, code: 'link' } : failure);
    byLink = false;
  },
  onBye: ({ code, until, reason, urls }) => {
    if (code !== 'moved') return showOut({ code, until, reason });
    chat = null;
    const origins = [...new Set(/** @type {string[]} */ (urls).map(originOf).filter((origin) => origin && origin !== location.origin))];
    const links = origins.map((origin) => el('button', { type: 'button', class: 'button wide', dir: 'ltr', on: { click: () => go(origin) } }, origin));
    put(noticeView(t('bye_moved'), t('bye_moved_more'), ...links));
  },
  onOtherHost: otherHost,
  onNews: (what, values) => tell(t(what, values)),
  onRoomMissing: (name) => tell(t('roomMissing', { name })),
  onRoomMade: (name) => tell(t('roomMade', { name })),
});

void tab.others().then((others) => session.uploads.recover(others));
let byLink = false; // what we try to come in by

/** Removed, or kept out. @param {{code: string, until?: number, reason?: string}} why */
function showOut(why) {
  chat = null;
  put(outView(strings, why, () => location.reload()));
}

/** Another host has this address now. What it must not get is kept for ours; what could not be kept is shown first. */
function otherHost() {
  session.connection.stop();
  const lost = session.outbox.unsent.filter((entry) => !entry.kept && entry.request.text);
  if (lost.length === 0) return location.reload();
  chat = null;
  put(noticeView(t('otherHost'), t('otherHostLoses'), ...lost.map(({ request }) => el('p', { class: 'excerpt mono', dir: 'auto' }, request.text)),
    el('button', { type: 'button', class: 'button wide', on: { click: () => location.reload() } }, t('comeInAnew'))));
}

/** To this host at another address: an origin of its own, so that all has to be brought. What goes along is not sent from
 * here by itself any more: over there it may have been discarded. @param {string} origin */
function go(origin) {
  const { movable } = session.outbox;
  const { fragment, count } = pack(session.identity, location.origin, movable);
  session.outbox.carried(movable.slice(0, count), origin);
  leaving = true;
  location.assign(`${origin}/${location.search}${fragment}`);
}
let leaving = false;

function clearAddress() {
  history.replaceState(null, '', location.pathname + location.search);
}

/** @param {boolean} [askCode] although there is a token: the host does not know it any more */
function openDoor(askCode = false) {
  chat = null;
  const rooms = /** @type {string[]} */ (store.get('rooms') ?? []);
  door = joinView(strings, about, {
    name: store.get('name') ?? names.get('name') ?? '', room: invitation.room || LOBBY, code: invitation.code,
    rooms: [...new Set([LOBBY, ...rooms])], askCode: askCode || (about.code && !session.hasToken),
  }, ({ name, room, code }) => session.enter({ name, code, room: room || LOBBY, make: room !== invitation.room }));
  put(door.element);
  showBadge(about.host.name, 0);
  door.focus();
}

function entered() {
  door = null;
  names.set('name', store.get('name'));
  // The code must not be read over one's shoulder, nor be sent on with a copied address.
  if (location.hash) clearAddress();
  chat = chatView({ session, strings, touch, about, tell, now: () => Date.now(), measure: () => performance.now(), isSeen: () => !document.hidden, badge: showBadge, strays, drafts, go, redrawSoon: schedule });
  put(chat.element);
  chat.render();
  chat.focus();
  if (store.problem) tell(t(`storage_${store.problem}`));
  if (carried) tell(t('goOnAs', { name: session.state.me?.name ?? '' }));
}

window.addEventListener('online', () => session.connection.nudge());
window.addEventListener('pageshow', () => session.connection.nudge());
window.addEventListener('pagehide', () => session.connection.rest());
document.addEventListener('resume', () => session.connection.nudge());
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) session.connection.nudge();
  draw();
});
window.addEventListener('storage', ({ key }) => {
  strays.lookAgain();
  if (store.concerns(key, 'outbox:')) session.outbox.otherTab(key === null);
  else schedule();
});
window.addEventListener('beforeunload', (event) => {
  const loses = session.outbox.unsent.some((entry) => !entry.kept) || session.uploads.open.some((upload) => upload.source && !upload.lasts);
  if (!leaving && loses) event.preventDefault(); // the browser asks, in its own words
});
window.addEventListener('hashchange', () => location.reload()); // another invitation, opened in this tab
setInterval(() => document.hidden || schedule(), TICK);
arrive();

/** Who one is here: as brought, by a link, as one was before, or nobody yet. */
function arrive() {
  const own = { name: store.get('name') ?? '', has: session.hasToken };
  // Never without a question: a link may have been made by somebody who wants one to write in their name.
  const asked = own.has ? 'whoHere' : 'whoseLink';
  const known = carried?.token === store.get('token');
  if (carried && carried.host !== about.host.id) return put(strangerView(strings, about.host.name, carried, comeBack));
  if (carried && !known)
    return put(whoView(strings, about.host.name, t(asked), t('goOnAsName', { name: carried.name }), own, (other) => {
      if (other) adopt(carried);
      comeBack();
    }));
  if (carried) adopt(carried);
  if (!invitation.link) return comeBack();
  put(whoView(strings, about.host.name, t(asked), t('asInLink'), own, (other) => (other ? comeByLink() : comeBack())));
}

/** @param {import('./carry.js').Carried} all */
function adopt({ token, name, room, entries }) {
  store.set('token', token);
  store.set('name', name);
  store.set('room', room);
  for (const entry of entries) store.set(`outbox:${entry.key}`, entry);
}

function comeByLink() {
  byLink = true;
  put(noticeView(about.host.name, t('connecting')));
  session.enter({ name: '', link: invitation.link, room: invitation.room });
}

function comeBack() {
  if (!session.hasToken) return openDoor();
  put(noticeView(about.host.name, t('connecting')));
  session.enter({ name: store.get('name') ?? '', room: invitation.room, code: invitation.code });
}
