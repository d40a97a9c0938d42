import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  evaluate,
  FLEET,
  nixJson,
  nixMissing,
  readCatalogue,
  type CatalogueData,
  type ProbeAnswer,
} from '../scripts/fleet/evaluate.mjs';
import { added, featureJobs, judge, PROMISED, signature } from '../scripts/fleet/numbers.mjs';
import {
  addOption,
  hasOption,
  homeOptions,
  nixosOptions,
  optionTree,
  pathProblems,
  placeOf,
  splitPath,
  type Reviewed,
} from '../scripts/fleet/option-paths.mjs';
import { fleetCopies } from './support/copy-fleet';
import { failures, HOSTS } from './support/prove-fleet';

/** What the features do to a host, seen by real Nix with the stand-in; and that the checks of it can fail. */

const missing = nixMissing();
if (missing !== null) console.warn(`skipped: what the features do to a host; ${missing}`);

const fleetWith = fleetCopies();

const reviewedOf = (fleet: string): Promise<unknown> => nixJson([join(fleet, 'options-reviewed.nix')]);

/** The problems with option paths in what was evaluated. */
async function problemsOfPaths(answers: readonly ProbeAnswer[], fleet = FLEET): Promise<string[]> {
  return pathProblems({
    defined: answers.map(({ name, paths = [] }) => ({ by: name, paths })),
    declared: answers.flatMap(({ declared = [] }) => declared),
    reviewed: (await reviewedOf(fleet)) as Reviewed,
    nixos: nixosOptions(),
    home: homeOptions(),
  });
}

describe.skipIf(missing !== null)('every feature, on a host that has what it needs', () => {
  let catalogue: CatalogueData;
  let features: ProbeAnswer[];
  let hosts: ProbeAnswer[];

  beforeAll(async () => {
    catalogue = await readCatalogue();
    const jobs = featureJobs(catalogue, ['changes', 'options', 'failed', 'paths', 'declared']);
    const own = HOSTS.map((host) => ({ name: host, host, want: ['failed', 'drv', 'paths', 'declared'] }));
    const answers = await evaluate([...own, ...jobs]);
    hosts = answers.slice(0, HOSTS.length);
    features = answers.slice(HOSTS.length);
  }, 120_000);

  it('evaluates without a failed assertion, as every host does', () => {
    expect(failures([...hosts, ...features])).toEqual([]);
  });

  it('changes the host in a way of its own; and there are as many as promised', () => {
    const { counts, problems, lines } = judge(catalogue, features);
    console.log(lines.join('\n'));
    expect(problems).toEqual([]);
    expect(counts.features).toBeGreaterThanOrEqual(PROMISED.features);
  });

  it('sets only options that exist', async () => {
    expect(await problemsOfPaths([...hosts, ...features])).toEqual([]);
  });
});

describe.skipIf(missing !== null)('a fleet that is not sound', () => {
  const job = (id: string, want: string[]) => ({
    name: id,
    id,
    on: [id],
    off: [],
    hardware: [],
    want,
    unchecked: true,
  });

  it('is caught with a misspelt option, of NixOS and at home', async () => {
    const fleet = fleetWith(
      ['features/media/jellyfin.nix', 'services.jellyfin = {', 'services.jellyfinn = {'],
      ['features/development/direnv.nix', 'mkFeature {', 'mkFeature { home.programs.direnvv.enable = true; '],
    );
    const answers = await evaluate([job('media.jellyfin', ['paths']), job('development.direnv', ['paths'])], {
      fleet,
    });
    expect(answers.map(({ error }) => error)).toEqual([undefined, undefined]);
    const problems = await problemsOfPaths(answers, fleet);
    expect(problems.join('\n')).toMatch(/services\.jellyfinn\.\w+ is no option .* media\.jellyfin/);
    expect(problems).toContain(
      'Home Manager: programs.direnvv.enable is no option that anybody knows (set by development.direnv)',
    );
  });
});

