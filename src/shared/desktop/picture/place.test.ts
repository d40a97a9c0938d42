import { expect, test } from 'vitest';
import { boundsOf, placeGlass } from './place';
import { madeMonitor } from './testing/made-scene';

const left = madeMonitor({ name: 'DP-1', box: { x: 0, y: 0, width: 2560, height: 1440 } });
const right = madeMonitor({
  name: 'HDMI-A-1',
  box: { x: 2560, y: -480, width: 1080, height: 1920 },
  millimetres: { width: 300, height: 533 },
  turned: 90,
});

test('by pixels monitors lie as the compositor has them, by millimetres as the glass stands', () => {
  const pixels = placeGlass([left, right], 'pixels', 0).map(({ box }) => box);
  expect(pixels).toEqual([left.box, right.box]);
  const [glass, turned] = placeGlass([left, right], 'millimetres', 0).map(({ box }) => box);
  expect(glass).toEqual({ x: 0, y: 0, width: 597, height: 336 });
  // Both end at one height, and so they do as glass.
  expect(turned).toEqual({ x: 597, y: 336 - 533, width: 300, height: 533 });
});

test('a gap leaves room between neighbours, also in a row of three', () => {
  const third = madeMonitor({ name: 'DP-3', box: { x: -1920, y: 0, width: 1920, height: 1080 } });
  const boxes = placeGlass([left, right, third], 'pixels', 10).map(({ box }) => box);
  expect(boxes.map(({ x }) => x)).toEqual([0, 2570, -1930]);
  expect(boundsOf(boxes).width).toBe(1930 + 2570 + 1080);
});
