// @ts-check
// What owner and moderators can do with people and rooms, and who may be let into a private one. Over plain http the host
// refuses it: there the way to the encrypted page is offered instead.
import { avatar, el, setText } from './dom.js';
import { icon } from './icons.js';
import { request } from './protocol.js';
import { isModerator, mutedUntil } from './rights.js';
import { LOBBY } from './session.js';
import { isTrusted } from './text.js';
import { choice, confirmDialog, link, openDialog, textField } from './viewdialog.js';
import { secureDialog } from './viewsecure.js';

/** @typedef {import('./view.js').Ui} Ui @typedef {import('./state.js').Room} Room @typedef {import('./protocol.js').Self} Self
 * @typedef {(next: () => void) => () => void} Then closes the dialog that one chose from */

const HOUR = 60; // minutes
const DAY = 24 * HOUR;
const MUTES = [5, HOUR, DAY];
const BANS = [HOUR, DAY, 7 * DAY, 0]; // 0: for good
const PACES = [0, 10, 30, 60, 300]; // seconds

/** @param {Ui} ui @param {Self} person @param {Then} then */
export function personChoices(ui, person, then) {
  const { t } = ui.strings;
  const { me } = ui.session.state;
  const isAbove = person.role === 'owner' || (me?.role !== 'owner' && person.role === 'moderator');
  if (!me || !isModerator(me) || person.id === me.id || isAbove) return [];
  if (!isTrusted()) return [choice(t('moderate'), then(() => secureDialog(ui, t('moderateSecurely'))), icon('shield'))];
  const isOther = person.role === 'moderator';
  const answers = person.role === 'agent';
  return [
    mutedUntil(ui, person) ? choice(t('unmute'), then(() => act(ui, 'mute', { member: person.id, minutes: 0 }, t('unmuted', { name: person.name }))), icon('mute'))
      : choice(t('mute'), then(() => muteDialog(ui, person)), icon('mute')),
    choice(t('removePerson'), then(() => kickDialog(ui, person)), icon('out')),
    choice(t('ban'), then(() => banDialog(ui, person)), icon('ban')),
    me.role === 'owner' && person.role !== 'visitor' ? choice(t(isOther ? 'roleTake' : 'roleGive'), then(() => giveRole(ui, person, isOther ? 'member' : 'moderator')), icon('shield')) : null,
    me.role === 'owner' && !isOther && person.role !== 'visitor'
      ? choice(t(answers ? 'agentTake' : 'agentGive'), then(() => giveRole(ui, person, answers ? 'member' : 'agent')), icon('people')) : null,
  ];
}

/** @param {Ui} ui @param {Self} person @param {string} role */
function giveRole(ui, person, role) {
  const { t } = ui.strings;
  const values = { name: person.name };
  const words = person.role === 'agent' || role === 'agent' ? t(role === 'agent' ? 'agentGiven' : 'agentTaken', values) : t(role === 'moderator' ? 'roleGiven' : 'roleTaken', values);
  act(ui, 'role', { member: person.id, role }, words, { member: person.id, role: person.role });
}

/** Does it, and says so or why not. @param {Ui} ui @param {any} what @param {Record<string, any>} fields @param {string} done
 * @param {Record<string, any>} [undo] what takes it back @param {any} [undoWhat] */
function act(ui, what, fields, done, undo, undoWhat = what) {
  const say = (/** @type {any} */ failure) => ui.tell(ui.strings.failure(failure));
  return ui.session.deeds.order(what, fields).then(
    () => ui.tell(done, undo && (() => void ui.session.deeds.order(undoWhat, undo).then(() => ui.tell(ui.strings.t('undone')), say))), say);
}

/** @param {Ui} ui @param {number} minutes */
function lasting(ui, minutes) {
  const { t } = ui.strings;
  if (minutes === 0) return t('forGood');
  if (minutes < HOUR) return t('minutes', { n: minutes });
  return minutes < DAY ? t('hours', { n: minutes / HOUR }) : t('days', { n: minutes / DAY });
}

/** @param {Ui} ui @param {readonly number[]} options @param {(option: number) => string} words @param {string} label @param {number} value */
function select(ui, options, words, label, value) {
  const input = el('select', { id: 'choose' }, ...options.map((option) => el('option', { value: option, selected: option === value }, words(option))));
  return { input, element: el('div', { class: 'field' }, el('label', { for: 'choose' }, label), input) };
}

