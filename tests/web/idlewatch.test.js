import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { FORGETS_AFTER, IdleWatch, WARNS_FOR } from '../../resources/web/idlewatch.js';

let now;
let said;
let watch;
beforeEach(() => {
  now = 1_000_000;
  said = [];
  watch = new IdleWatch({ clock: () => now, onWarning: (seconds) => said.push(seconds), onBack: () => said.push('back'), onOver: () => said.push('over') });
});
const pass = (ms, hasAnything = true) => {
  now += ms;
  watch.tick(hasAnything);
};

test('the last seconds are counted down, and then it is over, once', () => {
  pass(FORGETS_AFTER - WARNS_FOR - 1);
  assert.deepEqual(said, []);
  for (let second = 0; second < WARNS_FOR / 1000 + 3; second++) pass(1000);
  assert.deepEqual(said, [15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 'over']);
});

test('a touch stops the countdown', () => {
  pass(FORGETS_AFTER - 3_000);
  watch.touched();
  watch.touched();
  pass(FORGETS_AFTER - WARNS_FOR - 1);
  assert.deepEqual(said, [3, 'back']);
});

test('a device that slept through it forgets as soon as it wakes', () => {
  pass(10 * FORGETS_AFTER);
  assert.deepEqual(said, ['over']);
});

test('where there is nothing to forget nobody is warned', () => {
  for (let second = 0; second < 200; second++) pass(1000, false);
  pass(1000);
  assert.deepEqual(said, []);
});

test('it watches over the next one, too', () => {
  pass(FORGETS_AFTER);
  watch.touched();
  pass(FORGETS_AFTER);
  assert.deepEqual(said, ['over', 'over']);
});
