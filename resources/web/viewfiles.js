// @ts-check
// All files of a room, newest first, by name of the file or of the sender.
import { el } from './dom.js';
import { fitted, kindOf, letters } from './filekinds.js';
import { fileAddress, request } from './protocol.js';
import { link, openDialog, textField } from './viewdialog.js';
import { sizeWords } from './viewfile.js';
import { pictureDialog } from './viewpicture.js';

const PICTURE = 44; // px
const PAGE = 50;
const PAUSE = 250; // ms after the last key

/** @typedef {import('./view.js').Ui} Ui @typedef {import('./protocol.js').RoomFile} RoomFile */

/** @param {Ui} ui @param {import('./state.js').Room} room */
export function filesDialog(ui, room) {
  const { t } = ui.strings;
  const query = textField('files-query', t('filesFind'), { type: 'search', enterkeyhint: 'search' });
  const list = el('ul', { class: 'files', 'aria-label': t('files') });
  const more = el('button', { type: 'button', class: 'button alt wide', hidden: true, on: { click: () => load(false) } }, t('showMore'));
  const said = el('p', { class: 'dim', role: 'status' });
  const dialog = openDialog(ui, t('filesTitle'), {}, query.element, list, said, more);
  let before = 0;
  let asked = 0;
  /** @type {any} */ let timer = null;
  query.input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => load(true), PAUSE);
  });

  /** @param {boolean} anew */
  async function load(anew) {
    const turn = ++asked;
    said.textContent = t('loading');
    try {
      const words = query.input.value.trim();
      const wanted = request('files', { room: room.id, query: words, limit: PAGE, ...(anew || !before ? {} : { before }) });
      const reply = await ui.session.patience.insist(() => ui.session.ask(wanted));
      if (turn !== asked) return;
      if (anew) list.replaceChildren();
      list.append(...reply.files.map((/** @type {RoomFile} */ each) => item(each)));
      before = reply.files.at(-1)?.seq ?? 0;
      more.hidden = !reply.more || before === 0;
      said.textContent = list.childElementCount > 0 ? '' : t(words ? 'nothingFound' : 'filesNone');
    } catch (failure) {
      if (turn !== asked) return;
      said.textContent = '';
      dialog.fail(failure);
    }
  }

  /** @param {RoomFile} each */
  function item({ seq, at, name, file }) {
    const isPicture = kindOf(file) === 'picture';
    const sign = isPicture
      ? el('img', { src: fileAddress(file.thumb ?? file.id, file.name), alt: '', loading: 'lazy', ...fitted(file.width ?? 1, file.height ?? 1, PICTURE) })
      : el('span', { class: 'filesign', 'aria-hidden': 'true' }, letters(file.name));
    const words = el('span', { class: 'fileabout' }, el('bdi', { class: 'filename' }, file.name),
      el('small', { dir: ui.strings.dir }, el('bdi', {}, name), ` · ${sizeWords(ui, file.size)} · ${ui.strings.moment(at)}`));
    const isHere = isPicture && ui.items().some((held) => held.seq === seq);
    const opener = isHere ? el('button', { type: 'button', class: 'fileline', on: { click: () => pictureDialog(ui, file.id) } }, sign, words)
      : el('a', { class: 'fileline', href: fileAddress(file.id, file.name), download: file.name }, sign, words);
    return el('li', {}, opener, link(t('goToMessage'), () => {
      dialog.close();
      void ui.goTo(room.id, seq);
    }));
  }
  void load(true);
}
