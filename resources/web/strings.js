// @ts-check
// A page's words in the language of ?lang=, else of the browser, else English. Times and numbers, too.

export const LANGUAGES = ['en', 'es', 'ar'];
const RIGHT_TO_LEFT = new Set(['ar']);
const RIGHT_TO_LEFT_LETTER = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** @typedef {string|Record<string, string>} Entry a text, or one for each plural category of the language */

/**
 * @param {string} query `location.search` @param {readonly string[]} wishes the browser's languages, best first
 * @returns {{lang: string, locale: string}} `locale` keeps the region: en-GB writes times its own way
 */
export function chooseLanguage(query, wishes) {
  const asked = new URLSearchParams(query).get('lang');
  for (const wish of [...(asked ? [asked] : []), ...wishes]) {
    const lang = wish.toLowerCase().split(/[-_]/)[0];
    if (LANGUAGES.includes(lang)) return { lang, locale: regional(lang, wishes) };
  }
  return { lang: 'en', locale: 'en' };
}

/** @param {string} lang @param {readonly string[]} wishes */
function regional(lang, wishes) {
  return wishes.find((wish) => wish.toLowerCase().split(/[-_]/)[0] === lang)?.replace('_', '-') ?? lang;
}

export class Strings {
  lang;
  dir;
  #entries;
  #locale;
  #plurals;
  #numbers;
  #time;
  #day;
  #moment;

  /** @param {string} lang @param {Record<string, Entry>} entries @param {string} [locale] */
  constructor(lang, entries, locale = lang) {
    this.lang = lang;
    this.dir = RIGHT_TO_LEFT.has(lang) ? 'rtl' : 'ltr';
    this.#entries = entries;
    this.#locale = locale;
    this.#plurals = new Intl.PluralRules(lang);
    this.#numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
    this.#time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
    this.#day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
    this.#moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });
  }

  /** A text with its {placeholders} filled in; `n` chooses the plural. A missing key shows itself.
   * @param {string} key @param {Record<string, string|number>} [values] */
  t = (key, values = {}) => {
    const entry = this.#entries[key] ?? key;
    const text = typeof entry === 'string' ? entry : (entry[this.#plurals.select(Number(values.n ?? 0))] ?? entry.other);
    return text.replace(/\{(\w+)\}/g, (whole, name) => {
      const value = values[name];
      if (value === undefined) return whole;
      return typeof value === 'number' ? this.number(value) : this.#isolated(value);
    });
  };

  /** A name in a script of the other direction must not turn the sentence around it. @param {string} value */
  #isolated(value) {
    const foreign = this.dir === 'rtl' ? /\p{L}/u.test(value) : RIGHT_TO_LEFT_LETTER.test(value);
    return foreign ? `\u2068${value}\u2069` : value;
  }

  /** Words of a part that comes later. @param {Record<string, Entry>} entries */
  add(entries) {
    this.#entries = { ...this.#entries, ...entries };
  }

  /** The words for a failure, by its code; what the host says where there are none.
   * @param {{code: string, text?: string}} failure */
  failure({ code, text }) {
    const key = `error_${code}`;
    return Object.hasOwn(this.#entries, key) ? this.t(key) : text || this.t('error_internal');
  }

  /** @param {number} value */
  number(value) {
    return this.#numbers.format(value);
  }
  /** A number as it stands on a clock. @param {number} value @param {number} [least] digits */
  digits = (value, least = 1) => value.toLocaleString(this.#locale, { minimumIntegerDigits: least, useGrouping: false });
  /** @param {number} at */
  time(at) {
    return this.#time.format(at);
  }
  /** @param {number} at */
  moment(at) {
    return this.#moment.format(at);
  }
  /** @param {number} at @param {number} now */
  day(at, now) {
    const ago = daysBetween(at, now);
    if (ago === 0) return this.t('today');
    return ago === 1 ? this.t('yesterday') : this.#day.format(at);
  }
}

/** @param {number} at @param {number} now local days, whatever the hour */
function daysBetween(at, now) {
  const midnight = (/** @type {number} */ ms) => new Date(ms).setHours(0, 0, 0, 0);
  return Math.round((midnight(now) - midnight(at)) / 86_400_000);
}

/** @param {Record<string, Record<string, Entry>>} words by language; where some come later (`add`), it is English until then
 * @param {string} query @param {readonly string[]} wishes
 * @returns {Strings} */
export function stringsFor(words, query, wishes) {
  const { lang, locale } = chooseLanguage(query, wishes);
  return new Strings(lang, words[lang] ?? words.en, locale);
}
