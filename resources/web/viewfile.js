// @ts-check
// A file in the timeline: a picture with its place kept free, a player, or a line to fetch it by. And one that is on
// its way to the host, with how far it is.
import { el, setAttribute, setText } from './dom.js';
import { cannotBeShown, fitted, kindOf, letters, shownInTimeline, sizeOf } from './filekinds.js';
import { icon } from './icons.js';
import { prepared, TREATMENTS } from './photos.js';
import { fileAddress } from './protocol.js';
import { link } from './viewdialog.js';
import { pictureDialog } from './viewpicture.js';

const PICTURE = 320; // px, the longer side in the timeline
const MINUTE = 60;

/** @typedef {import('./view.js').Ui} Ui @typedef {import('./protocol.js').FileInfo} FileInfo
 * @typedef {import('./uploads.js').Upload} Upload */

/** @param {Ui} ui @param {number} bytes */
export function sizeWords(ui, bytes) {
  const { value, unit } = sizeOf(bytes);
  return ui.strings.t(unit, { n: value });
}

/** @param {Ui} ui @param {FileInfo} file @returns {HTMLElement} */
export function fileView(ui, file) {
  switch (kindOf(file)) {
    case 'picture': return pictureView(ui, file);
    case 'audio': return playerView(ui, file, 'audio');
    case 'video': return playerView(ui, file, 'video');
    default: return lineView(ui, file);
  }
}

/** @param {Ui} ui @param {FileInfo} file */
function pictureView(ui, file) {
  const { width, height } = fitted(file.width ?? 1, file.height ?? 1, PICTURE);
  const image = el('img', { src: fileAddress(shownInTimeline(file), file.name), alt: file.name, width, height, loading: 'lazy', decoding: 'async' });
  const button = el('button', { type: 'button', class: 'picture', 'aria-label': ui.strings.t('showPicture', { name: file.name }),
    on: { click: () => pictureDialog(ui, file.id) } }, image);
  image.addEventListener('error', () => button.replaceWith(lineView(ui, file)));
  return button;
}

/** @param {Ui} ui @param {FileInfo} file @param {'audio'|'video'} kind */
function playerView(ui, file, kind) {
  const size = kind === 'video' && file.width && file.height ? fitted(file.width, file.height, PICTURE) : {};
  return el('div', { class: 'player' },
    el(kind, { src: fileAddress(file.id, file.name), controls: true, preload: 'metadata', playsinline: true, 'aria-label': file.name, ...size }), lineView(ui, file));
}

/** @param {Ui} ui @param {FileInfo} file */
export function lineView(ui, file) {
  return el('a', { class: 'fileline', dir: ui.strings.dir, href: fileAddress(file.id, file.name), download: file.name, title: ui.strings.t('download', { name: file.name }) },
    el('span', { class: 'filesign', 'aria-hidden': 'true' }, letters(file.name) || icon('clip')),
    el('span', { class: 'fileabout' }, el('bdi', { class: 'filename' }, file.name), el('small', { dir: ui.strings.dir }, sizeWords(ui, file.size),
      cannotBeShown(file) ? ` · ${ui.strings.t('cannotShow')}` : null)));
}

/** One that is on its way; `updateUploads` keeps it up to date. @param {Ui} ui @param {string} entry of the outbox @param {string} key */
export function uploadView(ui, entry, key) {
  const element = el('div', { class: 'upload', 'data-upload': key, dir: ui.strings.dir, role: 'group' },
    el('span', { class: 'filesign', 'aria-hidden': 'true' }),
    el('span', { class: 'fileabout' }, el('bdi', { class: 'filename' }), el('small', { class: 'uploadstate', dir: ui.strings.dir }), el('progress', { max: 1 })),
    el('button', { type: 'button', class: 'tool', on: { click: () => ui.session.outbox.dropFile(entry, key) } }, icon('close', 'small')),
    el('span', { class: 'uploadfix' }));
  show(ui, element);
  return element;
}

/** @param {Ui} ui @param {Element} within */
export function updateUploads(ui, within) {
  for (const element of within.querySelectorAll('[data-upload]')) show(ui, /** @type {HTMLElement} */ (element));
}

