// @ts-check
// Before the conversation: which topic, where there are several, then a name and the question. No code.
import { el, reconcile, setAttribute, setText } from './dom.js';
import { isStaffed } from './helpstatus.js';
import { star } from './icons.js';
import { byteLength } from './protocol.js';
import { secureOrigin } from './text.js';
import { field } from './viewnotice.js';

/** @typedef {import('./ticket.js').DeskFace} Topic @typedef {import('./strings.js').Strings} Strings
 * @typedef {{about: import('./about.js').About, isKiosk: boolean, isFramed: boolean}} Place */

/** @param {Strings} strings @param {Topic} topic whether somebody would answer now @returns {[words: string, more: string]} */
function presence({ t }, topic) {
  if (isStaffed(topic)) return [t('helpStaffed'), ''];
  return [t(topic.open ? 'helpAway' : 'helpShut'), topic.away];
}

/** @param {Strings} strings @param {Place} place @param {string} problem '' or why one is asked
 * @param {(topic: Topic) => void} choose */
export function topicsView(strings, { about }, problem, choose) {
  const { t } = strings;
  const list = el('ul', { class: 'topics', 'aria-label': t('helpTopics') });
  const none = el('p', { class: 'dim' }, t('helpNoTopics'));
  const title = el('h1', { dir: 'auto', tabindex: -1 }, about.host.name);
  const question = el('p', { class: 'dim' }, t('helpWhich'));
  const element = el('main', { class: 'entrance' }, el('div', { class: 'door' }, star(), title, question, problem && el('p', { class: 'problem', role: 'alert' }, problem), none, list));

  /** @param {readonly Topic[]} topics @param {(topic: Topic) => boolean} isMine whether there is a conversation already */
  function render(topics, isMine) {
    none.hidden = topics.length > 0;
    question.hidden = topics.length === 0;
    reconcile(list, topics, (topic) => JSON.stringify([topic.id, topic.name, topic.greeting, isStaffed(topic), topic.open, isMine(topic)]), (topic, old) => old ?? el('li', {},
      el('button', { type: 'button', class: 'topic', on: { click: () => choose(topic) } }, el('b', { dir: 'auto' }, topic.name),
        topic.greeting ? el('span', { class: 'excerpt', dir: 'auto' }, topic.greeting) : null,
        el('small', { class: 'dim' }, el('span', { class: `dot ${isStaffed(topic) ? '' : 'off'}` }), t(isStaffed(topic) ? 'helpStaffed' : topic.open ? 'helpNobody' : 'helpClosed')),
        isMine(topic) ? el('small', { class: 'strong' }, t('helpYours')) : null)));
  }
  return { element, render, focus: () => title.focus() };
}

/**
 * @param {Strings} strings @param {Place} place @param {Topic} topic
 * @param {{name: string, question: string, most: number}} preset `most`: bytes of a question
 * @param {{send: (answer: {name: string, question: string}) => void, typed: (question: string) => void, back: (() => void)|null}} listener
 */
export function questionView(strings, { about, isKiosk, isFramed }, topic, preset, { send, typed, back }) {
  const { t } = strings;
  const secure = isKiosk || isFramed ? '' : secureOrigin(about);
  const name = el('input', { id: 'name', type: 'text', maxlength: 48, autocomplete: isKiosk ? 'off' : 'nickname', autocapitalize: 'words', enterkeyhint: 'next',
    required: true, dir: 'auto', spellcheck: 'false' });
  const question = el('textarea', { id: 'question', rows: 4, required: true, dir: 'auto', autocapitalize: 'sentences', autocomplete: 'off',
    on: { input: () => typed(question.value) } });
  name.value = preset.name;
  question.value = preset.question;
  const dot = el('span', { class: 'dot' });
  const staffed = el('span', {});
  const away = el('p', { class: 'awaytext', dir: 'auto' });
  const problem = el('p', { class: 'problem', role: 'alert', id: 'problem' });
  const button = el('button', { class: 'button wide', type: 'submit' }, t('helpSend'));
  const form = el('form', { class: 'door question', novalidate: true, on: { submit: (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!name.value.trim()) return refuse(t('nameMissing'), name);
    if (!question.value.trim()) return refuse(t('helpQuestionMissing'), question);
    if (byteLength(question.value.trim()) > preset.most) return refuse(t('error_too_large'), question);
    busy(true);
    send({ name: name.value.trim(), question: question.value.trim() });
  } } },
    isFramed ? null : star(), el('h1', { dir: 'auto' }, topic.name), el('p', { class: 'dim' }, el('bdi', {}, about.host.name)),
    topic.greeting ? el('p', { class: 'greeting', dir: 'auto' }, topic.greeting) : null,
    el('p', { class: 'presence', role: 'status' }, dot, staffed), away,
    field(t('yourName'), name), field(t('helpQuestion'), question), problem, button,
    back ? el('button', { type: 'button', class: 'link', on: { click: back } }, t('helpOtherTopic')) : null,
    el('p', { class: 'dim note' }, t(isKiosk ? 'helpKiosk' : location.protocol === 'https:' ? 'encryptedWords' : 'plainHttp'), ' ',
      secure && el('a', { href: `${secure}${location.pathname}${location.search}` }, t('secureGo'))));
  const element = el('main', { class: 'entrance' }, form);

  /** @param {string} words @param {HTMLElement} [input] the one to look at */
  function refuse(words, input) {
    busy(false);
    setText(problem, words);
    for (const each of [name, question]) setAttribute(each, 'aria-invalid', each === input ? 'true' : false);
    for (const each of [name, question]) setAttribute(each, 'aria-describedby', each === input ? 'problem' : false);
    input?.focus();
  }

  /** @param {boolean} is */
  function busy(is) {
    button.disabled = name.readOnly = question.readOnly = is;
    setText(button, t(is ? 'sending' : 'helpSend'));
    if (is) setText(problem, '');
  }

  /** @param {import('./protocol.js').Failure} failure */
  function refused(failure) {
    const isName = ['bad_request', 'name_taken'].includes(failure.code);
    refuse(isName ? t('nameNotPossible') : strings.failure(failure), isName ? name : undefined);
  }

  /** @param {Topic} now */
  function render(now) {
    const [words, more] = presence(strings, now);
    setAttribute(dot, 'class', `dot ${isStaffed(now) ? '' : 'off'}`);
    setText(staffed, words);
    setText(away, more);
    away.hidden = !more;
  }

  /** @param {import('./protocol.js').Failure|null} delay why the host asks to wait; null where it is not reached @param {number} n seconds */
  const waiting = (delay, n) => setText(problem, delay ? t('doorDelayed', { n }) : t('helpHostSilent'));
  render(topic);
  return { element, render, refused, waiting, hasText: () => question.value.trim() !== '', focus: () => (name.value ? question : name).focus() };
}
