// @ts-check
// What a visitor is told of the own conversation: the place in the queue, who helps, that nobody is there. Pure.

/** @typedef {import('./ticket.js').Ticket} Ticket @typedef {import('./ticket.js').DeskFace} Topic
 * @typedef {'away'|'waits'|'helped'|'closed'|'new'} Kind */

/** Whether somebody would answer now. @param {Topic|null} desk */
export const isStaffed = (desk) => desk !== null && desk.open && desk.present > 0;

/** @param {Ticket|null} ticket @param {Topic|null} desk @param {import('./strings.js').Strings} strings
 * @returns {{kind: Kind, words: string, more: string}} `more`: of the owner, in the owner's language */
export function statusOf(ticket, desk, { t }) {
  if (ticket?.state === 'claimed') return { kind: 'helped', words: t('helpClaimed', { name: ticket.agent?.name ?? ticket.desk }), more: '' };
  if (ticket?.state === 'resolved') return { kind: 'closed', words: t('helpResolved'), more: '' };
  if (!isStaffed(desk)) return { kind: 'away', words: t(desk?.open === false ? 'helpShut' : 'helpAway'), more: desk?.away ?? '' };
  if (!ticket || ticket.position === 0) return { kind: 'new', words: t('helpAsk'), more: '' };
  return { kind: 'waits', words: ticket.position === 1 ? t('helpNext') : t('helpPosition', { n: ticket.position }), more: '' };
}

/** By its name as people write it, or by its id. @param {readonly Topic[]} topics @param {string} asked */
export function topicOf(topics, asked) {
  const fold = (/** @type {string} */ name) => name.normalize('NFKC').trim().toLocaleLowerCase();
  return topics.find(({ id }) => id === asked) ?? topics.find(({ name }) => fold(name) === fold(asked)) ?? null;
}
