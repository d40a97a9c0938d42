import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  FLEET,
  fleetOutput,
  nixJson,
  nixMissing,
  readCatalogue,
  shortError,
} from '../scripts/fleet/evaluate.mjs';
import { fleetCopies } from './support/copy-fleet';

/** The fleet's own module tests and the checks of its flake. */

const missing = nixMissing();
if (missing !== null) console.warn(`skipped: the module tests of the fleet; ${missing}`);
const fleetWith = fleetCopies();

type Problems = Record<string, string[]>;

/** The problems of a category's features; what ends Nix is a problem of the whole category. */
async function problemsIn(category: string, fleet = FLEET): Promise<string[]> {
  try {
    const tests = (await fleetOutput(`tests.${category}`, { fleet })) as Problems;
    return Object.entries(tests).flatMap(([name, problems]) =>
      problems.map((problem) => `${category}.${name}: ${problem}`),
    );
  } catch (error) {
    return [`${category}: ${shortError(String(error))}`];
  }
}

describe.skipIf(missing !== null)('the module tests of the fleet', () => {
  let categories: string[];
  beforeAll(async () => {
    const features = Object.values(await readCatalogue());
    categories = [...new Set(features.map(({ category }) => category))];
  });

  it('expect of every feature what it does', async () => {
    const problems: string[] = [];
    const todo = [...categories];
    const work = async () => {
      for (let category = todo.shift(); category !== undefined; category = todo.shift())
        problems.push(...(await problemsIn(category)));
    };
    await Promise.all([work(), work()]);
    expect(problems.toSorted()).toEqual([]);
  }, 120_000);

  const withTest = (test: string) =>
    fleetWith(
      [
        'tests/default.nix',
        'builtins.listToAttrs (',
        `{ network = { has, absent }: { nftables = ${test}; }; } // builtins.removeAttrs (builtins.listToAttrs (`,
      ],
      ['tests/default.nix', '\n)\n', '\n)) [ "network" ]\n'],
    );

  it.each([
    ['{ expect.networking.nftables.enable = true; }', []],
    [
      '{ expect.networking.nftables.enable = false; }',
      ['networking.nftables.enable should be false, but is true'],
    ],
    [
      '{ expect.networking.nftables.enable = absent; }',
      ['networking.nftables.enable should not be set, but is true'],
    ],
    ['{ expect.networking.nftabels.enable = true; }', ['networking.nftabels.enable does not exist']],
    ['{ expect.networking.hostName = has [ "pro" ]; }', []],
    ['{ expect.networking.hostName = has [ "x" ]; }', ['networking.hostName lacks "x"; it is "probe"']],
    ['{ expect.services.jellyfin.enable = absent; }', []],
    ['{ }', ['its test expects nothing']],
  ])('say of %s: %j', async (test, problems) => {
    expect(await fleetOutput('tests.network.nftables', { fleet: withTest(test) })).toEqual(problems);
  });

  it('name features without a test and tests without a feature', async () => {
    const fleet = fleetWith(
      [
        'tests/default.nix',
        'builtins.listToAttrs (',
        '{ media = _: { gone = { }; }; } // builtins.removeAttrs (builtins.listToAttrs (',
      ],
      ['tests/default.nix', '\n)\n', '\n)) [ "media" ]\n'],
    );
    const tests = (await fleetOutput('tests.media', { fleet })) as Problems;
    expect(tests['gone']).toEqual(['there is no such feature']);
    expect(tests['jellyfin']).toEqual(['it has no test']);
  });
});

describe.skipIf(missing !== null)('the checks of the flake', () => {
  it('are what they say', async () => {
    expect(await fleetOutput('checkNames')).toEqual(['catalogue', 'hosts', 'tests']);
  }, 60_000);

  it('tell in words what is wrong with a host', async () => {
    const fleet = fleetWith([
      'hosts/samsung/default.nix',
      'imports = [',
      'imports = [ { assertions = [ { assertion = false; message = "planted"; } ]; }',
    ]);
    expect(await fleetOutput('checkTexts.hosts', { fleet })).toBe('samsung: planted');
  }, 60_000);
});

describe.skipIf(missing !== null)('the rules of the catalogue', () => {
  const feature = (id: string, extra = '') =>
    `"${id}" = { id = "${id}"; title = "T"; description = "D"; brings = [ ]; needs = [ ]; conflicts = [ ]; secrets = [ ]; health = [ ]; hardware = { requires = [ ]; prefers = [ ]; }; ${''}} // { ${extra} };`;
  const problems = (...features: string[]) =>
    nixJson([
      '-E',
      `import ${join(FLEET, 'lib/catalogue-problems.nix')} { secrets = ${join(FLEET, 'secrets')}; catalogue = { ${features.join(' ')} }; }`,
    ]);

  it('hold for the fleet', async () => {
    expect(await fleetOutput('catalogueProblems')).toEqual([]);
  });

  it.each([
    ['nothing wrong', [feature('a.a', 'needs = [ "a.b" ];'), feature('a.b')], []],
    [
      'a circle',
      [feature('a.a', 'brings = [ "a.b" ];'), feature('a.b', 'brings = [ "a.a" ];')],
      ['a.a brings itself, by way of a.b', 'a.b brings itself, by way of a.a'],
    ],
    [
      'a need that is a conflict',
      [
        feature('a.a', 'needs = [ "a.b" ]; conflicts = [ { feature = "a.b"; reason = "r"; } ];'),
        feature('a.b'),
      ],
      ['a.a can never be on: a.a and a.b, which it needs or brings, conflict'],
    ],
    [
      'a conflict written twice',
      [
        feature('a.a', 'conflicts = [ { feature = "a.b"; reason = "r"; } ];'),
        feature('a.b', 'conflicts = [ { feature = "a.a"; reason = "r"; } ];'),
      ],
      ['a.a and a.b both write down that they conflict; one of them is enough'],
    ],
    [
      'a conflict without a reason',
      [feature('a.a', 'conflicts = [ { feature = "a.b"; reason = ""; } ];'), feature('a.b')],
      ['a.a does not say why it conflicts with a.b'],
    ],
    [
      'unknown hardware',
      [feature('a.a', 'hardware = { requires = [ "arm" ]; prefers = [ ]; };')],
      ['a.a names the hardware arm, which is none of amd, intel, nvidia'],
    ],
    [
      'a secret without a file',
      [feature('a.a', 'secrets = [ "nowhere" ];')],
      ['a.a reads the secret nowhere, which has no file secrets/nowhere.age'],
    ],
    [
      'a health check of nothing',
      [feature('a.a', 'health = [ { } ];')],
      ['a.a has a health check that is none of unit, url, port, command'],
    ],
  ])('find %s', async (_, features, found) => {
    expect(await problems(...features)).toEqual(found);
  });
});

it('is imported file by file', () => {
  expect(readFileSync(join(FLEET, 'features/default.nix'), 'utf8')).not.toContain('readDir');
});
