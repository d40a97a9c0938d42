import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isAppError } from '../../../shared/contract';
import { readConfigInThisThread } from './read-config';

async function folder(files: Readonly<Record<string, string>>): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'snowfleet-test-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(dir, name)), { recursive: true });
    await writeFile(join(dir, name), text);
  }
  return dir;
}

/** Reads `hypr/hyprland.conf` of some files. */
async function read(files: Readonly<Record<string, string>>) {
  const dir = await folder(files);
  const { model, files: seen } = await readConfigInThisThread({
    file: join(dir, 'hypr', 'hyprland.conf'),
    environment: { HOME: '/home/me' },
  });
  const short = (name: string | undefined): string => (name ?? '').replace(`${dir}/hypr/`, '');
  return {
    model,
    seen: seen.map(short),
    missed: model.notUnderstood.map(({ from, because }) => `${short(from?.file)}:${from?.line} ${because}`),
  };
}

describe('files that a configuration takes in', () => {
  it('are found relative to the file, by pattern, and where the configuration would lie', async () => {
    const { model, seen, missed } = await read({
      'hypr/hyprland.conf':
        'source = ./look.conf\nsource = parts/*.conf\nsource = ~/.config/hypr/more.conf\nsource = $HOME/.config/hypr/more.conf',
      'hypr/look.conf': 'general:gaps_in = 1',
      'hypr/parts/b.conf': 'general:gaps_out = 2',
      'hypr/parts/a.conf': 'general:gaps_out = 3\nsource = ../deep/x.conf',
      'hypr/parts/.hidden.conf': 'general:gaps_out = 4',
      'hypr/deep/x.conf': 'general:border_size = 5',
      'hypr/more.conf': 'decoration:rounding = 6',
    });
    expect(missed).toEqual([]);
    expect(seen).toEqual([
      'hyprland.conf',
      'look.conf',
      'parts/a.conf',
      'deep/x.conf',
      'parts/b.conf',
      'more.conf',
    ]);
    expect(model.options['general:gaps_out']).toMatchObject({ value: { sides: { top: 2 } } });
    expect(Object.keys(model.options)).toHaveLength(4);
  });

  it('are not read outside the folder, nor where they are missing, a folder, or a circle', async () => {
    const { missed } = await read({
      'outside.conf': 'general:gaps_in = 1',
      'hypr/hyprland.conf':
        'source = ../outside.conf\nsource = ./gone.conf\nsource = ./hyprland.conf\nsource = ./none-*.conf\nsource = /etc/*.conf',
    });
    expect(missed).toEqual([
      expect.stringContaining('hyprland.conf:1 '),
      'hyprland.conf:2 There is no file gone.conf here.',
      'hyprland.conf:3 This file is being read already: it would source itself.',
      'hyprland.conf:4 No file matches this.',
      'hyprland.conf:5 No file matches this.',
    ]);
    expect(missed[0]).toContain('lies outside the configuration’s folder and is not read.');
  });

  it('are not reached by links that leave the folder', async () => {
    const dir = await folder({
      'secret.conf': 'general:gaps_in = 1',
      'hypr/hyprland.conf': 'source = ./link.conf\nsource = ./loop.conf',
    });
    await symlink('../secret.conf', join(dir, 'hypr', 'link.conf'));
    await symlink('loop.conf', join(dir, 'hypr', 'loop.conf'));
    const { model } = await readConfigInThisThread({ file: join(dir, 'hypr', 'hyprland.conf') });
    expect(model.options).toEqual({});
    expect(model.notUnderstood.map(({ because }) => because)).toEqual([
      expect.stringContaining('lies outside the configuration’s folder'),
      'loop.conf is a link that leads to itself.',
    ]);
  });
});

it('takes the newest version that reads the rules of a file, and the one that is asked for', async () => {
  const versionOf = async (text: string, minor?: number) => {
    const dir = await folder({ 'a.conf': text });
    const { model } = await readConfigInThisThread({
      file: join(dir, 'a.conf'),
      ...(minor !== undefined && { version: { major: 0, minor, patch: 0 } }),
    });
    return [model.version.minor, model.notUnderstood.length];
  };
  expect(await versionOf('windowrulev2 = float, class:x')).toEqual([52, 0]);
  expect(await versionOf('windowrule = match:class x, float on')).toEqual([56, 0]);
  expect(await versionOf('general:gaps_in = 3')).toEqual([56, 0]);
  expect(await versionOf('windowrulev2 = float, class:x', 56)).toEqual([56, 1]);
});

it('says of a file that cannot be read why', async () => {
  const dir = await folder({ 'big.conf': '#'.repeat(1_100_000) });
  const failure = async (file: string) => {
    const error: unknown = await readConfigInThisThread({ file }).catch((reason: unknown) => reason);
    if (!isAppError(error)) throw error;
    return [error.code, error.message];
  };
  expect(await failure(join(dir, 'big.conf'))).toEqual([
    'unreadable-file',
    'big.conf is larger than 1 MB and is not read.',
  ]);
  expect(await failure(join(dir, 'gone.conf'))).toEqual([
    'unreadable-file',
    `There is no file ${join(dir, 'gone.conf')}.`,
  ]);
  expect((await failure(dir))[0]).toBe('unreadable-file');
});
