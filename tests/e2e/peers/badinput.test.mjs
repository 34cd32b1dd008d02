// Whatever a client says, it gets the named error, its connection lives, and nobody else notices (PROTOCOL §2 and §8).
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { startHost } from '../harness.mjs';
import { Peer } from './peer.mjs';

let host;
let witness;
before(async () => {
  host = await startHost({ name: 'Bad input', args: ['--no-rate-limit'] });
  witness = await Peer.join(host, 'Witness');
});
after(async () => {
  await witness.close();
  await host.stop();
});

const long = (count) => 'x'.repeat(count);

/** The code of the answer to a frame that is sent as it is; it carries no `re`. */
async function answerTo(peer, frame) {
  const before = peer.received.length;
  peer.send(frame);
  const answer = await peer.message((message) => peer.received.indexOf(message) >= before && message.type !== 'presence');
  return answer.type === 'error' ? answer.code : answer.type;
}

describe('a frame that is no request', () => {
  const frames = {
    'not JSON': ['hello', 'bad_json'],
    'half an object': ['{"type":"ping"', 'bad_json'],
    'nothing': ['', 'bad_json'],
    'a number': ['7', 'bad_json'],
    'a string': ['"ping"', 'bad_json'],
    'an array': ['[{"type":"ping"}]', 'bad_json'],
    'null': ['null', 'bad_json'],
    'no type': ['{"id":1}', 'bad_json'],
    'a type that is no string': ['{"type":7}', 'bad_json'],
    'an unknown type': ['{"type":"dance"}', 'unknown_type'],
    '64 KiB of [': ['['.repeat(65536), 'bad_json'],
    '2,000 levels of objects': ['{"type":"ping","t":1,"x":' + '{"a":'.repeat(2000) + '1' + '}'.repeat(2000) + '}', null],
  };
  for (const [name, [frame, expected]] of Object.entries(frames)) {
    test(name, async () => {
      const peer = await Peer.join(host, `Sender ${Math.random()}`);
      const code = await answerTo(peer, frame);
      if (expected) assert.equal(code, expected);
      else assert.match(code, /^(bad_json|bad_request|pong)$/);
      assert.equal((await peer.ask({ type: 'ping', t: 1 })).type, 'pong');
      await peer.close();
    });
  }

  test('ten in a row end the connection with 1008', async () => {
    const peer = await Peer.join(host, 'Stubborn');
    for (let i = 0; i < 9; ++i) peer.send('nonsense');
    await peer.ask({ type: 'ping', t: 1 }); // sets the count back
    for (let i = 0; i < 10; ++i) peer.send('nonsense');
    assert.equal((await peer.closed).code, 1008);
    assert.equal(peer.received.filter((message) => message.code === 'bad_json').length, 19);
  });
});

describe('before hello', () => {
  test('every other request is not_hello', async () => {
    const peer = await Peer.connect(host);
    for (const request of [{ type: 'ping', t: 1 }, { type: 'rooms' }, { type: 'join', room: 'lobby' }, { type: 'post', room: 'lobby', key: 'k', text: 'x' }])
      assert.equal(await peer.refusal(request), 'not_hello');
    assert.equal((await peer.hello({ name: 'Late' })).type, 'welcome');
    await peer.close();
  });

  test('a refused hello may be tried again', async () => {
    const peer = await Peer.connect(host);
    const hello = { type: 'hello', protocol: 1, name: 'Again' };
    assert.equal(await peer.refusal({ ...hello, protocol: 99 }), 'unsupported_protocol');
    assert.ok(peer.received.at(-1).protocols?.includes(1), 'the versions that the host speaks are listed');
    assert.equal(await peer.refusal({ ...hello, name: '' }), 'bad_request');
    assert.equal(await peer.refusal({ ...hello, name: long(49) }), 'bad_request');
    assert.equal(await peer.refusal({ ...hello, name: 'a\u0000b' }), 'bad_request');
    assert.equal(await peer.refusal({ ...hello, name: '\u202eevil' }), 'bad_request');
    assert.equal(await peer.refusal({ ...hello, name: 'zero\u200bwidth' }), 'bad_request');
    assert.equal(await peer.refusal({ ...hello, name: 7 }), 'bad_request');
    assert.equal(await peer.refusal({ ...hello, name: 'Witness' }), 'name_taken');
    assert.ok(peer.received.at(-1).free, 'a free name is offered');
    assert.equal(await peer.refusal({ ...hello, name: 'wITNESS' }), 'name_taken');
    assert.equal(await peer.refusal({ ...hello, name: 'Wіtness' }), 'name_taken', 'with a Cyrillic і');
    assert.equal((await peer.hello({ name: 'Again' })).me.name, 'Again');
    assert.equal(await peer.refusal(hello), 'bad_request', 'a second hello');
    await peer.close();
  });

  test('a name of 48 characters is taken, however many bytes', async () => {
    const peer = await Peer.connect(host);
    assert.equal((await peer.hello({ name: '字'.repeat(48) })).me.name.length, 48);
    await peer.close();
  });
});

