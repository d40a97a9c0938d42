import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { isAppError } from '../contract/errors';
import { applyEdits, assignmentsOf, parseNix, printTree, removeAttr, setAttr } from './index';
import { nixInstantiate } from './testing/oracle';

/** This repository's own Nix files, and those below the folders named in SNOWFLEET_CORPUS (colons between). */
function corpusFiles(): string[] {
  const own = ['fleet', 'installer-images', 'resources', 'e2e'].map((folder) => resolve(folder));
  const given = (process.env['SNOWFLEET_CORPUS'] ?? '').split(':').filter((folder) => folder !== '');
  const folders = [...own, ...given].filter((folder) => existsSync(folder));
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.nix'))
      .map((name) => join(folder, name))
      .filter((file) => existsSync(file) && statSync(file).isFile()),
  );
}

/** The files of `files` that Nix refuses to parse; halves what fails until single files remain. */
function refusedByNix(files: readonly string[]): string[] {
  if (files.length === 0) return [];
  const run = spawnSync('nix-instantiate', ['--parse', '--', ...files], {
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  if (run.status === 0) return [];
  if (files.length === 1) return [...files];
  const half = files.length >> 1;
  return [...refusedByNix(files.slice(0, half)), ...refusedByNix(files.slice(half))];
}

/** Sets a new attribute beside `path` and takes it out again; undefined when the file refuses it. */
function setAndUnset(source: string, path: readonly string[]): string | undefined {
  try {
    const after = parseNix(applyEdits(source, setAttr(parseNix(source), path, 'true')));
    expect(after.source).not.toBe(source);
    return applyEdits(after.source, removeAttr(after, path));
  } catch (error) {
    if (isAppError(error, 'not-literal') || isAppError(error, 'conflict')) return undefined;
    throw error;
  }
}

describe('corpus', () => {
  const files = corpusFiles();

  it('prints every file back', () => {
    const changed = files.filter((file) => {
      const source = readFileSync(file, 'utf8');
      return printTree(parseNix(source)) !== source;
    });
    expect(changed).toEqual([]);
  });

  it('sets a new attribute beside every tenth and takes it out again', () => {
    for (const file of files) {
      const source = readFileSync(file, 'utf8');
      const tree = parseNix(source);
      if (tree.errors.length > 0) continue;
      const leaves = assignmentsOf(tree).filter(({ dynamic }) => !dynamic);
      for (let i = 0; i < leaves.length; i += 10) {
        const path = [...leaves[i]!.path.slice(0, -1), 'snowfleetProbe', 'enable'];
        expect(setAndUnset(source, path) ?? source, `${file} ${join('.')}`).toBe(source);
      }
    }
  }, 600_000);

  it.skipIf(!nixInstantiate.available)(
    'refuses no file that Nix accepts',
    () => {
      const refused = files.filter((file) => parseNix(readFileSync(file, 'utf8')).errors.length > 0);
      expect(refused.filter((file) => refusedByNix([file]).length === 0)).toEqual([]);
    },
    600_000,
  );

  it.skipIf(!nixInstantiate.available)(
    'has no syntax error in the files of this repository',
    () => {
      const own = files.filter((file) => file.startsWith(resolve('fleet')));
      const accepted = own.filter((file) => parseNix(readFileSync(file, 'utf8')).errors.length === 0);
      expect(refusedByNix(accepted)).toEqual([]);
    },
    120_000,
  );
});
