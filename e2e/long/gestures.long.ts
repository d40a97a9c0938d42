import { afterEach, beforeEach, expect, it } from 'vitest';
import { Door } from '../terminal-door/support/door';
import { killGestures } from '../terminal-door/support/kill-gesture';

const KILLS = 300;

let door: Door;
beforeEach(() => {
  door = Door.bundled();
});
afterEach(() => door.end());

it(`${KILLS} gestures cut off at random instants leave old or new bytes, and undo ends at the old ones`, async () => {
  const series = await killGestures(door, KILLS);
  console.log(`old bytes after ${series.old} kills, new bytes after ${series.new}`);
  expect(series.broken).toEqual([]);
  // A series that met only one of the two would have missed the writing altogether.
  expect(Math.min(series.old, series.new)).toBeGreaterThan(0);
});
