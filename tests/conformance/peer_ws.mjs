// The scenario of test_interop.py in node's `ws` (tests/e2e/package.json). Prints what it saw as one JSON object.
import { once } from 'node:events';
import { createRequire } from 'node:module';

const WebSocket = createRequire(new URL('../e2e/package.json', import.meta.url))('ws');
const [url, name, size] = process.argv.slice(2);
const big = 'x'.repeat(Number(size));
const seen = { texts: [] };
let numbers = 0;

async function connect(protocols) {
  const socket = new WebSocket(url, protocols);
  const replies = new Map();
  socket.on('message', (data) => {
    const message = JSON.parse(data);
    if (message.type === 'event' && message.from !== seen.me) {
      seen.texts.push(message.text);
      socket.emit('heard');
    }
    replies.get(message.re)?.(message);
    replies.delete(message.re);
  });
  const ask = (request) => new Promise((resolve) => {
    replies.set(++numbers, resolve);
    socket.send(JSON.stringify({ ...request, id: numbers }));
  });
  await once(socket, 'open');
  return { socket, ask };
}

async function close(socket, code, reason) {
  socket.close(code, reason);
  return (await once(socket, 'close'))[0];
}

let { socket, ask } = await connect(['courtyard.v1']);
seen.subprotocol = socket.protocol;
seen.extensions = socket.extensions ? [socket.extensions] : [];
const { me, token } = await ask({ type: 'hello', protocol: 1, name });
seen.me = me.id;
await ask({ type: 'join', room: 'lobby' });
const last = (await ask({ type: 'post', room: 'lobby', key: '1', text: big })).seq;
socket.ping('are you there');
seen.pong = String((await once(socket, 'pong'))[0]) === 'are you there';
seen.close = await close(socket, 1000, 'for now');

({ socket, ask } = await connect());
await ask({ type: 'hello', protocol: 1, token });
const resumed = await ask({ type: 'join', room: 'lobby', after: last - 1 });
seen.resumed = resumed.events.map((event) => event.seq - last);
seen.doubled = (await ask({ type: 'post', room: 'lobby', key: '1', text: big })).seq === last;
if (seen.texts.length === 0) await once(socket, 'heard');
await ask({ type: 'post', room: 'lobby', key: '2', text: `I heard: ${seen.texts[0].slice(0, 20)}` });
seen['second close'] = await close(socket, 4000);
console.log(JSON.stringify(seen));
