// @ts-check
// The button in another page, and the panel with the visitor's page in a frame. What the frame says is heard from the
// host's origin only. Where it cannot be shown, the panel says so and offers a tab.
import { el, setAttribute, setText, svg } from './dom.js';
import { heard, written } from './frametalk.js';
import { dress, setApart } from './widgetlook.js';
import { addressOf, mayFrame } from './widgetoptions.js';

const HERE_WITHIN = 10_000; // ms; a frame that said nothing by then is not there
const HERE_AFTER_LOAD = 2_000; // a page that was refused loads at once, and says nothing
const KEPT = 'courtyard-help';
const BUBBLE = 'M4 5h16v11H10l-5 4v-4H4z';
const CROSS = 'M6 6l12 12M18 6 6 18';

/** @param {string} path */
const picture = (path) => svg('svg', { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false' }, svg('path', { d: path }));

/** @param {import('./widgetoptions.js').Options} options @param {import('./strings.js').Strings} strings */
export function widgetView(options, strings) {
  const { t } = strings;
  const title = options.label || t('widgetHelp');
  const element = document.createElement('courtyard-help');
  setApart(element);
  const shadow = element.attachShadow({ mode: 'open' });
  dress(shadow);

  const badge = el('span', { class: 'badge', 'aria-hidden': 'true', hidden: true });
  const launch = el('button', { type: 'button', class: 'launch', 'aria-expanded': 'false', 'aria-controls': 'panel', on: { click: () => (isOpen ? close() : open()) } },
    picture(BUBBLE), el('span', { dir: 'auto' }, title), badge);
  const shut = el('button', { type: 'button', class: 'close', 'aria-label': t('widgetClose'), on: { click: () => close() } }, picture(CROSS));
  const tab = el('a', { href: addressOf(options, 'tab'), target: '_blank', rel: 'noopener' }, t('widgetTab'));
  const aside = el('div', { class: 'aside', role: 'alert', hidden: true }, el('p', {}, t('widgetCannot')), tab);
  const panel = el('section', { id: 'panel', class: 'panel', role: 'dialog', 'aria-label': title, hidden: true, on: {
    keydown: (/** @type {KeyboardEvent} */ event) => event.key === 'Escape' && close(),
  } }, el('div', { class: 'bar' }, el('h2', { dir: 'auto' }, title), shut), aside);
  const say = el('p', { class: 'say', role: 'status' });
  const root = el('div', { class: `root ${sideOf(options.side, strings.dir)}`, dir: strings.dir, lang: strings.lang }, panel, launch, say);
  if (options.colour) root.style.setProperty('--c', options.colour);
  if (options.ink) root.style.setProperty('--i', options.ink);
  shadow.append(root);

  let isOpen = false;
  let isHere = false; // the page in the frame has spoken
  let unread = 0;
  /** @type {HTMLIFrameElement|null} */ let frame = null;
  /** @type {ReturnType<typeof setTimeout>|undefined} */ let patience;

  /** @param {import('./frametalk.js').Said['what']} what @param {object} [more] */
  const tell = (what, more = {}) => isHere && frame?.contentWindow?.postMessage(written(/** @type {any} */ ({ what, ...more })), options.host);

  function load() {
    if (!mayFrame(location.protocol, options.host)) return cannot();
    frame = el('iframe', { src: addressOf(options, 'frame'), title, allow: 'clipboard-write', referrerpolicy: 'no-referrer', on: {
      load: () => isHere || wait(HERE_AFTER_LOAD),
    } });
    panel.append(frame);
    wait(HERE_WITHIN);
  }

  /** @param {number} ms */
  function wait(ms) {
    clearTimeout(patience);
    patience = setTimeout(cannot, ms);
  }

  /** The browser or the host does not let it be here, or the host is away. */
  function cannot() {
    clearTimeout(patience);
    aside.hidden = false;
    if (frame) frame.hidden = true;
    if (isOpen) tab.focus();
  }

  function open() {
    isOpen = true;
    panel.hidden = false;
    root.classList.add('open');
    setAttribute(launch, 'aria-expanded', 'true');
    if (!frame && aside.hidden) load();
    if (aside.hidden) frame?.focus();
    else tab.focus();
    tell('opened');
  }

  function close() {
    if (!isOpen) return;
    isOpen = false;
    panel.hidden = true;
    root.classList.remove('open');
    setAttribute(launch, 'aria-expanded', 'false');
    launch.focus();
    tell('closed');
  }

  /** @param {number} n @param {boolean} talking */
  function state(n, talking) {
    if (n > unread) setText(say, t('widgetUnread', { n }));
    unread = n;
    badge.hidden = n === 0;
    setText(badge, n > 99 ? '99+' : strings.number(n));
    setAttribute(launch, 'aria-label', n > 0 ? `${title}, ${t('widgetUnread', { n })}` : false);
    store(keyOf(options), talking ? '1' : null);
  }

  window.addEventListener('message', (event) => {
    if (!frame || event.source !== frame.contentWindow || event.origin !== options.host) return;
    const said = heard(event.data);
    if (said?.what === 'here') {
      isHere = true;
      clearTimeout(patience);
      aside.hidden = true;
      frame.hidden = false;
      tell('hello', { kept: keptFor(options) });
      tell(isOpen ? 'opened' : 'closed');
    } else if (said?.what === 'state') state(said.unread, said.talking);
    else if (said?.what === 'keep') store(`${keyOf(options)}|${said.key}`, said.text);
    else if (said?.what === 'leave') close();
  });
  document.addEventListener('securitypolicyviolation', ({ blockedURI }) => {
    if (frame && !isHere && blockedURI.startsWith(options.host)) cannot();
  });
  if (isKept(options)) load(); // an answer may have come meanwhile
  return element;
}

/** @param {import('./widgetoptions.js').Options['side']} side @param {string} dir */
const sideOf = (side, dir) => (side === 'start' || side === 'end' ? ((side === 'end') === (dir === 'ltr') ? 'right' : 'left') : side);

/** Where it stands that there is a conversation, for the next page of the same site; and before what the frame has us keep,
 * for a browser that gives frames no storage. @param {import('./widgetoptions.js').Options} options */
const keyOf = ({ host, desk }) => `${KEPT}:${host}:${desk}`;

/** @param {import('./widgetoptions.js').Options} options */
function isKept(options) {
  try {
    return localStorage.getItem(keyOf(options)) !== null;
  } catch {
    return false; // forbidden storage
  }
}

/** @param {import('./widgetoptions.js').Options} options @returns {Record<string, string>|null} null: we cannot keep anything either */
function keptFor(options) {
  const start = `${keyOf(options)}|`;
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(start));
    return Object.fromEntries(keys.map((key) => [key.slice(start.length), localStorage.getItem(key) ?? '']));
  } catch {
    return null;
  }
}

/** @param {string} key @param {string|null} text */
function store(key, text) {
  try {
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch {
    // forbidden or full: it lives until the page is left
  }
}
