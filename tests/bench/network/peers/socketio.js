// The same chat server with Socket.IO, over WebSocket only.
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const http = createServer();
const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false });
let nextId = 1;

io.on('connection', (socket) => {
  socket.on('join', ({ room }) => {
    socket.join(room);
    socket.emit('joined', { room });
  });
  socket.on('message', ({ room, text, ts }) => {
    if (typeof text !== 'string' || !socket.rooms.has(room)) return;
    io.to(room).emit('message', { type: 'message', id: nextId++, room, text, ts, serverTs: Date.now() });
  });
});

http.listen({ host: '127.0.0.1', port: 0, backlog: 4096 }, () => {
  console.log(JSON.stringify({ event: 'listening', port: http.address().port }));
});
