import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, inkOn, mayFrame, readOptions } from '../../resources/web/widgetoptions.js';

const isColour = (value) => /^(#[0-9a-f]{3,8}|teal)$/i.test(value);
const read = (data = {}, address = 'http://192.168.43.1:3000/widget.js', lang = 'en') => readOptions(data, address, lang, isColour);

test('the host is where the script came from, unless the page says another', () => {
  assert.equal(read().host, 'http://192.168.43.1:3000');
  assert.equal(read({ host: 'http://clinic:3000/some/page' }, 'https://site.example/copy/widget.js').host, 'http://clinic:3000');
});

for (const address of ['', 'widget.js', 'javascript:alert(1)', 'file:///widget.js', 'data:text/html,x'])
  test(`"${address}" is no host`, () => assert.equal(read({ host: address }), null));

test('what is not known is as if it were not there', () => {
  const { side, colour, ink, label, desk } = read({ side: 'top', color: 'red; background: url(//evil)', ink: 'x', desk: undefined });
  assert.deepEqual([side, colour, ink, label, desk], ['end', '', '', '', '']);
});

test('side, words and language are the page’s', () => {
  const { side, label, lang, desk } = read({ side: 'left', label: 'Ask us', lang: 'es', desk: 'support' });
  assert.deepEqual([side, label, lang, desk], ['left', 'Ask us', 'es', 'support']);
  assert.equal(read({}, undefined, 'ar').lang, 'ar');
});

for (const [colour, ink] of [['#0b7a75', '#ffffff'], ['#ffd400', '#000000'], ['#fff', '#000000'], ['#000', '#ffffff'], ['teal', ''], ['', '']])
  test(`on "${colour}" one reads ${ink || 'as the style says'}`, () => assert.equal(inkOn(colour), ink));

test('the ink of the page goes before ours', () => assert.equal(read({ color: '#ffffff', ink: '#0b7a75' }).ink, '#0b7a75'));

test('the frame and the tab are two addresses of one topic', () => {
  const options = read({ desk: 'Água & luz', lang: 'es' });
  assert.equal(addressOf(options, 'frame'), 'http://192.168.43.1:3000/help?desk=%C3%81gua+%26+luz&embedded=1&lang=es');
  assert.equal(addressOf(options, 'tab'), 'http://192.168.43.1:3000/help?desk=%C3%81gua+%26+luz&lang=es');
});

for (const [page, host, may] of [
  ['http:', 'http://192.168.43.1:3000', true], ['http:', 'https://192.168.43.1:3000', true], ['https:', 'https://192.168.43.1:3000', true],
  ['https:', 'http://192.168.43.1:3000', false], ['https:', 'http://clinic:3000', false], ['https:', 'http://127.0.0.1:3000', true],
  ['https:', 'http://localhost:3000', true], ['https:', 'http://[::1]:3000', true], ['https:', 'http://127.0.0.1.example.com', false],
]) test(`a page on ${page} ${may ? 'may' : 'cannot'} frame ${host}`, () => assert.equal(mayFrame(page, host), may));
