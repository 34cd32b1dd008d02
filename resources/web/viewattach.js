// @ts-check
// What goes along with the next message: chosen, taken with the camera, pasted or dropped. A strip above the field shows
// it; photos are made smaller on the way unless the person says otherwise.
import { el, reconcile, setText } from './dom.js';
import { letters } from './filekinds.js';
import { icon } from './icons.js';
import { isTreated, prepared, TREATMENTS } from './photos.js';
import { sizeWords } from './viewfile.js';

const MOST = 32; // files of one message (protocol/README.md §9)

/** @typedef {import('./view.js').Ui} Ui
 * @typedef {{id: string, file: File, picture: string}} Chosen `picture`: a local address, or '' */

/** @param {Ui} ui @param {(words: string) => void} complain */
export function attachView(ui, complain) {
  const { t } = ui.strings;
  /** @type {Map<string, Chosen[]>} by room */ const chosen = new Map();
  let room = '';
  let count = 0;

  const treatment = el('select', { id: 'photo-treatment' }, ...TREATMENTS.map((each) => el('option', { value: each }, t(`photos_${each}`))));
  const choice = el('label', { class: 'check small', for: 'photo-treatment' }, t('photos'), treatment);
  const list = el('ul', { class: 'strip', 'aria-label': t('attachments') });
  const element = el('div', { class: 'attachments', hidden: true }, list, choice);
  const picker = input({ multiple: true });
  const camera = input({ accept: 'image/*', capture: 'environment' });
  const buttons = [tool('clip', t('attach'), picker), ui.touch ? tool('camera', t('takePhoto'), camera) : null];

  /** @param {Record<string, any>} props */
  function input(props) {
    const field = el('input', { type: 'file', hidden: true, tabindex: -1, ...props, on: { change: () => {
      add([...(field.files ?? [])]);
      field.value = ''; // the same one may be chosen again
    } } });
    return field;
  }

  /** @param {string} picture @param {string} word @param {HTMLInputElement} field */
  function tool(picture, word, field) {
    return el('span', {}, el('button', { type: 'button', class: 'tool', 'aria-label': word, title: word, on: { click: () => field.click() } }, icon(picture)), field);
  }

  /** @param {readonly File[]} files */
  function add(files) {
    const limit = ui.session.state.limits.file;
    const tooLarge = files.find((file) => file.size > limit);
    if (tooLarge) complain(t('fileTooLarge', { name: tooLarge.name, size: sizeWords(ui, limit) }));
    const had = chosen.get(room) ?? [];
    const fitting = files.filter((file) => file.size <= limit);
    if (had.length + fitting.length > MOST) complain(t('tooManyFiles', { n: MOST }));
    const fresh = fitting.slice(0, MOST - had.length).map((file) => ({
      id: String(++count), file, picture: /^image\/(jpeg|png|gif|webp)$/.test(file.type) ? URL.createObjectURL(file) : '',
    }));
    chosen.set(room, [...had, ...fresh]);
    draw();
  }

  /** @param {Chosen} which */
  function remove(which) {
    URL.revokeObjectURL(which.picture);
    chosen.set(room, (chosen.get(room) ?? []).filter((each) => each !== which));
    draw();
    /** @type {HTMLElement|null} */ (list.querySelector('button') ?? document.getElementById('message'))?.focus();
  }

  function draw() {
    const all = chosen.get(room) ?? [];
    element.hidden = all.length === 0;
    choice.hidden = !all.some(({ file }) => isTreated(file));
    reconcile(list, all, ({ id }) => id, (each, old) => old ?? item(each));
  }

  /** @param {Chosen} each */
  function item(each) {
    const { file, picture } = each;
    return el('li', {}, picture ? el('img', { src: picture, alt: '' }) : el('span', { class: 'filesign', 'aria-hidden': 'true' }, letters(file.name)),
      el('span', { class: 'fileabout' }, el('bdi', { class: 'filename' }, file.name), el('small', { dir: ui.strings.dir }, sizeWords(ui, file.size))),
      el('button', { type: 'button', class: 'tool', 'aria-label': t('removeFile', { name: file.name }), on: { click: () => remove(each) } }, icon('close', 'small')));
  }

  return {
    element, buttons, add,
    get isEmpty() {
      return (chosen.get(room) ?? []).length === 0;
    },
    /** @param {string} id */
    show(id) {
      room = id;
      draw();
    },
    /** Takes what is chosen, made ready. */
    async take() {
      const all = chosen.get(room) ?? [];
      const wanted = /** @type {import('./photos.js').Treatment} */ (treatment.value);
      chosen.delete(room);
      treatment.value = TREATMENTS[0];
      draw();
      const ready = [];
      for (const { file, picture } of all) {
        ready.push(await prepared(file, wanted));
        URL.revokeObjectURL(picture);
      }
      return ready;
    },
  };
}

/** Files can be dropped anywhere on `area`. @param {Ui} ui @param {HTMLElement} area @param {(files: File[]) => void} add */
export function takeDrops(ui, area, add) {
  const hint = el('div', { class: 'drophint', hidden: true }, el('p'));
  area.append(hint);
  const hasFiles = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes('Files') ?? false;
  area.addEventListener('dragover', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    setText(/** @type {Element} */ (hint.firstElementChild), ui.strings.t('dropHere'));
    hint.hidden = false;
  });
  area.addEventListener('dragleave', (event) => (hint.hidden = !(event.relatedTarget instanceof Node && area.contains(event.relatedTarget))));
  area.addEventListener('drop', (event) => {
    hint.hidden = true;
    if (!hasFiles(event) || !event.dataTransfer) return;
    event.preventDefault();
    const items = [...event.dataTransfer.items].filter((item) => item.kind === 'file' && item.webkitGetAsEntry?.()?.isDirectory !== true);
    add(items.map((item) => item.getAsFile()).filter((file) => file !== null));
  });
}
