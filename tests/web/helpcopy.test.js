import assert from 'node:assert/strict';
import { test } from 'node:test';
import { transcript, wholeOf } from '../../resources/web/helpcopy.js';
import { HELP_WORDS } from '../../resources/web/helpwords.js';
import { Strings } from '../../resources/web/strings.js';
import { message } from './support/make.js';

const strings = new Strings('en', HELP_WORDS.en, 'en-GB');
const item = (more) => ({ seq: 1, kind: 'message', from: 'm_1', name: 'Sara', at: Date.UTC(2026, 10, 20, 9, 30), text: '', edited: false, deleted: false, reply: null, reactions: [], files: [], ...more });
const record = (items, number = 12) => ({ host: 'Field clinic', topic: 'Support', number, origin: 'http://host:3000', made: Date.UTC(2026, 10, 21, 8), items });

test('a copy says who said what, in its order, and where the files are', () => {
  const text = transcript(record([
    item({ text: 'Where is tent 3?\nI am at the gate.' }),
    item({ name: 'Li Wei', text: 'Here', edited: true, files: [{ id: 'ab', name: 'the map.png', size: 1, mime: 'image/png' }] }),
    item({ name: 'Sara', text: '', deleted: true }),
  ]), strings);
  const parts = text.split('\r\n\r\n');
  assert.match(parts[0], /^\ufeffSupport, Field clinic, conversation 12\r\nCopy made /);
  assert.match(parts[1], / · Sara\r\nWhere is tent 3\?\nI am at the gate\.$/);
  assert.match(parts[2], / · Li Wei \(edited\)\r\nHere\r\nFile: the map\.png http:\/\/host:3000\/files\/ab\/the%20map\.png$/);
  assert.match(parts[3], / · Sara\r\n\(deleted\)\r\n$/);
  assert.equal(parts.length, 4);
});

test('a conversation without a number has none in its title', () => assert.match(transcript(record([], 0), strings), /^\ufeffSupport, Field clinic\r\n/));

/** A session that holds the newest page of a log. */
function sessionWith(count, page, fails = false) {
  const log = Array.from({ length: count }, (_, index) => message(index + 1));
  const session = { active: 'r_1', room: { known: true, start: count - page, events: log.slice(count - page) }, asked: 0 };
  session.sync = { older: async () => {
    session.asked++;
    if (fails) return false;
    const start = Math.max(0, session.room.start - page);
    session.room = { ...session.room, start, events: log.slice(start) };
    return true;
  } };
  return session;
}

test('a copy has all that was said, not only what is on the screen', async () => {
  const session = sessionWith(23, 5);
  assert.deepEqual((await wholeOf(session)).map(({ seq }) => seq), Array.from({ length: 23 }, (_, index) => index + 1));
});

test('a copy that could not be made whole is not made', async () => {
  await assert.rejects(wholeOf(sessionWith(23, 5, true)), { code: 'lost' });
});
