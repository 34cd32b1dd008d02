import assert from 'node:assert/strict';
import { webcrypto as crypto } from 'node:crypto'; // no global in Node.js 18
import { test } from 'node:test';
import * as protocol from '../../resources/web/protocol.js';
import { golden } from './support/golden.js';

for (const { name, value } of golden('host')) test(`the host's message ${name} can be read`, () => {
  const message = protocol.parse(JSON.stringify(value));
  assert.ok(message, 'was not understood');
  assert.equal(message.type, value.type);
  if (value.re !== undefined) assert.equal(message.re, value.re);
  if (value.type === 'error') assert.equal(message.code, value.code);
  if (value.type === 'event') for (const [field, content] of Object.entries(value)) if (field !== 'type') assert.deepEqual(message.event[field], content, field);
});

for (const { name, value } of golden('host').filter((each) => each.name.startsWith('ok-'))) test(`the reply ${name} has what was asked for`, () => {
  const type = name.split('-')[1];
  const reply = protocol.readReply({ type, room: value.room?.id ?? 'lobby' }, protocol.parse(JSON.stringify(value)));
  assert.ok(reply);
  for (const [field, content] of Object.entries(reply)) {
    if (Array.isArray(content)) assert.equal(content.length, value[field].length, `${field} lost something`);
    else if (typeof content !== 'object' && value[field] !== undefined) assert.equal(content, value[field], field);
  }
});

/** What the page says, held against what the codec of the host accepts. */
const said = {
  post: (v) => protocol.request('post', v), edit: (v) => protocol.request('edit', v), delete: (v) => protocol.request('delete', v),
  react: (v) => protocol.request('react', v), join: (v) => protocol.request('join', v), leave: (v) => protocol.request('leave', v),
  history: (v) => protocol.request('history', v), search: (v) => protocol.request('search', v), typing: (v) => protocol.request('typing', v),
  read: (v) => protocol.request('read', v), rename: (v) => protocol.request('rename', v), rooms: (v) => protocol.request('rooms', v),
  create: (v) => protocol.request('create', v), direct: (v) => protocol.request('direct', v), people: (v) => protocol.request('people', v),
};
for (const { name, value } of golden('requests')) {
  if (!Object.hasOwn(said, value.type)) continue;
  test(`the request ${name} is said as the golden file says it`, () => {
    const { type, id, ...fields } = value;
    assert.deepEqual({ ...said[type](fields), ...(id === undefined ? {} : { id }) }, value);
  });
}

test('hello says who, with what, and on which device', () => {
  assert.deepEqual(protocol.hello({ name: 'Sara', token: '', code: '', device: 'phone', beat: 5 }), {
    type: 'hello', name: 'Sara', device: 'phone', beat: 5, protocol: 1, client: 'courtyard-page/0.1',
  });
});

test('fields that say nothing are left out, false and zero are not', () => {
  assert.deepEqual(protocol.request('react', { on: false, after: 0, text: '', reply: undefined, log: null }), { type: 'react', on: false, after: 0 });
});

for (const [what, frame] of [
  ['no JSON', '{'], ['an array', '[]'], ['null', 'null'], ['no type', '{"re":1}'], ['a type that is no string', '{"type":1}'],
  ['an unknown type', '{"type":"later"}'], ['a name of Object.prototype', '{"type":"constructor"}'], ['binary', new ArrayBuffer(1)],
  ['an event without a number', '{"type":"event","room":"lobby","at":1,"kind":"message"}'],
  ['an event with number 0', '{"type":"event","room":"lobby","seq":0,"at":1,"kind":"message"}'],
  ['a number past 2^53', '{"type":"event","room":"lobby","seq":9007199254740993,"at":1,"kind":"message"}'],
  ['a beat without time', '{"type":"beat"}'], ['a presence without member', '{"type":"presence","room":"lobby","online":true}'],
  ['a welcome without me', '{"type":"welcome","re":1,"token":"t","host":{"id":"h"},"rooms":[]}'],
]) test(`${what} is not a message`, () => assert.equal(protocol.parse(frame), null));

test('fields of a wrong type are as if they were not there', () => {
  const { event } = protocol.parse('{"type":"event","room":"lobby","seq":1,"at":2,"kind":"message","text":7,"reply":"x","files":{"a":1},"deleted":"yes"}');
  assert.deepEqual([event.text, event.reply, event.files, event.deleted], ['', 0, [], false]);
});

test('what a later version may say breaks nothing that is drawn', () => {
  assert.equal(protocol.parse('{"type":"event","room":"lobby","seq":1,"at":1e300,"kind":"message"}'), null, 'no such date');
  const { member } = protocol.parse('{"type":"presence","room":"lobby","online":true,"member":{"id":"m","name":"n","role":"king","device":"watch"}}');
  assert.deepEqual([member.role, member.device], ['member', '']);
  const { event } = protocol.parse(`{"type":"event","room":"lobby","seq":1,"at":2,"kind":"message","files":[{"id":"${'a'.repeat(64)}","name":"\\ud800"}]}`);
  assert.doesNotThrow(() => encodeURIComponent(event.files[0].name));
});

test('a file whose id is not a hash is left out', () => {
  const { event } = protocol.parse('{"type":"event","room":"lobby","seq":1,"at":2,"kind":"message","files":[{"id":"../x","name":"a","size":1,"mime":"b"}]}');
  assert.deepEqual(event.files, []);
});

test('an answer that lacks what was asked for is none', () => {
  assert.equal(protocol.readReply({ type: 'post', room: 'lobby' }, { type: 'ok', re: 1 }), null);
  assert.equal(protocol.readReply({ type: 'join', room: 'lobby' }, { type: 'ok', re: 1, events: [] }), null);
});

test('keys are 128 bits and differ', () => {
  const keys = new Set(Array.from({ length: 100 }, () => protocol.newKey((bytes) => crypto.getRandomValues(bytes))));
  assert.equal(keys.size, 100);
  for (const key of keys) assert.match(key, /^[0-9a-f]{32}$/);
});

test('a length counts bytes, not characters', () => assert.equal(protocol.byteLength('é😀a'), 7));
