// @ts-check
// What a page stands on: one view at a time, drawn once for each picture, sentences that go by themselves, and the height
// that is left of a phone's screen.
import { el } from './dom.js';

const HIDDEN_DRAW = 200; // ms
const SLOW_DRAW = 8; // ms: half a picture's time
const TOAST = 6_000;
const TOAST_UNDO = 12_000;

/** @param {() => void} render @param {() => string} undoWord
 * @param {() => boolean} [isHidden] nobody sees the page, and its pictures may not be asked for: a frame that is put away */
export function openStage(render, undoWord, isHidden = () => document.hidden) {
  let scheduled = false;
  let drawingTook = 0;

  function draw() {
    scheduled = false;
    const begin = performance.now();
    render();
    drawingTook = performance.now() - begin;
  }

  /** Hidden pages draw no pictures, yet their title counts. Where drawing is slow, half of the time is left for whoever types. */
  function schedule() {
    if (scheduled) return;
    scheduled = true;
    if (isHidden()) setTimeout(draw, HIDDEN_DRAW);
    else if (drawingTook > SLOW_DRAW) setTimeout(() => requestAnimationFrame(draw), drawingTook);
    else requestAnimationFrame(draw);
  }

  /** @param {HTMLElement} element */
  function put(element) {
    for (const open of document.querySelectorAll('dialog')) open.close();
    document.body.replaceChildren(element);
  }

  const toasts = el('div', { class: 'toasts' });
  /** A sentence that goes by itself. @param {string} words @param {() => void} [undo] what can be taken back, for as long */
  function tell(words, undo) {
    const toast = el('p', { class: 'toast', role: 'status' }, words, undo && ' ', undo && el('button', { type: 'button', class: 'link', on: { click: () => {
      toast.remove();
      undo();
    } } }, undoWord()));
    toasts.append(toast);
    document.body.append(toasts); // views replace all there is
    setTimeout(() => toast.remove(), undo ? TOAST_UNDO : TOAST);
  }

  window.visualViewport?.addEventListener('resize', fit);
  fit();
  return { put, tell, schedule, draw };
}

/** The keyboard of a phone covers the page rather than shrinking it: be as high as what is left. */
function fit() {
  const view = window.visualViewport;
  if (!view || view.scale > 1.01) return;
  document.documentElement.style.setProperty('--height', `${view.height}px`);
  window.scrollTo(0, 0);
}
