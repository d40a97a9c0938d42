import { execFile, execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { parseNix, printTree } from '../src/shared/nix-syntax';
import type { Bench, Pair } from './harness';

const run = promisify(execFile);
const COPIES = 25;

const scratch = mkdtempSync(join(tmpdir(), 'snowfleet-bench-read-'));

function nixFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.nix'))
    .map((file) => join(folder, file))
    .toSorted();
}

/** The same files many times over under other names: enough work that a program's start no longer decides. */
function multiply(files: readonly string[]): string[] {
  return Array.from({ length: COPIES }, (_, copy) => {
    const folder = join(scratch, String(copy));
    mkdirSync(folder);
    return files.map((file, index) => {
      const target = join(folder, `${index}-${basename(file)}`);
      copyFileSync(file, target);
      return target;
    });
  }).flat();
}

function parseAll(files: readonly string[]): void {
  for (const file of files) parseNix(readFileSync(file, 'utf8'));
}

/** A parser that gives up early would win every race. */
function proveOurs(files: readonly string[]): void {
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    const tree = parseNix(text);
    if (tree.errors.length > 0) throw new Error(`${file}: ${JSON.stringify(tree.errors[0])}`);
    if (printTree(tree) !== text) throw new Error(`${file} does not come back as it was`);
  }
}

function pair(name: string, files: readonly string[], peer: string, note: string): Pair {
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  return {
    name,
    peer,
    ours: () => parseAll(files),
    theirs: async () => {
      await run('nix-instantiate', ['--parse', ...files], { maxBuffer: 1 << 30 });
    },
    work: { amount: bytes / 1e6, unit: 'MB' },
    note,
  };
}

async function prepare(): Promise<readonly Pair[] | string> {
  let version: string;
  try {
    version = execFileSync('nix-instantiate', ['--version'], { encoding: 'utf8' }).trim();
  } catch {
    return 'nix-instantiate is not installed';
  }
  const files = nixFiles('fleet');
  proveOurs(files);
  return [
    pair(
      `the fleet’s ${files.length} files`,
      files,
      version,
      'reading and parsing in a warm process; the peer starts, reads, parses and prints, as an app calling it would have it do.',
    ),
    pair(
      `the same ${COPIES} times over`,
      multiply(files),
      version,
      'throughput: the peer’s start hardly counts here, its printing does.',
    ),
  ];
}

/** Reading source: our lossless parser beside Nix's own. */
export const bench: Bench = {
  prepare,
  close: () => rmSync(scratch, { recursive: true, force: true }),
};
