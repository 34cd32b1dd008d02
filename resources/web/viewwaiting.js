// @ts-check
// What the host has not got yet: why each of them waits, and what can be done with it. Below it, what was typed for
// another host that had this address.
import { el, reconcile, setText } from './dom.js';
import { confirmDialog, link, openDialog } from './viewdialog.js';

/** @typedef {import('./view.js').Ui} Ui @typedef {import('./entries.js').Entry} Entry @typedef {import('./strays.js').Stray} Stray */

/** @param {Ui} ui @param {Entry} entry */
export function whyWaits(ui, entry) {
  const { t } = ui.strings;
  const lossy = entry.kept || entry.state === 'sending' ? '' : ` ${t(`storage_${ui.session.store.problem || 'full'}`)}`;
  return reason(ui, entry) + lossy;
}

/** @param {Ui} ui @param {Entry} entry */
function reason(ui, { state, failure, carried, files }) {
  const { t } = ui.strings;
  if (state === 'failed') return failure ? ui.strings.failure(failure) : t('notSent');
  if (state === 'held') return t('wentAlong', { address: carried });
  if (state === 'sending') return t('sending');
  if (ui.session.connection.state !== 'online') return t('waiting');
  if (files.length > 0 && !ui.session.uploads.filesOf(files)) return t('waitsFiles');
  return failure ? t(`waits_${failure.code}`) : t('waitsTurn');
}

/** @param {Ui} ui @param {Entry} entry */
export function waitingButtons(ui, entry) {
  const { t } = ui.strings;
  const again = link(entry.state === 'held' ? t('sendFromHere') : t('retry'), () => retry(ui, entry));
  return [again, ' ', link(t('discard'), () => discard(ui, entry))];
}

/** @param {Ui} ui @param {Entry} entry */
function retry(ui, entry) {
  ui.session.outbox.retry(entry.key);
  ui.session.connection.retry();
}

/** A slip is undone: the words go back into the field. @param {Ui} ui @param {Entry} entry */
function discard(ui, entry) {
  const given = ui.session.outbox.discard(entry.key);
  if (given?.request.type === 'post' && given.request.text) ui.giveBack(given.room, given.request.text);
}

/** @param {Ui} ui @param {Entry} entry what it is, in words */
function wordsOf(ui, { request, files }) {
  const { t } = ui.strings;
  switch (request.type) {
    case 'edit': return t('changeEdit', { text: request.text });
    case 'delete': return t('changeDelete');
    case 'react': return t('changeReact', { emoji: request.emoji });
    case 'topic': return t('changeTopicTo', { text: request.text });
    default: return [request.text, ...files.map((key) => ui.session.uploads.get(key)?.name)].filter((words) => words).join(' · ');
  }
}

/** @param {Ui} ui */
export function waitingDialog(ui) {
  const { t } = ui.strings;
  const { outbox } = ui.session;
  const nothing = el('p', { class: 'dim' }, t('nothingWaits'));
  const list = el('ul', { class: 'waiting', 'aria-label': t('waitingTitle') });
  const strays = el('ul', { class: 'waiting', 'aria-label': t('straysTitle') });
  const strayNote = el('p', { class: 'dim small' });
  const all = el('div', { class: 'row' },
    el('button', { type: 'button', class: 'button alt', on: { click: () => {
      for (const entry of outbox.unsent) if (entry.state !== 'held') outbox.retry(entry.key);
      ui.session.connection.retry();
    } } }, t('retryAll')),
    el('button', { type: 'button', class: 'button alt', on: { click: () => {
      dialog.close();
      confirmDialog(ui, t('discardAll'), t('discardAllSure'), t('discardAll'), () => outbox.unsent.forEach((entry) => discard(ui, entry)));
    } } }, t('discardAll')));
  const others = el('section', {}, el('h3', {}, t('straysTitle')), strayNote, strays);
  const dialog = openDialog(ui, t('waitingTitle'), {}, nothing, list, all, others);

  /** @param {Entry} entry @param {HTMLElement|null} old */
  function item(entry, old) {
    const room = ui.session.state.rooms.get(entry.room);
    const element = old ?? el('li', {}, el('p', { class: 'excerpt', dir: 'auto' }, wordsOf(ui, entry)), el('p', { class: 'dim small' }),
      el('div', {}, ...waitingButtons(ui, entry)));
    setText(/** @type {Element} */ (element.children[1]), [room ? ui.roomTitle(room) : entry.room, ui.strings.time(entry.at), whyWaits(ui, entry)].map((words) => `\u2068${words}\u2069`).join(' · '));
    return element;
  }

  /** @param {Stray} stray @param {HTMLElement|null} old */
  function strayItem(stray, old) {
    if (old) return old;
    const text = el('p', { class: 'excerpt', dir: 'auto' }, stray.text);
    return el('li', {}, text, el('p', { class: 'dim small' }, t('strayFor', { host: stray.hostName || stray.host, when: ui.strings.moment(stray.at) })),
      el('div', {}, link(t('putIntoField'), () => {
        ui.strays.discard(stray);
        dialog.close();
        ui.giveBack(ui.session.active, stray.text);
        ui.redraw();
      }), ' ', link(t('discard'), () => {
        ui.strays.discard(stray);
        ui.redraw();
      })));
  }

  function render() {
    const waiting = outbox.unsent;
    const foreign = ui.strays.list();
    reconcile(list, waiting, (entry) => `${entry.key}${entry.state === 'held'}`, item);
    reconcile(strays, foreign, (stray) => stray.host + stray.key, strayItem);
    setText(strayNote, t('strayNote', { here: ui.session.state.host?.name ?? '' }));
    nothing.hidden = waiting.length + foreign.length > 0;
    list.hidden = all.hidden = waiting.length === 0;
    others.hidden = foreign.length === 0;
  }
  dialog.dialog.addEventListener('close', ui.watch(render));
}
