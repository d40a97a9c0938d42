import { expect, test } from 'vitest';
import { emptyDesktop } from '../../model';
import { madeMonitor, madeScene, madeWindow } from '../testing/made-scene';
import { motionsOf, NO_MOTION } from './kinds';
import { frameAt, frameOf, transitionTo } from './transition';

const motions = motionsOf({
  ...emptyDesktop(),
  curves: [{ name: 'even', kind: 'bezier', points: [0, 0, 1, 1] }],
  animations: [
    { name: 'global', on: true, speed: 10, curve: 'even' },
    { name: 'windows', on: true, speed: 10, curve: 'even', style: 'popin 50%' },
    { name: 'workspaces', on: true, speed: 5, curve: 'even', style: 'slide' },
  ],
});
const a = madeWindow({ id: 'a', box: { x: 0, y: 0, width: 1000, height: 1000 } });
const half = { ...a, box: { x: 0, y: 0, width: 500, height: 1000 } };
const b = madeWindow({ id: 'b', box: { x: 500, y: 0, width: 500, height: 1000 } });
const one = madeScene(madeMonitor({ items: [a] }));
const two = madeScene(madeMonitor({ items: [half, b] }));

test('a window that opens grows and fades in while its neighbour makes room', () => {
  const way = transitionTo(one, frameOf(one), two, motions);
  expect(way.seconds).toBe(1);
  const [left, right] = frameAt(way, 0.5).get('DP-1') ?? [];
  expect(left?.box.width).toBeCloseTo(750);
  expect(right?.alpha).toBeCloseTo(0.5);
  expect(right?.box.width).toBeCloseTo(375);
  expect(frameAt(way, 1)).toEqual(frameOf(two));
});

test('a window that closes goes on being drawn until it is gone', () => {
  const way = transitionTo(two, frameOf(two), one, motions);
  expect(
    frameAt(way, 0.9)
      .get('DP-1')
      ?.map(({ window, goes }) => [window.id, goes]),
  ).toEqual([
    ['b', true],
    ['a', false],
  ]);
  expect(frameAt(way, 1)).toEqual(frameOf(one));
});

test('a workspace comes from one side while the other leaves to the other', () => {
  const other = madeScene(madeMonitor({ items: [b], view: { key: '2', order: 2 } }));
  const way = transitionTo(one, frameOf(one), other, motions);
  expect(way.seconds).toBe(0.5);
  expect(
    frameAt(way, 0.25)
      .get('DP-1')
      ?.map(({ window, x }) => [window.id, Math.round(x)]),
  ).toEqual([
    ['a', -960],
    ['b', 960],
  ]);
});

test('another change in the middle of a motion begins where things are', () => {
  const way = transitionTo(one, frameOf(one), two, motions);
  const back = transitionTo(two, frameAt(way, 0.5), one, motions);
  expect(frameAt(back, 0).get('DP-1')?.at(-1)?.box.width).toBeCloseTo(750);
});

test('without motion everything is at its goal at once', () => {
  const way = transitionTo(one, frameOf(one), two, NO_MOTION);
  expect(way.seconds).toBe(0);
  expect(frameAt(way, 0)).toEqual(frameOf(two));
});
