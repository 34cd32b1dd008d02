// @ts-check
// Words alone in the middle of the page, and a field with its label.
import { el } from './dom.js';
import { star } from './icons.js';

/** @param {string} label @param {HTMLInputElement|HTMLTextAreaElement} input */
export function field(label, input) {
  return el('div', { class: 'field' }, el('label', { for: input.id }, label), input);
}

/** Words alone, with what can be done: kicked, moved, no host there. @param {string} title @param {string} words
 * @param {...(Node|string)} more */
export function noticeView(title, words, ...more) {
  return el('main', { class: 'entrance' }, el('div', { class: 'door' }, star(), el('h1', {}, title),
    el('p', { class: 'dim', role: 'alert' }, words), ...more));
}

/** As whom one comes in, where a link says somebody. @param {import('./strings.js').Strings} strings @param {string} host @param {string} words
 * @param {string} other @param {{name: string, has: boolean}} own who one is here already @param {(other: boolean) => void} choose */
export function whoView({ t }, host, words, other, own, choose) {
  return noticeView(host, words,
    el('button', { type: 'button', class: 'button wide', on: { click: () => choose(true) } }, other),
    el('button', { type: 'button', class: 'button alt wide', on: { click: () => choose(false) } }, own.has ? t('stayAs', { name: own.name }) : t('asNew')));
}
