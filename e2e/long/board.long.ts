import { expect, it } from 'vitest';
import { heapOver } from '../../bench/board/figures';
import { openScreens } from '../../bench/board/screens';
import { createWorld } from '../../bench/board/world';
import { openDoorWith } from '../../bench/door';

const SECONDS = 600;
/** Rounds over which the ends of the use are compared: one collection may come sooner than another. */
const ROUNDS = 5;
/** How much more the page may hold at the end, as a share of what it held at first. */
const MOST_GROWTH = 0.1;

it('holds no more after ten minutes of use with a thousand hosts than after the first rounds', async () => {
  const world = await createWorld();
  const door = await openDoorWith(['--fleet', world.large], world.home);
  const screens = await openScreens();
  try {
    await screens.open(door.url);
    const heaps = await heapOver(screens, SECONDS);
    console.log(`heap in MB, round by round: ${heaps.map((heap) => heap.toFixed(1)).join(' ')}`);
    expect(heaps.length).toBeGreaterThan(2 * ROUNDS);
    const [first, last] = [heaps.slice(0, ROUNDS), heaps.slice(-ROUNDS)].map((few) => Math.max(...few));
    expect(last).toBeLessThan((first ?? 0) * (1 + MOST_GROWTH));
  } finally {
    await screens.close();
    await door.stop();
    world.close();
  }
});
