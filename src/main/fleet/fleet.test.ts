import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError, isAppError, type ErrorCode, type NameCheck } from '../../shared/contract';
import { createJobs } from '../jobs';
import type { FleetEvaluation } from '../nix';
import { resolveHome, type Home } from '../state';
import { Fleet } from './fleet';
import { copySmallFleet } from './testing/small-fleet';

const BUNDLED = path.join(import.meta.dirname, '../../../fleet');

let scratch: string;
let dir: string;
let home: Home;

function open(
  from: string,
  evaluation?: FleetEvaluation,
  names: () => Promise<string[]> = () => Promise.reject(new AppError('nix-absent', 'Nix is not installed.')),
): Promise<Fleet> {
  return Fleet.open({
    home,
    dir: from,
    jobs: createJobs({ home, version: '0' }),
    nix: {
      hostNames: () => names(),
      evaluate: () =>
        evaluation ? Promise.resolve(evaluation) : Promise.reject(new AppError('nix-absent', 'no nix here')),
    },
  });
}

/** An option with a value, as evaluation tells it. */
function optionTold(option: string, value: boolean): FleetEvaluation['hosts'][number]['options'][number] {
  return {
    path: option.split('.'),
    type: { name: 'bool', description: null },
    description: null,
    hasDefault: true,
    default: false,
    example: null,
    readOnly: false,
    internal: false,
    visible: true,
    declarations: [],
    isDefined: true,
    priority: 100,
    priorityName: 'normal',
    definitions: [],
    value,
  };
}

async function codeOf(work: Promise<unknown>): Promise<ErrorCode | 'none'> {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error === null) return 'none';
  return isAppError(error) ? error.code : 'internal';
}

