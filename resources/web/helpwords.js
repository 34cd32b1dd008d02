// @ts-check
// What the visitor's page says, in its languages: the words that it has in common with the chat, and its own.
import ar from '../../translations/page/help-ar.js';
import en from '../../translations/page/help-en.js';
import es from '../../translations/page/help-es.js';
import { WORDS } from './words.js';

/** @type {Record<string, Record<string, import('./strings.js').Entry>>} */
export const HELP_WORDS = { en: { ...WORDS.en, ...en }, es: { ...WORDS.es, ...es }, ar: { ...WORDS.ar, ...ar } };
