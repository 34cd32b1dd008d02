// @ts-check
// Where everything is put together: the only module that reads the address, the browser's clock and its storage.
import { badge } from './badge.js';
import { pack, unpack } from './carry.js';
import { el } from './dom.js';
import { openJournal } from './journal.js';
import { LOBBY, Session } from './session.js';
import { browserStorage, Store } from './store.js';
import { Strays } from './strays.js';
import { stringsFor } from './strings.js';
import { openTab } from './tab.js';
import { originOf, readInvitation } from './text.js';
import { chatView } from './view.js';
import { joinView, noticeView } from './viewjoin.js';
import { outView } from './viewout.js';
import { strangerView, whoView } from './viewmove.js';

const ABOUT_TIMEOUT = 8_000;
const ABOUT_ASIDE = 500; // sooner than anybody gives an attempt up
const ABOUT_AGAIN = 2_000;
const STILL_KNOWN = 1_000; // ms; the page has only just asked who is there, and has not been connected since
const HIDDEN_DRAW = 200;
const SLOW_DRAW = 8; // half a picture's time
const TOAST = 6_000;
const TOAST_UNDO = 12_000;
const TICK = 1_000; // seconds that are counted down, typing that ends

/** @typedef {import('./viewjoin.js').About} About */

const touch = matchMedia('(pointer: coarse)').matches && !matchMedia('(any-hover: hover)').matches;
const device = touch && Math.min(screen.width, screen.height) < 600 ? 'phone' : 'browser';
const strings = stringsFor(location.search, navigator.languages ?? [navigator.language]);
document.documentElement.lang = strings.lang;
document.documentElement.dir = strings.dir;
const { t } = strings;

/**
 * Connections that the browser keeps may have gone dead without a word, and it would ask on one of them after the other.
 * Those without credentials it keeps apart, so that the second one to ask has a connection of its own.
 * @returns {Promise<About>}
 */
async function readAbout() {
  const abort = new AbortController();
  const timers = [setTimeout(() => abort.abort(), ABOUT_TIMEOUT)];
  const silence = new Promise((resolve) => timers.push(setTimeout(resolve, ABOUT_ASIDE)));
  const first = askAbout('same-origin', abort.signal);
  try {
    return await Promise.race([first, silence.then(() => Promise.any([first, askAbout('omit', abort.signal)]))]);
  } finally {
    for (const timer of timers) clearTimeout(timer);
    abort.abort(); // whichever is still asking
  }
}

/** @param {RequestCredentials} credentials @param {AbortSignal} signal @returns {Promise<About>} */
async function askAbout(credentials, signal) {
  const answer = await fetch('/about.json', { cache: 'no-store', credentials, signal });
  const raw = await answer.json();
  if (raw?.product !== 'courtyard' || typeof raw.host?.id !== 'string') throw new Error('not a Courtyard host');
  return {
    host: { id: raw.host.id, name: String(raw.host.name || 'Courtyard') }, people: Number(raw.people) || 0, code: raw.code === true,
    words: typeof raw.fingerprint === 'string' && Array.isArray(raw.words) ? raw.words.map(String) : [],
  };
}

/** The page came from the host, so it is there; whatever hinders passes. @returns {Promise<About>} */
async function knownHost() {
  for (;;) {
    try {
      return await readAbout();
    } catch {
      put(noticeView(t('connecting'), t('hostSilent')));
      await new Promise((resolve) => setTimeout(resolve, ABOUT_AGAIN));
    }
  }
}

/** @param {HTMLElement} element */
function put(element) {
  for (const open of document.querySelectorAll('dialog')) open.close();
  document.body.replaceChildren(element);
}

const carried = unpack(location.hash);
const invitation = readInvitation(location.hash);
if (carried || invitation.link) clearAddress(); // secrets stay in no history
const about = await knownHost();
let knownUntil = performance.now() + STILL_KNOWN;
const storage = browserStorage();
const journal = await openJournal(window.indexedDB);
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
  url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`,
  openSocket: (url, subprotocol) => new WebSocket(url, subprotocol),
  set: (run, ms) => setTimeout(run, ms), clear: (timer) => clearTimeout(timer),
  now: () => performance.now(), clock: () => Date.now(), random: () => Math.random(),
  fill: (bytes) => crypto.getRandomValues(bytes),
  // Another host may have taken the address: it must not get this host's token, and its page is another one.
  prepare: async () => {
    const isKnown = performance.now() < knownUntil;
    knownUntil = 0;
    if (isKnown) return;
    if ((await readAbout()).host.id !== about.host.id) otherHost();
  },
  store, journal, device, hostId: about.host.id, tab: tab.id,
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
  chat = chatView({ session, strings, touch, about, tell, now: () => Date.now(), measure: () => performance.now(), badge: showBadge, strays, drafts, go });
  put(chat.element);
  chat.render();
  chat.focus();
  if (store.problem) tell(t(`storage_${store.problem}`));
  if (carried) tell(t('goOnAs', { name: session.state.me?.name ?? '' }));
}

let scheduled = false;
let drawingTook = 0;
function draw() {
  scheduled = false;
  const begin = performance.now();
  chat?.render();
  drawingTook = performance.now() - begin;
  if (session.connection.state === 'waiting') door?.waiting(session.delay, Math.max(1, Math.ceil((session.connection.retryAt - performance.now()) / 1000)));
}

/** Once for each picture; hidden pages draw none, yet their title counts. Where drawing is slow, half of the time is left
 * for whoever types. */
function schedule() {
  if (scheduled) return;
  scheduled = true;
  if (document.hidden) setTimeout(draw, HIDDEN_DRAW);
  else if (drawingTook > SLOW_DRAW) setTimeout(() => requestAnimationFrame(draw), drawingTook);
  else requestAnimationFrame(draw);
}

const toasts = el('div', { class: 'toasts' });
/** A sentence that goes by itself. @param {string} words @param {() => void} [undo] what can be taken back, for as long */
function tell(words, undo) {
  const toast = el('p', { class: 'toast', role: 'status' }, words, undo && ' ', undo && el('button', { type: 'button', class: 'link', on: { click: () => {
    toast.remove();
    undo();
  } } }, t('undo')));
  toasts.append(toast);
  document.body.append(toasts); // views replace all there is
  setTimeout(() => toast.remove(), undo ? TOAST_UNDO : TOAST);
}

/** The keyboard of a phone covers the page rather than shrinking it: be as high as what is left. */
function fit() {
  const view = window.visualViewport;
  if (!view || view.scale > 1.01) return;
  document.documentElement.style.setProperty('--height', `${view.height}px`);
  window.scrollTo(0, 0);
}

window.visualViewport?.addEventListener('resize', fit);
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
fit();
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
