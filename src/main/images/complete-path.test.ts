import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { completePath } from './complete-path';

let home = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'snowfleet-complete-'));
  await mkdir(join(home, 'images'));
  await mkdir(join(home, '.hidden'));
  await Promise.all(
    ['nixos.iso', 'nixos.img.XZ', 'notes.txt', 'nixos.iso.sha256'].map((name) =>
      writeFile(join(home, name), 'abc'),
    ),
  );
  await symlink(join(home, 'nixos.iso'), join(home, 'link.iso'));
  await symlink(join(home, 'none'), join(home, 'broken.iso'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

const names = async (typed: string): Promise<string[]> =>
  (await completePath(typed, home)).proposals.map(({ path }) => path.replace(`${home}/`, ''));

it('proposes folders and images, folders first, and nothing else', async () => {
  expect(await names(`${home}/`)).toEqual(['images/', 'link.iso', 'nixos.img.XZ', 'nixos.iso']);
  expect(await names('~/nix')).toEqual(['nixos.img.XZ', 'nixos.iso']);
  expect(await names('~/.h')).toEqual(['.hidden/']);
  expect((await completePath(`${home}/nixos.iso`, home)).proposals[0]).toMatchObject({
    bytes: 3,
    isFolder: false,
  });
});

it('has none for a path that is not absolute, or a folder that is not there', async () => {
  expect(await names('nixos')).toEqual([]);
  expect(await names(`${home}/nowhere/x`)).toEqual([]);
});
