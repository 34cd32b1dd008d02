// @ts-check
// The door: name, room, join code where one is needed. Made for each visit to it, and gone afterwards.
import { star } from './icons.js';
import { el, setAttribute, setText } from './dom.js';
import { secureOrigin } from './text.js';
import { field } from './viewnotice.js';

/**
 * @typedef {import('./about.js').About} About
 * @typedef {{name: string, room: string, code: string, rooms: string[], askCode: boolean}} Preset
 * @typedef {{name: string, room: string, code: string}} Answer
 */

/**
 * @param {import('./strings.js').Strings} strings @param {About} about @param {Preset} preset
 * @param {(answer: Answer) => void} join
 */
export function joinView(strings, about, preset, join) {
  const { t } = strings;
  const secure = secureOrigin(about);
  const name = el('input', {
    id: 'name', type: 'text', maxlength: 48, autocomplete: 'nickname', autocapitalize: 'words', enterkeyhint: 'next',
    required: true, dir: 'auto', spellcheck: 'false',
  });
  const room = el('input', {
    id: 'room', type: 'text', list: 'known-rooms', autocomplete: 'off', autocapitalize: 'none', enterkeyhint: 'go', dir: 'auto',
    spellcheck: 'false',
  });
  const code = el('input', {
    id: 'code', class: 'code', type: 'text', inputmode: preset.code.length > 6 ? 'text' : 'numeric', autocomplete: 'one-time-code',
    autocapitalize: 'none', spellcheck: 'false', enterkeyhint: 'go', dir: 'ltr',
  });
  name.value = preset.name;
  room.value = preset.room;
  code.value = preset.code;
  const problem = el('p', { class: 'problem', role: 'alert', id: 'problem' });
  const suggestion = el('p', { class: 'suggestion' });
  const button = el('button', { class: 'button wide', type: 'submit' }, t('join'));
  const codeField = field(t('joinCode'), code);
  codeField.hidden = !preset.askCode;

  const form = el('form', { class: 'door', novalidate: true, on: { submit: (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!name.value.trim()) return refuse(t('nameMissing'), name);
    if (!codeField.hidden && !code.value.trim()) return refuse(t('codeMissing'), code);
    busy(true);
    join({ name: name.value.trim(), room: room.value.trim(), code: code.value.replace(/\s/g, '') });
  } } },
    star(), el('h1', { dir: 'auto' }, about.host.name),
    el('p', { class: 'dim' }, `${t('peopleHere', { n: about.people })} · ${t('noInternet')}`),
    field(t('yourName'), name), suggestion, field(t('room'), room),
    el('datalist', { id: 'known-rooms' }, ...preset.rooms.map((known) => el('option', { value: known }))),
    codeField, problem, button, el('p', { class: 'dim note' }, t(location.protocol === 'https:' ? 'encryptedWords' : 'plainHttp'), ' ',
      secure && el('a', { href: `${secure}/${location.hash}` }, t('secureGo'))));
  const element = el('main', { class: 'entrance' }, form);

  /** @param {string} words @param {HTMLInputElement} [input] the one to look at */
  function refuse(words, input) {
    busy(false);
    setText(problem, words);
    for (const each of [name, room, code]) setAttribute(each, 'aria-invalid', each === input ? 'true' : false);
    for (const each of [name, room, code]) setAttribute(each, 'aria-describedby', each === input ? 'problem' : false);
    input?.focus();
    input?.select();
  }

  /** @param {boolean} is */
  function busy(is) {
    button.disabled = is;
    setText(button, is ? t('joining') : t('join'));
    if (is) setText(problem, '');
    suggestion.replaceChildren();
  }

  /** @param {import('./protocol.js').Failure} failure */
  function refused(failure) {
    if (failure.code === 'wrong_code' || failure.code === 'rate_limited') {
      codeField.hidden = false;
      return refuse(code.value || failure.code !== 'wrong_code' ? strings.failure(failure) : t('codeMissing'), code);
    }
    const aboutName = failure.code === 'name_taken' || failure.code === 'bad_request';
    refuse(failure.code === 'bad_request' ? t('nameNotPossible') : strings.failure(failure), aboutName ? name : undefined);
    if (failure.free) suggestion.append(suggested(failure.free));
    if (failure.code === 'name_taken') suggestion.append(el('span', { class: 'dim small' }, ' ', t('wayBack')));
  }

  /** @param {string} free */
  function suggested(free) {
    return el('button', { type: 'button', class: 'link', on: { click: () => {
      name.value = free;
      suggestion.replaceChildren();
      form.requestSubmit();
    } } }, t('useName', { name: free }));
  }

  /** It is tried again and again: the person need not. @param {import('./protocol.js').Failure|null} delay why the host asks to
   * wait; null where it is not reached @param {number} n seconds until then */
  const waiting = (delay, n) => setText(problem, delay ? t('doorDelayed', { n }) : t('hostSilent'));

  return { element, refused, waiting, focus: () => (name.value && !codeField.hidden && !code.value ? code : name).focus() };
}