beforeEach(() => {
  scratch = mkdtempSync(path.join(tmpdir(), 'snowfleet-fleet-'));
  dir = path.join(scratch, 'x');
  home = resolveHome({ SNOWFLEET_HOME: path.join(scratch, 'home') });
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

describe('an open fleet', () => {
  it('shows every host of the bundled fleet from source, each fact with its place', async () => {
    cpSync(BUNDLED, dir, { recursive: true });
    const fleet = await open(path.join(dir, 'hosts/p510'));
    const inventory = await fleet.inventory();
    expect(inventory.fleet).toMatchObject({ dir: fleet.dir, commit: null, featureRoots: ['features'] });
    expect(inventory.hosts.map((host) => host.name).toSorted()).toEqual([
      'dex5550',
      'hp',
      'p510',
      'p620',
      'razer',
      'samsung',
    ]);
    expect(inventory.findings).toEqual([]);
    const p510 = inventory.hosts.find((host) => host.name === 'p510');
    expect(p510).toMatchObject({ kind: 'machine', file: 'hosts/p510/default.nix', source: 'source' });
    expect(p510?.facts['role']).toMatchObject({
      value: 'server',
      from: 'source',
      file: 'hosts/p510/default.nix',
    });
    expect(p510?.features).toContain('features.media.plex');
    // Plex brings it; nothing is written for it.
    expect(p510?.features).toContain('features.media.library');
    expect(p510?.facts['drift']).toMatchObject({ value: 'unknown' });
  });

  it('keeps evaluation apart from source, and knows drift only of the source it evaluated', async () => {
    copySmallFleet(dir);
    const evaluation: FleetEvaluation = {
      at: new Date().toISOString(),
      hosts: [
        {
          host: 'p510',
          toplevel: '/nix/store/b-system',
          warnings: [],
          facts: { hostName: 'other', stateVersion: '25.11', system: 'x86_64-linux' },
          options: [
            optionTold('features.media.plex.enable', false),
            optionTold('features.media.arr.enable', true),
          ],
          valuesKnown: true,
          error: null,
        },
      ],
    };
    const fleet = await open(dir, evaluation);
    await fleet.noteAnswers(
      new Map([
        [
          'p510',
          {
            at: '2026-01-01T00:00:00.000Z',
            reachable: true,
            facts: { running: { value: '/nix/store/b-system', from: 'host' as const } },
          },
        ],
      ]),
    );
    const job = await fleet.evaluate();
    await expect.poll(async () => (await fleet.info()).evaluatedAt, { timeout: 5000 }).toBe(evaluation.at);
    expect(job.kind).toBe('evaluate');
    const facts = async () => (await fleet.inventory()).hosts.find((host) => host.name === 'p510')?.facts;
    expect((await facts())?.['drift']).toMatchObject({ value: 'as-declared' });
    expect((await facts())?.['hostName']).toMatchObject({
      value: 'p510',
      from: 'source',
      also: [{ value: 'other', from: 'evaluation' }],
    });
    expect((await fleet.check()).map(({ rule, message }) => `${rule}: ${message}`)).toEqual([
      'evaluation-differs: media.plex is on by source and off by evaluation.',
    ]);
    await fleet.draft.apply([{ kind: 'enable', host: 'p510', path: 'virtualization.podman' }]);
    expect(await fleet.check()).toEqual([]);
    expect((await facts())?.['drift']).toMatchObject({ value: 'unknown' });
    await fleet.noteAnswers(
      new Map([['p510', { at: '2026-01-02T00:00:00.000Z', reachable: false, facts: {} }]]),
    );
    expect((await facts())?.['reachable']).toMatchObject({ value: false });
    expect((await facts())?.['running']).toMatchObject({ value: '/nix/store/b-system' });
    await fleet.noteAnswers(
      new Map([['p510', { at: '2026-01-01T12:00:00.000Z', reachable: true, facts: {} }]]),
    );
    expect((await facts())?.['reachable'], 'asked before the last answer').toMatchObject({ value: false });
  });

  it('tells what a name leads to as a finding of the inventory, and not of the rules', async () => {
    mkdirSync(dir);
    writeFileSync(
      path.join(dir, 'flake.nix'),
      '{ outputs = i: { nixosConfigurations = { a = i.nixpkgs.lib.nixosSystem { modules = [ ]; }; }; }; }',
    );
    const fleet = await open(dir);
    const check: NameCheck = {
      name: 'a',
      resolves: ['10.0.0.1'],
      declared: '10.0.0.2',
      verdict: 'differs',
      conflicts: ['a leads elsewhere.'],
    };
    const name = { value: check, from: 'host' as const };
    await fleet.noteAnswers(
      new Map([['a', { at: '2026-01-01T00:00:00.000Z', reachable: true, facts: { name } }]]),
    );
    const conflict = { rule: 'name-conflict', severity: 'warning', host: 'a', message: 'a leads elsewhere.' };
    expect((await fleet.inventory()).findings).toContainEqual(conflict);
    expect(await fleet.check()).not.toContainEqual(conflict);
    expect(await fleet.answers()).toMatchObject({ a: { reachable: true, facts: { name } } });
  });

  it('asks Nix for hosts that only it can list, and says why it could not', async () => {
    mkdirSync(dir);
    writeFileSync(
      path.join(dir, 'flake.nix'),
      '{ outputs = i: { nixosConfigurations = i.x.make { } // { a = { }; }; }; }',
    );
    const told = await (await open(dir, undefined, async () => ['a', 'b'])).inventory();
    expect(told.hosts.map(({ name, source }) => [name, source])).toEqual([
      ['a', 'source'],
      ['b', 'evaluation'],
    ]);
    expect(told.findings).toEqual([]);
    const alone = await (await open(dir)).inventory();
    expect(alone.hosts.map((host) => host.name)).toEqual(['a']);
    expect(alone.findings).toMatchObject([
      { rule: 'hosts-unconfirmed', message: expect.stringMatching(/because Nix is not installed/) },
    ]);
    const started = performance.now();
    const silent = await (await open(dir, undefined, () => new Promise(() => undefined))).inventory();
    expect(silent.findings).toMatchObject([
      { message: expect.stringMatching(/did not answer within a second/) },
    ]);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('explains a value by what decides it', async () => {
    copySmallFleet(dir);
    const fleet = await open(dir);
    expect(await fleet.explain('p510', 'media.library')).toMatchObject({
      path: 'features.media.library.enable',
      value: true,
      from: 'source',
      decidedBy: { file: 'features/media/arr.nix' },
      declaredAt: { file: 'features/media/library.nix' },
    });
  });
});

describe('what cannot be opened', () => {
  const write = (files: Record<string, string>): void => {
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
      writeFileSync(path.join(dir, file), content);
    }
  };

  it.each<[ErrorCode, Record<string, string>]>([
    ['not-a-flake', { 'readme.md': '' }],
    ['no-hosts', { 'flake.nix': '{ outputs = { self }: { packages = { }; }; }' }],
    ['syntax-error', { 'flake.nix': '{ outputs = { self }: { nixosConfigurations = { ; }; }' }],
  ])('says %s', async (code, files) => {
    write(files);
    expect(await codeOf(open(dir))).toBe(code);
  });

  it('says which file cannot be read, opens the rest, and writes nothing past it', async () => {
    copySmallFleet(dir);
    const file = 'hosts/p510/default.nix';
    rmSync(path.join(dir, file));
    symlinkSync('default.nix', path.join(dir, file));
    const fleet = await open(dir);
    const inventory = await fleet.inventory();
    expect(inventory.hosts).toHaveLength(6);
    expect(inventory.findings).toContainEqual(
      expect.objectContaining({ rule: 'unreadable-file', severity: 'error', file }),
    );
    const enable = (host: string) =>
      fleet.draft.apply([{ kind: 'enable', host, path: 'virtualization.podman' }]);
    const error: unknown = await enable('p510').catch((thrown: unknown) => thrown);
    expect(isAppError(error, 'unreadable-file') && error.detail['file']).toBe(file);
    await enable('hp');
  });

  it('does not open without a readable flake.nix', async () => {
    write({});
    mkdirSync(dir, { recursive: true });
    symlinkSync('flake.nix', path.join(dir, 'flake.nix'));
    expect(await codeOf(open(dir))).not.toBe('none');
    rmSync(path.join(dir, 'flake.nix'));
    write({ 'flake.nix': '{ outputs = \0 }' });
    expect(await codeOf(open(dir))).toBe('unreadable-file');
  });
});
