// What must hold for the files of the page as such: what the Content-Security-Policy forbids, what files need of each other.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const WEB = new URL('../../resources/web/', import.meta.url);
const read = (file) => readFileSync(new URL(file, WEB), 'utf8');
const files = readdirSync(WEB);
const scripts = files.filter((file) => file.endsWith('.js'));
const pages = files.filter((file) => file.endsWith('.html'));

for (const page of pages) test(`${page} has no script, style or handler of its own`, () => {
  assert.doesNotMatch(read(page), /<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/);
});

test('nothing is asked of another host', () => {
  for (const file of files.filter((name) => /\.(html|css|js)$/.test(name))) {
    const foreign = [...read(file).matchAll(/(?:src|href|url|import|fetch)\W{1,3}https?:\/\/\S+/g)].map((match) => match[0]);
    assert.deepEqual(foreign, [], file);
  }
});

for (const file of scripts) {
  test(`${file} puts text in as text only`, () => {
    assert.doesNotMatch(read(file), /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|DOMParser|createContextualFragment/);
  });
  test(`${file} imports what there is`, () => {
    for (const [, name] of read(file).matchAll(/from '\.\/([\w.]+)'/g)) assert.ok(existsSync(new URL(name, WEB)), name);
  });
  test(`${file} is of a size that can be read`, () => assert.ok(read(file).split('\n').length <= 310));
}

test('what plain http does not give is not asked for', () => {
  for (const file of scripts) assert.doesNotMatch(read(file), /crypto\.subtle|serviceWorker/, file);
  for (const file of scripts.filter((name) => /\bNotification\b/.test(read(name)))) assert.match(read(file), /isSecureContext && 'Notification' in window/, file);
  for (const file of scripts) for (const line of read(file).split('\n').filter((each) => each.includes('navigator.clipboard.')))
    assert.match(line, /navigator\.clipboard \?|then\(/, `${file} does not ask whether there is a clipboard`);
});

for (const page of pages) test(`every file that ${page} names is there`, () => {
  for (const [, path] of read(page).matchAll(/(?:src|href)="\/([^"]+)"/g)) {
    const places = [new URL(path, WEB), new URL(`../theme/${path}`, WEB), new URL(`../${path}`, WEB)];
    assert.ok(places.some((place) => existsSync(place)), path);
  }
});

const tokens = read('../theme/tokens.css');
const names = (text) => new Set([...text.matchAll(/^\s*(--[\w-]+):/gm)].map((match) => match[1]));

test('the tokens are one to a line, light and dark, and nothing else', () => {
  for (const line of tokens.trimEnd().split('\n'))
    assert.match(line, /^(:root \{|@media \(prefers-color-scheme: dark\) \{| {2}:root \{|\s*\}|\s+--[\w-]+: (#[0-9a-f]{6}([0-9a-f]{2})?|\d+px);)$/);
});

test('every colour that is dark is light, too', () => {
  const [light, dark] = tokens.split('@media');
  for (const name of names(dark)) assert.ok(names(light).has(name), name);
});

test('every variable that the style uses is there', () => {
  const own = new Set(['--height']); // main.js sets it
  for (const file of files.filter((name) => name.endsWith('.css')))
    for (const [, name] of read(file).matchAll(/var\((--[\w-]+)/g)) assert.ok(own.has(name) || names(tokens).has(name), `${file}: ${name}`);
});

const luminance = (hex) => {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a, b) => {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
};
const values = (text) => Object.fromEntries([...text.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map((match) => [match[1], match[2]]));
const [light, dark] = tokens.split('@media').map(values);

for (const [scheme, colours] of Object.entries({ light, dark: { ...light, ...dark } })) test(`what is read can be read (${scheme})`, () => {
  const pairs = [['text', 'bg'], ['text', 'surface'], ['text', 'mine'], ['text', 'theirs'], ['text', 'warn-soft'], ['text', 'selected'], ['dim', 'bg'],
    ['dim', 'surface'], ['dim', 'theirs'], ['dim', 'mine'], ['dim', 'chip'], ['accent-ink', 'accent'], ['accent', 'surface'], ['accent', 'theirs'], ['bad', 'mine'],
    ['bad', 'bg'], ['bad', 'surface'], ['badge-ink', 'badge']];
  for (let n = 1; n <= 8; n++) pairs.push([`name-${n}`, 'theirs'], ['person-ink', `person-${n}`]);
  for (const [ink, ground] of pairs) assert.ok(contrast(colours[ink], colours[ground]) >= 4.5, `${ink} on ${ground}: ${contrast(colours[ink], colours[ground]).toFixed(2)}`);
  assert.ok(contrast(colours.control, colours.bg) >= 3, 'the outline of a field');
});