describe('a request with something wrong in it', () => {
  const post = { type: 'post', room: 'lobby', key: 'k', text: 'x' };
  const cases = [
    ['no room', { ...post, room: undefined }, 'bad_request'],
    ['a room that is no string', { ...post, room: 7 }, 'bad_request'],
    ['a room that is not there', { ...post, room: 'r_nothing' }, 'no_room'],
    ['no key', { ...post, key: undefined }, 'bad_request'],
    ['an empty key', { ...post, key: '' }, 'bad_request'],
    ['a key of 65 characters', { ...post, key: long(65) }, 'bad_request'],
    ['neither text nor files', { ...post, text: undefined }, 'bad_request'],
    ['a text that is a number', { ...post, text: 7 }, 'bad_request'],
    ['a text over the limit', { ...post, text: long(16385) }, 'too_large'],
    ['a text over the limit in bytes', { ...post, text: 'é'.repeat(8193) }, 'too_large'],
    ['a reply to nothing', { ...post, key: 'k2', reply: 999999 }, 'no_event'],
    ['a file that is not there', { ...post, key: 'k3', files: ['0'.repeat(64)] }, 'no_file'],
    ['an edit of nothing', { type: 'edit', room: 'lobby', key: 'k4', target: 999999, text: 'x' }, 'no_event'],
    ['a negative target', { type: 'delete', room: 'lobby', key: 'k5', target: -1 }, 'bad_request'],
    ['a target past 2^53', { type: 'delete', room: 'lobby', key: 'k6', target: 2 ** 60 }, 'bad_request'],
    ['a half target', { type: 'delete', room: 'lobby', key: 'k7', target: 1.5 }, 'bad_request'],
    ['a reaction without emoji', { type: 'react', room: 'lobby', key: 'k8', target: 1, on: true }, 'bad_request'],
    ['a join of nothing', { type: 'join', room: 'r_nothing' }, 'no_room'],
    ['a history of nothing', { type: 'history', room: 'r_nothing', after: 0 }, 'no_room'],
    ['a history both ways', { type: 'history', room: 'lobby', after: 0, before: 5 }, 'bad_request'],
    ['a history of no way', { type: 'history', room: 'lobby' }, 'bad_request'],
    ['a room without a name', { type: 'create', kind: 'public' }, 'bad_request'],
    ['a room with an empty name', { type: 'create', name: ' ', kind: 'public' }, 'bad_request'],
    ['a room of an unknown kind', { type: 'create', name: 'x', kind: 'palace' }, 'bad_request'],
    ['a room like another', { type: 'create', name: 'LOBBY', kind: 'public' }, 'name_taken'],
    ['a topic over the limit', { type: 'topic', room: 'lobby', key: 'k9', text: long(16385) }, 'too_large'],
    ['a name that is taken', { type: 'rename', name: 'Witness' }, 'name_taken'],
    ['an empty name', { type: 'rename', name: '   ' }, 'bad_request'],
    ['a search for nothing', { type: 'search' }, 'bad_request'],
    ['a frame over the limit', { ...post, key: 'k10', text: 'x', padding: long(65536) }, 'too_large'],
  ];
  for (const [name, request, expected] of cases) {
    test(`${name} is ${expected}`, async () => {
      const peer = await Peer.join(host, `Sender ${Math.random()}`);
      if (JSON.stringify(request).length > 65536) assert.equal(await answerTo(peer, JSON.stringify(request)), expected);
      else assert.equal(await peer.refusal(request), expected);
      assert.equal((await peer.ask({ type: 'ping', t: 1 })).type, 'pong');
      await peer.close();
    });
  }

  test('an error names the field, and carries the number of its request', async () => {
    const peer = await Peer.join(host, 'Asker');
    peer.send({ type: 'post', id: 4711, room: 'lobby', key: 7, text: 'x' });
    const answer = await peer.message((message) => message.re === 4711);
    assert.equal(answer.type, 'error');
    assert.match(answer.text, /key/);
    await peer.close();
  });

  test('a text of exactly 16 KiB passes', async () => {
    const peer = await Peer.join(host, 'Author');
    assert.ok((await peer.post('lobby', long(16384))).seq > 0);
    await peer.close();
  });

  test('a binary frame for an upload that is not there leaves the connection open', async () => {
    const peer = await Peer.join(host, 'Binary');
    peer.socket.send(Buffer.alloc(64));
    assert.equal((await peer.ask({ type: 'ping', t: 1 })).type, 'pong');
    await peer.close();
  });
});

test('nobody else noticed', async () => {
  const { seq } = await witness.post('lobby', 'all is well');
  assert.ok(seq > 0);
  await witness.message((message) => message.type === 'event' && message.text === 'all is well');
  const events = witness.events('lobby');
  assert.deepEqual(events.map((event) => event.seq), events.map((_, index) => index + 1), 'the log has no gaps');
  assert.deepEqual(witness.received.filter((message) => message.type === 'error'), []);
});
