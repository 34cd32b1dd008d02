// @ts-check
// Files on their way to the host (PROTOCOL §5): read piece by piece, never whole, and never more of them in the socket's
// queue than a message would wait for. The host says how far each is; by its key one goes on from there after a lost
// connection, a restart of the host, or a reload. Knows neither DOM nor sockets.
import { LEAST, Pace } from './pace.js';
import { chunkFrame, request } from './protocol.js';
import { SpeedMeter } from './speedmeter.js';

export const MOST_BEFORE = LEAST; // bytes of upload that stand in the socket's queue before a message
const AT_ONCE = 2;
const LOOK_AGAIN = 2; // ms until the socket's queue may be shorter: 128 KiB leave in less
const KEPT_WHOLE = 64 << 20; // bytes of which the browser keeps a copy of its own; larger ones must be chosen again after a reload
const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 30_000;
const MOST_REFUSED = 3; // pieces in a row: then somebody else sends it, or something is wrong
const PASSING = new Set(['storage', 'rate_limited', 'busy']);

/**
 * @typedef {import('./protocol.js').Message} Message
 * @typedef {import('./protocol.js').Failure} Failure
 * @typedef {import('./protocol.js').FileInfo} FileInfo
 * @typedef {{key: string, name: string, size: number, mime: string, modified: number, tab: string}} Kept
 *   `modified`: of the file that was chosen, by which it is known when it is chosen again; `tab`: the one that sends it
 * @typedef {Kept & {source: Blob|null, state: 'waiting'|'asking'|'sending'|'missing'|'failed'|'done', number: number, sent: number,
 *   confirmed: number, window: number, file: FileInfo|null, failure: Failure|null, speed: SpeedMeter, pace: Pace, redone: boolean, lasts: boolean, refused: number, busy: boolean, wait: number}} Upload
 *   `missing`: the browser does not have the file any more; `lasts`: it has a copy of its own
 * @typedef {{
 *   store: import('./store.js').Store,
 *   journal: import('./journal.js').Journal|null,
 *   ask: (message: Message) => Promise<any>,
 *   send: (frame: Uint8Array) => boolean,
 *   queued: () => number,
 *   chunk: () => number,
 *   set: (run: () => void, ms: number) => any,
 *   now: () => number,
 *   tab: string,
 *   onChange: () => void,
 *   onSettled: () => void,
 * }} Tools `onSettled`: one is through, or will not be
 */

export class Uploads {
  /** @type {Map<string, Upload>} */ #all = new Map();
  #tools;
  #online = false;
  #generation = 0; // of the connection: what was asked on an earlier one means nothing

  /** @param {Tools} tools */
  constructor(tools) {
    this.#tools = tools;
  }

