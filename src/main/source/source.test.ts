import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { EditorPreference } from '../../shared/contract';
import { chooseEditor } from './editors';
import { createSource, type Source } from './source';

const AUTO: EditorPreference = { use: 'auto', command: [] };

async function folder(): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), 'snowfleet-source-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

async function put(dir: string, file: string, content: string | Buffer): Promise<void> {
  await mkdir(path.dirname(path.join(dir, file)), { recursive: true });
  await writeFile(path.join(dir, file), content);
}

/** A program that writes its arguments, a line each, to `told` beside it and ends with `code`. */
async function program(dir: string, name: string, code = 0): Promise<string> {
  const file = path.join(dir, name);
  await writeFile(file, `#!/bin/sh\nprintf '%s\\n' "$@" > "$0.told"\nexit ${code}\n`);
  await chmod(file, 0o755);
  return file;
}

function sourceOf(
  dir: string,
  preference: EditorPreference = AUTO,
  env: Record<string, string> = {},
): Source {
  return createSource({ env, dir: () => dir, preference: async () => preference });
}

describe('a file of the fleet', () => {
  it('is shown by its name, a folder by its default.nix', async () => {
    const dir = await folder();
    await put(dir, 'hosts/p510/default.nix', '{ }\n');
    const source = sourceOf(dir);
    const shown = { file: 'hosts/p510/default.nix', text: '{ }\n', bytes: 4, encoding: 'utf8' };
    expect(await source.read('hosts/p510/default.nix')).toEqual(shown);
    expect(await source.read('./hosts/../hosts/p510')).toEqual(shown);
  });

  it.each([
    '../secret',
    '/etc/passwd',
    'a/../../secret',
    'link-out',
    'folder-out/secret',
    '.git/config',
    'into-git',
  ])('is never outside of it: %s', async (file) => {
    const around = await folder();
    const dir = path.join(around, 'fleet');
    await put(around, 'secret', 'not for the page');
    await put(dir, '.git/config', '[core]');
    await put(dir, 'a/b', '');
    await symlink('../secret', path.join(dir, 'link-out'));
    await symlink('..', path.join(dir, 'folder-out'));
    await symlink('.git/config', path.join(dir, 'into-git'));
    await expect(sourceOf(dir).read(file)).rejects.toMatchObject({ code: 'outside-fleet' });
    await expect(sourceOf(dir).open({ file })).rejects.toMatchObject({ code: 'outside-fleet' });
  });

  it.each([
    ['absent.nix', 'is not in this fleet'],
    ['round', 'leads in a circle'],
    ['binary', 'is a binary file'],
    ['large', 'is larger than 4 MB'],
    ['empty-folder', 'is not in this fleet'],
  ])('that cannot be shown says why, with a hint: %s', async (file, words) => {
    const dir = await folder();
    await symlink('round', path.join(dir, 'round'));
    await put(dir, 'binary', Buffer.from([1, 0, 2]));
    await put(dir, 'large', Buffer.alloc(4_000_001, 'a'));
    await mkdir(path.join(dir, 'empty-folder'));
    await expect(sourceOf(dir).read(file)).rejects.toMatchObject({
      code: 'unreadable-file',
      message: expect.stringContaining(words),
      hint: expect.stringMatching(/\w/),
    });
  });

  it('that is not UTF-8 is shown as Latin-1, and said to be', async () => {
    const dir = await folder();
    await put(dir, 'old.nix', Buffer.from('# Zürich', 'latin1'));
    expect(await sourceOf(dir).read('old.nix')).toMatchObject({ text: '# Zürich', encoding: 'latin1' });
  });

  it('is listed without what git and builds leave beside it, and without links', async () => {
    const dir = await folder();
    for (const file of ['flake.nix', 'hosts/a.nix', '.git/HEAD', 'result-1/x', 'node_modules/m/i.js'])
      await put(dir, file, '');
    await symlink('/', path.join(dir, 'root'));
    expect(await sourceOf(dir).files()).toEqual({ files: ['flake.nix', 'hosts/a.nix'], more: false });
  });
});

describe('the editor', () => {
  const place = { file: '/fleet/a b.nix', line: 7, column: 3 };

  it('gets the place as words of its own, whatever is in the name of the file', async () => {
    const [dir, bin] = [await folder(), await folder()];
    const file = 'it is $(touch here); "quoted".nix';
    await put(dir, file, '');
    const editor = await program(bin, 'mine');
    const source = sourceOf(dir, { use: 'custom', command: [editor, '+{line}', '{file}'] });
    expect(await source.open({ file, line: 7 })).toEqual({ editor: 'mine' });
    await expect.poll(() => readFile(`${editor}.told`, 'utf8')).toBe(`+7\n${path.join(dir, file)}\n`);
  });

  it('that ends with an error is told of', async () => {
    const [dir, bin] = [await folder(), await folder()];
    await put(dir, 'a.nix', '');
    const source = sourceOf(dir, { use: 'custom', command: [await program(bin, 'broken', 3)] });
    await expect(source.open({ file: 'a.nix' })).rejects.toMatchObject({
      code: 'editor-failed',
      message: expect.stringContaining('it ended with code 3'),
    });
  });

  it('is $VISUAL before $EDITOR, with the words that they have', async () => {
    const bin = await folder();
    await program(bin, 'code');
    await program(bin, 'kate');
    const env = { PATH: bin, DISPLAY: ':0', VISUAL: 'code --reuse-window', EDITOR: 'kate' };
    expect(chooseEditor(AUTO, place, env).argv).toEqual([
      'code',
      '--reuse-window',
      '--goto',
      '/fleet/a b.nix:7:3',
    ]);
    expect(chooseEditor(AUTO, place, { ...env, VISUAL: 'nvim' }).argv[0]).toBe('kate');
  });

  it('that is a terminal’s, unknown or not installed is named where no other is found', async () => {
    const env = { PATH: await folder(), DISPLAY: ':0', VISUAL: 'nvim', EDITOR: 'ours' };
    const choose = () => chooseEditor(AUTO, place, env);
    expect(choose).toThrow(
      expect.objectContaining({
        code: 'editor-absent',
        hint: expect.stringMatching(/\$VISUAL is nvim, which needs a terminal.*\$EDITOR names ours/),
      }),
    );
  });

  it('needs a display, unless the settings say how it is started', async () => {
    const bin = await folder();
    const mine = await program(bin, 'mine');
    const without = { PATH: bin };
    expect(() => chooseEditor(AUTO, place, without)).toThrow('no display');
    expect(chooseEditor({ use: 'custom', command: [mine] }, place, without).argv).toEqual([
      mine,
      '/fleet/a b.nix',
    ]);
  });
});
