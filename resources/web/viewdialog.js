// @ts-check
// A dialog in general: title, fields, buttons, a line for what went wrong. Escape closes it, focus returns.
import { el, setText } from './dom.js';
import { icon } from './icons.js';

/** @typedef {import('./view.js').Ui} Ui
 * @typedef {{close: () => void, fail: (failure: any) => void, body: HTMLElement, dialog: HTMLDialogElement}} Dialog */

let opened = 0;

/**
 * @param {Ui} ui @param {string} title
 * @param {{action?: string, bad?: boolean, run?: (dialog: Dialog) => Promise<unknown>|void, sheet?: boolean}} options
 *   `action` is the main button's word, `run` what it does: it closes the dialog when it is done, or says why it cannot
 * @param {...(Node|string|null)} content @returns {Dialog}
 */
export function openDialog(ui, title, { action = '', bad = false, run, sheet = false }, ...content) {
  const { t } = ui.strings;
  const id = `dialog-${++opened}`; // one that closes is in the document a moment longer
  const problem = el('p', { class: 'problem', role: 'alert' });
  const body = el('div', { class: 'dialog-body' }, ...content);
  const main = action ? el('button', { class: `button ${bad ? 'bad' : ''}`, type: 'submit' }, action) : null;
  const form = el('form', { novalidate: true, on: { submit: (/** @type {Event} */ event) => {
    event.preventDefault();
    void submit();
  } } },
    el('header', {}, el('h2', { id, dir: 'auto' }, title),
      el('button', { type: 'button', class: 'tool', 'aria-label': t('close'), on: { click: () => close() } }, icon('close'))),
    body, problem, main && el('footer', {}, main));
  /** @type {HTMLDialogElement} */
  const dialog = el('dialog', { class: sheet ? 'sheet' : '', 'aria-labelledby': id, on: {
    close: () => dialog.remove(),
    click: (/** @type {MouseEvent} */ event) => event.target === dialog && close(), // beside it
  } }, form);
  const before = /** @type {HTMLElement|null} */ (document.activeElement);

  function close() {
    dialog.close();
    if (document.activeElement === document.body) before?.focus();
  }
  /** @param {any} failure */
  function fail(failure) {
    setText(problem, failure?.code ? ui.strings.failure(failure) : t('error_internal'));
    if (main) main.disabled = false;
  }
  async function submit() {
    setText(problem, '');
    if (main) main.disabled = true;
    try {
      await run?.(result);
      close();
    } catch (failure) {
      fail(failure);
    }
  }
  /** @type {Dialog} */
  const result = { close, fail, body, dialog };
  document.body.append(dialog);
  dialog.showModal();
  /** @type {HTMLElement|null} */ (body.querySelector('input, textarea, button'))?.focus();
  return result;
}

/** @param {Ui} ui @param {string} title @param {string} words @param {string} action @param {() => Promise<unknown>|void} run */
export function confirmDialog(ui, title, words, action, run) {
  openDialog(ui, title, { action, bad: true, run }, el('p', { dir: 'auto' }, words));
}

/** @param {string} id @param {string} label @param {import('./dom.js').Props} [props] */
export function textField(id, label, props = {}) {
  const input = el('input', { id, type: 'text', dir: 'auto', autocomplete: 'off', ...props });
  return { input, element: el('div', { class: 'field' }, el('label', { for: id }, label), input) };
}

/** A button that looks like a link. @param {string} words @param {() => void} run */
export function link(words, run) {
  return el('button', { type: 'button', class: 'link', on: { click: run } }, words);
}

/** Gives a text to the clipboard. A page on plain http has none: there the text is selected, for the person to copy.
 * @param {HTMLElement} shown that has the text @returns {Promise<boolean>} whether it was copied */
export async function copyText(shown) {
  const text = shown.textContent ?? '';
  const done = await (navigator.clipboard ? navigator.clipboard.writeText(text).then(() => true, () => false) : false);
  if (done) return true;
  getSelection()?.selectAllChildren(shown);
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  }
}

/** A line of a list to choose from. @param {string} words @param {() => void} run @param {...(Node|null)} before */
export function choice(words, run, ...before) {
  return el('button', { type: 'button', class: 'choice', on: { click: run } }, ...before, el('span', { dir: 'auto' }, words));
}
