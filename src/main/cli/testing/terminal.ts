import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeAll, beforeEach } from 'vitest';
import { copySmallFleet } from '../../fleet/testing/small-fleet';

export const ROOT = join(import.meta.dirname, '..', '..', '..', '..');

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder of one test: a small fleet, a home, and a PATH with nothing but git. */
export interface Place {
  dir: string;
  fleet: string;
  env: NodeJS.ProcessEnv;
}

/** The program of that name on this machine's PATH. */
export function findProgram(name: string): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file)) ?? null;
}

/** Builds the terminal door before the tests of a file, and makes each of them a place of its own. */
export function usePlace(): Place {
  const place: Place = { dir: '', fleet: '', env: {} };
  beforeAll(() => {
    execFileSync(process.execPath, [join(ROOT, 'scripts', 'build.mjs'), '--only', 'main', '--if-stale'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  }, 120_000);
  beforeEach(() => {
    const dir = mkdtempSync(join(tmpdir(), 'snowfleet-terminal-'));
    const fleet = join(dir, 'fleet');
    copySmallFleet(fleet);
    // What only reads or edits must work without Nix.
    const bin = join(dir, 'bin');
    mkdirSync(bin);
    const git = findProgram('git');
    if (git !== null) symlinkSync(git, join(bin, 'git'));
    const env = { PATH: bin, HOME: dir, SNOWFLEET_HOME: join(dir, 'home'), LANG: 'C.UTF-8' };
    Object.assign(place, { dir, fleet, env });
  });
  afterEach(() => rmSync(place.dir, { recursive: true, force: true }));
  return place;
}

/** Starts the program with exactly these words. */
export function start(
  { dir, env }: Place,
  args: readonly string[],
  extra: NodeJS.ProcessEnv = {},
): ChildProcess {
  return spawn(process.execPath, [join(ROOT, 'bin', 'snowfleet'), ...args], {
    cwd: dir,
    env: { ...env, ...extra },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Waits for a process and everything it says. */
export async function ended(child: ChildProcess): Promise<Ran> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (part: Buffer) => (stdout += part.toString()));
  child.stderr?.on('data', (part: Buffer) => (stderr += part.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

/** The last line of what a command says, which is JSON. */
export const lastLine = (text: string): unknown => JSON.parse(text.trim().split('\n').at(-1) ?? '');
