// @ts-check
// One line in a page of any other server: a button that opens the help desk. Leaves no name in that page, and whatever
// hinders it, the page goes on as if it were not there.
import { stringsFor } from './strings.js';
import { readOptions } from './widgetoptions.js';
import { widgetView } from './widgetview.js';
import { WIDGET_WORDS } from './widgetwords.js';

const TAG = 'courtyard-help';
const script = /** @type {HTMLScriptElement|null} */ (document.currentScript ?? document.querySelector('script[src$="/widget.js"]'));

function start() {
  const lang = /** @type {HTMLElement|null|undefined} */ (script?.closest('[lang]'))?.lang ?? '';
  const options = script && readOptions(script.dataset, script.src, lang, (colour) => CSS.supports('color', colour));
  if (!options || document.querySelector(TAG)) return; // a page that names it twice has one
  const strings = stringsFor(WIDGET_WORDS, `?lang=${options.lang}`, navigator.languages ?? [navigator.language]);
  document.body.append(widgetView({ ...options, lang: strings.lang }, strings));
}

if (document.body) start();
else document.addEventListener('DOMContentLoaded', start, { once: true });
