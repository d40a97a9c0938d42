import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import { type Change, isAppError } from '../../../shared/contract';
import { createNix, type Nix } from '../../nix';
import { resolveHome } from '../../state';
import { FleetDraft } from '../draft/draft';
import { readerInThisThread } from '../reader';
import { readFleet } from '../reading/read-fleet';

const ROOT = path.join(import.meta.dirname, '../../../..');

/** Why toggles cannot be proven here, or null. */
export function togglesMissing(): string | null {
  try {
    execFileSync('nix', ['--version']);
    return null;
  } catch {
    return 'nix is not installed';
  }
}

type Values = ReadonlyMap<string, unknown>;

async function evaluated(nix: Nix, dir: string): Promise<Values> {
  const { hosts } = await nix.evaluate({ fleet: { dir }, featureRoots: ['features'] });
  return new Map(
    hosts.flatMap((host) => {
      // A host that cannot be evaluated would make every comparison true.
      expect(host.error, host.host).toBeNull();
      return host.options.map((option) => [`${host.host} ${option.path.join('.')}`, option.value] as const);
    }),
  );
}

function differences(before: Values, after: Values): string[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((key) => JSON.stringify(before.get(key)) !== JSON.stringify(after.get(key)))
    .toSorted();
}

export interface ToggleCounts {
  readonly toggles: number;
  readonly refused: number;
  readonly sets: number;
}

/** The fleet that ships with Snowfleet. */
export const BUNDLED_FLEET = path.join(ROOT, 'fleet');

/**
 * Switches random features of a fleet on and off, and sets and unsets options, asking real Nix before
 * and after: below the feature root exactly what was asked differs, and what it brings or needs; each diff is of one
 * or two lines for each assignment; undo and unset give the bytes back.
 */
export async function proveToggles(fleet: string, count: number, seed: number): Promise<ToggleCounts> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'snowfleet-toggles-'));
  try {
    const dir = path.join(scratch, 'fleet');
    cpSync(fleet, dir, { recursive: true });
    const home = resolveHome({ SNOWFLEET_HOME: path.join(scratch, 'home') });
    const standInDir = path.join(ROOT, 'resources/stand-in');
    const nix = createNix({ home, env: process.env, standInDir, standIn: true });
    const draft = new FleetDraft({ home, dir, worktree: null, reader: readerInThisThread });
    const random = randomNumbers(seed);
    const before = await evaluated(nix, dir);
    const counts = { toggles: 0, refused: 0, sets: 0 };
    while (counts.toggles < count) {
      const change = randomToggle(dir, random);
      if ((await proveToggle({ nix, dir, draft, before }, change)) === 'refused') counts.refused += 1;
      else counts.toggles += 1;
      counts.sets += await proveSetAndUnset(dir, draft, random);
    }
    return counts;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

interface Ground {
  readonly nix: Nix;
  readonly dir: string;
  readonly draft: FleetDraft;
  readonly before: Values;
}

async function proveToggle(
  { nix, dir, draft, before }: Ground,
  change: Extract<Change, { kind: 'enable' | 'disable' }>,
): Promise<'proven' | 'refused'> {
  const texts = textsOf(dir);
  let result;
  try {
    result = await draft.apply([change]);
  } catch (error) {
    if (!isAppError(error, 'conflict') && !isAppError(error, 'unmet')) throw error;
    expect(textsOf(dir)).toEqual(texts);
    return 'refused';
  }
  const what = `${change.kind} ${change.host} ${change.path}`;
  const after = await evaluated(nix, dir);
  const asked = `${change.host} ${change.path}.enable`;
  expect(after.get(asked), what).toBe(change.kind === 'enable');
  const follows = [change.path, ...result.brings, ...result.needs, ...broughtBy(dir, change.path)];
  const allowed = new Set(follows.map((feature) => `${change.host} ${feature}.enable`));
  const changed = differences(before, after);
  expect(changed, what).toContain(asked);
  expect(
    changed.filter((key) => !allowed.has(key)),
    what,
  ).toEqual([]);
  const lines = result.diff.split('\n').filter((line) => /^[+-](?![+-])/.test(line)).length;
  const written = 1 + result.needs.length;
  expect(lines, what).toBeGreaterThanOrEqual(written);
  expect(lines, what).toBeLessThanOrEqual(2 * written);
  await draft.undo();
  expect(textsOf(dir), what).toEqual(texts);
  return 'proven';
}

/** What goes off with a feature: everything that only it brought. */
function broughtBy(dir: string, feature: string): string[] {
  const catalogue = new Map(readFleet(dir).catalogue.map((one) => [one.path, one.brings]));
  const found = new Set<string>();
  const queue = [feature];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const brought of catalogue.get(next) ?? []) {
      if (!found.has(brought)) queue.push(brought);
      found.add(brought);
    }
  }
  return [...found];
}

/** Sets an option nobody assigned to a value of its type, then unsets it; counts 1 where one was found. */
async function proveSetAndUnset(
  dir: string,
  draft: FleetDraft,
  random: (below: number) => number,
): Promise<number> {
  const reading = readFleet(dir);
  const host = reading.hosts[random(reading.hosts.length)];
  const free = reading.options.filter(
    (option) =>
      option.type === 'bool' &&
      !option.path.endsWith('.enable') &&
      !host?.assignments.some((one) => one.path === option.path),
  );
  const option = free[random(Math.max(1, free.length))];
  if (!host || !option) return 0;
  const texts = textsOf(dir);
  await draft.apply([{ kind: 'set', host: host.name, path: option.path, value: 'true' }]);
  expect(textsOf(dir)).not.toEqual(texts);
  await draft.apply([{ kind: 'unset', host: host.name, path: option.path }]);
  expect(textsOf(dir), `${host.name} ${option.path}`).toEqual(texts);
  return 1;
}

function randomToggle(
  dir: string,
  random: (below: number) => number,
): Extract<Change, { kind: 'enable' | 'disable' }> {
  const reading = readFleet(dir);
  const host = reading.hosts[random(reading.hosts.length)];
  const feature = reading.catalogue[random(reading.catalogue.length)];
  if (!host || !feature) throw new Error('the fleet has hosts and features');
  const isOn = host.standings.some((state) => state.path === feature.path && state.on);
  return { kind: isOn ? 'disable' : 'enable', host: host.name, path: feature.path };
}

function textsOf(dir: string): Record<string, string> {
  const files = readFleet(dir).hosts.flatMap((host) => host.ownFiles.nixos);
  return Object.fromEntries(files.map((file) => [file, readFileSync(path.join(dir, file), 'utf8')]));
}

/** Numbers below a bound, the same for the same seed (a linear congruential generator, constants of glibc). */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
}
