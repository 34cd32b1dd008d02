// @ts-check
// "Continue on another device": a link, as text and as a picture, with which one comes in there as oneself. Once, and soon.
import { el, setText, svg } from './dom.js';
import { correction, generate } from './lean-qr.js';
import { isLoopback } from './text.js';
import { copyText, link, openDialog } from './viewdialog.js';

const QUIET = 4; // modules of white around it (ISO/IEC 18004)

/** @typedef {import('./view.js').Ui} Ui */

/** @param {Ui} ui */
export function linkDialog(ui) {
  const { t } = ui.strings;
  const picture = el('div', { class: 'qr' });
  const address = el('p', { class: 'mono address', dir: 'ltr' });
  const copied = el('p', { class: 'dim small', role: 'status' });
  const left = el('span', {});
  const again = link(t('linkNew'), () => void make());
  const copy = el('button', { type: 'button', class: 'button alt', on: { click: async () => {
    setText(copied, t(await copyText(address) ? 'copied' : 'copyByHand'));
  } } }, t('copy'));
  const made = el('div', {}, picture, address, el('div', { class: 'row' }, copy), copied, el('p', { class: 'dim small' }, left, ' ', again));
  made.hidden = true;
  const dialog = openDialog(ui, t('linkTitle'), {}, el('p', {}, t('linkWords')),
    isLoopback() ? el('p', { class: 'dim small' }, t('linkLoopback')) : null, made);
  let expires = 0;

  async function make() {
    setText(copied, '');
    try {
      const reply = await ui.session.deeds.link();
      expires = reply.expires - (ui.session.latency.clockDifference ?? 0); // by our clock
      const text = `${location.origin}/#link=${encodeURIComponent(reply.link)}`;
      setText(address, text);
      picture.replaceChildren(drawn(text, t('linkPicture')));
      made.hidden = false;
      render();
    } catch (failure) {
      dialog.fail(failure);
    }
  }

  function render() {
    const seconds = Math.ceil((expires - ui.now()) / 1000);
    setText(left, seconds > 0 ? t('linkExpires', { n: seconds }) : t('linkOver'));
    again.hidden = seconds > 0;
    copy.disabled = seconds <= 0;
    picture.classList.toggle('over', seconds <= 0);
  }
  dialog.dialog.addEventListener('close', ui.watch(render));
  void make();
}

/** Dark on white in a dark page, too: not every camera reads it the other way round. @param {string} text @param {string} name */
function drawn(text, name) {
  /** @type {{ size: number, get: (x: number, y: number) => boolean }} */
  const code = /** @type {any} */ (generate)(text, { minCorrectionLevel: correction.M });
  const path = [];
  for (let y = 0; y < code.size; ++y) {
    for (let x = 0; x < code.size; ++x) {
      if (code.get(x, y)) path.push(`M${x + QUIET} ${y + QUIET}h1v1h-1z`);
    }
  }
  const size = code.size + 2 * QUIET;
  return svg('svg', { viewBox: `0 0 ${size} ${size}`, role: 'img', 'aria-label': name, 'shape-rendering': 'crispEdges' }, svg('path', { d: path.join('') }));
}
