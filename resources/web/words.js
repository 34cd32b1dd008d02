// @ts-check
// What the chat says, in its languages: the words that it has in common with the visitor's page, and its own.
import ar from '../../translations/page/ar.js';
import chatAr from '../../translations/page/chat-ar.js';
import chatEn from '../../translations/page/chat-en.js';
import chatEs from '../../translations/page/chat-es.js';
import en from '../../translations/page/en.js';
import es from '../../translations/page/es.js';

/** @type {Record<string, Record<string, import('./strings.js').Entry>>} */
export const WORDS = { en: { ...en, ...chatEn }, es: { ...es, ...chatEs }, ar: { ...ar, ...chatAr } };