/** @param {Ui} ui @param {HTMLElement} element */
function show(ui, element) {
  const upload = ui.session.uploads.get(element.dataset.upload ?? '');
  if (!upload) return;
  const bar = /** @type {HTMLProgressElement} */ (element.querySelector('progress'));
  bar.value = upload.size > 0 ? upload.confirmed / upload.size : Number(upload.state === 'done');
  setText(/** @type {Element} */ (element.querySelector('.uploadstate')), stateWords(ui, upload));
  const button = /** @type {HTMLElement} */ (element.querySelector('.tool'));
  const { name } = upload; // after a reload it is known a moment later than its message
  for (const each of [element, bar]) setAttribute(each, 'aria-label', name);
  setAttribute(button, 'aria-label', ui.strings.t('cancelUpload', { name }));
  setText(/** @type {Element} */ (element.querySelector('.filename')), name);
  setText(/** @type {Element} */ (element.querySelector('.filesign')), letters(name));
  button.hidden = upload.state === 'done';
  const fix = /** @type {HTMLElement} */ (element.querySelector('.uploadfix'));
  if (fix.dataset.state === upload.state) return;
  fix.dataset.state = upload.state;
  fix.replaceChildren(...fixesOf(ui, upload));
}

/** @param {Ui} ui @param {Upload} upload */
function stateWords(ui, upload) {
  const { t } = ui.strings;
  const size = sizeWords(ui, upload.size);
  switch (upload.state) {
    case 'done': return size;
    case 'missing': return t('uploadMissing', { name: upload.name });
    case 'failed': return refusal(ui, upload);
    case 'sending': break;
    default: return `${size} · ${t(ui.session.connection.state === 'online' ? 'waitsTurn' : 'waiting')}`;
  }
  const left = upload.speed.left(upload.size - upload.confirmed);
  return [t('progressOf', { done: sizeWords(ui, upload.confirmed), size }),
    left === null ? '' : t('perSecond', { size: sizeWords(ui, upload.speed.perSecond) }),
    left === null ? '' : leftWords(ui, left)].filter((words) => words).join(' · ');
}

/** @param {Ui} ui @param {number} seconds */
function leftWords(ui, seconds) {
  if (seconds < MINUTE) return ui.strings.t('secondsLeft', { n: Math.max(1, Math.ceil(seconds)) });
  return ui.strings.t('minutesLeft', { n: Math.ceil(seconds / MINUTE) });
}

/** @param {Ui} ui @param {Upload} upload */
function refusal(ui, { failure, name }) {
  if (failure?.code === 'too_large' && failure.limit) return ui.strings.t('fileTooLarge', { name, size: sizeWords(ui, failure.limit) });
  if (failure?.code === 'storage') return failure.text || ui.strings.t('uploadNoRoom');
  return failure?.text || ui.strings.failure(failure ?? { code: 'internal' });
}

/** What the person can do about it. @param {Ui} ui @param {Upload} upload @returns {Node[]} */
function fixesOf(ui, upload) {
  const { t } = ui.strings;
  if (upload.state === 'failed') return [link(t('retry'), () => ui.session.uploads.retry(upload.key))];
  if (upload.state !== 'missing') return [];
  const problem = el('span', { class: 'bad', role: 'alert' });
  const field = el('input', { type: 'file', hidden: true, tabindex: -1, on: { change: async () => {
    const file = field.files?.[0];
    field.value = '';
    if (file && !(await provided(ui, upload, file))) setText(problem, t('notTheSame', { name: upload.name, size: sizeWords(ui, upload.size) }));
  } } });
  return [link(t('chooseAgain'), () => field.click()), field, problem];
}

/** Whether it is the same file, made ready one way or another. @param {Ui} ui @param {Upload} upload @param {File} file */
async function provided(ui, upload, file) {
  for (const treatment of TREATMENTS) {
    const { name, source, modified } = await prepared(file, treatment);
    if (ui.session.uploads.provide(upload.key, source, { name, modified })) return true;
  }
  return false;
}
