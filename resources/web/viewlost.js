// @ts-check
// "Connection lost — reconnecting in 3 s · Retry now".
import { el, setText } from './dom.js';

/** @param {{session: import('./session.js').Session, strings: import('./strings.js').Strings, measure: () => number}} ui */
export function lostLine({ session, strings: { t }, measure }) {
  const what = el('span', { role: 'status' });
  const when = el('span', {});
  const retry = el('button', { type: 'button', class: 'link strong', on: { click: () => session.connection.retry() } }, t('retryNow'));
  const element = el('div', { class: 'banner-line' }, el('span', {}, what, when), retry);

  /** @returns {boolean} whether it is lost */
  function render() {
    const { state, retryAt } = session.connection;
    const isLost = state !== 'online';
    element.hidden = !isLost;
    setText(what, isLost ? t('connectionLost') : '');
    const left = Math.max(1, Math.ceil((retryAt - measure()) / 1000));
    setText(when, state === 'waiting' ? ` — ${t('reconnectingIn', { n: left })} · ` : ` — ${t('reconnecting')} · `);
    return isLost;
  }
  return { element, render };
}
