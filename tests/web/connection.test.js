import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ANSWER_TIMEOUT, backoff, Connection, HANGS_AFTER, CONNECT_TIMEOUT, LONGEST_BACKOFF, PING_INTERVAL, PROBE_TIMEOUT } from '../../resources/web/connection.js';
import { welcome } from './support/make.js';
import { FakeSocket } from './support/socket.js';
import { FakeTime, settled } from './support/time.js';

function setUp({ prepare = () => Promise.resolve(), refused = 'stop' } = {}) {
  const time = new FakeTime();
  const sockets = [];
  const seen = { states: [], messages: [], refusals: [], welcomes: 0, trips: [], losses: [] };
  const connection = new Connection({
    url: 'ws://host/ws', openSocket: (url, subprotocol) => sockets[sockets.push(new FakeSocket(url, subprotocol)) - 1],
    set: time.set, clear: time.clear, now: time.now, clock: time.now, random: () => 1, prepare, hello: () => ({ type: 'hello', name: 'Sara' }),
  }, {
    onState: (state) => seen.states.push(state),
    onLost: (reason) => seen.losses.push(reason),
    onWelcome: () => seen.welcomes++,
    onRefused: (failure) => (seen.refusals.push(failure), refused),
    onMessage: (message) => seen.messages.push(message),
    onRoundTrip: (ms) => seen.trips.push(ms),
  });
  const socket = () => sockets.at(-1);
  const goOnline = async () => {
    connection.start();
    await settled();
    greet();
  };
  const greet = () => {
    socket().open();
    socket().say(welcome([], { re: socket().last('hello').id }));
  };
  return { time, sockets, seen, connection, socket, goOnline, greet };
}

test('the way in is idle, connecting, greeting, online', async () => {
  const { goOnline, seen, socket } = setUp();
  await goOnline();
  assert.deepEqual(seen.states, ['connecting', 'greeting', 'online']);
  assert.equal(seen.welcomes, 1);
  assert.equal(socket().subprotocol, 'courtyard.v1');
});

test('nothing is sent before hello', async () => {
  const { connection, socket } = setUp();
  connection.start();
  await settled();
  await assert.rejects(connection.ask({ type: 'rooms' }), { code: 'lost' });
  socket().open();
  assert.deepEqual(socket().sent.map((message) => message.type), ['hello']);
});

test('the wait doubles from half a second to fifteen, with jitter below', () => {
  const longest = [0, 1, 2, 3, 4, 5, 6, 40].map((attempt) => backoff(attempt, 1));
  assert.deepEqual(longest, [500, 1000, 2000, 4000, 8000, 15000, 15000, LONGEST_BACKOFF]);
  for (const random of [0, 0.3, 0.999]) assert.ok(backoff(3, random) >= 2000 && backoff(3, random) <= 4000);
});

test('a host that is not there is tried again, later each time', async () => {
  const { connection, sockets, time } = setUp();
  connection.start();
  for (const wait of [500, 1000, 2000]) {
    await settled();
    const before = sockets.length;
    sockets.at(-1).drop();
    assert.equal(connection.state, 'waiting');
    assert.equal(connection.retryAt, time.now() + wait);
    await time.advance(wait - 1);
    assert.equal(sockets.length, before);
    await time.advance(1);
    assert.equal(sockets.length, before + 1);
  }
});

test('after a while online the wait begins anew; right after coming in it does not', async () => {
  const { goOnline, greet, socket, time, connection } = setUp();
  await goOnline();
  socket().drop();
  assert.equal(connection.retryAt - time.now(), 500);
  await time.advance(500);
  greet();
  socket().drop();
  assert.equal(connection.retryAt - time.now(), 1000);
  await time.advance(1000);
  greet();
  await time.advance(6000);
  socket().drop();
  assert.equal(connection.retryAt - time.now(), 500);
});

test('the person, or the network that returns, does not wait', async () => {
  for (const how of ['retry', 'nudge']) {
    const { goOnline, socket, sockets, connection } = setUp();
    await goOnline();
    socket().drop();
    connection[how]();
    await settled();
    assert.equal(sockets.length, 2, how);
  }
});

test('a host that says nothing is left at the deadline', async () => {
  const { connection, socket, time } = setUp();
  connection.start();
  await settled();
  const first = socket();
  first.open();
  await time.advance(CONNECT_TIMEOUT);
  assert.equal(connection.state, 'waiting');
  assert.ok(first.closed);
});

