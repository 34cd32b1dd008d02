// @ts-check
// What the page says, in its languages.
import ar from '../../translations/page/ar.js';
import en from '../../translations/page/en.js';
import es from '../../translations/page/es.js';

/** @type {Record<string, Record<string, import('./strings.js').Entry>>} */
export const WORDS = { en, es, ar };
