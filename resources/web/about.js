// @ts-check
// Who is at this address: /about.json, asked so that a dead connection which the browser keeps does not hold one up.

const ABOUT_TIMEOUT = 8_000;
const ABOUT_ASIDE = 500; // sooner than anybody gives an attempt up
const AGAIN = 2_000;

/** @typedef {{host: {id: string, name: string}, people: number, code: boolean, words: string[]}} About what /about.json says;
 *   `words` of the host's key: empty where there is no encrypted page */

/**
 * Connections that the browser keeps may have gone dead without a word, and it would ask on one of them after the other.
 * Those without credentials it keeps apart, so that the second one to ask has a connection of its own.
 * @returns {Promise<About>}
 */
export async function readAbout() {
  const abort = new AbortController();
  const timers = [setTimeout(() => abort.abort(), ABOUT_TIMEOUT)];
  const silence = new Promise((resolve) => timers.push(setTimeout(resolve, ABOUT_ASIDE)));
  const first = askAbout('same-origin', abort.signal);
  try {
    return await Promise.race([first, silence.then(() => Promise.any([first, askAbout('omit', abort.signal)]))]);
  } finally {
    for (const timer of timers) clearTimeout(timer);
    abort.abort(); // whichever is still asking
  }
}

/** @param {RequestCredentials} credentials @param {AbortSignal} signal @returns {Promise<About>} */
async function askAbout(credentials, signal) {
  const answer = await fetch('/about.json', { cache: 'no-store', credentials, signal });
  const raw = await answer.json();
  if (raw?.product !== 'courtyard' || typeof raw.host?.id !== 'string') throw new Error('not a Courtyard host');
  return {
    host: { id: raw.host.id, name: String(raw.host.name || 'Courtyard') }, people: Number(raw.people) || 0, code: raw.code === true,
    words: typeof raw.fingerprint === 'string' && Array.isArray(raw.words) ? raw.words.map(String) : [],
  };
}

/** The page came from the host, so it is there; whatever hinders passes. @template T @param {() => void} waiting says so
 * @param {() => Promise<T>} ask @returns {Promise<T>} */
export async function patiently(waiting, ask) {
  for (;;) {
    try {
      return await ask();
    } catch {
      waiting();
      await new Promise((resolve) => setTimeout(resolve, AGAIN));
    }
  }
}