test('another host at the address gets no socket', async () => {
  const { connection, sockets } = setUp({ prepare: () => Promise.reject(new Error('other')) });
  connection.start();
  await settled();
  assert.equal(sockets.length, 0);
  assert.equal(connection.state, 'waiting');
});

test('two pings without a sign of life, and the host is gone', async () => {
  const { goOnline, connection, socket, time } = setUp();
  await goOnline();
  await time.advance(4_000);
  for (const ping of socket().all('ping')) socket().say({ type: 'pong', re: ping.id, t: ping.t, time: 0 });
  await time.advance(2 * PING_INTERVAL - 1);
  assert.equal(connection.state, 'online');
  await time.advance(PING_INTERVAL + 1);
  assert.equal(connection.state, 'waiting');
});

test('whatever is heard is a sign of life', async () => {
  const { goOnline, connection, socket, time } = setUp();
  await goOnline();
  for (let second = 0; second < 100; second += 5) {
    socket().say({ type: 'beat', time: 1 });
    await time.advance(5_000);
  }
  assert.equal(connection.state, 'online');
});

test('a round trip is measured by our clock', async () => {
  const { goOnline, seen, socket, time } = setUp();
  await goOnline();
  await time.advance(1_000);
  const ping = socket().last('ping');
  await time.advance(31);
  socket().say({ type: 'pong', re: ping.id, t: ping.t, time: 5 });
  assert.deepEqual(seen.trips, [31]);
});

test('a page that is looked at again makes sure that its socket is alive', async () => {
  const { goOnline, connection, socket, time } = setUp();
  await goOnline();
  connection.nudge();
  const ping = socket().last('ping');
  socket().say({ type: 'pong', re: ping.id, t: ping.t, time: 0 });
  await time.advance(PROBE_TIMEOUT);
  assert.equal(connection.state, 'online');
  connection.nudge();
  await time.advance(PROBE_TIMEOUT);
  assert.equal(connection.state, 'waiting');
});

test('an answer goes to who asked', async () => {
  const { goOnline, connection, socket } = setUp();
  await goOnline();
  const first = connection.ask({ type: 'post', room: 'lobby' });
  const second = connection.ask({ type: 'post', room: 'lobby' });
  const [one, two] = socket().all('post');
  socket().say({ type: 'ok', re: two.id, seq: 2, at: 1 });
  socket().say({ type: 'error', re: one.id, code: 'rate_limited', text: 'slow down', retry: 300 });
  assert.equal((await second).seq, 2);
  await assert.rejects(first, { code: 'rate_limited', retry: 300 });
});

test('an answer that cannot be read is a failure', async () => {
  const { goOnline, connection, socket } = setUp();
  await goOnline();
  const asked = connection.ask({ type: 'post', room: 'lobby' });
  socket().say({ type: 'ok', re: socket().last('post').id });
  await assert.rejects(asked, { code: 'internal' });
});

test('what was asked on a lost connection is lost, and a late answer is not heard', async () => {
  const { goOnline, connection, socket, seen } = setUp();
  await goOnline();
  const asked = connection.ask({ type: 'rooms' });
  const old = socket();
  const { onmessage } = old;
  old.drop();
  await assert.rejects(asked, { code: 'lost' });
  onmessage({ data: '{"type":"beat","time":1}' });
  assert.deepEqual(seen.messages, []);
});

test('a refusal that stands stops, one that passes is tried again no sooner than asked', async () => {
  const stop = setUp();
  stop.connection.start();
  await settled();
  stop.socket().open();
  stop.socket().say({ type: 'error', re: stop.socket().last('hello').id, code: 'wrong_code', text: '' });
  assert.equal(stop.connection.state, 'idle');
  assert.equal(stop.time.pending, 0);

  const wait = setUp({ refused: 'retry' });
  wait.connection.start();
  await settled();
  wait.socket().open();
  wait.socket().say({ type: 'error', re: wait.socket().last('hello').id, code: 'busy', text: '', retry: 7000 });
  assert.equal(wait.connection.retryAt - wait.time.now(), 7000);
});

test('stopped is stopped: no timer is left', async () => {
  const { goOnline, connection, time, socket } = setUp();
  await goOnline();
  connection.stop();
  assert.ok(socket().closed);
  assert.equal(time.pending, 0);
  assert.equal(connection.state, 'idle');
});

test('what is no message is not passed on, and harms nothing', async () => {
  const { goOnline, connection, socket, seen } = setUp();
  await goOnline();
  for (const frame of ['{', '[]', '{"type":"later"}', '{"type":"event"}']) socket().say(frame);
  assert.deepEqual(seen.messages, []);
  assert.equal(connection.state, 'online');
});

