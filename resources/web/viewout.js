// @ts-check
// One was removed, or is kept out: until when, and what was said about it.
import { el } from './dom.js';
import { noticeView } from './viewnotice.js';

/** @param {import('./strings.js').Strings} strings @param {{code: string, until?: number, reason?: string}} why `address`: somebody
 * else was banned there @param {() => void} again */
export function outView(strings, { code, until, reason }, again) {
  const { t } = strings;
  const words = { kicked: t('kickedWords'), banned: until ? t('bannedUntil', { time: strings.moment(until) }) : t('bannedForGood'), address: t('bannedAddress') }[code];
  return noticeView(t(code === 'kicked' ? 'bye_kicked' : 'bye_banned'), words ?? '',
    reason ? el('p', { class: 'excerpt', dir: 'auto' }, t('reasonWas', { reason })) : '',
    el('button', { type: 'button', class: `button wide ${code === 'kicked' ? '' : 'alt'}`, on: { click: again } }, t(code === 'kicked' ? 'comeInAgain' : 'tryAgain')));
}
