// What both drivers need of the system.
import { once } from 'node:events';
import { createServer } from 'node:net';

/** A port that is free now: for programs that cannot choose one themselves. */
export async function freePort() {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Waits for an event of a program that may have had it already. */
export async function told(child, event) {
  if (child.exitCode === null && child.signalCode === null) await once(child, event);
}
