// @ts-check
// A picture as large as the page: zoom by wheel, pinch, double tap and keys; next and previous of the room; save, and copy
// where the browser allows it. Escape closes it, and the focus returns.
import { el, setAttribute, setText } from './dom.js';
import { kindOf } from './filekinds.js';
import { icon } from './icons.js';
import { fileAddress } from './protocol.js';
import { Zoom } from './zoom.js';

/** @typedef {import('./view.js').Ui} Ui @typedef {import('./protocol.js').FileInfo} FileInfo */

const STEP = 1.25;

/** All pictures of the timeline, oldest first. @param {Ui} ui @returns {{file: FileInfo, name: string, at: number}[]} */
function picturesOf(ui) {
  return ui.items().flatMap((item) => item.files.filter((file) => kindOf(file) === 'picture').map((file) => ({ file, name: item.name, at: item.at })));
}

/** @param {Ui} ui @param {string} id of the file */
export function pictureDialog(ui, id) {
  const { t } = ui.strings;
  const all = picturesOf(ui);
  let index = Math.max(0, all.findLastIndex(({ file }) => file.id === id));
  if (all.length === 0) return;
  const image = el('img', { draggable: 'false' });
  const stage = el('div', { class: 'stage' }, image);
  const zoom = new Zoom(stage, image);
  const title = el('h2', { dir: 'auto', id: 'picture-title' });
  const about = el('p', { class: 'dim small', 'aria-live': 'polite' });
  const save = el('a', { class: 'tool', 'aria-label': t('saveAs'), title: t('saveAs') }, icon('save'));
  const tool = (/** @type {string} */ picture, /** @type {string} */ word, /** @type {() => void} */ run) =>
    el('button', { type: 'button', class: 'tool', 'aria-label': word, title: word, on: { click: run } }, icon(picture, 'flips'));
  const previous = tool('previous', t('previousPicture'), () => go(-1));
  const next = tool('next', t('nextPicture'), () => go(1));
  const copy = canCopy() ? tool('copy', t('copyPicture'), () => void copyPicture(image).then((done) => setText(about, t(done ? 'copied' : 'error_internal')))) : null;
  const before = /** @type {HTMLElement|null} */ (document.activeElement);
  const dialog = el('dialog', { class: 'viewer', 'aria-labelledby': 'picture-title', on: {
    close: () => {
      dialog.remove();
      if (document.activeElement === document.body) before?.focus();
    },
    keydown: pressed,
  } },
  el('header', {}, el('div', { class: 'titles' }, title, about), tool('minus', t('zoomOut'), () => zoom.by(1 / STEP)),
    tool('plus', t('zoomIn'), () => zoom.by(STEP)), copy, save, tool('close', t('close'), () => dialog.close())),
  stage, el('footer', {}, previous, next));

  /** @param {number} step */
  function go(step) {
    if (!all[index + step]) return;
    index += step;
    show();
  }

  function show() {
    const { file, name, at } = all[index];
    const address = fileAddress(file.id, file.name);
    for (const [field, value] of Object.entries({ src: address, alt: file.name, width: file.width, height: file.height })) setAttribute(image, field, value);
    setText(title, file.name);
    setText(about, `${t('ofPictures', { index: index + 1, n: all.length })} · \u2068${name}\u2069 · ${ui.strings.moment(at)}`);
    setAttribute(save, 'href', address);
    setAttribute(save, 'download', file.name);
    previous.disabled = index === 0;
    next.disabled = index === all.length - 1;
    zoom.fit();
  }

  /** @param {KeyboardEvent} event */
  function pressed(event) {
    const forward = ui.strings.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    if (event.key === '+' || event.key === '=') zoom.by(STEP);
    else if (event.key === '-') zoom.by(1 / STEP);
    else if (event.key === '0') zoom.fit();
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') go(event.key === forward ? 1 : -1);
    else return;
    event.preventDefault();
  }

  show();
  document.body.append(dialog);
  dialog.showModal();
}

const canCopy = () => typeof ClipboardItem === 'function' && !!navigator.clipboard?.write;

/** As PNG, which is what clipboards take. @param {HTMLImageElement} image @returns {Promise<boolean>} */
async function copyPicture(image) {
  const canvas = el('canvas', { width: image.naturalWidth, height: image.naturalHeight });
  canvas.getContext('2d')?.drawImage(image, 0, 0);
  const png = await new Promise((/** @type {(blob: Blob|null) => void} */ resolve) => canvas.toBlob(resolve, 'image/png'));
  return png ? navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]).then(() => true, () => false) : false;
}
