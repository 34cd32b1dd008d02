// @ts-check
// "Connection details": what helps whoever is asked why it does not work, as text that can be copied.
import { el, setText } from './dom.js';
import { CLIENT } from './protocol.js';
import { secureOrigin } from './text.js';
import { copyText, link, openDialog } from './viewdialog.js';
import { clockWords, graph, latencyWords } from './viewlatency.js';
import { secureDialog } from './viewsecure.js';

/** @typedef {import('./view.js').Ui} Ui */

/** @param {Ui} ui */
export function detailsDialog(ui) {
  const { t } = ui.strings;
  const large = graph(280, 60);
  const text = el('pre', { class: 'details', tabindex: 0, 'aria-label': t('details') });
  const copied = el('p', { class: 'dim small', role: 'status' });
  const copy = el('button', { type: 'button', class: 'button alt', on: { click: async () => {
    setText(copied, t(await copyText(text) ? 'copied' : 'copyByHand'));
  } } }, t('copy'));
  const { dialog } = openDialog(ui, t('details'), {}, large.element, text, el('div', { class: 'row' }, copy), copied,
    el('p', { class: 'dim small' }, t('clockNote')), el('p', { class: 'dim small' }, location.protocol === 'https:' ? t('encryptedWords') : t('plainHttp')),
    secureOrigin(ui.about) ? link(t('secureTitle'), () => secureDialog(ui)) : null);
  dialog.addEventListener('close', ui.watch(() => {
    large.element.toggleAttribute('hidden', ui.session.latency.samples.length < 2);
    large.render(ui.session.latency.samples);
    setText(text, details(ui));
  }));
}

/** @param {Ui} ui */
function details(ui) {
  const { t } = ui.strings;
  const { connection, state, latency, losses, outbox, store } = ui.session;
  const steps = latency.jitter;
  /** @type {[string, string][]} */
  const facts = [
    [t('connection'), t({ idle: 'notConnected', waiting: 'notConnected', connecting: 'connecting', greeting: 'connecting', online: 'connected' }[connection.state])],
    [t('address'), location.origin],
    [t('host'), `${state.host?.name ?? ''} ${state.host?.version ?? ''}`.trim()],
    [t('hostId'), ui.session.identity.host],
    [t('latencyName'), [latencyWords(ui), steps === null ? '' : t('jitter', { n: Math.round(steps * 10) / 10 })].filter((word) => word).join(' · ') || '–'],
    [t('clockName'), clockWords(ui) || '–'],
    [t('waitingTitle'), ui.strings.number(outbox.unsent.length)],
    [t('keptHere'), store.problem ? t(`storage_${store.problem}`) : t('storageFine')],
    [t('version'), CLIENT],
    [t('losses'), losses.list.length === 0 ? '–' : ''],
  ];
  const lines = facts.map(([name, value]) => `${name}: ${value}`.trimEnd());
  return [...lines, ...losses.list.map(({ at, reason, times }) => `  ${ui.strings.moment(at)}  ${t(`lost_${reason}`)}${times > 1 ? ` ×${times}` : ''}`)].join('\n');
}
