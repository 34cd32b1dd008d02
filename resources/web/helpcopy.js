// @ts-check
// A conversation to keep: as a text, and as it is printed. The text is pure.
import { el } from './dom.js';
import { kindOf, shownInTimeline } from './filekinds.js';
import { fileAddress } from './protocol.js';
import { fold } from './timeline.js';

const PICTURES_WITHIN = 4_000; // ms; a printer does not wait for ever
const BOM = '\ufeff'; // without it some editors take UTF-8 for something else

/** @typedef {{host: string, topic: string, number: number, origin: string, made: number, items: import('./timeline.js').Item[]}} Record */

/** All of it, oldest first; fetches what is not here. @param {import('./session.js').Session} session @returns {Promise<import('./timeline.js').Item[]>} */
export async function wholeOf(session) {
  while (session.room && session.room.start > 0 && (await session.sync.older(session.active)));
  if (!session.room?.known || session.room.start > 0) throw { code: 'lost', text: '' };
  return fold(session.room.events).filter((item) => item.kind === 'message');
}

/** @param {Record} record @param {import('./strings.js').Strings} strings */
export function titleOf({ host, topic, number }, { t }) {
  return t(number > 0 ? 'helpCopyTitleNumber' : 'helpCopyTitle', { topic, host, number: String(number) });
}

/** @param {Record} record @param {import('./strings.js').Strings} strings @returns {string} */
export function transcript(record, strings) {
  const { t } = strings;
  const head = [titleOf(record, strings), t('helpCopyMade', { when: strings.moment(record.made) })];
  const said = record.items.map((item) => [
    `${strings.moment(item.at)} · ${item.name}${item.edited && !item.deleted ? ` (${t('edited')})` : ''}`,
    ...(item.deleted ? [`(${t('deleted')})`] : item.text ? [item.text] : []),
    ...item.files.map((file) => `${t('helpCopyFile', { name: file.name })} ${record.origin}${fileAddress(file.id, file.name)}`),
  ].join('\r\n'));
  return `${BOM}${[head.join('\r\n'), ...said].join('\r\n\r\n')}\r\n`;
}

/** Gives the text to the browser to save. @param {string} text @param {string} name */
export function saveText(text, name) {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const anchor = el('a', { href: address, download: name, hidden: true });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), 0);
}

/** All of it on paper: what is on the screen is only a part. @param {Record} record @param {import('./strings.js').Strings} strings */
export async function printed(record, strings) {
  const { t } = strings;
  const pictures = (/** @type {import('./protocol.js').FileInfo} */ file) => (kindOf(file) === 'picture'
    ? el('img', { src: fileAddress(shownInTimeline(file), file.name), alt: file.name }) : el('p', {}, t('helpCopyFile', { name: file.name })));
  const paper = el('section', { class: 'paper' }, el('h1', { dir: 'auto' }, titleOf(record, strings)),
    el('p', {}, t('helpCopyMade', { when: strings.moment(record.made) })),
    ...record.items.map((item) => el('div', { class: 'said' }, el('p', {}, el('b', { dir: 'auto' }, item.name), ` · ${strings.moment(item.at)}`),
      el('p', { class: 'text', dir: 'auto' }, item.deleted ? `(${t('deleted')})` : item.text), ...item.files.map(pictures))));
  document.body.append(paper);
  const loaded = [...paper.querySelectorAll('img')].map((image) => image.decode());
  await Promise.race([Promise.allSettled(loaded), new Promise((resolve) => setTimeout(resolve, PICTURES_WITHIN))]);
  window.addEventListener('afterprint', () => paper.remove(), { once: true });
  window.print();
}
