// @ts-check
// A second copy, in IndexedDB, of what must not be lost. Browsers write localStorage to the disk seconds later, and all at
// once: one that is killed forgets the last words. A transaction here is on the disk in a moment, yet is only asynchronous.
// Where there is no IndexedDB, things are as good as localStorage alone.

const NAME = 'courtyard';
const TABLE = 'kept';
const OPEN_WITHIN = 2_000; // ms; a database that hangs must not keep anybody from coming in

/** @typedef {{put: (key: string, text: string) => void, remove: (key: string) => void, all: () => Promise<Map<string, string>>}} Journal */

/** @param {IDBFactory|undefined} factory @returns {Promise<Journal|null>} */
export async function openJournal(factory) {
  const database = await Promise.race([open(factory), new Promise((resolve) => setTimeout(() => resolve(null), OPEN_WITHIN))]);
  return database ? journal(/** @type {IDBDatabase} */ (database)) : null;
}

/** @param {IDBFactory|undefined} factory @returns {Promise<IDBDatabase|null>} */
function open(factory) {
  return new Promise((resolve) => {
    try {
      const request = /** @type {IDBFactory} */ (factory).open(NAME, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(TABLE);
      request.onsuccess = () => resolve(request.result);
      request.onerror = request.onblocked = () => resolve(null);
    } catch {
      resolve(null); // private modes
    }
  });
}

/** @param {IDBDatabase} database @returns {Journal} */
function journal(database) {
  /** @param {(table: IDBObjectStore) => void} what */
  const write = (what) => {
    try {
      const transaction = database.transaction(TABLE, 'readwrite', { durability: 'strict' });
      transaction.onerror = (event) => event.preventDefault(); // full, say: localStorage has it
      what(transaction.objectStore(TABLE));
      transaction.commit?.();
    } catch {
      // closed by the browser
    }
  };
  return {
    put: (key, text) => write((table) => table.put(text, key)),
    remove: (key) => write((table) => table.delete(key)),
    all: () => new Promise((resolve, reject) => {
      /** @type {Map<string, string>} */ const found = new Map();
      const cursor = database.transaction(TABLE).objectStore(TABLE).openCursor();
      cursor.onerror = () => reject(cursor.error);
      cursor.onsuccess = () => {
        const at = cursor.result;
        if (!at) return resolve(found);
        found.set(String(at.key), String(at.value));
        at.continue();
      };
    }),
  };
}