  /** What the page before this one, in this tab or in one that is closed, had not finished.
   * @param {ReadonlySet<string>} others tabs that are open: what is theirs stays theirs */
  async recover(others) {
    const { store, journal, tab } = this.#tools;
    const kept = store.names('upload:').map((name) => store.get(name)).filter(isKept).filter((each) => !others.has(each.tab));
    for (const each of kept) {
      if (each.tab !== tab) store.set(`upload:${each.key}`, { ...each, tab });
      const source = await (journal?.file(each.key) ?? Promise.resolve(null)).catch(() => null);
      if (!this.#all.has(each.key)) this.#all.set(each.key, fresh(each, source?.size === each.size ? source : null));
    }
    this.#pump();
  }

  /** @param {string} key */
  get(key) {
    return this.#all.get(key) ?? null;
  }

  /** All that are under way or wait for their turn. */
  get open() {
    return [...this.#all.values()].filter((upload) => upload.state !== 'done');
  }

  /** @param {{key: string, name: string, mime: string, source: Blob, modified: number}} what */
  add({ key, name, mime, source, modified }) {
    const kept = { key, name, mime, modified, size: source.size, tab: this.#tools.tab };
    const upload = fresh(kept, source);
    this.#all.set(key, upload);
    this.#tools.store.set(`upload:${key}`, kept);
    if (source.size <= KEPT_WHOLE) void this.#tools.journal?.putFile(key, source).then((done) => (upload.lasts = done));
    this.#pump();
  }

  /** The ids of their files, once all are there. @param {readonly string[]} keys @returns {string[]|null} */
  filesOf(keys) {
    const files = keys.map((key) => this.#all.get(key)?.file?.id ?? '');
    return files.every((id) => id) ? files : null;
  }

  /** The host has let go of what nobody named for long: sends it again, once. @param {readonly string[]} keys */
  redo(keys) {
    const uploads = keys.map((key) => this.#all.get(key));
    if (uploads.length === 0 || !uploads.every((upload) => upload?.state === 'done' && !upload.redone)) return false;
    for (const upload of uploads) Object.assign(/** @type {Upload} */ (upload), { state: 'waiting', file: null, redone: true });
    this.#pump();
    return true;
  }

  /** Nobody needs them any more; what is under way is given up. @param {readonly string[]} keys */
  forget(keys) {
    for (const key of keys) {
      const upload = this.#all.get(key);
      if (upload?.number && upload.state === 'sending') this.#tools.ask(request('cancel', { upload: upload.number })).catch(() => {});
      this.#all.delete(key);
      this.#tools.store.remove(`upload:${key}`);
      this.#tools.journal?.removeFile(key);
    }
    this.#pump();
  }

  /** @param {string} key */
  retry(key) {
    const upload = this.#all.get(key);
    if (upload?.state === 'failed') Object.assign(upload, { state: 'waiting', failure: null, refused: 0, wait: FIRST_WAIT });
    this.#pump();
  }

  /** The person has chosen it again. @param {string} key @param {Blob} source @param {{name: string, modified: number}} chosen
   * @returns {boolean} whether it is the same one */
  provide(key, source, { name, modified }) {
    const upload = this.#all.get(key);
    if (!upload || source.size !== upload.size || name !== upload.name || modified !== upload.modified) return false;
    Object.assign(upload, { source, state: 'waiting', number: 0 });
    this.#pump();
    return true;
  }

  online() {
    this.#online = true;
    this.#generation++;
    this.#pump();
  }

  offline() {
    this.#online = false;
    this.#generation++;
    for (const upload of this.#all.values()) if (upload.state === 'asking' || upload.state === 'sending') this.#rest(upload);
    this.#tools.onChange();
  }

  /** @param {Message} message uploading, uploaded, or an error that names an upload */
  hear(message) {
    const upload = [...this.#all.values()].find((each) => each.number === message.upload && each.state === 'sending');
    if (!upload) return;
    if (message.type === 'uploaded') return this.#done(upload, message.file);
    if (message.type === 'error') return this.#refused(upload, /** @type {any} */ (message));
    upload.confirmed = Math.max(upload.confirmed, message.offset);
    upload.refused = 0;
    upload.speed.reached(upload.confirmed, this.#tools.now());
    upload.pace.reached(upload.confirmed, this.#tools.now(), upload.window);
    this.#tools.onChange();
    void this.#feed(upload);
  }

  /** @param {Upload} upload */
  #rest(upload) {
    Object.assign(upload, { state: 'waiting', number: 0 });
  }

  #pump() {
    if (this.#online) {
      const under = [...this.#all.values()].filter(({ state }) => state === 'asking' || state === 'sending').length;
      const next = [...this.#all.values()].filter(({ state }) => state === 'waiting').slice(0, Math.max(0, AT_ONCE - under));
      for (const upload of next) void this.#begin(upload);
    }
    this.#tools.onChange();
  }

  /** @param {Upload} upload */
  async #begin(upload) {
    const generation = this.#generation;
    upload.state = 'asking';
    try {
      const { key, name, size, mime } = upload;
      const reply = await this.#tools.ask(request('upload', { key, name, size, mime }));
      if (generation !== this.#generation || !this.#all.has(upload.key)) return;
      Object.assign(upload, { number: reply.upload, window: reply.window, sent: reply.offset, confirmed: reply.offset, state: 'sending' });
      upload.speed.begin(reply.offset, this.#tools.now());
      upload.pace.begin();
      if (!upload.source && reply.offset < size) {
        upload.state = 'missing';
        return this.#pump();
      }
      this.#tools.onChange();
      void this.#feed(upload);
    } catch (failure) {
      if (generation === this.#generation) this.#refused(upload, /** @type {Failure} */ (failure));
    }
  }

  /** Sends as much as may stand before a message; whatever makes room calls it again. @param {Upload} upload */
  async #feed(upload) {
    if (upload.busy) return;
    upload.busy = true;
    const generation = this.#generation;
    try {
      const goesOn = () => generation === this.#generation && upload.state === 'sending';
      while (goesOn() && upload.source && upload.sent < upload.size && this.#mayGo(upload)) {
        const offset = upload.sent;
        const piece = upload.source.slice(offset, offset + this.#piece(upload));
        const bytes = await piece.arrayBuffer();
        if (!goesOn() || upload.sent !== offset) continue;
        if (bytes.byteLength !== piece.size || !this.#tools.send(chunkFrame(upload.number, offset, bytes))) return;
        upload.sent += bytes.byteLength;
        upload.pace.sent(upload.sent, this.#tools.now());
      }
      if (goesOn() && upload.sent < upload.size && this.#tools.queued() > 0) this.#tools.set(() => void this.#feed(upload), LOOK_AGAIN);
    } catch {
      upload.source = null; // the file was moved, changed or deleted
      upload.state = 'missing';
      this.#pump();
    } finally {
      upload.busy = false;
      if (generation !== this.#generation) void this.#feed(upload); // who asked for it meanwhile was sent away
    }
  }

  /** @param {Upload} upload */
  #piece(upload) {
    return Math.min(this.#tools.chunk(), upload.size - upload.sent);
  }

  /** @param {Upload} upload */
  #mayGo(upload) {
    const piece = this.#piece(upload);
    const under = upload.sent + piece - upload.confirmed;
    return this.#tools.queued() + piece <= MOST_BEFORE && under <= Math.min(upload.window, upload.pace.bytes);
  }

  /** @param {Upload} upload @param {FileInfo} file */
  #done(upload, file) {
    Object.assign(upload, { state: 'done', file, confirmed: upload.size, number: 0 });
    this.#tools.onSettled();
    this.#pump();
  }

  /** @param {Upload} upload @param {Failure} failure */
  #refused(upload, failure) {
    if (failure.code === 'lost') return this.#rest(upload);
    if (failure.code === 'bad_request' && failure.offset !== undefined && failure.offset < upload.size && upload.state === 'sending' && ++upload.refused < MOST_REFUSED) {
      upload.sent = upload.confirmed = failure.offset; // the host says where to go on
      upload.pace.begin();
      return void this.#feed(upload);
    }
    Object.assign(upload, { state: 'failed', failure, number: 0 });
    if (PASSING.has(failure.code)) this.#later(upload, failure.retry);
    this.#tools.onSettled();
    this.#pump();
  }

  /** @param {Upload} upload @param {number} [asked] */
  #later(upload, asked) {
    this.#tools.set(() => {
      if (upload.state !== 'failed') return;
      upload.state = 'waiting';
      this.#pump();
    }, asked ?? upload.wait);
    upload.wait = Math.min(upload.wait * 2, LONGEST_WAIT);
  }
}

/** @param {Kept} kept @param {Blob|null} source @returns {Upload} */
function fresh(kept, source) {
  return { ...kept, source, state: 'waiting', number: 0, sent: 0, confirmed: 0, window: 0, file: null, failure: null,
    speed: new SpeedMeter(), pace: new Pace(), redone: false, lasts: false, refused: 0, busy: false, wait: FIRST_WAIT };
}

/** @param {any} raw @returns {raw is Kept} */
function isKept(raw) {
  return ['key', 'name', 'mime', 'tab'].every((field) => typeof raw?.[field] === 'string') && Number.isSafeInteger(raw.size)
    && Number.isFinite(raw.modified);
}
