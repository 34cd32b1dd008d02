// @ts-check
// Who is typing.
import { el, setText } from './dom.js';
import { typists } from './state.js';

/** @param {{session: import('./session.js').Session, strings: import('./strings.js').Strings, now: () => number}} ui */
export function typingView({ session, strings: { t }, now }) {
  const element = el('p', { class: 'typing', 'aria-live': 'off' });

  function render() {
    const names = session.room ? typists(session.room, now()).map((person) => person.name) : [];
    setText(element, names.length === 0 ? '' : names.length === 1 ? t('isTyping', { name: names[0] })
      : names.length === 2 ? t('twoTyping', { first: names[0], second: names[1] }) : t('manyTyping'));
  }
  return { element, render };
}