/** @param {Ui} ui */
const reasonField = (ui) => textField('reason', ui.strings.t('reason'), { maxlength: 200 });

/** @param {Ui} ui @param {Self} person */
function muteDialog(ui, person) {
  const { t } = ui.strings;
  const { name, id: member } = person;
  const time = select(ui, MUTES, (minutes) => lasting(ui, minutes), t('howLong'), MUTES[0]);
  const reason = reasonField(ui);
  openDialog(ui, t('muteTitle', { name }), { action: t('muteDo'), run: () => act(ui, 'mute',
    { member, minutes: Number(time.input.value), reason: reason.input.value.trim() }, t('muted', { name }), { member, minutes: 0 }) },
  el('p', {}, t('muteWords')), time.element, reason.element);
}

/** @param {Ui} ui @param {Self} person */
function kickDialog(ui, person) {
  const { t } = ui.strings;
  const { name, id: member } = person;
  const reason = reasonField(ui);
  openDialog(ui, t('removeTitle', { name }), { action: t('removeDo'), bad: true, run: () => act(ui, 'kick',
    { member, reason: reason.input.value.trim() }, t('removed', { name })) }, el('p', {}, t('removeWords')), reason.element);
}

/** @param {Ui} ui @param {Self} person */
function banDialog(ui, person) {
  const { t } = ui.strings;
  const { name, id: member } = person;
  const time = select(ui, BANS, (minutes) => lasting(ui, minutes), t('howLong'), DAY);
  const reason = reasonField(ui);
  openDialog(ui, t('banTitle', { name }), { action: t('banDo'), bad: true, run: () => act(ui, 'ban',
    { member, minutes: Number(time.input.value) || null, reason: reason.input.value.trim() }, t('banned', { name }), { member }, 'unban') },
  el('p', {}, t('banWords')), time.element, reason.element);
}

/** @param {Ui} ui @param {Room} room @param {Then} then */
export function roomChoices(ui, room, then) {
  const { t } = ui.strings;
  if (room.kind === 'direct') return [];
  const invite = room.kind === 'private' ? [choice(t('invite'), then(() => inviteDialog(ui, room)), icon('plus'))] : [];
  if (!isModerator(ui.session.state.me)) return invite;
  if (!isTrusted()) return [...invite, choice(t('moderate'), then(() => secureDialog(ui, t('moderateSecurely'))), icon('shield'))];
  const lock = { room: room.id, on: !room.locked };
  const closing = { action: t('closeRoom'), words: t('closeWords', { room: ui.roomTitle(room) }) };
  return [
    ...invite,
    choice(t(room.locked ? 'unlockRoom' : 'lockRoom'), then(() => act(ui, 'lock', lock, t(room.locked ? 'roomUnlocked' : 'roomLocked'), { ...lock, on: room.locked })), icon('lock')),
    choice(t('slowRoom'), then(() => slowDialog(ui, room)), icon('clock')),
    room.id === LOBBY ? null : choice(closing.action, then(() => confirmDialog(ui, closing.action, closing.words, closing.action,
      () => ui.session.deeds.order('close_room', { room: room.id }))), icon('close')),
  ];
}

/** @param {Ui} ui @param {Room} room */
function slowDialog(ui, room) {
  const { t } = ui.strings;
  const words = (/** @type {number} */ seconds) => (seconds === 0 ? t('slowNot') : t('everySeconds', { n: seconds }));
  const pace = select(ui, PACES, words, t('slowPace'), room.slow);
  openDialog(ui, t('slowRoom'), { action: t('save'), run: () => ui.session.deeds.order('slow', { room: room.id, seconds: Number(pace.input.value) }) },
    el('p', {}, t('slowWords')), pace.element);
}

/** @param {Ui} ui @param {Room} room */
function inviteDialog(ui, room) {
  const { t } = ui.strings;
  /** @type {Map<string, import('./protocol.js').Person>} */ const known = new Map();
  for (const each of ui.session.state.rooms.values()) for (const [id, person] of each.members) if (!room.members.has(id)) known.set(id, person);
  const people = [...known.values()].sort((a, b) => Number(b.online) - Number(a.online) || a.name.localeCompare(b.name));
  const list = el('div', { class: 'choices' }, ...people.map((person) => choice(person.name, () => {
    ui.session.deeds.order('invite', { room: room.id, member: person.id }).then(() => {
      dialog.close();
      ui.tell(t('wasInvited', { name: person.name }));
    }, dialog.fail);
  }, avatar(person.id, person.name, 'small'))));
  if (people.length === 0) list.append(el('p', { class: 'dim' }, t('nobodyElse')));
  const dialog = openDialog(ui, t('invite'), {}, list);
}

