import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sudoHostsMissing } from '../../../../e2e/hosts/sim-hosts';
import { revision } from '../../../../scripts/lib/revision.mjs';
import { Bench } from './testing/bench';
import { cellName, cells } from './testing/cells';
import { MUTATIONS } from './testing/mutations';
import { runCell, type CellResult } from './testing/run-cell';
import { matrixPage } from './testing/table';
import { watchedDeploy } from './testing/watched-deploy';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const PAGE = join(ROOT, 'docs/proofs/deploy-matrix.md');
/** Hosts side by side: most of a cell is waiting. */
const LANES = 4;
const missing = sudoHostsMissing();
if (missing !== null) console.log(`deploy.long: skipped, because ${missing}`);

describe.skipIf(missing !== null)('the fault matrix of a deploy', () => {
  let bench: Bench;
  const results: CellResult[] = [];
  beforeAll(async () => {
    bench = await Bench.start(LANES);
  });
  afterAll(async () => {
    await bench?.end();
    // A matrix with holes is none.
    if (results.length !== cells().length) return;
    const style = await resolveConfig(PAGE);
    writeFileSync(PAGE, await format(matrixPage(results, revision(ROOT)), { ...style, parser: 'markdown' }));
  });

  it.concurrent.each(cells().map((cell) => [cellName(cell), cell] as const))('%s', async (_, cell) => {
    results.push(await runCell(bench, cell));
  });

  it.concurrent('keeps passwords, passphrases, keys and the token to itself', async () => {
    const { answer, ...seen } = await bench.with(watchedDeploy);
    expect(answer.code, answer.stderr).toBe(0);
    expect(seen).toEqual({ inProcesses: [], inFiles: [], said: [] });
  });

  it.concurrent.each(MUTATIONS.map((one) => [one.without, one] as const))(
    'without %s a cell turns red',
    async (_, { mutate, cell, red }) => {
      const failed = await runCell(bench, cell, ({ app, other }) => {
        app.scripts = mutate(app.scripts);
        other.scripts = mutate(other.scripts);
      }).then(
        () => null,
        (error: unknown) => String(error),
      );
      expect(failed, `${cellName(cell)} stayed green`).toMatch(red);
    },
  );
});
