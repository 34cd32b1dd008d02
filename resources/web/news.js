// @ts-check
// What a person is told of a live message, beyond what is seen of it. Pure.
import { isIn } from './state.js';

/** @typedef {import('./state.js').State} State @typedef {import('./protocol.js').Message} Message */

/** @param {State} before @param {State} after
 * @param {Message} message @returns {[what: string, values: Record<string, string|number>]|null} */
export function newsOf(before, after, message) {
  if (message.type === 'guessing') return ['guessing', { n: message.tries }];
  if (message.type === 'you') return newsOfSelf(before.me, message);
  if (message.type !== 'room') return null;
  const had = before.rooms.get(message.room.id);
  const has = after.rooms.get(message.room.id);
  if (has?.inviter && !had) return ['invited', { name: has.inviter, room: has.name }];
  return had && !has && isIn(had) && had.kind !== 'direct' ? ['roomGone', { room: had.name }] : null;
}

/** @param {State['me']} before @param {Message} message @returns {[what: string, values: Record<string, string|number>]|null} */
function newsOfSelf(before, { me, reason }) {
  if (me.muted > (before?.muted ?? 0)) return reason ? ['youMutedWhy', { reason }] : ['youMuted', {}];
  if (before?.muted && !me.muted) return ['youUnmuted', {}];
  if (!before || before.role === me.role) return null;
  if (me.role === 'agent') return ['youAgent', {}];
  if (before.role === 'agent' && me.role === 'member') return ['youNoAgent', {}];
  return me.role === 'moderator' ? ['youModerator', {}] : ['youNoModerator', {}];
}
