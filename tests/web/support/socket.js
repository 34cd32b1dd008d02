// A WebSocket in memory: the test is the host.
export class FakeSocket {
  sent = [];
  bytes = [];
  bufferedAmount = 0;
  closed = false;
  readyState = 0;
  onopen = null;
  onmessage = null;
  onclose = null;

  constructor(url, subprotocol) {
    this.url = url;
    this.subprotocol = subprotocol;
  }
  send(text) {
    if (this.readyState !== 1) throw new Error('WebSocket is already in CLOSING or CLOSED state');
    if (typeof text === 'string') this.sent.push(JSON.parse(text));
    else this.bytes.push(text);
  }
  close() {
    this.closed = true;
    this.readyState = 2;
  }

  open() {
    this.readyState = 1;
    this.onopen?.();
  }
  say(message) {
    this.onmessage?.({ data: typeof message === 'string' ? message : JSON.stringify(message) });
  }
  drop() {
    this.onclose?.();
  }
  /** The last request of a type. */
  last(type) {
    return this.sent.findLast((message) => message.type === type);
  }
  all(type) {
    return this.sent.filter((message) => message.type === type);
  }
}
