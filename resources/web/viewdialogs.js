// @ts-check
// The dialogs of rooms and people: create, join another, topic, rename, leave, a person, search, the connection.
import { avatar, el } from './dom.js';
import { icon } from './icons.js';
import { request } from './protocol.js';
import { mayModerate } from './rights.js';
import { isIn } from './state.js';
import { detailsDialog } from './viewdetails.js';
import { choice, confirmDialog, openDialog, textField } from './viewdialog.js';
import { filesDialog } from './viewfiles.js';
import { bansDialog, codeDialog, deedsDialog, personChoices, roomChoices } from './viewmoderate.js';
import { waitingDialog } from './viewwaiting.js';

/** @typedef {import('./view.js').Ui} Ui */

/** @param {Ui} ui */
export function newRoomDialog(ui) {
  const { t } = ui.strings;
  const name = textField('new-room', t('roomName'), { maxlength: 48 });
  const hidden = el('input', { type: 'checkbox', id: 'new-private' });
  const secret = textField('new-secret', t('roomSecret'));
  secret.element.hidden = true;
  hidden.addEventListener('change', () => (secret.element.hidden = !hidden.checked));
  openDialog(ui, t('newRoom'), {
    action: t('create'),
    run: async () => {
      if (!name.input.value.trim()) throw { code: 'room_name_missing' };
      await ui.session.deeds.create(name.input.value.trim(), hidden.checked ? 'private' : 'public', hidden.checked ? secret.input.value : '');
      ui.showRoom();
    },
  }, name.element, el('label', { class: 'check', for: 'new-private' }, hidden, t('roomPrivate')), secret.element);
}

/** @param {Ui} ui */
export async function otherRoomsDialog(ui) {
  const { t } = ui.strings;
  const list = el('div', { class: 'choices' }, el('p', { class: 'dim' }, t('loading')));
  const id = textField('room-address', t('roomAddress'), { dir: 'ltr' });
  const secret = textField('room-secret', t('secret'));
  const byAddress = el('details', {}, el('summary', {}, t('roomByAddress')), id.element, secret.element,
    el('button', { class: 'button alt', type: 'button', on: { click: () => visit(id.input.value.trim(), secret.input.value) } }, t('enterRoom')));
  const dialog = openDialog(ui, t('otherRooms'), {}, list, byAddress);
  /** @param {string} room @param {string} [word] */
  const visit = (room, word) => ui.session.deeds.visit(room, word).then(() => {
    dialog.close();
    ui.showRoom();
  }, dialog.fail);
  try {
    const { rooms } = await ui.session.ask(request('rooms'));
    const isOpen = (/** @type {any} */ { id, kind }) => kind === 'public' && ![...ui.session.state.rooms.values()].some((room) => room.id === id && isIn(room));
    const open = rooms.filter(isOpen);
    list.replaceChildren(...open.map((/** @type {any} */ room) =>
      choice(`# ${room.name}`, () => visit(room.id), el('small', {}, t('people', { n: room.people })))));
    if (open.length === 0) list.replaceChildren(el('p', { class: 'dim' }, t('noOtherRooms')));
  } catch (failure) {
    dialog.fail(failure);
  }
}

/** What can be done with a room. @param {Ui} ui @param {import('./state.js').Room} room */
export function roomDialog(ui, room) {
  const { t } = ui.strings;
  const then = (/** @type {() => void} */ next) => () => {
    dialog.close();
    next();
  };
  const isDirect = room.kind === 'direct';
  const dialog = openDialog(ui, ui.roomTitle(room), { sheet: true },
    room.topic ? el('p', { dir: 'auto' }, room.topic) : null,
    choice(t('searchRoom'), then(() => searchDialog(ui)), icon('search')),
    choice(t('filesTitle'), then(() => filesDialog(ui, room)), icon('clip')),
    room.aside ? null : choice(t('people', { n: room.people }), then(() => ui.showPeople(true)), icon('people')),
    isDirect || room.aside ? null : choice(t('changeTopic'), then(() => topicDialog(ui, room)), icon('pencil')),
    ...(room.aside ? [] : roomChoices(ui, room, then)),
    room.aside ? null : choice(t('leaveRoom'), then(() => leaveDialog(ui, room)), icon('close')),
    isDirect ? null : el('p', { class: 'dim small' }, t('roomAddressIs'), ' ', el('bdi', { class: 'mono' }, room.id)));
}

/** @param {Ui} ui @param {import('./state.js').Room} room */
function topicDialog(ui, room) {
  const topic = textField('topic', ui.strings.t('topic'), { value: room.topic, maxlength: 500 });
  openDialog(ui, ui.strings.t('changeTopic'), { action: ui.strings.t('save'), run: () => ui.session.setTopic(topic.input.value.trim()) },
    topic.element);
}

/** @param {Ui} ui @param {import('./state.js').Room} room */
function leaveDialog(ui, room) {
  const { t } = ui.strings;
  confirmDialog(ui, t('leaveRoom'), t('leaveSure', { room: ui.roomTitle(room) }), t('leave'), () => ui.session.deeds.leave(room.id));
}

/** @param {Ui} ui */
export function renameDialog(ui) {
  const { t } = ui.strings;
  const name = textField('new-name', t('yourName'), { value: ui.session.state.me?.name ?? '', maxlength: 48 });
  openDialog(ui, t('changeName'), {
    action: t('save'),
    run: async (dialog) => {
      try {
        await ui.session.deeds.rename(name.input.value.trim());
      } catch (failure) {
        const { code, free } = /** @type {any} */ (failure);
        if (free) name.input.value = free;
        if (free) dialog.body.append(el('p', { class: 'dim' }, t('nameIsFree', { name: free })));
        throw code === 'bad_request' ? { code: 'name' } : failure;
      }
    },
  }, name.element);
}

