// The peer that uploads are compared with: a plain WebSocket server (`ws`) that writes each binary message to a file, and
// says how much it has after each. Its port is the first line that it prints.
import { createWriteStream } from 'node:fs';
import { WebSocketServer } from 'ws';

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false, maxPayload: 1 << 20 });
server.on('listening', () => console.log(server.address().port));
server.on('connection', (socket) => {
  const file = createWriteStream(process.argv[2]);
  let size = 0;
  socket.on('message', (data, isBinary) => {
    if (!isBinary) {
      file.end(() => socket.send('done'));
      return;
    }
    size += data.length;
    const goesOn = file.write(data);
    if (!goesOn) {
      socket.pause();
      file.once('drain', () => socket.resume());
    }
    socket.send(String(size));
  });
});
