// @ts-check
// The small graph of round trips, and the words for latency and clock.
import { setAttribute, svg } from './dom.js';
import { sparkline } from './latency.js';

/** @typedef {import('./view.js').Ui} Ui */

/** @param {number} width @param {number} height */
export function graph(width, height) {
  const line = svg('polyline', { points: '' });
  const element = svg('svg', { class: 'graph', width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' }, line);
  return { element, render: (/** @type {readonly number[]} */ samples) => setAttribute(line, 'points', sparkline(samples, width, height)) };
}

/** @param {Ui} ui */
export function latencyWords(ui) {
  const { last } = ui.session.latency;
  return last === null ? '' : ui.strings.t('latency', { n: last < 10 ? Math.round(last * 10) / 10 : Math.round(last) });
}

/** @param {Ui} ui */
export function clockWords(ui) {
  const difference = ui.session.latency.clockDifference;
  if (difference === null) return '';
  const seconds = Math.abs(difference) >= 10_000;
  const value = Math.round(seconds ? difference / 1000 : difference);
  const sign = value > 0 ? '+' : value < 0 ? '−' : '';
  return ui.strings.t(seconds ? 'clockSeconds' : 'clock', { sign, n: Math.abs(value) });
}
