// @ts-check
// The words of the help desk, which only agents need: they come with its part of the page.
import ar from '../../translations/page/desk-ar.js';
import en from '../../translations/page/desk-en.js';
import es from '../../translations/page/desk-es.js';

/** @type {Record<string, Record<string, import('./strings.js').Entry>>} */
const WORDS = { en, es, ar };

/** @param {string} lang one that the page has words in */
export const deskWords = (lang) => WORDS[lang];
