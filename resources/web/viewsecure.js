// @ts-check
// Plain http in plain words, and the way to the encrypted page of the same host: what the browser will say about it, and the
// words by which its key can be told.
import { el } from './dom.js';
import { secureOrigin } from './text.js';
import { openDialog } from './viewdialog.js';

/** @typedef {import('./view.js').Ui} Ui */

/** @param {Ui} ui @param {string} [why] what is wanted and needs it */
export function secureDialog(ui, why = '') {
  const { t } = ui.strings;
  const origin = secureOrigin(ui.about);
  const words = origin ? [el('p', {}, t('secureWarning')), el('p', { class: 'mono', dir: 'ltr' }, origin),
    el('p', {}, t('secureWords')), el('p', { class: 'words', dir: 'ltr', lang: 'en' }, ui.about.words.join(' · '))] : [];
  openDialog(ui, t('secureTitle'), origin ? { action: t('secureGo'), run: () => ui.go(origin) } : {},
    why ? el('p', {}, why) : null, el('p', {}, t('plainHttp')), ...words);
}
