import type { Figure } from '../harness';
import { openDoorWith } from '../door';
import { summarize } from '../statistics';
import { openScreens, type Screens } from './screens';
import { percentile, type Trace } from './trace';
import type { World } from './world';

/** Seconds of use over which the heap is watched here; `test:long` has ten minutes. */
const USE_SECONDS = 60;

const figure = (
  name: string,
  values: readonly number[],
  more: { aim?: number; note?: string; unit?: Figure['unit'] } = {},
): Figure => ({ name, unit: 'ms', summary: summarize(values), ...more });

/** What the two screens take with a thousand hosts; see the aims. */
export async function measureLarge(world: World, runs: number): Promise<Figure[]> {
  const begun = performance.now();
  const door = await openDoorWith(['--fleet', world.large], world.home);
  const screens = await openScreens();
  try {
    await screens.open(door.url);
    const fromNothing = performance.now() - begun;
    const paints = await several(runs, () => screens.reload());
    const filters = await several(runs, () => screens.filter());
    await screens.edit();
    await door.begin();
    const edits = await several(runs, () => screens.edit());
    const server = await door.observe();
    const moving = [
      ...framesOf('scrolling the inventory', await several(runs, () => screens.scrollInventory())),
      ...framesOf('scrolling the matrix', await several(runs, () => screens.scrollMatrix())),
      ...framesOf('dragging over lanes', await several(runs, () => screens.drag())),
    ];
    const heaps = await heapOver(screens, USE_SECONDS);
    const memory = await door.observe();
    return [
      figure('inventory of 1,000 hosts, from page load to painted rows', paints, {
        aim: 1000,
        note: 'the server is up and has read the fleet.',
      }),
      figure('the same from the start of the server', [fromNothing], {
        note: 'reads 2,400 files that it never saw before, and starts Chromium meanwhile.',
      }),
      figure('filter, from the key to the painted rows', filters, { aim: 50 }),
      figure('an edit, from the drop to the painted diff', edits, {
        aim: 100,
        note: `planned, written, read back and described by the server, whose own thread was never held up longer than ${server.longest.toFixed(0)} ms.`,
      }),
      ...moving,
      figure('heap of the page before use', heaps.slice(0, 1), { unit: 'MB' }),
      figure(`heap of the page after ${USE_SECONDS} s of use`, heaps.slice(-1), {
        unit: 'MB',
        note: `collected each time; at most ${Math.max(...heaps).toFixed(1)} MB on the way, over ${heaps.length} looks.`,
      }),
      figure('memory of the server', [memory.resident], { unit: 'MB' }),
    ];
  } finally {
    await screens.close();
    await door.stop();
  }
}

/** How soon the bundled fleet can be used. */
export async function measureBundled(world: World, runs: number): Promise<Figure[]> {
  const door = await openDoorWith(['--fleet', world.bundled], world.home);
  const screens = await openScreens();
  try {
    await screens.open(door.url);
    const paints = await several(runs, () => screens.reload());
    return [figure('bundled fleet, from page load to painted rows', paints, { aim: 500 })];
  } finally {
    await screens.close();
    await door.stop();
  }
}

/** MB that the page holds, from before and again and again while it is used for so long. */
export async function heapOver(screens: Pick<Screens, 'heap' | 'use'>, seconds: number): Promise<number[]> {
  // What is loaded on first use is no growth.
  await screens.use();
  const heaps = [await screens.heap()];
  const until = performance.now() + seconds * 1000;
  while (performance.now() < until) {
    await screens.use();
    heaps.push(await screens.heap());
  }
  return heaps;
}

function framesOf(what: string, traces: readonly Trace[]): Figure[] {
  return [
    figure(
      `${what}: script, style and layout of a frame, p95`,
      traces.map(({ frames }) => percentile(frames, 95)),
      { aim: 8, note: `${traces.reduce((sum, { frames }) => sum + frames.length, 0)} frames.` },
    ),
    figure(
      `${what}: longest task`,
      traces.map(({ longestTask }) => longestTask),
      { aim: 50 },
    ),
  ];
}

async function several<T>(count: number, run: () => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let round = 0; round < count; round += 1) results.push(await run());
  return results;
}
