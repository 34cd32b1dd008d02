// @ts-check
// How the connection is: the line that says it was lost, the status line, the small graph and what it means.
import { el, setAttribute, setText, svg } from './dom.js';
import { sparkline } from './latency.js';
import { openDialog } from './viewdialog.js';

/** @typedef {import('./view.js').Ui} Ui */

/** "Connection lost — reconnecting in 3 s · Retry now". @param {Ui} ui */
export function bannerView(ui) {
  const { t } = ui.strings;
  const what = el('span', { role: 'status' });
  const when = el('span', {});
  const retry = el('button', { type: 'button', class: 'link strong', on: { click: () => ui.session.connection.retry() } }, t('retryNow'));
  const element = el('div', { class: 'banner', hidden: true }, el('span', {}, what, when), retry);
  function render() {
    const { state, retryAt } = ui.session.connection;
    const lost = state !== 'online';
    element.hidden = !lost;
    if (!lost) return setText(what, '');
    setText(what, t('connectionLost'));
    const left = Math.max(1, Math.ceil((retryAt - ui.measure()) / 1000));
    setText(when, state === 'waiting' ? ` — ${t('reconnectingIn', { n: left })} · ` : ` — ${t('reconnecting')}`);
    retry.hidden = state !== 'waiting';
  }
  return { element, render };
}

/** @param {number} width @param {number} height */
function graph(width, height) {
  const line = svg('polyline', { points: '' });
  const element = svg('svg', { class: 'graph', width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' }, line);
  return { element, render: (/** @type {readonly number[]} */ samples) => setAttribute(line, 'points', sparkline(samples, width, height)) };
}

/** The line at the foot of a wide window. @param {Ui} ui */
export function statusView(ui) {
  const dot = el('span', { class: 'dot' });
  const words = el('span', {});
  const latency = el('span', {});
  const clock = el('span', {});
  const small = graph(90, 16);
  const element = el('footer', { class: 'status' }, el('span', {}, dot, words), latency, small.element, clock,
    el('span', { class: 'end' }, location.protocol === 'https:' ? ui.strings.t('encrypted') : ui.strings.t('notEncrypted')));
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
  const element = el('button', { type: 'button', class: 'tool signal', on: { click: () => connectionDialog(ui) } }, dot, ms);
  function render() {
    const isOnline = ui.session.connection.state === 'online';
    const { last } = ui.session.latency;
    setAttribute(dot, 'class', `dot ${isOnline ? '' : 'off'}`);
    setText(ms, isOnline && last !== null ? ui.strings.t('milliseconds', { n: Math.round(last) }) : '');
    setAttribute(element, 'aria-label', [ui.strings.t(isOnline ? 'connected' : 'notConnected'), ms.textContent].filter((word) => word).join(', '));
  }
  return { element, render };
}

/** @param {Ui} ui */
function connectionDialog(ui) {
  const { t } = ui.strings;
  const latency = el('p', {});
  const jitter = el('p', {});
  const clock = el('p', {});
  const large = graph(280, 60);
  const { dialog } = openDialog(ui, t('connection'), {}, large.element, latency, jitter, clock, el('p', { class: 'dim small' }, t('clockNote')),
    el('p', { class: 'dim small' }, location.protocol === 'https:' ? t('encrypted') : t('plainHttp')));
  const render = () => {
    large.render(ui.session.latency.samples);
    setText(latency, latencyWords(ui));
    const steps = ui.session.latency.jitter;
    setText(jitter, steps === null ? '' : t('jitter', { n: Math.round(steps * 10) / 10 }));
    setText(clock, clockWords(ui));
  };
  render();
  const timer = setInterval(render, 1_000);
  dialog.addEventListener('close', () => clearInterval(timer));
}

/** @param {Ui} ui */
function latencyWords(ui) {
  const { last } = ui.session.latency;
  return last === null ? '' : ui.strings.t('latency', { n: last < 10 ? Math.round(last * 10) / 10 : Math.round(last) });
}

/** @param {Ui} ui */
function clockWords(ui) {
  const difference = ui.session.latency.clockDifference;
  if (difference === null) return '';
  const seconds = Math.abs(difference) >= 10_000;
  const value = Math.round(seconds ? difference / 1000 : difference);
  const sign = value > 0 ? '+' : value < 0 ? '−' : '';
  return ui.strings.t(seconds ? 'clockSeconds' : 'clock', { sign, n: Math.abs(value) });
}
