// @ts-check
// A visitor's conversation: who helps or how long the queue is, what was said, where one writes. Made of the views of the
// chat; what a visitor has no use for is not here.
import { avatar, el, setAttribute, setText } from './dom.js';
import { printed, saveText, transcript, wholeOf } from './helpcopy.js';
import { statusOf } from './helpstatus.js';
import { icon } from './icons.js';
import { takeDrops } from './viewattach.js';
import { composerView } from './viewcomposer.js';
import { choice, confirmDialog, openDialog } from './viewdialog.js';
import { lostLine } from './viewlost.js';
import { TimelineView } from './viewtimeline.js';
import { typingView } from './viewtyping.js';

/**
 * @typedef {import('./view.js').Ui} Ui
 * @typedef {{session: import('./session.js').Session, strings: import('./strings.js').Strings, touch: boolean, isKiosk: boolean,
 *   drafts: import('./store.js').Store, now: () => number, measure: () => number, isSeen: () => boolean,
 *   tell: (words: string, undo?: () => void) => void, over: () => void, origin: string, inTab: (() => void)|null}} Outside
 *   `over`: the person begins anew, or goes; `inTab`: opens it in a tab, where this is a frame
 */

/** @param {Outside} outside */
export function visitView(outside) {
  const { session, strings, isKiosk } = outside;
  const { t } = strings;
  const ui = /** @type {Ui} */ (/** @type {unknown} */ ({
    ...outside,
    roomTitle: () => session.state.desk?.name ?? session.room?.ticket?.desk ?? '',
    showPerson: null,
    hold: () => null, covered: false, cover: () => {}, sideShown: false,
    goTo: async (/** @type {string} */ _, /** @type {number} */ seq) => timeline.goTo(seq).catch(() => {}),
    itemAt: (/** @type {number} */ seq) => timeline.itemAt(seq),
    items: () => timeline.items,
    compose: (/** @type {import('./viewcomposer.js').About} */ about) => composer.start(about),
    editLast: () => {
      const last = timeline.ownLast;
      if (last) composer.start({ kind: 'edit', seq: last.seq, name: last.name, text: last.text });
      return last !== null;
    },
    sent: () => timeline.toBottom(),
    giveBack: (/** @type {string} */ room, /** @type {string} */ text) => composer.giveBack(room, text),
  }));
  const timeline = new TimelineView(ui);
  const composer = composerView(ui);
  const typing = typingView(ui);
  const lost = lostLine(ui);
  const waits = el('span', {});
  const keeps = el('div', { class: 'banner-line', hidden: true }, t(isKiosk ? 'helpKiosk' : 'helpKeepsNothing'));
  const banner = el('div', { class: 'banner', hidden: true }, lost.element, el('div', { class: 'banner-line' }, waits), keeps);

  const title = el('h1', { dir: 'auto', tabindex: -1 });
  const sub = el('p', { class: 'sub', dir: 'auto' });
  const done = el('button', { type: 'button', class: 'button alt', on: { click: outside.over } }, t('helpDone'));
  const head = el('header', { class: 'head' }, el('div', { class: 'titles' }, title, sub), el('div', { class: 'tools' }, isKiosk ? done : null,
    el('button', { type: 'button', class: 'tool', 'aria-label': t('more'), on: { click: () => menuDialog() } }, icon('more', 'bold'))));
  const face = el('span', { class: 'face' });
  const words = el('span', {});
  const more = el('p', { class: 'awaytext', dir: 'auto' });
  const status = el('div', { class: 'helpstate', role: 'status' }, el('p', {}, face, words), more);
  const element = el('main', { class: 'visit' }, head, status, timeline.element, typing.element, banner, composer.element);
  takeDrops(ui, element, (files) => composer.attach(files));

  function menuDialog() {
    const then = (/** @type {() => void} */ next) => () => {
      dialog.close();
      next();
    };
    const quiet = session.store.get('quiet') === true;
    const dialog = openDialog(ui, t('more'), { sheet: true },
      isKiosk ? null : choice(t('helpCopyText'), then(() => void keep('text')), icon('save')),
      choice(t('helpCopyPrint'), then(() => void keep('paper')), icon('copy')),
      outside.inTab && choice(t('helpTab'), then(outside.inTab), icon('next', 'flips')),
      choice(t(quiet ? 'helpSoundOn' : 'helpSoundOff'), then(() => void session.store.set('quiet', !quiet)), icon('mute')),
      isKiosk ? null : choice(t('helpNew'), then(newDialog), icon('plus')));
  }

  function newDialog() {
    if (session.outbox.unsent.length > 0) return outside.tell(t('helpUnsentFirst'));
    confirmDialog(ui, t('helpNew'), t('helpNewSure'), t('helpNew'), outside.over);
  }

  /** @param {'text'|'paper'} how */
  async function keep(how) {
    try {
      const record = { host: session.state.host?.name ?? '', topic: ui.roomTitle(/** @type {any} */ (session.room)), number: session.room?.ticket?.number ?? 0,
        origin: outside.origin, made: outside.now(), items: await wholeOf(session) };
      if (how === 'paper') await printed(record, strings);
      else saveText(transcript(record, strings), `${t('helpCopyName')}-${new Date(record.made).toISOString().slice(0, 10)}.txt`);
    } catch (failure) {
      outside.tell(strings.failure(/** @type {any} */ (failure)));
    }
  }

  function renderStatus() {
    const ticket = session.room?.ticket ?? null;
    const now = statusOf(ticket, session.state.desk, strings);
    setAttribute(status, 'class', `helpstate ${now.kind}`);
    setText(words, now.words);
    setText(more, now.more);
    more.hidden = !now.more;
    const agent = now.kind === 'helped' ? ticket?.agent : null;
    if (face.dataset.id === (agent?.id ?? '')) return;
    face.dataset.id = agent?.id ?? '';
    face.replaceChildren(agent ? avatar(agent.id, agent.name, 'small') : '');
  }

  function render() {
    composer.render();
    timeline.render();
    typing.render();
    renderStatus();
    setText(title, ui.roomTitle(/** @type {any} */ (session.room)));
    const number = session.room?.ticket?.number ?? 0;
    setText(sub, [session.state.host?.name ?? '', number > 0 ? t('helpNumber', { number: String(number) }) : ''].filter((word) => word).join(' · '));
    const isLost = lost.render();
    const unsent = isLost ? session.outbox.unsent.length : 0;
    setText(waits, unsent > 0 ? t('waitingCount', { n: unsent }) : '');
    /** @type {HTMLElement} */ (waits.parentElement).hidden = unsent === 0;
    keeps.hidden = !isKiosk && session.store.problem !== 'none';
    banner.hidden = !isLost && keeps.hidden;
  }

  return { element, render, focus: () => (outside.touch ? title : composer).focus() };
}
