import assert from 'node:assert/strict';
import { test } from 'node:test';
import { initial, personColour, readInvitation, splitLinks } from '../../resources/web/text.js';

const links = (text) => splitLinks(text).filter((piece) => piece.href).map((piece) => piece.text);

for (const [text, ...expected] of [
  ['see http://example.org now', 'http://example.org'],
  ['(https://example.org/a_(b)).', 'https://example.org/a_(b)'],
  ['HTTPS://EXAMPLE.ORG/?q=1#x!', 'HTTPS://EXAMPLE.ORG/?q=1#x'],
  ['http://192.168.43.1:3000/#room=x, and https://[fe80::1]:3000/', 'http://192.168.43.1:3000/#room=x', 'https://[fe80::1]:3000/'],
  ['<img src=http://a.b/x onerror=alert(1)>', 'http://a.b/x'],
  ['انظر https://example.org؟', 'https://example.org'],
  ['javascript:alert(1) data:text/html,x ftp://a.b file:///etc/passwd'],
  ['http:// https://. http://%'],
  [''],
]) test(`the links of ${JSON.stringify(text)}`, () => assert.deepEqual(links(text), expected));

test('nothing of what was typed is lost or changed', () => {
  for (const text of ['a http://b.c, d', '<b>&amp;</b>', 'http://a.b http://c.d', '\n  x\t', 'http://user:pw@evil.example'])
    assert.equal(splitLinks(text).map((piece) => piece.text).join(''), text);
});

test('a link never leads to another scheme than http and https', () => {
  for (const { href } of splitLinks('http://a.b https://c.d hTTp://e.f')) if (href) assert.match(href, /^https?:\/\//);
});

for (const [name, expected] of [['amina', 'A'], ['  li', 'L'], ['👩‍⚕️ Dr', '👩‍⚕️'], ['陈', '陈'], ['', '?']])
  test(`${JSON.stringify(name)} is stood for by ${expected}`, () => assert.equal(initial(name), expected));

test('a member has one colour, and members have several', () => {
  assert.equal(personColour('m_1'), personColour('m_1'));
  const seen = new Set(Array.from({ length: 200 }, (_, index) => personColour(`m_${index}`)));
  assert.deepEqual([...seen].sort(), [1, 2, 3, 4, 5, 6, 7, 8]);
});

test('the colour is the FNV-1a hash that the window counts, too', () => {
  // FNV-1a 32 of "a" is 0xe40c292c (the authors' own test vector).
  assert.equal(personColour('a'), (0xe40c292c % 8) + 1);
});

test('an invitation names room and code', () => {
  assert.deepEqual(readInvitation('#room=first%20aid&code=481502&fp=ab'), { room: 'first aid', code: '481502', link: '' });
  assert.deepEqual(readInvitation(''), { room: '', code: '', link: '' });
});
