import { expect, it, vi } from 'vitest';
import type { Fleet } from '../fleet';
import { keepEvaluated } from './keep-evaluated';

function setup(options: { standIn: boolean; evaluated: boolean[] }) {
  const ends: (() => void)[] = [];
  const evaluate = vi.fn(async () => ({ id: 'job' }));
  const fleet = { isEvaluated: async () => options.evaluated.shift() ?? true, evaluate } as unknown as Fleet;
  const nix = { probe: async () => ({ available: true }) } as never;
  const jobs = {
    result: <R>() => new Promise<R>((resolve) => ends.push(() => resolve(undefined as R))),
  };
  const keeper = keepEvaluated(jobs, () => ({ fleet, nix, standIn: options.standIn }), 5);
  return { keeper, evaluate, ends };
}

it('evaluates once for gestures in a row, and again for one that came meanwhile', async () => {
  const { keeper, evaluate, ends } = setup({ standIn: true, evaluated: [false, false, true] });
  keeper.nudge();
  keeper.nudge();
  await expect.poll(() => ends.length).toBe(1);
  keeper.nudge();
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(evaluate).toHaveBeenCalledTimes(1);
  ends[0]?.();
  await expect.poll(() => ends.length).toBe(2);
  expect(evaluate).toHaveBeenCalledTimes(2);
  keeper.close();
});

it.each([
  ['a fleet with real inputs', { standIn: false, evaluated: [false] }],
  ['a source that is evaluated already', { standIn: true, evaluated: [true] }],
])('leaves %s alone', async (_what, options) => {
  const { keeper, evaluate } = setup(options);
  keeper.nudge();
  await new Promise((resolve) => setTimeout(resolve, 40));
  expect(evaluate).not.toHaveBeenCalled();
  keeper.close();
});
