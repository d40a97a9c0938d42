import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sudoHostsMissing } from '../../../../e2e/hosts/sim-hosts';
import { whoWeAre } from '../who-we-are';
import { Bench } from './testing/bench';
import { allPairs, cellName, cells, impossible, type Cell } from './testing/cells';
import { runCell } from './testing/run-cell';
import { twoAtOnce } from './testing/two-at-once';

const missing = sudoHostsMissing();
if (missing !== null) console.log(`faults.test: skipped, because ${missing}`);

/** One of each kind; the whole matrix is `npm run test:long -- deploy`. */
const SHORT: readonly Cell[] = [
  { fault: 'ssh-killed', step: 'test', moment: 'middle' },
  { fault: 'target-restarted', step: 'profile', moment: 'middle' },
  { fault: 'activation-killed', step: 'boot', moment: 'middle' },
  { fault: 'hang', step: 'test', moment: 'middle' },
];

describe('the fault matrix', () => {
  it('has a cell or a reason for every pair', () => {
    expect(allPairs().length).toBe(cells().length + allPairs().filter((pair) => impossible(pair)).length);
    expect(cells().length).toBeGreaterThanOrEqual(80);
    for (const cell of SHORT) expect(impossible(cell), cellName(cell)).toBeNull();
  });
});

describe.skipIf(missing !== null)('a host ends old or new', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await Bench.start(2);
  });
  afterAll(() => bench?.end());

  it.concurrent(
    'lets one of two that come at once win, and tells the other of it',
    async () => {
      const { results, running } = await bench.with(twoAtOnce);
      const won = results.find(({ outcome }) => outcome === 'switched');
      const lost = results.find(({ outcome }) => outcome === 'failed');
      expect(running).toBe(won?.to);
      expect(lost?.reason).toContain(`of ${whoWeAre()}, since`);
    },
    180_000,
  );

  it.concurrent.each(SHORT.map((cell) => [cellName(cell), cell] as const))(
    '%s',
    async (_, cell) => {
      await runCell(bench, cell);
    },
    // Most of it is waiting for a free host.
    180_000,
  );
});
