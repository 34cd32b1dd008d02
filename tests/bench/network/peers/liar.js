// A hub that does not deliver as it should, to see whether the load generator notices. Usage: liar.js drop|double|swap
import { WebSocketServer } from 'ws';

const EVERY = 100; // deliveries; the others are as they should be
const members = [];
let deliveries = 0;
const held = new Map(); // what a member is to get after the next message

const lies = {
  drop: () => {},
  double: (member, frame) => { member.send(frame); member.send(frame); },
  swap: (member, frame) => held.set(member, frame),
};
const lie = lies[process.argv[2]];

function deliver(member, frame) {
  if (++deliveries % EVERY === 0) return lie(member, frame);
  member.send(frame);
  if (held.has(member)) member.send(held.get(member));
  held.delete(member);
}

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
server.on('connection', (socket) => {
  socket.on('error', () => {});
  socket.on('message', (data) => {
    const { type, room, text } = JSON.parse(data.toString());
    if (type === 'join') {
      members.push(socket);
      socket.send(JSON.stringify({ type: 'joined', room }));
    } else {
      for (const member of members) deliver(member, JSON.stringify({ type: 'message', room, text }));
    }
  });
});
server.on('listening', () => console.log(JSON.stringify({ event: 'listening', port: server.address().port })));
