// @ts-check
// Where everything is put together: the only module that reads the address, the browser's clock and its storage.
import { badge } from './badge.js';
import { el } from './dom.js';
import { LOBBY, Session } from './session.js';
import { browserStorage, Store } from './store.js';
import { loadStrings } from './strings.js';
import { readInvitation } from './text.js';
import { chatView } from './view.js';
import { joinView, noticeView } from './viewjoin.js';

const ABOUT_TIMEOUT = 8_000;
const ABOUT_AGAIN = 2_000;
const HIDDEN_DRAW = 200;
const TICK = 1_000; // seconds that are counted down, typing that ends

/** @typedef {import('./viewjoin.js').About} About */

const touch = matchMedia('(pointer: coarse)').matches && !matchMedia('(any-hover: hover)').matches;
const device = touch && Math.min(screen.width, screen.height) < 600 ? 'phone' : 'browser';
const strings = await loadStrings(location.search, navigator.languages ?? [navigator.language]);
document.documentElement.lang = strings.lang;
document.documentElement.dir = strings.dir;
const { t } = strings;

/** @returns {Promise<About>} */
async function readAbout() {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), ABOUT_TIMEOUT);
  try {
    const answer = await fetch('/about.json', { cache: 'no-store', signal: abort.signal });
    const raw = await answer.json();
    if (raw?.product !== 'courtyard' || typeof raw.host?.id !== 'string') throw new Error('not a Courtyard host');
    return { host: { id: raw.host.id, name: String(raw.host.name || 'Courtyard') }, people: Number(raw.people) || 0, code: raw.code === true };
  } finally {
    clearTimeout(timer);
  }
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

const invitation = readInvitation(location.hash);
const about = await knownHost();
const store = new Store(about.host.id, browserStorage());
const names = new Store('', browserStorage()); // the last name used here is offered to other hosts, too: it is no secret
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
    if ((await readAbout()).host.id !== about.host.id) reload();
  },
  store, device, hostId: about.host.id,
}, {
  onChange: schedule,
  onEntered: entered,
  onRefused: (failure) => {
    if (!door) openDoor(session.hasToken && failure.code === 'wrong_code');
    door?.refused(failure);
  },
  onBye: (code, text, urls) => {
    chat = null;
    const links = urls.filter((url) => /^https?:\/\//i.test(url)).map((url) => el('p', {}, el('a', { href: url, rel: 'noopener noreferrer' }, url)));
    put(noticeView(t(`bye_${code}`), code === 'moved' ? t('bye_moved_more') : text, ...links));
  },
  onOtherHost: reload,
  onRoomMissing: (name) => tell(t('roomMissing', { name })),
  onRoomMade: (name) => tell(t('roomMade', { name })),
});

function reload() {
  session.connection.stop();
  location.reload();
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
  if (location.hash) history.replaceState(null, '', location.pathname + location.search);
  chat = chatView({ session, strings, touch, now: () => Date.now(), measure: () => performance.now(), badge: showBadge });
  put(chat.element);
  chat.render();
  chat.focus();
}

let scheduled = false;
function draw() {
  scheduled = false;
  chat?.render();
  if (session.connection.state === 'waiting') door?.unreachable();
}

/** Once for each picture; hidden pages draw none, yet their title counts. */
function schedule() {
  if (scheduled) return;
  scheduled = true;
  if (document.hidden) setTimeout(draw, HIDDEN_DRAW);
  else requestAnimationFrame(draw);
}

/** A sentence that goes by itself. @param {string} words */
function tell(words) {
  const toast = el('p', { class: 'toast', role: 'status' }, words);
  document.body.append(toast);
  setTimeout(() => toast.remove(), 6_000);
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
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) session.connection.nudge();
  draw();
});
window.addEventListener('hashchange', () => location.reload()); // another invitation, opened in this tab
setInterval(() => document.hidden || schedule(), TICK);
fit();

if (session.hasToken) {
  put(noticeView(about.host.name, t('connecting')));
  session.enter({ name: store.get('name') ?? '', room: invitation.room, code: invitation.code });
} else {
  openDoor();
}
