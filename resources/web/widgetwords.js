// @ts-check
// What the button in other pages says.
import ar from '../../translations/page/widget-ar.js';
import en from '../../translations/page/widget-en.js';
import es from '../../translations/page/widget-es.js';

/** @type {Record<string, Record<string, import('./strings.js').Entry>>} */
export const WIDGET_WORDS = { en, es, ar };
