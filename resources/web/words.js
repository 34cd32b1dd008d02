// @ts-check
// What the chat says: the words that it has in common with the visitor's page, and its own. English is at hand; nobody reads all
// languages, so that the others come when somebody does.
import chatEn from '../../translations/page/chat-en.js';
import en from '../../translations/page/en.js';

/** @type {Record<string, Record<string, import('./strings.js').Entry>>} */
export const WORDS = { en: { ...en, ...chatEn } };

/** @param {string} lang @returns {Promise<Record<string, import('./strings.js').Entry>>} rejects where they do not come */
export async function otherWords(lang) {
  if (lang === 'es') return (await import('./words-es.js')).default;
  if (lang === 'ar') return (await import('./words-ar.js')).default;
  return {};
}