/** Somebody invited us. @param {Ui} ui @param {Room} room */
export function invitationDialog(ui, room) {
  const { t } = ui.strings;
  const dialog = openDialog(ui, room.name, { action: t('join'), run: async () => {
    await ui.session.deeds.visit(room.id);
    ui.showRoom();
  } }, el('p', {}, t('invited', { name: room.inviter, room: room.name })),
  link(t('decline'), () => void ui.session.deeds.leave(room.id).then(dialog.close, dialog.fail)));
}

/** Another join code. @param {Ui} ui */
export function codeDialog(ui) {
  const { t } = ui.strings;
  const kinds = [t('codeNew'), t('codeOwn'), t('codeNone')];
  const kind = select(ui, [0, 1, 2], (index) => kinds[index], t('codeTitle'), 0);
  const own = textField('own-code', t('joinCode'), { maxlength: 64, dir: 'ltr', autocapitalize: 'none', spellcheck: 'false' });
  own.element.hidden = true;
  kind.input.addEventListener('change', () => (own.element.hidden = kind.input.value !== '1'));
  openDialog(ui, t('codeTitle'), { action: t('save'), run: async () => {
    const code = ['auto', own.input.value.trim(), 'none'][Number(kind.input.value)];
    if (code.replace(/\s/g, '').length < 4) throw { code: 'code_short' };
    const reply = await ui.session.deeds.order('code', { code });
    ui.tell(reply.code ? t('codeIs', { code: reply.code }) : t('codeIsNone'));
  } }, el('p', {}, t('codeWords')), kind.element, own.element);
}

/** Who is kept out. @param {Ui} ui */
export async function bansDialog(ui) {
  const { t } = ui.strings;
  const list = el('ul', { class: 'waiting' }, el('li', { class: 'dim' }, t('loading')));
  const dialog = openDialog(ui, t('bansTitle'), {}, list);
  try {
    const { bans } = await ui.session.ask(request('bans'));
    list.replaceChildren(...bans.map((/** @type {import('./protocol.js').Ban} */ ban) => {
      const until = ban.until ? t('bannedUntil', { time: ui.strings.moment(ban.until) }) : t('forGood');
      const item = el('li', {}, el('b', { dir: 'auto' }, ban.name), ' ', el('small', { class: 'dim' }, [until, ban.reason].filter((word) => word).join(' · ')), ' ',
        link(t('unban'), () => void ui.session.deeds.order('unban', { member: ban.member }).then(() => item.remove(), dialog.fail)));
      return item;
    }));
    if (bans.length === 0) list.replaceChildren(el('li', { class: 'dim' }, t('bansNone')));
  } catch (failure) {
    dialog.fail(failure);
  }
}

/** What was done. @param {Ui} ui */
export async function deedsDialog(ui) {
  const { t } = ui.strings;
  const list = el('ul', { class: 'waiting' });
  const more = link(t('showMore'), () => void load());
  const none = el('p', { class: 'dim' }, t('loading'));
  const dialog = openDialog(ui, t('deedsTitle'), {}, none, list, more);
  /** @type {number|undefined} */ let before;
  async function load() {
    try {
      const reply = await ui.session.ask(request('moderation', { before, limit: 50 }));
      before = reply.deeds.at(-1)?.seq;
      list.append(...reply.deeds.map((/** @type {import('./protocol.js').Deed} */ { what, by, name, room, at, reason }) => el('li', {},
        el('span', { dir: 'auto' }, t(`deed_${what}`, { by, name, room })), ' ', el('small', { class: 'dim' }, [ui.strings.moment(at), reason].filter((word) => word).join(' · ')))));
      more.hidden = !reply.more;
      setText(none, list.childElementCount === 0 ? t('deedsNone') : '');
    } catch (failure) {
      dialog.fail(failure);
    }
  }
  more.hidden = true;
  await load();
}
