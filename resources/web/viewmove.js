// @ts-check
// The host has another address, which is another origin for a browser: one goes there oneself and takes all along. And
// what one meets on arrival: the same host, another one, or somebody that one is there already.
import { pack } from './carry.js';
import { el, setText } from './dom.js';
import { originOf } from './text.js';
import { openDialog, textField } from './viewdialog.js';
import { noticeView } from './viewnotice.js';

/** @typedef {import('./view.js').Ui} Ui @typedef {import('./strings.js').Strings} Strings */

/** @param {Ui} ui */
export function moveDialog(ui) {
  const { t } = ui.strings;
  const address = textField('new-address', t('newAddress'), { inputmode: 'url', dir: 'ltr', autocapitalize: 'none', spellcheck: 'false', enterkeyhint: 'go' });
  const along = el('p', { class: 'dim small' });
  const { unsent, movable } = ui.session.outbox;
  const { count } = pack(ui.session.identity, location.origin, movable);
  setText(along, [count > 0 ? t('comesAlong', { n: count }) : '', count < unsent.length ? t('staysHere', { n: unsent.length - count }) : '']
    .filter((words) => words).join(' '));
  openDialog(ui, t('newAddressAsk'), {
    action: t('goThere'),
    run: () => {
      const origin = originOf(address.input.value);
      if (!origin) throw { code: 'no_address' };
      if (origin === location.origin) throw { code: 'same_address' };
      ui.go(origin);
    },
  }, el('p', {}, t('moveWords')), address.element, along, el('p', { class: 'dim small' }, t('moveTrust')));
}

/** What was brought is another host's. @param {Strings} strings @param {string} here @param {import('./carry.js').Carried} carried
 * @param {() => void} comeIn */
export function strangerView({ t }, here, carried, comeIn) {
  return noticeView(t('otherHost'), t('otherHostWords', { name: carried.hostName || carried.host, here, from: carried.from }),
    el('button', { type: 'button', class: 'button wide', on: { click: comeIn } }, t('comeInAnew')));
}
