import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { FleetFiles } from './files';

it('shows folders and files as the overlay will have them', async () => {
  const dir = await mkdtemp(path.join(tmpdir(), 'snowfleet-overlay-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  for (const file of ['hosts/a/default.nix', 'hosts/b/default.nix', 'hosts/b/more.nix', 'flake.nix']) {
    await mkdir(path.dirname(path.join(dir, file)), { recursive: true });
    await writeFile(path.join(dir, file), '{ }');
  }
  const files = new FleetFiles(
    dir,
    new Map([
      ['hosts/a/default.nix', null],
      ['hosts/b/more.nix', null],
      ['hosts/c/default.nix', '{ c = 1; }'],
      ['new/deep/x.nix', '{ }'],
    ]),
  );
  const names = (folder: string): string[] | null => {
    const list = files.list(folder);
    return list && [...list].map(([name, type]) => `${name} ${type}`);
  };
  expect(names('hosts')).toEqual(['b directory', 'c directory']);
  expect(names('hosts/a')).toBeNull();
  expect(names('hosts/b')).toEqual(['default.nix regular']);
  expect(names('new')).toEqual(['deep directory']);
  expect(names('')).toEqual(['flake.nix regular', 'hosts directory', 'new directory']);
  expect(files.load('hosts/a')).toBeNull();
  expect(files.load('hosts/b')?.file).toBe('hosts/b/default.nix');
  expect(files.load('hosts/c')?.file).toBe('hosts/c/default.nix');
  expect(files.peek('hosts/b/more.nix', () => true)).toBeNull();
});
