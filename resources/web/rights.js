// @ts-check
// What somebody may do here and now, as the page needs to know it before the host is asked.
import { isTrusted } from './text.js';

/** @typedef {import('./view.js').Ui} Ui @typedef {import('./protocol.js').Self} Self */

/** @param {Self|null} me */
export const isModerator = (me) => me?.role === 'owner' || me?.role === 'moderator';

/** Whether we may use the rights of moderators here and now. @param {Ui} ui */
export const mayModerate = (ui) => isModerator(ui.session.state.me) && isTrusted();

/** Until when by our clock; 0: not muted. @param {Ui} ui @param {Self|null|undefined} person */
export function mutedUntil(ui, person) {
  const until = person?.muted ? person.muted - (ui.session.latency.clockDifference ?? 0) : 0;
  return until > ui.now() ? until : 0;
}
