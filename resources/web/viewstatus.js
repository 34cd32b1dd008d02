// @ts-check
// How the connection is: the line that says it was lost and what waits for it, the status line, the dot on a phone.
import { el, setAttribute, setText } from './dom.js';
import { detailsDialog } from './viewdetails.js';
import { link } from './viewdialog.js';
import { clockWords, graph, latencyWords } from './viewlatency.js';
import { lostLine } from './viewlost.js';
import { moveDialog } from './viewmove.js';
import { secureDialog } from './viewsecure.js';
import { waitingDialog } from './viewwaiting.js';

/** @typedef {import('./view.js').Ui} Ui */

const AWAY_LONG = 8_000; // ms; then the host may have another address

/** That the connection was lost, and what waits for it. @param {Ui} ui */
export function bannerView(ui) {
  const { t } = ui.strings;
  const lost = lostLine(ui);
  const waits = link('', () => waitingDialog(ui));
  const strays = link('', () => waitingDialog(ui));
  const later = link(t('later'), () => {
    laterThan = ui.strays.list().length;
    render();
  });
  const moved = link(t('newAddressAsk'), () => moveDialog(ui));
  const more = el('div', { class: 'banner-line' }, waits, strays, later, moved);
  const element = el('div', { class: 'banner', hidden: true }, lost.element, more);
  let laterThan = 0; // so many strays the person has seen and left

  function render() {
    const { outbox, awaySince } = ui.session;
    const isLost = lost.render();
    const { unsent } = outbox;
    waits.hidden = unsent.length === 0 || (!isLost && unsent.every((entry) => !entry.failure && !entry.carried)); // else they are just on their way
    setText(waits, waits.hidden ? '' : t('waitingCount', { n: unsent.length }));
    const others = ui.strays.list().length;
    later.hidden = strays.hidden = others <= laterThan;
    setText(strays, strays.hidden ? '' : t('straysCount', { n: others }));
    moved.hidden = awaySince === 0 || ui.now() - awaySince < AWAY_LONG;
    more.hidden = waits.hidden && strays.hidden && moved.hidden;
    element.hidden = !isLost && more.hidden;
  }
  return { element, render };
}

/** The line at the foot of a wide window. @param {Ui} ui */
export function statusView(ui) {
  const dot = el('span', { class: 'dot' });
  const words = el('span', {});
  const latency = el('span', {});
  const clock = el('span', {});
  const small = graph(90, 16);
  const details = el('button', { type: 'button', on: { click: () => detailsDialog(ui) } }, dot, words, el('span', { class: 'sr' }, ` ${ui.strings.t('details')}`));
  const element = el('footer', { class: 'status' }, details, latency, small.element, clock,
    location.protocol === 'https:' ? el('span', { class: 'end' }, ui.strings.t('encrypted'))
      : el('button', { type: 'button', class: 'end', on: { click: () => secureDialog(ui) } }, ui.strings.t('notEncrypted')));
  function render() {
    const isOnline = ui.session.connection.state === 'online';
    setAttribute(dot, 'class', `dot ${isOnline ? '' : 'off'}`);
    setText(words, ui.strings.t(isOnline ? 'connected' : 'notConnected'));
    setText(latency, isOnline ? latencyWords(ui) : '');
    setText(clock, isOnline ? clockWords(ui) : '');
    small.render(isOnline ? ui.session.latency.samples : []);
  }
  return { element, render };
}

/** The dot and the milliseconds in the head on a phone; a tap tells more. @param {Ui} ui */
export function signalView(ui) {
  const dot = el('span', { class: 'dot' });
  const ms = el('span', {});
  const element = el('button', { type: 'button', class: 'tool signal', on: { click: () => detailsDialog(ui) } }, dot, ms);
  function render() {
    const isOnline = ui.session.connection.state === 'online';
    const { last } = ui.session.latency;
    setAttribute(dot, 'class', `dot ${isOnline ? '' : 'off'}`);
    setText(ms, isOnline && last !== null ? ui.strings.t('milliseconds', { n: Math.round(last) }) : '');
    setAttribute(element, 'aria-label', [ui.strings.t(isOnline ? 'connected' : 'notConnected'), ms.textContent].filter((word) => word).join(', '));
  }
  return { element, render };
}
