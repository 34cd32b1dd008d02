// A chat server as one writes it with ws. Keeps nothing, numbers nothing; the protocol is in load/plaindialogue.h.
import { WebSocket, WebSocketServer } from 'ws';

const rooms = new Map(); // name → Set of sockets
let nextId = 1;

function join(socket, { room }) {
  if (!rooms.has(room)) rooms.set(room, new Set());
  rooms.get(room).add(socket);
  socket.rooms.add(room);
  socket.send(JSON.stringify({ type: 'joined', room }));
}

function post(socket, { room, text, ts }) {
  if (typeof text !== 'string' || !socket.rooms.has(room)) return;
  const frame = JSON.stringify({ type: 'message', id: nextId++, room, text, ts, serverTs: Date.now() });
  for (const member of rooms.get(room)) {
    if (member.readyState === WebSocket.OPEN) member.send(frame);
  }
}

function leaveAll(socket) {
  for (const name of socket.rooms) {
    const members = rooms.get(name);
    members.delete(socket);
    if (members.size === 0) rooms.delete(name);
  }
}

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false, backlog: 4096 });

server.on('connection', (socket) => {
  socket.rooms = new Set();
  socket.on('error', () => {});
  socket.on('close', () => leaveAll(socket));
  socket.on('message', (data) => {
    const message = JSON.parse(data.toString());
    if (message.type === 'join') join(socket, message);
    else if (message.type === 'message') post(socket, message);
  });
});

server.on('listening', () => console.log(JSON.stringify({ event: 'listening', port: server.address().port })));
