import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statusOf, topicOf } from '../../resources/web/helpstatus.js';

const strings = { t: (key, values) => [key, ...Object.values(values ?? {})].join(' ') };
const desk = (more = {}) => ({ id: 'r_1', name: 'Support', greeting: '', away: 'Come to tent 3.', open: true, present: 1, hours: [], ...more });
const ticket = (more = {}) => ({ desk: 'Support', state: 'waiting', position: 0, agent: null, ...more });

for (const [what, given, topic, expected] of [
  ['nothing was asked yet', null, desk(), ['new', 'helpAsk', '']],
  ['nothing was asked yet and nobody is there', null, desk({ present: 0 }), ['away', 'helpAway', 'Come to tent 3.']],
  ['one is in the queue', ticket({ position: 3 }), desk(), ['waits', 'helpPosition 3', '']],
  ['one is the first in the queue', ticket({ position: 1 }), desk(), ['waits', 'helpNext', '']],
  ['one waits and nobody is there', ticket({ position: 2 }), desk({ present: 0 }), ['away', 'helpAway', 'Come to tent 3.']],
  ['one waits outside the hours', ticket({ position: 2 }), desk({ open: false }), ['away', 'helpShut', 'Come to tent 3.']],
  ['one waits and the topic has gone', ticket({ position: 2 }), null, ['away', 'helpAway', '']],
  ['somebody helps, whatever the hours', ticket({ state: 'claimed', agent: { id: 'm_1', name: 'Li Wei' } }), desk({ open: false }), ['helped', 'helpClaimed Li Wei', '']],
  ['somebody without a name helps', ticket({ state: 'claimed' }), desk(), ['helped', 'helpClaimed Support', '']],
  ['it is closed', ticket({ state: 'resolved' }), desk({ present: 0 }), ['closed', 'helpResolved', '']],
]) test(`${what}: a visitor is told so`, () => assert.deepEqual(Object.values(statusOf(given, topic, strings)), expected));

const topics = [desk(), desk({ id: 'r_2', name: 'Delivery' }), desk({ id: 'r_3', name: 'r_1' })];
for (const [asked, id] of [['Support', 'r_1'], ['SUPPORT ', 'r_1'], ['delivery', 'r_2'], ['r_2', 'r_2'], ['r_1', 'r_1'], ['water', undefined], ['', undefined]])
  test(`"${asked}" is ${id ?? 'no topic'}`, () => assert.equal(topicOf(topics, asked)?.id, id));
