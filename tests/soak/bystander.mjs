// Somebody who talks on while a host is attacked, in a thread of its own so that the attackers' work is not measured with
// the host's: how long until it hears what it said.
import { setTimeout as pause } from 'node:timers/promises';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

import { Peer } from '../e2e/peers/peer.mjs';

const talkEvery = 50; // ms

/** @returns {() => Promise<number[]>} ends it, and answers its latencies in ms */
export function startBystander(host) {
  const worker = new Worker(new URL(import.meta.url), { workerData: { port: host.port } });
  const latencies = new Promise((resolve, reject) => {
    worker.on('message', resolve);
    worker.on('error', reject);
  });
  return () => {
    worker.postMessage('enough');
    return latencies;
  };
}

if (!isMainThread) {
  const latencies = [];
  let going = true;
  parentPort.once('message', () => (going = false));
  const peer = await Peer.join(workerData, `Bystander ${Date.now()}`);
  for (let number = 0; going || number === 0; ++number) { // once at least, however short the attack is
    const begun = performance.now();
    const { seq } = await peer.post('lobby', `still here ${number}`);
    await peer.message((message) => message.type === 'event' && message.seq === seq);
    latencies.push(performance.now() - begun);
    peer.received.length = 0;
    await pause(talkEvery);
  }
  await peer.close();
  parentPort.postMessage(latencies);
}
