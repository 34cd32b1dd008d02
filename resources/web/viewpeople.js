// @ts-check
// The people of the room on the screen: those who are here first.
import { avatar, el, reconcile, setAttribute, setText } from './dom.js';
import { icon } from './icons.js';
import { mutedUntil } from './rights.js';

/** @typedef {import('./view.js').Ui} Ui @typedef {import('./protocol.js').Person} Person */

/** @param {Ui} ui */
export function peopleView(ui) {
  const { t } = ui.strings;
  const head = el('h2', {});
  const list = el('ul', { 'aria-label': t('peopleList') });
  const element = el('aside', { class: 'people drawer', 'aria-label': t('peopleHereTitle') }, el('div', { class: 'section' }, head,
    el('button', { type: 'button', class: 'tool only-drawer', 'aria-label': t('close'), on: { click: () => ui.showPeople(false) } }, icon('close'))),
  list);

  /** @param {Person} person @param {HTMLElement|null} old */
  function entry(person, old) {
    const looks = [person.name, person.online, person.device, person.role, mutedUntil(ui, person)].join('\n');
    if (old?.dataset.looks === looks) return old;
    const isMe = person.id === ui.session.state.me?.id;
    const words = [mutedUntil(ui, person) ? t('isMuted') : '', person.role !== 'member' ? t(`role_${person.role}`) : '', person.online ? '' : t('isOffline')].filter((word) => word);
    const item = el('li', { class: person.online ? '' : 'away' }, el('button', { type: 'button', class: 'entry',
      on: { click: () => ui.showPerson?.(person.id, person.name) } }, avatar(person.id, person.name, 'small'),
      el('span', { class: 'label' }, el('bdi', {}, person.name), isMe ? ` ${t('you')}` : ''),
      person.online && person.device === 'phone' ? icon('phone', 'small') : null,
      person.online && person.device === 'phone' ? el('span', { class: 'sr' }, t('device_phone')) : null,
      el('small', { class: 'dim' }, words.join(' · '))));
    setAttribute(item, 'data-looks', looks);
    return item;
  }

  /** @type {unknown} */ let rendered = null;
  function render() {
    const members = ui.session.room?.members;
    if (!members || members === rendered) return;
    rendered = members;
    const me = ui.session.state.me?.id;
    const people = [...members.values()].sort((a, b) => Number(b.online) - Number(a.online)
      || Number(b.id === me) - Number(a.id === me) || a.name.localeCompare(b.name, ui.strings.lang));
    setText(head, t('onlineCount', { n: people.filter((person) => person.online).length }));
    reconcile(list, people, (person) => person.id, entry);
  }

  return { element, render };
}
