// @ts-check
// A second copy, in IndexedDB, of what must not be lost. Browsers write localStorage to the disk seconds later, and all at
// once: one that is killed forgets the last words. A transaction here is on the disk in a moment, yet is only asynchronous.
// Where there is no IndexedDB, things are as good as localStorage alone.

const NAME = 'courtyard';
const TABLE = 'kept';
const FILES = 'files'; // what is being uploaded: the browser keeps a copy of its own
const OPEN_WITHIN = 2_000; // ms; a database that hangs must not keep anybody from coming in
const FILE_WITHIN = 15_000; // ms; then the person is asked to choose it again
const LATE = 'late';

/** @typedef {{put: (key: string, text: string) => void, remove: (key: string) => void, all: () => Promise<Map<string, string>>,
 *   putFile: (key: string, file: Blob) => Promise<boolean>, removeFile: (key: string) => void, file: (key: string) => Promise<Blob|null>}} Journal */

/** This browser's, or null where it may not be touched. @returns {Promise<Journal|null>} */
export async function browserJournal() {
  try {
    return await openJournal(window.indexedDB, new Promise((resolve) => setTimeout(resolve, OPEN_WITHIN)));
  } catch {
    return null; // forbidden at the mere mention
  }
}

/** @param {IDBFactory|undefined} factory @param {Promise<unknown>} patience for so long it is waited for; one that comes later
 * takes what is put into it, yet `all` is then nothing @returns {Promise<Journal|null>} null where there is none */
export async function openJournal(factory, patience) {
  const opened = open(factory);
  const database = await Promise.race([opened, patience.then(() => LATE)]);
  return database === null ? null : journal(opened, database === LATE);
}

/** @param {IDBFactory|undefined} factory @returns {Promise<IDBDatabase|null>} */
function open(factory) {
  return new Promise((resolve) => {
    try {
      const request = /** @type {IDBFactory} */ (factory).open(NAME, 2);
      request.onupgradeneeded = () => {
        const { result } = request;
        for (const table of [TABLE, FILES]) if (!result.objectStoreNames.contains(table)) result.createObjectStore(table);
      };
      request.onsuccess = () => {
        request.result.onversionchange = () => request.result.close(); // a newer page of ours, in another tab
        resolve(request.result);
      };
      request.onerror = request.onblocked = () => resolve(null);
    } catch {
      resolve(null); // private modes
    }
  });
}

/** @param {Promise<IDBDatabase|null>} opened @param {boolean} isLate @returns {Journal} */
function journal(opened, isLate) {
  /** @param {(table: IDBObjectStore) => void} what */
  const write = async (what) => {
    const database = await opened;
    try {
      const transaction = /** @type {IDBDatabase} */ (database).transaction(TABLE, 'readwrite', { durability: 'strict' });
      transaction.onerror = (event) => event.preventDefault(); // full, say: localStorage has it
      what(transaction.objectStore(TABLE));
      transaction.commit?.();
    } catch {
      // closed by the browser, or it did not open after all
    }
  };
  /** @param {IDBTransactionMode} mode @param {(table: IDBObjectStore) => IDBRequest} what @returns {Promise<any>} null where it failed */
  const withFiles = (mode, what) => opened.then((database) => new Promise((resolve) => {
    try {
      const transaction = /** @type {IDBDatabase} */ (database).transaction(FILES, mode);
      const request = what(transaction.objectStore(FILES));
      transaction.oncomplete = () => resolve(request.result ?? null);
      transaction.onerror = transaction.onabort = (event) => {
        event.preventDefault();
        resolve(null);
      };
    } catch {
      resolve(null);
    }
  }));
  return {
    putFile: async (key, file) => (await withFiles('readwrite', (table) => table.put(file, key))) !== null,
    removeFile: (key) => void withFiles('readwrite', (table) => table.delete(key)),
    file: (key) => Promise.race([withFiles('readonly', (table) => table.get(key)), new Promise((resolve) => setTimeout(() => resolve(null), FILE_WITHIN))]),
    put: (key, text) => void write((table) => table.put(text, key)),
    remove: (key) => void write((table) => table.delete(key)),
    all: async () => (isLate ? new Map() : allOf(/** @type {IDBDatabase} */ (await opened))),
  };
}

/** @param {IDBDatabase} database @returns {Promise<Map<string, string>>} */
function allOf(database) {
  return new Promise((resolve, reject) => {
    /** @type {Map<string, string>} */ const found = new Map();
    const cursor = database.transaction(TABLE).objectStore(TABLE).openCursor();
    cursor.onerror = () => reject(cursor.error);
    cursor.onsuccess = () => {
      const at = cursor.result;
      if (!at) return resolve(found);
      found.set(String(at.key), String(at.value));
      at.continue();
    };
  });
}
