// @ts-check
// What the visitor's page says, in its languages: the words that it has in common with the chat, and its own.
import ar from '../../translations/page/ar.js';
import en from '../../translations/page/en.js';
import es from '../../translations/page/es.js';
import helpAr from '../../translations/page/help-ar.js';
import helpEn from '../../translations/page/help-en.js';
import helpEs from '../../translations/page/help-es.js';

/** @type {Record<string, Record<string, import('./strings.js').Entry>>} */
export const HELP_WORDS = { en: { ...en, ...helpEn }, es: { ...es, ...helpEs }, ar: { ...ar, ...helpAr } };
