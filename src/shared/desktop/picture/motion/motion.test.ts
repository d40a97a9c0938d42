import { expect, test } from 'vitest';
import { emptyDesktop } from '../../model';
import { bezierAt, motionOf, springAt } from './curve';
import { arrival, openingBox } from './opening';
import { runningOf } from './tree';

test('a bezier goes through its ends, is symmetric where its points are, and may swing over', () => {
  expect(bezierAt([0.42, 0, 0.58, 1], 0.5)).toBeCloseTo(0.5, 5);
  expect(bezierAt([0.25, 0.1, 0.25, 1], 0.5)).toBeCloseTo(0.8024, 3);
  expect(bezierAt([0.05, 0.9, 0.1, 1.05], 0.6)).toBeGreaterThan(1);
  expect([bezierAt([0, 0, 1, 1], -1), bezierAt([0, 0, 1, 1], 2)]).toEqual([0, 1]);
});

test('a spring obeys m·x″ + c·x′ + k·(x - 1) = 0 whether it swings, creeps or neither', () => {
  for (const damping of [4, 20, 60]) {
    const spring = { mass: 1, stiffness: 100, damping };
    const h = 1e-4;
    for (const t of [0.05, 0.2, 0.5]) {
      const [before, now, after] = [springAt(spring, t - h), springAt(spring, t), springAt(spring, t + h)];
      const force =
        (after - 2 * now + before) / h ** 2 + (damping * (after - before)) / (2 * h) + 100 * (now - 1);
      expect(Math.abs(force)).toBeLessThan(0.01);
    }
    expect(springAt(spring, 0)).toBeCloseTo(0);
    const motion = motionOf({ name: 's', kind: 'spring', ...spring }, 1);
    expect(Math.abs(motion.at(motion.seconds) - 1)).toBeLessThan(0.01);
  }
});

test('a kind of motion inherits from the next that is written, the last line wins, and off is still', () => {
  const model = {
    ...emptyDesktop(),
    curves: [{ name: 'wind', kind: 'bezier' as const, points: [0, 0, 1, 1] as const }],
    animations: [
      { name: 'windows', on: true, speed: 3, curve: 'wind', style: 'slide' },
      { name: 'windowsOut', on: false, speed: 3, curve: 'wind' },
      { name: 'windows', on: true, speed: 6, curve: 'wind', style: 'popin 80%' },
    ],
  };
  expect(runningOf(model, 'windowsIn')).toMatchObject({ style: 'popin 80%', motion: { seconds: 0.6 } });
  expect(runningOf(model, 'windowsIn').motion.at(0.3)).toBeCloseTo(0.5);
  expect(runningOf(model, 'windowsOut').motion.seconds).toBe(0);
  // Nothing written: 0.8 s of the built-in curve.
  expect(runningOf(model, 'workspaces').motion.seconds).toBe(0.8);
  const off = {
    ...model,
    options: { 'animations:enabled': { value: { kind: 'flag' as const, flag: false } } },
  };
  expect(runningOf(off, 'windowsIn').motion.seconds).toBe(0);
});

test('windows come from where their style says', () => {
  const goal = { x: 100, y: 50, width: 400, height: 200 };
  const monitor = { x: 0, y: 0, width: 1920, height: 1080 };
  expect(openingBox('popin 80%', goal, monitor)).toEqual({ x: 140, y: 70, width: 320, height: 160 });
  expect(openingBox('slide left', goal, monitor)).toEqual({ ...goal, x: -300 });
  expect(openingBox('slide', goal, monitor)).toEqual({ ...goal, y: -200 });
  expect(openingBox('', goal, monitor)).toMatchObject({ width: 5, height: 5 });
  expect(arrival('slidefadevert 20%', true, monitor)).toEqual({ x: 0, y: 216, fades: true });
  expect(arrival('slide', false, monitor)).toEqual({ x: -1920, y: 0, fades: false });
});
