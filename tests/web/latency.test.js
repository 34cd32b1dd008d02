import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Latency, SAMPLES, sparkline } from '../../resources/web/latency.js';

test('before anything was measured nothing is claimed', () => {
  const latency = new Latency();
  assert.deepEqual([latency.last, latency.jitter, latency.clockDifference, sparkline(latency.samples, 90, 16)], [null, null, null, '']);
});

test('the last round trip and the mean step between them', () => {
  const latency = new Latency();
  for (const ms of [10, 20, 14]) latency.add(ms);
  assert.deepEqual([latency.last, latency.jitter], [14, 8]);
});

test('what cannot be a round trip is not one', () => {
  const latency = new Latency();
  for (const ms of [NaN, -1, Infinity]) latency.add(ms);
  assert.equal(latency.last, null);
});

test('only the newest are kept', () => {
  const latency = new Latency();
  for (let ms = 0; ms < SAMPLES + 5; ms++) latency.add(ms);
  assert.deepEqual([latency.samples.length, latency.samples[0]], [SAMPLES, 5]);
});

test('a delayed beat does not move the clock', () => {
  const latency = new Latency();
  for (const delay of [5, 900, 40]) latency.beat(10_000 + 250, 10_000 + delay);
  latency.add(10);
  assert.equal(latency.clockDifference, 250 - 5 + 5);
});

test('the graph stays in its box, oldest left, newest right', () => {
  const points = sparkline([1, 50, 3, 200], 90, 16).split(' ').map((point) => point.split(',').map(Number));
  assert.deepEqual([points[0][0], points.at(-1)[0]], [0, 90]);
  for (const [, y] of points) assert.ok(y >= 0 && y <= 16);
  assert.ok(points[3][1] < points[0][1], 'slower is higher');
});
