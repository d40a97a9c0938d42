import { beforeAll, describe, expect, it } from 'vitest';
import { evaluate, nixMissing, readCatalogue, type CatalogueData } from '../scripts/fleet/evaluate.mjs';
import {
  brokenRules,
  closure,
  hardwareFor,
  isConsistent,
  randomFrom,
  randomSet,
} from '../scripts/fleet/rules.mjs';
import { fleetCopies } from './support/copy-fleet';
import { differences, failures, randomJobs, rulesOf, rulesThatDoNotAct } from './support/prove-fleet';

/** Needs, conflicts and hardware: a part of what `npm run test:long -- fleet` proves of all. */

const SETS = 8;
const EVERY = 6;
const missing = nixMissing();
if (missing !== null) console.warn(`skipped: what the rules of the features do; ${missing}`);

const fleetWith = fleetCopies();

describe.skipIf(missing !== null)('the bundled fleet', () => {
  let catalogue: CatalogueData;
  beforeAll(async () => {
    catalogue = await readCatalogue();
  });

  it('says of a broken rule exactly that', async () => {
    const rules = rulesOf(catalogue).filter((_, index) => index % EVERY === 0);
    expect(await rulesThatDoNotAct(catalogue, rules)).toEqual([]);
  }, 60_000);

  it('evaluates with random sets of features that break no rule', async () => {
    expect(failures(await evaluate(randomJobs(catalogue, SETS, 4)))).toEqual([]);
  }, 60_000);

  it('is caught when its rules do not act', async () => {
    const fleet = fleetWith([
      'lib/mk-feature.nix',
      'assertion = !(isOn other.feature);',
      'assertion = true;',
    ]);
    const rules = rulesOf(catalogue);
    const some = ['needs', 'with', 'hardware'].flatMap(
      (kind) => rules.find(({ job }) => job.name.includes(kind)) ?? [],
    );
    const conflict = rules.find(({ message }) => message.includes(' conflicts with '));
    if (conflict === undefined) throw new Error('there is no conflict to break');
    const told = await rulesThatDoNotAct(catalogue, [conflict, ...some.slice(0, 1)], { fleet });
    expect(told[0]).toBe(`${conflict.job.name}: "${conflict.message}" is not said`);
  });
});

describe('the rules worked out without Nix', () => {
  const feature = (extra: object) => ({
    needs: [],
    brings: [],
    conflicts: [],
    hardware: { requires: [], prefers: [] },
    ...extra,
  });
  const catalogue = {
    'a.pod': feature({ needs: ['a.net'], conflicts: [{ feature: 'a.dock', reason: 'one socket.' }] }),
    'a.dock': feature({ brings: ['a.tools'] }),
    'a.net': feature({}),
    'a.tools': feature({}),
    'a.card': feature({ hardware: { requires: ['nvidia', 'amd'], prefers: [] }, needs: ['a.cuda'] }),
    'a.cuda': feature({ hardware: { requires: ['nvidia'], prefers: [] } }),
  } as unknown as CatalogueData;

  it('follow needs and brings', () => {
    expect(closure(catalogue, ['a.pod', 'a.dock'])).toEqual(['a.dock', 'a.net', 'a.pod', 'a.tools']);
  });

  it('say in the words of the fleet what is broken', () => {
    expect(brokenRules(catalogue, ['a.pod', 'a.dock', 'a.card', 'a.cuda'], ['amd'])).toEqual([
      'features.a.cuda requires hardware: nvidia.',
      'features.a.pod conflicts with features.a.dock: one socket.',
      'features.a.pod needs features.a.net: enable it too, or disable features.a.pod.',
    ]);
    expect(isConsistent(catalogue, ['a.pod'], [])).toBe(true);
  });

  it('find hardware on which all fit', () => {
    expect(hardwareFor(catalogue, ['a.card', 'a.cuda', 'a.net'])).toEqual(['intel', 'nvidia']);
  });

  it('name the place where two evaluations differ', () => {
    const [one, other] = [
      { a: [1, { b: 'x' }], c: 1 },
      { a: [1, { b: 'y' }], c: 1 },
    ];
    expect(differences('p620', one, one)).toEqual([]);
    expect(differences('p620', one, other)).toEqual(['p620.a.1.b: "x" here, "y" there']);
    expect(differences('p620', one, { ...one, d: null })).toEqual(['p620.d: undefined here, null there']);
  });

  it('make the same sets from the same seed, and none that breaks a rule', () => {
    const sets = (seed: number) => {
      const random = randomFrom(seed);
      return Array.from({ length: 50 }, () => randomSet(catalogue, random));
    };
    expect(sets(1)).toEqual(sets(1));
    expect(sets(1)).not.toEqual(sets(2));
    for (const { on, hardware } of sets(3)) expect(brokenRules(catalogue, on, hardware)).toEqual([]);
  });
});
