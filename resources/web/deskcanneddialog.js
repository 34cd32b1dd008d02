// @ts-check
// The canned replies of a topic: to choose from, to add, to change, to remove. All its agents share them.
import { el } from './dom.js';
import { icon } from './icons.js';
import { choice, link, openDialog, textField } from './viewdialog.js';

/** @typedef {import('./desk.js').Desk} Desk @typedef {import('./ticket.js').Canned} Canned */

const LONGEST_NAME = 40;

/** @param {Desk} desk @param {string} topic the id of a topic @param {((text: string) => void)|null} use null: only to manage them */
export function cannedDialog(desk, topic, use) {
  const { ui } = desk;
  const { t } = ui.strings;
  const room = ui.session.state.rooms.get(topic);
  const replies = room?.desk?.canned ?? [];
  const then = (/** @type {() => void} */ next) => () => {
    dialog.close();
    next();
  };
  const edit = (/** @type {Canned|null} */ reply) => editDialog(desk, topic, reply, () => cannedDialog(desk, topic, use));
  const rows = replies.map((reply) => el('div', { class: 'canned-row' },
    choice(reply.name, then(() => (use ? use(reply.text) : edit(reply))), el('small', { dir: 'auto' }, reply.text)),
    el('button', { type: 'button', class: 'tool', 'aria-label': t('deskReplyChange', { name: reply.name }), on: { click: then(() => edit(reply)) } }, icon('pencil'))));
  const dialog = openDialog(ui, desk.work.desks.length > 1 && room ? t('deskRepliesOf', { name: room.name }) : t('deskReplies'), {},
    rows.length > 0 ? null : el('p', { class: 'dim' }, t('deskRepliesNone')), el('div', { class: 'choices' }, ...rows),
    el('button', { type: 'button', class: 'button alt', on: { click: then(() => edit(null)) } }, t('deskReplyNew')));
}

/** @param {Desk} desk @param {string} topic @param {Canned|null} reply null: a new one @param {() => void} done */
function editDialog(desk, topic, reply, done) {
  const { ui, work } = desk;
  const { t } = ui.strings;
  const name = textField('reply-name', t('deskReplyName'), { maxlength: LONGEST_NAME, value: reply?.name ?? '' });
  const text = el('textarea', { id: 'reply-text', rows: 5, dir: 'auto' });
  text.value = reply?.text ?? '';
  const without = (/** @type {readonly Canned[]} */ all) => all.filter((each) => each.name !== reply?.name);
  const dialog = openDialog(ui, t(reply ? 'deskReplyEdit' : 'deskReplyNew'), { action: t('save'), run: async () => {
    const made = { name: name.input.value.trim(), text: text.value.trim() };
    if (!made.name || !made.text) throw { code: 'desk_reply_empty' };
    await work.changeCanned(topic, (all) => {
      if (without(all).some((each) => each.name === made.name)) throw { code: 'desk_reply_twice' };
      const place = all.findIndex((each) => each.name === reply?.name);
      return place < 0 ? [...all, made] : all.map((each, index) => (index === place ? made : each));
    });
    done();
  } }, name.element, el('div', { class: 'field' }, el('label', { for: 'reply-text' }, t('deskReplyText')), text),
  reply ? link(t('deskReplyRemove'), () => void remove(reply)) : null);

  /** @param {Canned} gone */
  async function remove(gone) {
    try {
      await work.changeCanned(topic, without);
      dialog.close();
      ui.tell(t('deskReplyRemoved', { name: gone.name }), () => void desk.act(work.changeCanned(topic, (all) => [...without(all), gone]), t('undone')));
      done();
    } catch (failure) {
      dialog.fail(failure);
    }
  }
}
