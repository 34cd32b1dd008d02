// @ts-check
// How long something has lasted, as it counts up: 0:07, 12:40, 1:05:00. Pure.

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** @param {number} ms @param {(value: number, digits?: number) => string} number in the page's digits
 * @param {(days: number) => string} days @returns {string} */
export function lasted(ms, number, days) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds >= DAY) return days(Math.floor(seconds / DAY));
  const hours = Math.floor(seconds / HOUR);
  const minutes = Math.floor((seconds % HOUR) / 60);
  const rest = number(seconds % 60, 2);
  return hours > 0 ? `${number(hours)}:${number(minutes, 2)}:${rest}` : `${number(minutes)}:${rest}`;
}

/** By our clock. @param {import('./view.js').Ui} ui @param {number} since the host's time */
export function lastedSince(ui, since) {
  const { strings, session } = ui;
  const here = since - (session.latency.clockDifference ?? 0);
  return lasted(ui.now() - here, strings.digits, (n) => strings.t('days', { n }));
}
