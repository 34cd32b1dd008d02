// The golden messages and the schemas agree; and the schemas refuse what the codec refuses.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, test } from 'node:test';
import { validator } from './validator.js';

const golden = new URL('../../../protocol/golden/', import.meta.url);
const read = (path) => JSON.parse(readFileSync(new URL(path, golden), 'utf8'));
const names = (folder) => readdirSync(new URL(folder, golden)).filter((name) => name.endsWith('.json'));
const check = validator();
const lenient = validator({ unknownFields: 'allow' });

// The request that an `ok` answers stands in the name of its file.
const askedBy = (file) => (file.startsWith('ok-') ? file.replace('.json', '').split('-')[1] : undefined);

// The same message with each field in turn of a type that it never has, or missing.
function* spoilt(message) {
  for (const field of Object.keys(message)) yield [`${field} of a wrong type`, { ...message, [field]: { no: 'such' } }];
}

describe('golden requests', () => {
  for (const file of names('requests')) {
    const message = read(`requests/${file}`);
    test(`${file} is as described`, () => assert.deepEqual(check.request(message), []));
    test(`${file} may have fields that are not known yet`, () => {
      assert.deepEqual(lenient.request({ ...message, later: 1 }), []);
      assert.notDeepEqual(check.request({ ...message, later: 1 }), []);
    });
    for (const [what, bad] of spoilt(message))
      test(`${file} with ${what} is refused`, () => assert.notDeepEqual(lenient.request(bad), []));
  }
});

describe('golden messages of a host', () => {
  for (const file of names('host')) {
    const message = read(`host/${file}`);
    const asked = askedBy(file);
    test(`${file} is as described`, () => assert.deepEqual(check.host(message, asked), []));
    if (asked) test(`${file} is an ok for whoever does not know the question`, () => assert.deepEqual(check.host(message), []));
    for (const [what, bad] of spoilt(message))
      test(`${file} with ${what} is refused`, () => assert.notDeepEqual(lenient.host(bad, asked), []));
  }
  test('a reply to another request is refused', () => {
    assert.notDeepEqual(check.host(read('host/ok-post.json'), 'join'), []);
    assert.notDeepEqual(check.host(read('host/pong.json'), 'post'), []);
    assert.notDeepEqual(check.host(read('host/ok-leave.json'), 'post'), []);
  });
  test('what is neither is refused', () => {
    assert.notDeepEqual(check.host({ type: 'teleported' }), []);
    assert.notDeepEqual(check.host({}), []);
    assert.notDeepEqual(check.request(null), []);
    assert.match(check.request({ type: 'welcome' })[0], /message of a host/);
    assert.match(check.host({ type: 'join', room: 'lobby' })[0], /a request/);
  });
});

describe('events in golden timelines', () => {
  for (const file of names('fold')) {
    test(file, () => {
      const { events, pages = [{ events }] } = read(`fold/${file}`);
      for (const event of pages.flatMap((page) => page.events))
        assert.deepEqual(check.host({ type: 'event', ...event }), [], JSON.stringify(event));
    });
  }
});

describe('what the codec refuses, the schemas refuse', () => {
  // Of these the schemas of a request cannot know: they are about halves of characters, or about two fields together.
  const beyond = new Set(['a key with half a surrogate pair', 'desk that closes before it opens', 'canned with a name twice',
    'figures that end before they begin']);
  for (const { what, frame, code } of read('bad/bad.json')) {
    if (code === 'bad_json' || beyond.has(what)) continue;
    const message = JSON.parse(frame);
    test(what, () => assert.notDeepEqual(check.request(message), []));
  }
});
