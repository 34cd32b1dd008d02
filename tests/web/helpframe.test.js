// The frame and the page around it: who may speak, and what is said.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heard, written } from '../../resources/web/frametalk.js';
import { openFrame } from '../../resources/web/helpframe.js';
import { Store } from '../../resources/web/store.js';

/** A window in a frame of `around`, as far as postMessage is concerned. */
function frameIn(around) {
  const listeners = [];
  const self = { addEventListener: (_, listener) => listeners.push(listener), parent: null };
  self.parent = around ?? self;
  const say = (what, origin, source = around, more = {}) => listeners.forEach((listener) => listener({ source, origin, data: written({ what, ...more }) }));
  return { self, say };
}
const page = () => {
  const got = [];
  return { got, postMessage: (data, origin) => got.push([heard(data)?.what, origin]) };
};

test('a page that is no frame says nothing', () => {
  const { self } = frameIn(null);
  const frame = openFrame(self, { onShown: assert.fail });
  assert.equal(frame.isFramed, false);
  assert.equal(frame.isShown(), true);
  frame.state(1, true);
  frame.leave();
});

test('what is unread is told to the page that answered, and only where it changed', () => {
  const around = page();
  const { self, say } = frameIn(around);
  const frame = openFrame(self, { onShown: () => {} });
  frame.state(1, true);
  assert.deepEqual(around.got, [['here', '*']]);
  say('hello', 'https://site.example');
  frame.state(1, true);
  frame.state(1, true);
  frame.state(2, true);
  frame.leave();
  const site = 'https://site.example';
  assert.deepEqual(around.got.slice(1), [['state', site], ['state', site], ['leave', site]]);
});

test('a stranger is not heard', () => {
  const around = page();
  const shown = [];
  const { self, say } = frameIn(around);
  const frame = openFrame(self, { onShown: (is) => shown.push(is) });
  say('closed', 'https://site.example'); // before it has said who it is
  say('hello', 'https://other.example', page()); // another window
  say('hello', 'null'); // a page without an origin
  say('hello', 'https://site.example');
  say('hello', 'https://other.example'); // the same window, after it went somewhere else
  say('closed', 'https://other.example');
  frame.state(1, false);
  assert.deepEqual([around.got.at(-1), shown, frame.isShown()], [['state', 'https://site.example'], [], true]);
  say('closed', 'https://site.example');
  say('opened', 'https://site.example');
  assert.deepEqual(shown, [false, true]);
});

test('a frame without a storage has what the page around it keeps, and says what is to be kept', async () => {
  const around = page();
  const { self, say } = frameIn(around);
  const frame = openFrame(self, { onShown: () => {} });
  say('hello', 'https://site.example', around, { kept: { 'courtyard-help:h_1/r_1:token': '"secret"' } });
  const store = new Store('h_1/r_1', await frame.storage(), null, 'courtyard-help');
  assert.equal(store.get('token'), 'secret');
  assert.equal(store.set('name', 'Sara'), true);
  store.clear();
  assert.deepEqual(around.got.slice(1).map(([what]) => what), ['keep', 'keep', 'keep']);
  assert.deepEqual(store.names(''), []);
});

test('a page around it that keeps nothing is no storage', async () => {
  const around = page();
  const { self, say } = frameIn(around);
  const frame = openFrame(self, { onShown: () => {} });
  say('hello', 'https://site.example', around, { kept: null });
  assert.equal(await frame.storage(), null);
  assert.equal(await openFrame(frameIn(null).self, { onShown: () => {} }).storage(), null);
});

test('a page around it that is busy is waited for as long as it was said', async () => {
  const around = page();
  const { self, say } = frameIn(around);
  const storage = openFrame(self, { onShown: () => {} }, 60_000).storage();
  await new Promise((resolve) => setTimeout(resolve, 5));
  say('hello', 'https://site.example', around, { kept: { a: 'b' } });
  assert.equal((await storage).getItem('a'), 'b');
  assert.equal(await openFrame(frameIn(page()).self, { onShown: () => {} }, 0).storage(), null);
});

for (const [what, data] of [
  ['nothing', null], ['a text', 'courtyard-help'], ['another library', { what: 'opened' }], ['an unknown word', { courtyard: 'courtyard-help', what: 'token' }],
  ['a count that is none', { courtyard: 'courtyard-help', what: 'state', unread: '3', talking: true }],
  ['something to keep that is no text', { courtyard: 'courtyard-help', what: 'keep', key: 'a', text: 3 }],
  ['something to keep that is too long', { courtyard: 'courtyard-help', what: 'keep', key: 'a', text: 'x'.repeat(100_001) }],
  ['a negative count', { courtyard: 'courtyard-help', what: 'state', unread: -1, talking: true }],
]) test(`${what} is not understood`, () => assert.equal(heard(data), null));

test('nothing but what is agreed on gets through', () => {
  assert.deepEqual(heard({ courtyard: 'courtyard-help', what: 'state', unread: 3, talking: 1, text: 'secret' }), { what: 'state', unread: 3, talking: false });
  assert.deepEqual(heard({ courtyard: 'courtyard-help', what: 'opened', text: 'secret' }), { what: 'opened' });
  assert.deepEqual(heard({ courtyard: 'courtyard-help', what: 'hello', kept: { a: 'b', c: 1, [`${'k'.repeat(201)}`]: 'x' } }), { what: 'hello', kept: { a: 'b' } });
});
