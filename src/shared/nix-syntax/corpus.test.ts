import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { parseNix, printTree } from './index';
import { nixInstantiate } from './testing/oracle';

/** This repository's own Nix files, and those below the folders named in SNOWFLEET_CORPUS (colons between). */
function corpusFiles(): string[] {
  const own = ['fleet', 'installer-images', 'resources', 'e2e'].map((folder) => path.resolve(folder));
  const given = (process.env['SNOWFLEET_CORPUS'] ?? '').split(':').filter((folder) => folder !== '');
  const folders = [...own, ...given].filter((folder) => existsSync(folder));
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.nix'))
      .map((name) => path.join(folder, name))
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

describe('corpus', () => {
  const files = corpusFiles();

  it('prints every file back', () => {
    const changed = files.filter((file) => {
      const source = readFileSync(file, 'utf8');
      return printTree(parseNix(source)) !== source;
    });
    expect(changed).toEqual([]);
  });

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
      const own = files.filter((file) => file.startsWith(path.resolve('fleet')));
      const accepted = own.filter((file) => parseNix(readFileSync(file, 'utf8')).errors.length === 0);
      expect(refusedByNix(accepted)).toEqual([]);
    },
    120_000,
  );
});
