// The frame and the page around it: who may speak, and what is said.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heard, written } from '../../resources/web/frametalk.js';
import { openFrame } from '../../resources/web/helpframe.js';

/** A window in a frame of `around`, as far as postMessage is concerned. */
function frameIn(around) {
  const listeners = [];
  const self = { addEventListener: (_, listener) => listeners.push(listener), parent: null };
  self.parent = around ?? self;
  const say = (what, origin, source = around) => listeners.forEach((listener) => listener({ source, origin, data: written({ what }) }));
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

for (const [what, data] of [
  ['nothing', null], ['a text', 'courtyard-help'], ['another library', { what: 'opened' }], ['an unknown word', { courtyard: 'courtyard-help', what: 'token' }],
  ['a count that is none', { courtyard: 'courtyard-help', what: 'state', unread: '3', talking: true }],
  ['a negative count', { courtyard: 'courtyard-help', what: 'state', unread: -1, talking: true }],
]) test(`${what} is not understood`, () => assert.equal(heard(data), null));

test('nothing but what is agreed on gets through', () => {
  assert.deepEqual(heard({ courtyard: 'courtyard-help', what: 'state', unread: 3, talking: 1, text: 'secret' }), { what: 'state', unread: 3, talking: false });
  assert.deepEqual(heard({ courtyard: 'courtyard-help', what: 'opened', text: 'secret' }), { what: 'opened' });
});
