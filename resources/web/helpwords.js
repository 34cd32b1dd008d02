// @ts-check
// What the visitor's page says: the words that it has in common with the chat, and its own. English is at hand; nobody reads all
// languages, so that the others come when somebody does.
import en from '../../translations/page/en.js';
import helpEn from '../../translations/page/help-en.js';

/** @type {Record<string, Record<string, import('./strings.js').Entry>>} */
export const HELP_WORDS = { en: { ...en, ...helpEn } };

/** @param {string} lang @returns {Promise<Record<string, import('./strings.js').Entry>>} rejects where they do not come */
export async function otherHelpWords(lang) {
  if (lang === 'es') return (await import('./helpwords-es.js')).default;
  if (lang === 'ar') return (await import('./helpwords-ar.js')).default;
  return {};
}
