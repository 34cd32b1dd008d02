// @ts-check
// This tab among those of the same origin: each has a name of its own that outlives a reload, and says so when asked.

const CHANNEL = 'courtyard-tabs';
const ASK = 'who';
const ANSWER_WITHIN = 300; // ms

/** @param {import('./store.js').Storage|null} storage of this tab alone @param {() => string} make a name that no other has
 * @returns {{id: string, others: () => Promise<Set<string>>}} */
export function openTab(storage, make) {
  const channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(CHANNEL) : null;
  let id = make();
  try {
    id = storage?.getItem(CHANNEL) ?? id;
    storage?.setItem(CHANNEL, id);
  } catch {
    // a tab that keeps nothing begins anew
  }
  /** @type {Set<string>} */ const others = new Set();
  channel?.addEventListener('message', ({ data }) => {
    if (data === ASK) channel.postMessage(id);
    else if (typeof data === 'string') others.add(data);
  });
  return {
    id,
    others: async () => {
      channel?.postMessage(ASK);
      await new Promise((resolve) => setTimeout(resolve, ANSWER_WITHIN));
      others.delete(id);
      return others;
    },
  };
}
