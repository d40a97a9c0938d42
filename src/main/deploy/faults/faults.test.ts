import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sudoHostsMissing } from '../../../../e2e/hosts/sim-hosts';
import { filesWith, formsOf } from '../../../../e2e/support/watch-secrets';
import { Bench } from './testing/bench';
import { allPairs, cellName, cells, impossible, type Cell } from './testing/cells';
import { runCell, watchedDeploy } from './testing/run-cell';

const missing = sudoHostsMissing();
if (missing !== null) console.log(`faults.test: skipped, because ${missing}`);

const PASSWORD = `p${randomBytes(12).toString('hex')}`;

/** One of each kind; the whole matrix is `npm run test:long -- deploy`. */
const SHORT: readonly Cell[] = [
  { fault: 'ssh-killed', step: 'test', moment: 'middle' },
  { fault: 'link-cut', step: 'ack', moment: 'start' },
  { fault: 'target-restarted', step: 'profile', moment: 'middle' },
  { fault: 'hang', step: 'test', moment: 'middle' },
  { fault: 'disk-full', step: 'profile', moment: 'start' },
  { fault: 'wrong-sudo-password', step: 'ack', moment: 'start' },
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
    'keeps the password of sudo and the token to itself',
    async () => {
      await bench.with(async (stand) => {
        const { going, token, sightings } = await watchedDeploy(stand, PASSWORD);
        expect(await going).toMatchObject({ outcome: 'switched' });
        expect(sightings.looks).toBeGreaterThan(1);
        expect([...sightings.seen]).toEqual([]);
        const words = [...formsOf(PASSWORD), ...formsOf(token)];
        expect(
          filesWith(words, [stand.dir, join(stand.lane.root, 'var'), join(stand.lane.root, 'tmp')]),
        ).toEqual([]);
      });
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
