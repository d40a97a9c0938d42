import { execFile, execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { readFleet } from '../src/main/fleet';
import { parseNix, printTree } from '../src/shared/nix-syntax';
import type { Bench, Pair } from './harness';
import { madeFleet, MEDIUM, writeFleet } from './made-fleet';

const run = promisify(execFile);

/** Enough text that a program's start hardly counts. */
const ENOUGH_BYTES = 6_000_000;
/** Files given to one call of the peer, well below the limit of arguments. */
const BATCH = 2000;
const FLAKES = ['--extra-experimental-features', 'nix-command flakes'];

const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'snowfleet-bench-syntax-')));

function nixFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.nix'))
    .map((file) => join(folder, file))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() ?? false)
    .toSorted();
}

/** This repository's own files, and those below the folders named in SNOWFLEET_CORPUS (colons between). */
function corpus(): string[] {
  const given = (process.env['SNOWFLEET_CORPUS'] ?? '').split(':').filter((folder) => folder !== '');
  return ['fleet', 'resources', ...given].map((folder) => resolve(folder)).flatMap(nixFiles);
}

const sizeOf = (files: readonly string[]): number =>
  files.reduce((sum, file) => sum + statSync(file).size, 0);

/** The same files under other names, as often as it takes to have enough. */
function multiplied(files: readonly string[]): string[] {
  const copies = Math.max(1, Math.ceil(ENOUGH_BYTES / sizeOf(files)));
  if (copies === 1) return [...files];
  return Array.from({ length: copies }, (_, copy) => {
    const folder = join(scratch, 'corpus', String(copy));
    mkdirSync(folder, { recursive: true });
    return files.map((file, index) => {
      const target = join(folder, `${index}-${basename(file)}`);
      copyFileSync(file, target);
      return target;
    });
  }).flat();
}

/** Files both sides take, so that neither wins by giving up; ours must come back as they were. */
function acceptedByBoth(files: readonly string[]): string[] {
  return files.filter((file) => {
    const text = readFileSync(file, 'utf8');
    const tree = parseNix(text);
    if (printTree(tree) !== text) throw new Error(`${file} does not come back as it was`);
    if (tree.errors.length > 0 || tree.warnings.length > 0) return false;
    try {
      execFileSync('nix-instantiate', ['--parse', '--', file], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  });
}

async function parseByNix(files: readonly string[]): Promise<void> {
  for (let i = 0; i < files.length; i += BATCH) {
    await run('nix-instantiate', ['--parse', '--', ...files.slice(i, i + BATCH)], { maxBuffer: 1 << 30 });
  }
}

function parsing(version: string): Pair {
  const files = multiplied(acceptedByBoth(corpus()));
  const texts = files.map((file) => readFileSync(file, 'utf8'));
  const megabytes = sizeOf(files) / 1e6;
  return {
    name: `parsing ${files.length} files, ${megabytes.toFixed(1)} MB, warm`,
    peer: version,
    ours: () => {
      for (const text of texts) parseNix(text);
    },
    theirs: () => parseByNix(files),
    work: { amount: megabytes, unit: 'MB' },
    note: 'one core, texts in memory, a tree that keeps every byte; the peer also starts, reads and prints.',
  };
}

/** Nix's answer to “which hosts are there”, from a clean repository and without its cache of answers. */
async function hostNames(dir: string): Promise<string[]> {
  const { stdout } = await run('nix', [
    ...FLAKES,
    'eval',
    '--json',
    '--offline',
    '--no-eval-cache',
    `${dir}#nixosConfigurations`,
    '--apply',
    'builtins.attrNames',
  ]);
  return JSON.parse(stdout) as string[];
}

function git(dir: string, ...args: string[]): void {
  execFileSync('git', ['-C', dir, '-c', 'user.name=bench', '-c', 'user.email=bench@localhost', ...args], {
    stdio: 'ignore',
  });
}

async function preparedFleet(): Promise<string> {
  const dir = join(scratch, 'fleet');
  writeFleet(dir, madeFleet(`path:${resolve('resources/stand-in')}`));
  git(dir, 'init', '-q');
  git(dir, 'add', '-A');
  await run('nix', [...FLAKES, 'flake', 'lock', '--offline', dir]);
  git(dir, 'add', '-A');
  git(dir, 'commit', '-q', '-m', 'made');
  return dir;
}

/** A reading that misses something would win every race. */
function proveReading(dir: string, names: readonly string[]): void {
  const reading = readFleet(dir);
  const found = reading.hosts.map((host) => host.name).toSorted();
  if (found.join() !== names.join() || found.length !== MEDIUM.hosts)
    throw new Error(`hosts found: ${found.join()}`);
  if (reading.catalogue.length < MEDIUM.features)
    throw new Error(`${reading.catalogue.length} features found`);
  if (reading.hosts.some((host) => host.assignments.length < 40)) throw new Error('assignments are missing');
  const errors = reading.findings.filter((finding) => finding.severity === 'error');
  if (errors.length > 0) throw new Error(JSON.stringify(errors[0]));
}

/** Reads in a fresh copy each time: nothing of it was parsed before, though the code is warm. */
function cold(dir: string, version: string): Pair {
  const files = madeFleet('path:../stand-in');
  const fresh: string[] = [];
  let copy = 0;
  // Two, since rounds take turns in which side goes first.
  const refill = (): void => {
    while (fresh.length < 2) {
      copy += 1;
      const next = join(scratch, `copy-${copy}`);
      writeFleet(next, files);
      fresh.push(next);
    }
  };
  refill();
  return {
    name: `inventory of ${MEDIUM.files} files, cold`,
    peer: `${version} eval of host names`,
    ours: () => {
      const next = fresh.shift();
      if (next === undefined) throw new Error('no copy is left that was not read before');
      readFleet(next);
    },
    theirs: async () => {
      await hostNames(dir);
      refill();
    },
    note: 'ours is the whole inventory with features, options and findings; the peer lists the names of hosts only.',
  };
}

function afterOneChange(dir: string, version: string): Pair {
  const own = join(scratch, 'changing');
  const files = madeFleet('path:../stand-in');
  writeFleet(own, files);
  const file = 'hosts/host-07/default.nix';
  let round = 0;
  readFleet(own);
  return {
    name: 'the same after one file changed',
    peer: `${version} eval of host names`,
    ours: () => {
      round += 1;
      writeFileSync(join(own, file), `${files.get(file) ?? ''}# ${round}\n`);
      readFleet(own);
    },
    theirs: async () => {
      writeFileSync(join(dir, file), `${files.get(file) ?? ''}# ${round}\n`);
      await hostNames(dir);
    },
  };
}

async function prepare(): Promise<readonly Pair[] | string> {
  let version: string;
  try {
    version = execFileSync('nix-instantiate', ['--version'], { encoding: 'utf8' })
      .trim()
      .replace(/^.*\) /u, 'nix ');
  } catch {
    return 'nix-instantiate is not installed';
  }
  const dir = await preparedFleet();
  proveReading(dir, await hostNames(dir));
  return [parsing(version), cold(dir, version), afterOneChange(dir, version)];
}

/** Source without Nix: the parser beside Nix's own, and a whole fleet beside one evaluation of its names. */
export const bench: Bench = {
  prepare,
  close: () => rmSync(scratch, { recursive: true, force: true }),
};