describe('the counting', () => {
  const change = (path: string, before: unknown, after: unknown) => ({
    path: path.split('.'),
    before,
    after,
  });
  const feature = {
    needs: [],
    conflicts: [],
    hardware: { requires: [], prefers: [] },
    health: [],
    metrics: [],
  };
  const catalogue = { 'a.b': feature, 'a.c': feature } as unknown as CatalogueData;
  const answer = (name: string, after: unknown) => ({
    name,
    options: [],
    changes: after === undefined ? [] : [change('services.x.list', ['base'], ['base', after])],
  });

  it('takes the part of a list that came with a feature', () => {
    expect(added(['a', 'b'], ['b', 'c'])).toEqual(['c']);
    expect(added({ a: 1, b: [1] }, { a: 1, b: [1, 2] })).toEqual({ b: [2] });
    expect(added({ '#absent': true }, { a: 1 })).toEqual({ a: 1 });
  });

  it('sees two features that do the same on different hosts', () => {
    const [one, other] = [
      signature([change('services.x.list', ['base'], ['base', 'more'])]),
      signature([change('services.x.list', [], ['more'])]),
    ];
    expect(one).toBe(other);
    const { counts, problems } = judge(catalogue, [answer('a.b', 'more'), answer('a.c', 'more')]);
    expect(counts.features).toBe(1);
    expect(problems).toContain('a.c makes the same change as a.b');
  });

  it('does not count a feature that changes nothing, or cannot be evaluated', () => {
    const { counts, problems } = judge(catalogue, [
      answer('a.b', undefined),
      { name: 'a.c', error: 'error: no' },
    ]);
    expect(counts.features).toBe(0);
    expect(problems).toEqual(
      expect.arrayContaining([
        'a.b changes nothing on a host that has what it needs',
        'a.c cannot be evaluated: error: no',
      ]),
    );
  });
});

describe('option paths', () => {
  const tree = optionTree(
    [
      'services.a.enable\tboolean',
      'services.a.settings\topen submodule of (JSON value)',
      'services.a.settings.port\tport',
      'systemd.services\tattribute set of (submodule)',
      'systemd.services._name_.serviceConfig\tattribute set of (anything)',
      'b.list\tlist of (submodule)',
      'b.list._.url\tstring',
    ].join('\n'),
  );
  it.each([
    ['services.a.enable', true],
    ['services.a.enabel', false],
    ['services.b.enable', false],
    ['services.a.settings.anything.goes', true],
    ['systemd.services.x.serviceConfig.Type', true],
    ['systemd.services.x.serviceConfg', false],
    ['b.list', true],
    ['b.list.*.url', true],
    ['b.list.*.uri', false],
  ])('%s: %s', (path, exists) => {
    expect(hasOption(tree, splitPath(path))).toBe(exists);
  });

  it('are looked up where they belong', () => {
    expect(placeOf(['~home', 'programs', 'git'])).toEqual({ list: 'home', path: ['programs', 'git'] });
    expect(placeOf(splitPath('microvm.vms.dev.config.services.a'))).toEqual({
      list: 'nixos',
      path: ['services', 'a'],
    });
    expect(splitPath('environment.etc."a.conf".text')).toEqual(['environment', 'etc', 'a.conf', 'text']);
  });

  it('reviewed without need, use or reason are told', () => {
    const given = {
      declared: [['snowfleet', 'host', 'role']],
      nixos: tree,
      home: optionTree(''),
    };
    const reviewed = {
      inputs: { age: 'agenix' },
      nixos: {
        'services.new.enable': 'newer than the list: 25.05',
        'services.a.enable': 'in the list of options',
      },
      home: { 'programs.x': '' },
    };
    const problems = pathProblems({
      ...given,
      reviewed,
      defined: [
        { by: 'a.b', paths: [['services', 'new', 'enable'], ['snowfleet', 'host', 'role'], ['wrong']] },
      ],
    });
    expect(problems).toEqual([
      'wrong is no option that anybody knows (set by a.b)',
      'nixos.services.a.enable is in the list of options: it needs no review',
      'nixos.services.a.enable is reviewed, but nothing sets it',
      'home.programs.x is reviewed, but nothing sets it',
      'home.programs.x is reviewed without a reason',
      'nothing sets an option below age, which options-reviewed.nix gives to an input',
    ]);
    addOption(tree, ['wrong'], 'string');
  });
});
