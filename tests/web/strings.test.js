import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { chooseLanguage, LANGUAGES, Strings } from '../../resources/web/strings.js';

const PAGE = new URL('../../translations/page/', import.meta.url);
const WEB = new URL('../../resources/web/', import.meta.url);
/** @type {Record<string, Record<string, any>>} */ const all = {};
/** Those of the page itself, then those of its parts. */
const SETS = ['', ...readdirSync(PAGE).filter((file) => file.endsWith('-en.js')).map((file) => file.replace('en.js', ''))];
const wordsOf = async (set, lang) => (await import(new URL(`${set}${lang}.js`, PAGE).href)).default;
for (const lang of LANGUAGES) all[lang] = Object.assign({}, ...(await Promise.all(SETS.map((set) => wordsOf(set, lang)))));

const texts = (entry) => (typeof entry === 'string' ? [entry] : Object.values(entry));
const placeholders = (entry) => [...new Set(texts(entry).flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort();

for (const lang of LANGUAGES) {
  test(`${lang} has every key, and no other`, () => assert.deepEqual(Object.keys(all[lang]).sort(), Object.keys(all.en).sort()));

  test(`${lang} has the same placeholders`, () => {
    for (const [key, entry] of Object.entries(all.en)) assert.deepEqual(placeholders(all[lang][key]), placeholders(entry), key);
  });

  test(`${lang} has each plural that its language has`, () => {
    const categories = [...new Intl.PluralRules(lang).resolvedOptions().pluralCategories].sort();
    for (const [key, entry] of Object.entries(all[lang])) {
      assert.equal(typeof entry, typeof all.en[key], key);
      if (typeof entry !== 'string') assert.deepEqual(Object.keys(entry).sort(), categories, key);
    }
  });

  test(`${lang} leaves nothing empty`, () => {
    for (const [key, entry] of Object.entries(all[lang])) for (const text of texts(entry)) assert.ok(text.trim(), key);
  });
}

test('no two sets of words have a key of one name', async () => {
  const keys = (await Promise.all(SETS.map((set) => wordsOf(set, 'en')))).flatMap(Object.keys);
  assert.deepEqual(keys.filter((key, index) => keys.indexOf(key) !== index), []);
});

test('no text stayed English', () => {
  const same = (lang) => Object.keys(all.en).filter((key) => JSON.stringify(all.en[key]) === JSON.stringify(all[lang][key]));
  assert.deepEqual(same('ar'), []);
  assert.deepEqual(same('es').filter((key) => !['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'perSecond', 'milliseconds', 'strayFor'].includes(key)), []);
});

test('every key that the page asks for is there, and every key is asked for', () => {
  const code = readdirSync(WEB).filter((file) => file.endsWith('.js')).map((file) => readFileSync(new URL(file, WEB), 'utf8')).join('\n');
  const asked = [...code.matchAll(/\bt\((?:[^()'`]*\? )?'(\w+)'(?: : '(\w+)')?/g)].flatMap((match) => [match[1], match[2]]).filter((key) => key);
  for (const key of asked) assert.ok(Object.hasOwn(all.en, key), key);
  const built = /^(error|bye|role|device|waits|lost|storage|photos|deed|deskNone)_/;
  const told = new Set(['guessing', 'invited', 'roomGone', 'youMuted', 'youMutedWhy', 'youUnmuted', 'youModerator', 'youNoModerator', 'youAgent', 'youNoAgent']); // by the names that newsOf gives them
  for (const key of told) assert.match(code, new RegExp(`'${key}'`), key);
  for (const key of Object.keys(all.en)) if (!built.test(key)) assert.match(code, new RegExp(`'${key}'`), `${key} is never used`);
});

/** A module and all that it imports. */
function reachedFrom(file, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  for (const [, next] of readFileSync(new URL(file, WEB), 'utf8').matchAll(/^import .* from '\.\/([\w.]+)';$/gm)) reachedFrom(next, found);
  return found;
}

for (const [entry, sets] of [['main.js', ['', 'chat-']], ['help.js', ['', 'help-']], ['widget.js', ['widget-']]])
  test(`${entry} and what it imports ask for words that come with it`, async () => {
    const given = Object.assign({}, ...(await Promise.all(sets.map((set) => wordsOf(set, 'en')))));
    const files = [...reachedFrom(entry)].filter((file) => file !== 'strings.js'); // asks on behalf of others: for failures, and for days
    for (const file of files) for (const [, first, second] of readFileSync(new URL(file, WEB), 'utf8').matchAll(/\bt\((?:[^()'`]*\? )?'(\w+)'(?: : '(\w+)')?/g))
      for (const key of [first, second]) if (key) assert.ok(Object.hasOwn(given, key), `${file}: ${key}`);
  });

test('the words for every code of the protocol are there', () => {
  for (const code of ['bad_request', 'unsupported_protocol', 'wrong_code', 'name_taken', 'no_room', 'not_member', 'forbidden', 'no_event',
    'no_file', 'too_large', 'rate_limited', 'busy', 'storage', 'internal', 'lost']) assert.ok(all.en[`error_${code}`], code);
  for (const code of ['kicked', 'banned', 'moved']) assert.ok(all.en[`bye_${code}`], code);
  for (const code of ['rate_limited', 'storage', 'busy']) assert.ok(all.en[`waits_${code}`], code);
  for (const deed of ['kick', 'ban', 'unban', 'mute', 'unmute', 'role', 'delete', 'close_room', 'lock', 'unlock', 'slow', 'code']) assert.ok(all.en[`deed_${deed}`], deed);
  for (const reason of ['closed', 'silent', 'unreachable', 'refused', 'hidden', 'stopping', 'slow']) assert.ok(all.en[`lost_${reason}`], reason);
  for (const problem of ['none', 'full']) assert.ok(all.en[`storage_${problem}`], problem);
});

for (const [query, wishes, expected] of [
  ['?lang=ar', ['en-US'], { lang: 'ar', locale: 'ar' }],
  ['?lang=AR-EG', [], { lang: 'ar', locale: 'ar' }],
  ['', ['fr', 'es-MX', 'en'], { lang: 'es', locale: 'es-MX' }],
  ['', ['en_GB'], { lang: 'en', locale: 'en-GB' }],
  ['?lang=xx', ['ar-SA'], { lang: 'ar', locale: 'ar-SA' }],
  ['', ['fr'], { lang: 'en', locale: 'en' }],
  ['', [], { lang: 'en', locale: 'en' }],
]) test(`${query || 'no query'} with ${JSON.stringify(wishes)} is ${expected.locale}`, () => assert.deepEqual(chooseLanguage(query, wishes), expected));

test('plurals and placeholders are filled in', () => {
  const en = new Strings('en', all.en);
  assert.equal(en.t('people', { n: 1 }), '1 person');
  assert.equal(en.t('people', { n: 1200 }), '1,200 people');
  assert.equal(en.t('isTyping', { name: '{name} $& <b>' }), '{name} $& <b> is typing…');
  assert.equal(en.t('notThere'), 'notThere');
  assert.equal(new Strings('ar', all.ar).t('people', { n: 2 }), 'شخصان');
});

test('a name of the other direction is set apart', () => {
  assert.equal(new Strings('en', all.en).t('isTyping', { name: 'ليلى' }), '\u2068ليلى\u2069 is typing…');
  assert.equal(new Strings('en', all.en).t('isTyping', { name: 'Layla' }), 'Layla is typing…');
  assert.match(new Strings('ar', all.ar).t('isTyping', { name: 'Layla' }), /\u2068Layla\u2069/);
});

test('a failure without words of its own says what the host says', () => {
  const en = new Strings('en', all.en);
  assert.equal(en.failure({ code: 'wrong_code', text: 'x' }), all.en.error_wrong_code);
  assert.equal(en.failure({ code: 'of_a_later_version', text: 'The moon is full' }), 'The moon is full');
  assert.equal(en.failure({ code: 'of_a_later_version' }), all.en.error_internal);
});

test('today is today until midnight', () => {
  const en = new Strings('en', all.en);
  const late = new Date(2026, 10, 20, 23, 59).getTime();
  assert.equal(en.day(late, late + 30_000), 'Today');
  assert.equal(en.day(late, late + 120_000), 'Yesterday');
  assert.match(en.day(late, late + 5 * 86_400_000), /20/);
});
