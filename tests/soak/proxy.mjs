// A TCP proxy on loopback that delays, stalls and cuts: a bad network for where namespaces are not permitted.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

export class Proxy {
  delay = 0; // ms, each way
  target = 0; // port
  #pairs = new Set();
  #stalled = false;
  #refusing = false;

  async listen() {
    this.server = createServer((guest) => this.#accept(guest));
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.server.unref();
    return this.server.address().port;
  }

  /** Nothing passes, and nobody is told. */
  stall(yes) {
    this.#stalled = yes;
    for (const ends of this.#pairs) for (const end of ends) yes ? end.pause() : end.resume();
  }

  /** Cuts what there is and whoever comes. */
  refuse(yes) {
    this.#refusing = yes;
    if (yes) for (const ends of [...this.#pairs]) for (const end of ends) end.destroy();
  }

  #accept(guest) {
    if (this.#refusing) return void guest.destroy();
    const host = connect(this.target, '127.0.0.1');
    const ends = [guest, host];
    this.#pairs.add(ends);
    this.#join(guest, host);
    this.#join(host, guest);
    for (const end of ends) {
      if (this.#stalled) end.pause();
      end.on('error', () => {});
      end.on('close', () => {
        this.#pairs.delete(ends);
        for (const other of ends) other.destroy();
      });
    }
  }

  #join(from, to) {
    from.setNoDelay(true);
    from.on('data', (data) => {
      const pass = () => {
        if (!to.destroyed && !to.write(data)) {
          from.pause();
          to.once('drain', () => this.#stalled || from.resume());
        }
      };
      if (this.delay > 0) setTimeout(pass, this.delay); // equal waits end in their order
      else pass();
    });
    from.on('end', () => to.end());
  }
}