test('a host that does not answer what it was asked is gone sooner than by its pings', async () => {
  const { goOnline, connection, time, seen, socket } = setUp();
  await goOnline();
  await time.advance(4_000);
  for (const ping of socket().all('ping')) socket().say({ type: 'pong', re: ping.id, t: ping.t, time: 0 });
  const asked = connection.ask({ type: 'post', room: 'lobby' });
  asked.catch(() => {});
  await time.advance(ANSWER_TIMEOUT - 1);
  assert.equal(connection.state, 'online');
  await time.advance(1);
  assert.deepEqual([connection.state, seen.losses], ['waiting', ['silent']]);
  await assert.rejects(asked, { code: 'lost' });
});

test('a host that is slow with its answer, yet speaks, is there', async () => {
  const { goOnline, connection, time, socket } = setUp();
  await goOnline();
  connection.ask({ type: 'post', room: 'lobby' }).catch(() => {});
  await time.advance(ANSWER_TIMEOUT - 1);
  socket().say({ type: 'beat', time: 1 });
  await time.advance(2);
  assert.equal(connection.state, 'online');
});

test('a page that is put aside lets go at once, and comes back at once when it is taken up', async () => {
  const { goOnline, connection, time, seen, socket, sockets } = setUp();
  await goOnline();
  const first = socket();
  connection.rest();
  assert.ok(first.closed);
  await time.advance(600_000);
  assert.equal(sockets.length, 1, 'aside it does nothing');
  connection.nudge();
  await settled();
  assert.deepEqual([sockets.length, seen.losses], [2, ['hidden']]);
});

test('why a connection was lost is told', async () => {
  const closed = setUp();
  await closed.goOnline();
  closed.socket().drop();
  assert.deepEqual(closed.seen.losses, ['closed']);
  const unreachable = setUp({ prepare: () => Promise.reject(new Error('away')) });
  unreachable.connection.start();
  await settled();
  assert.deepEqual(unreachable.seen.losses, ['unreachable']);
});

test('whatever the host says, nothing is thrown and the connection stands', async () => {
  const { goOnline, connection, socket } = setUp();
  await goOnline();
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  for (const frame of [deep, `{"type":"event","x":${deep}}`, 'null', '5', '""', '{"type":null}', '{"type":"__proto__"}', '{"type":"constructor"}', '{"type":"ok"}',
    '{"type":"ok","re":1e999}', '{"type":"ok","re":99}', '{"type":"error"}', '{"type":"pong","re":-1}', '{"type":"pong","re":1,"t":{"valueOf":1}}', '{"type":"beat","time":"x"}',
    '{"type":"presence","room":5,"member":[]}', '{"type":"presences","room":"lobby","joined":{"length":9},"left":[null,[],{}]}', '{"type":"room","room":null}', '{"type":"room","gone":true}',
    '{"type":"bye","code":{},"urls":[5,{},"javascript:1"]}', '{"type":"welcome"}', `{"type":"event","text":"${'x'.repeat(9 << 20)}"}`]) assert.doesNotThrow(() => socket().say(frame), frame.slice(0, 60));
  for (const data of [new ArrayBuffer(8), null, undefined, 5, {}]) assert.doesNotThrow(() => socket().onmessage({ data }));
  assert.equal(connection.state, 'online');
});

test('a socket that is about to close is not written to, and what was asked is lost when it has closed', async () => {
  const { goOnline, connection, socket } = setUp();
  await goOnline();
  socket().readyState = 2;
  const asked = connection.ask({ type: 'post', room: 'lobby' }); // must not throw
  connection.nudge();
  assert.equal(socket().all('post').length, 0);
  socket().drop();
  await assert.rejects(asked, { code: 'lost' });
});

test('an attempt that hangs is given up when there is a reason to try again', async () => {
  for (const how of ['retry', 'nudge']) {
    const { connection, sockets, time, greet } = setUp();
    connection.start();
    await settled();
    connection[how]();
    await settled();
    await time.advance(HANGS_AFTER - 1);
    assert.equal(sockets.length, 1, `${how}: it has only begun`);
    await time.advance(1);
    await settled();
    assert.equal(sockets.length, 2, `${how}: it had its chance`);
    await time.advance(HANGS_AFTER);
    connection[how]();
    await settled();
    assert.deepEqual([sockets.length, sockets[0].closed, sockets[1].closed], [3, true, true], how);
    connection[how]();
    greet();
    await time.advance(HANGS_AFTER);
    assert.deepEqual([sockets.length, connection.state], [3, 'online'], `${how}: one that came through stays`);
  }
});
