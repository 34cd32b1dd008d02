// @ts-check
// Where one types. Enter sends and Shift+Enter breaks the line; the return key of a keyboard on the screen breaks the
// line, as it does everywhere on a phone: it is told by having no `code`. A draft is kept for each room, and over a reload
// of this tab.
import { el, setAttribute, setText } from './dom.js';
import { icon } from './icons.js';
import { byteLength } from './protocol.js';
import { isModerator, mayModerate, mutedUntil } from './rights.js';
import { attachView } from './viewattach.js';

/** @typedef {import('./view.js').Ui} Ui
 * @typedef {{kind: 'reply'|'edit', seq: number, name: string, text: string}} About what the message answers or changes
 * @typedef {{text: string, about: About|null}} Draft */

/** @param {Ui} ui */
export function composerView(ui) {
  const { t } = ui.strings;
  /** @type {Map<string, Draft>} by room */ const drafts = new Map();
  let room = '';
  let measured = { text: '', width: 0 }; // what the box is as high as
  /** @type {About|null} */ let about = null;

  const box = el('textarea', {
    id: 'message', rows: 1, dir: 'auto', enterkeyhint: ui.touch ? 'enter' : 'send', autocapitalize: 'sentences',
    placeholder: t('message'), on: { input: typed, keydown: pressed, paste: pasted },
  });
  const problem = el('p', { class: 'problem', role: 'alert' });
  const hint = el('p', { class: 'dim small hint', role: 'status', hidden: true });
  const aboutName = el('b', { dir: 'auto' });
  const aboutText = el('span', { dir: 'auto' });
  const aboutBar = el('div', { class: 'about', hidden: true }, el('div', { class: 'quote' }, aboutName, ' ', aboutText),
    el('button', { type: 'button', class: 'tool', 'aria-label': t('cancel'), on: { click: () => cancel() } }, icon('close')));
  const attached = attachView(ui, (words) => setText(problem, words));
  const send = el('button', { class: 'button send', type: 'submit', 'aria-label': t('send') },
    el('span', { class: 'send-word', 'aria-hidden': 'true' }, t('send')), icon('send', 'flips'));
  const release = el('button', { type: 'button', class: 'button wide', hidden: true, on: { click: () => ui.hold()?.run() } });
  const element = el('form', { class: 'composer', novalidate: true, on: { submit: (/** @type {Event} */ event) => {
    event.preventDefault();
    submit();
  } } }, aboutBar, attached.element, problem, hint, release, el('div', { class: 'composer-row' }, ...attached.buttons, el('label', { class: 'sr', for: 'message' }, t('message')), box, send));
  // On a phone a press on the button must not take the focus, or the keyboard folds away after each message.
  send.addEventListener('pointerdown', (event) => event.preventDefault());

  /** What is typed and not sent outlives a reload, too. */
  function keep() {
    if (about?.kind === 'edit' || !room) return;
    if (box.value.trim()) ui.drafts.set(room, box.value);
    else ui.drafts.remove(room);
  }

  function typed() {
    setText(problem, '');
    grow();
    keep();
    if (box.value.trim()) ui.session.typing();
  }

  /** @param {KeyboardEvent} event */
  function pressed(event) {
    if (event.isComposing || event.keyCode === 229) return; // an input method is at work
    if (event.key === 'Escape' && about) {
      event.preventDefault(); // it is meant for this alone
      return cancel();
    }
    if (event.key === 'ArrowUp' && !box.value && !about) return ui.editLast() && event.preventDefault();
    if (event.key !== 'Enter' || event.shiftKey || event.ctrlKey || event.altKey) return;
    if (ui.touch && !event.code) return;
    event.preventDefault();
    submit();
  }

  /** Files that were copied, or a picture of the screen. @param {ClipboardEvent} event */
  function pasted(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0 || event.clipboardData?.types.includes('text/plain')) return;
    event.preventDefault();
    attach(files);
  }

  /** @param {File[]} files */
  function attach(files) {
    if (about?.kind === 'edit') cancel();
    setText(problem, '');
    attached.add(files);
    box.focus();
  }

  /** Making pictures smaller takes a moment; the message belongs to the room that it was written in. @param {string} text @param {number} [reply] */
  async function sendWithFiles(text, reply) {
    const to = room;
    ui.session.post(text, reply, await attached.take(), to);
    ui.sent();
  }

  /** Why one cannot write here now; empty: one can. */
  function held() {
    const here = ui.session.room;
    const { me } = ui.session.state;
    const until = mutedUntil(ui, me);
    if (until) return t('mutedUntil', { time: ui.strings.time(until) });
    const desk = ui.hold();
    if (desk) return desk.words;
    if (!here?.locked || mayModerate(ui)) return '';
    return t(isModerator(me) ? 'lockedSecurely' : 'lockedWords');
  }

  function renderHint() {
    const why = held();
    const desk = ui.hold();
    /** @type {HTMLElement} */ (element.lastElementChild).hidden = desk !== null; // nothing to type into: another answers, or nobody yet
    release.hidden = !desk?.action;
    setText(release, desk?.action ?? '');
    const slow = ui.session.room?.slow ?? 0;
    setText(hint, why || (slow && !mayModerate(ui) ? t('slowHere', { n: slow }) : ''));
    hint.hidden = hint.textContent === '';
    for (const each of element.querySelectorAll('.composer-row :is(textarea, button)')) setAttribute(each, 'disabled', why !== '');
  }

  function submit() {
    if (held()) return;
    const text = box.value.trim();
    if (!text && attached.isEmpty) return box.focus();
    const most = ui.session.state.limits.text;
    if (byteLength(text) > most) return setText(problem, t('error_too_large'));
    if (about?.kind === 'edit') {
      if (text && text !== about.text) ui.session.edit(about.seq, text);
    } else if (attached.isEmpty) ui.session.post(text, about?.seq);
    else void sendWithFiles(text, about?.seq);
    ui.session.typed();
    clear();
    box.focus();
    ui.sent();
  }

  function cancel() {
    if (about?.kind === 'edit') box.value = '';
    set(null);
    grow();
    box.focus();
  }

  function clear() {
    box.value = '';
    set(null);
    grow();
    keep();
  }

  /** @param {About|null} what */
  function set(what) {
    about = what;
    aboutBar.hidden = !what;
    setText(aboutName, what ? (what.kind === 'edit' ? t('editing') : what.name) : '');
    setText(aboutText, what ? what.text : '');
  }

  /** As high as its text, up to what the style allows. Measured while all around it stays: else the timeline would be
   * higher for a moment, and no longer stand at its end. Each measuring lays the page out again, so that it is left where
   * a longer text fits. */
  function grow() {
    setAttribute(box, 'dir', box.value ? 'auto' : ui.strings.dir); // an empty box stands as the page does
    const isLonger = box.value.startsWith(measured.text) && box.clientWidth === measured.width;
    measured = { text: box.value, width: box.clientWidth };
    if (isLonger && box.scrollHeight <= box.clientHeight) return;
    element.style.minBlockSize = `${element.offsetHeight}px`;
    box.style.blockSize = 'auto';
    box.style.blockSize = `${box.scrollHeight + 2}px`;
    element.style.minBlockSize = '';
  }

  /** @param {About} what */
  function start(what) {
    if (what.kind === 'edit') box.value = what.text;
    set(what);
    grow();
    box.focus();
    box.setSelectionRange(box.value.length, box.value.length);
  }

  /** Another text in place of what stands there. @param {string} text */
  function replace(text) {
    box.value = text;
    typed();
    box.focus();
    box.setSelectionRange(text.length, text.length);
  }

  /** @param {string} where @returns {Draft} */
  function draftOf(where) {
    const kept = ui.drafts.get(where);
    return drafts.get(where) ?? { text: typeof kept === 'string' ? kept : '', about: null };
  }

  /** What was not sent after all can be typed on. @param {string} where a room @param {string} text */
  function giveBack(where, text) {
    const joined = (/** @type {string} */ before) => (before.trim() ? `${before}\n${text}` : text);
    if (where !== room) {
      const draft = draftOf(where);
      ui.drafts.set(where, joined(draft.text));
      return void drafts.set(where, { ...draft, text: joined(draft.text) });
    }
    box.value = joined(box.value);
    grow();
    keep();
    box.focus();
  }

  function render() {
    renderHint();
    if (ui.session.active === room) return;
    drafts.set(room, { text: box.value, about });
    room = ui.session.active;
    const draft = draftOf(room);
    box.value = draft.text;
    set(draft.about);
    attached.show(room);
    setText(problem, '');
    setAttribute(box, 'placeholder', ui.session.room ? t('messageTo', { room: ui.roomTitle(ui.session.room) }) : t('message'));
    grow();
  }

  return { element, box, render, start, giveBack, replace, attach, focus: () => (release.hidden ? box : release).focus() };
}
