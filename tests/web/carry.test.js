import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MOST_CARRIED, pack, unpack } from '../../resources/web/carry.js';
import { originOf } from '../../resources/web/text.js';

const who = { host: 'h_1', hostName: 'عيادة', token: 'secret', name: 'Amina 👩', room: 'lobby' };
const entry = (key, text = `text ${key}`, more = {}) => ({ key, room: 'lobby', order: 5, at: 7, request: { type: 'post', room: 'lobby', key, text }, carried: '', ...more });

test('who one is and what waits come along as they were', () => {
  const entries = [entry('a', 'one & #two=3 «é»'), entry('b')];
  const { fragment, count } = pack(who, 'http://192.168.1.7:3000', entries);
  assert.equal(count, 2);
  assert.match(fragment, /^#carry=[\w-]+$/);
  const back = unpack(fragment);
  assert.deepEqual({ ...back, entries: back.entries.map((each) => ({ carried: '', ...each })) }, { ...who, from: 'http://192.168.1.7:3000', entries });
});

test('what does not fit stays, from the last on, and the link is bounded', () => {
  const entries = Array.from({ length: 20 }, (_, index) => entry(`k${index}`, 'x'.repeat(8_000)));
  const { fragment, count } = pack(who, 'http://a', entries);
  assert.ok(count > 0 && count < 20, String(count));
  assert.ok(fragment.length <= MOST_CARRIED);
  assert.deepEqual(unpack(fragment).entries.map((each) => each.key), entries.slice(0, count).map((each) => each.key));
  assert.equal(pack(who, 'http://a', [entry('big', 'x'.repeat(MOST_CARRIED))]).count, 0);
});

const packed = (what) => `#carry=${Buffer.from(typeof what === 'string' ? what : JSON.stringify(what)).toString('base64url')}`;
for (const [what, hash] of [
  ['nothing', ''], ['another field', '#room=lobby'], ['no base64', '#carry=%%%'], ['no JSON', packed('{')], ['no object', packed('null')],
  ['no token', packed({ ...who, token: '', from: '', entries: [] })], ['a name that is none', packed({ ...who, name: 5, from: '', entries: [] })],
  ['no entries', packed({ ...who, from: '' })], ['bad UTF-8', '#carry=_____w'], ['too much', packed({ ...who, from: 'x'.repeat(MOST_CARRIED), entries: [] })],
]) test(`${what} is not taken for something that was brought`, () => assert.equal(unpack(hash), null));

test('of what was brought, only what is a request of ours is taken', () => {
  const good = entry('a');
  const bad = [null, 5, {}, entry('b', 5), { ...entry('c'), request: { type: 'post', room: 'other', key: 'c' } }, { ...entry('d'), order: 'x' }];
  const back = unpack(packed({ ...who, from: '', entries: [...bad, good] }));
  assert.deepEqual(back.entries.map((each) => each.key), ['a']);
});

for (const [typed, expected] of [
  ['192.168.43.1', 'http://192.168.43.1:3000'], [' 192.168.43.1:4000 ', 'http://192.168.43.1:4000'], ['http://10.0.0.1:3000/#room=a&code=b', 'http://10.0.0.1:3000'],
  ['https://ship.local/', 'https://ship.local'], ['http://10.0.0.1', 'http://10.0.0.1'], ['ship.local', 'http://ship.local:3000'], ['fe80::1', 'http://[fe80::1]:3000'],
  ['[fe80::1]:4000', 'http://[fe80::1]:4000'], ['10.0.0.1:80', 'http://10.0.0.1'], ['javascript:alert(1)', ''], ['ftp://10.0.0.1', ''], ['file:///etc/passwd', ''],
  ['http://user:word@10.0.0.1', ''], ['', ''], ['two words', ''], ['http://', ''], ['10.0.0.1:99999', ''],
]) test(`the address "${typed}" leads to "${expected}"`, () => assert.equal(originOf(typed), expected));