/** Its picture takes more code than any other dialog, and few ever see it. @param {Ui} ui */
async function bringLink(ui) {
  try {
    const { linkDialog } = await import('./viewlink.js');
    linkDialog(ui);
  } catch (failure) {
    ui.tell(ui.strings.failure(/** @type {any} */ (failure)));
  }
}

/** What one can do with oneself. @param {Ui} ui */
export function meDialog(ui) {
  const { t } = ui.strings;
  const { me } = ui.session.state;
  const then = (/** @type {() => void} */ next) => () => {
    dialog.close();
    next();
  };
  const dialog = openDialog(ui, me?.name ?? '', { sheet: true },
    choice(t('changeName'), then(() => renameDialog(ui)), icon('pencil')),
    choice(t('linkTitle'), then(() => void bringLink(ui)), icon('phone')),
    choice(t('details'), then(() => detailsDialog(ui)), icon('signal')),
    choice(t('waitingTitle'), then(() => waitingDialog(ui)), icon('clock')),
    mayModerate(ui) && me?.role === 'owner' ? choice(t('codeTitle'), then(() => codeDialog(ui)), icon('lock')) : null,
    mayModerate(ui) ? choice(t('bansTitle'), then(() => void bansDialog(ui)), icon('ban')) : null,
    mayModerate(ui) ? choice(t('deedsTitle'), then(() => void deedsDialog(ui)), icon('shield')) : null);
}

/** @param {Ui} ui @param {string} id @param {string} name */
export function personDialog(ui, id, name) {
  const { t } = ui.strings;
  if (id === ui.session.state.me?.id) return meDialog(ui);
  const member = ui.session.room?.members.get(id);
  const facts = [member ? t(member.online ? 'isOnline' : 'isOffline') : '', member?.device ? t(`device_${member.device}`) : '',
    member && member.role !== 'member' ? t(`role_${member.role}`) : ''];
  const then = (/** @type {() => void} */ next) => () => {
    dialog.close();
    next();
  };
  const person = member ?? { id, name, role: 'member', muted: 0 };
  const dialog = openDialog(ui, name, { sheet: true },
    el('p', { class: 'dim person-facts' }, avatar(id, name), facts.filter((fact) => fact).join(' · ')),
    person.role === 'visitor' ? null : choice(t('talkPrivately'), () => {
      ui.session.deeds.direct(id).then(() => {
        dialog.close();
        ui.showRoom();
      }, dialog.fail);
    }, icon('lock')), ...personChoices(ui, person, then), el('p', { class: 'dim small' }, t('shortId'), ' ', el('bdi', { class: 'mono' }, id.slice(2, 8))));
}

/** @param {Ui} ui */
export function newDirectDialog(ui) {
  const { t } = ui.strings;
  const me = ui.session.state.me?.id;
  /** @type {Map<string, import('./protocol.js').Person>} */ const known = new Map();
  for (const room of ui.session.state.rooms.values()) for (const [id, person] of room.members) if (id !== me) known.set(id, person);
  const people = [...known.values()].sort((a, b) => Number(b.online) - Number(a.online) || a.name.localeCompare(b.name));
  const list = el('div', { class: 'choices' }, ...people.map((person) => choice(person.name, () => {
    ui.session.deeds.direct(person.id).then(() => {
      dialog.close();
      ui.showRoom();
    }, dialog.fail);
  }, avatar(person.id, person.name, 'small'))));
  if (people.length === 0) list.append(el('p', { class: 'dim' }, t('nobodyElse')));
  const dialog = openDialog(ui, t('talkPrivately'), {}, list);
}

/** @param {Ui} ui */
export function searchDialog(ui) {
  const { t } = ui.strings;
  const room = ui.session.room;
  const query = textField('query', t('searchFor'), { type: 'search', enterkeyhint: 'search' });
  const everywhere = el('input', { type: 'checkbox', id: 'everywhere' });
  const hits = el('div', { class: 'hits', role: 'region', 'aria-label': t('hits'), 'aria-live': 'polite' });
  const dialog = openDialog(ui, t('search'), {}, query.element,
    el('label', { class: 'check', for: 'everywhere' }, everywhere, t('searchEverywhere')),
    el('button', { class: 'button', type: 'button', on: { click: () => find() } }, t('find')), hits);
  query.input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    void find();
  });
  async function find() {
    const words = query.input.value.trim();
    if (!words) return;
    try {
      const reply = await ui.session.ask(request('search', { query: words, room: everywhere.checked ? '' : room?.id }));
      hits.replaceChildren(...reply.hits.map((/** @type {any} */ hit) => found(hit)));
      if (reply.hits.length === 0) hits.append(el('p', { class: 'dim' }, t('nothingFound')));
    } catch (failure) {
      dialog.fail(failure);
    }
  }
  /** @param {import('./protocol.js').RoomEvent} hit */
  function found(hit) {
    const where = ui.session.state.rooms.get(hit.room);
    return el('button', { type: 'button', class: 'hit', on: { click: () => {
      dialog.close();
      void ui.goTo(hit.room, hit.seq);
    } } },
      el('span', { class: 'hit-head' }, el('b', { dir: 'auto' }, hit.name), ' ', where && hit.room !== room?.id ? ui.roomTitle(where) : '',
        ' ', el('small', {}, ui.strings.moment(hit.at))),
      el('span', { dir: 'auto' }, hit.deleted ? t('deleted') : hit.text || hit.files.map((file) => file.name).join(', ')));
  }
}
