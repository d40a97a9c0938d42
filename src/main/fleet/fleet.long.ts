import { beforeAll, describe, expect, it } from 'vitest';
import {
  differencesToNixpkgs,
  failures,
  HOSTS,
  nixpkgsLib,
  randomJobs,
  rulesOf,
  rulesThatDoNotAct,
} from '../../../fleet-tests/support/prove-fleet';
import { evaluate, nixMissing, readCatalogue, type CatalogueData } from '../../../scripts/fleet/evaluate.mjs';
import { closure, hardwareFor } from '../../../scripts/fleet/rules.mjs';

/** The bundled fleet: every host, every feature, every rule and 500 random sets, as real Nix sees them. */

const SETS = 500;
const seed = Number(process.env['SNOWFLEET_SEED'] ?? 20251125);

const missing = nixMissing();
if (missing !== null) console.warn(`skipped: the proofs of the bundled fleet; ${missing}`);

describe.skipIf(missing !== null)('the bundled fleet', () => {
  let catalogue: CatalogueData;
  beforeAll(async () => {
    catalogue = await readCatalogue();
  });

  it('evaluates with every host whole', async () => {
    expect(
      failures(await evaluate(HOSTS.map((host) => ({ name: host, host, want: ['failed', 'drv'] })))),
    ).toEqual([]);
  });

  it('evaluates with each feature and only what it needs', async () => {
    const jobs = Object.keys(catalogue).map((id) => {
      const on = closure(catalogue, [id]);
      return { name: id, on, off: [], hardware: hardwareFor(catalogue, on), want: ['failed', 'drv'] };
    });
    const answers = await evaluate(jobs);
    console.log(`${answers.length} features alone`);
    expect(failures(answers)).toEqual([]);
  });

  it('says of every need, conflict and hardware rule that is broken exactly that', async () => {
    const rules = rulesOf(catalogue);
    console.log(`${rules.length} rules`);
    expect(await rulesThatDoNotAct(catalogue, rules)).toEqual([]);
  });

  it(`evaluates with ${SETS} random sets of features that break no rule`, async () => {
    const jobs = randomJobs(catalogue, SETS, seed);
    const sizes = jobs.map(({ on = [] }) => on.length);
    console.log(`seed ${seed}: sets of ${Math.min(...sizes)} to ${Math.max(...sizes)} features`);
    const used = new Set(jobs.flatMap(({ on = [] }) => on));
    expect(Object.keys(catalogue).filter((id) => !used.has(id))).toEqual([]);
    expect(failures(await evaluate(jobs, { batch: 10 }))).toEqual([]);
  });

  it("means with nixpkgs' own lib what it means with the stand-in's", async (context) => {
    const lib = nixpkgsLib();
    if (lib === null) return context.skip("NIXPKGS_LIB names no copy of nixpkgs' lib");
    expect(await differencesToNixpkgs(lib)).toEqual([]);
  });
});
