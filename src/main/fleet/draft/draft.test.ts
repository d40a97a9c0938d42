import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Change, ErrorCode } from '../../../shared/contract';
import { isAppError } from '../../../shared/contract';
import { resolveHome } from '../../state';
import { findWorktree } from '../git/worktree';
import { readerInThisThread } from '../reader';
import { copySmallFleet } from '../testing/small-fleet';
import { FleetDraft } from './draft';

const P510 = 'hosts/p510/default.nix';
const PODMAN: Change = { kind: 'enable', host: 'p510', path: 'virtualization.podman' };

let scratch: string;
let dir: string;
let draft: FleetDraft;

const text = (file = P510): string => readFileSync(path.join(dir, file), 'utf8');
const git = (...args: string[]): string => execFileSync('git', args, { cwd: dir, encoding: 'utf8' });
const edit = (file: string, change: (before: string) => string): void =>
  writeFileSync(path.join(dir, file), change(text(file)));

async function codeOf(work: Promise<unknown>): Promise<ErrorCode | 'none'> {
  try {
    await work;
    return 'none';
  } catch (error) {
    return isAppError(error) ? error.code : 'internal';
  }
}

beforeEach(async () => {
  scratch = mkdtempSync(path.join(tmpdir(), 'snowfleet-draft-'));
  dir = path.join(scratch, 'fleet');
  copySmallFleet(dir);
  git('init', '--quiet');
  git('config', 'user.email', 'a@example.org');
  git('config', 'user.name', 'A');
  git('add', '-A');
  git('commit', '--quiet', '-m', 'first');
  const home = resolveHome({ SNOWFLEET_HOME: path.join(scratch, 'home') });
  draft = new FleetDraft({ home, dir, worktree: await findWorktree(dir), reader: readerInThisThread });
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

describe('a gesture', () => {
  it('writes only its lines, with what the feature needs, and undo restores the bytes', async () => {
    const before = text();
    const dry = await draft.apply([PODMAN], true);
    expect(text()).toBe(before);
    const result = await draft.apply([PODMAN]);
    expect(result.diff).toBe(dry.diff);
    expect(result.files).toEqual([P510]);
    expect(result.brings).toEqual(['features.virtualization.oci-tools']);
    expect(result.needs).toEqual(['features.network.nftables']);
    const changed = result.diff.split('\n').filter((line) => /^[+-](?![+-])/.test(line));
    expect(changed.map((line) => line.replace(/\s+/g, ' '))).toEqual([
      '+ network.nftables.enable = true;',
      '+ virtualization.podman.enable = true;',
    ]);
    expect((await draft.get()).meaning).toEqual([
      {
        host: 'p510',
        changes: expect.arrayContaining([
          { path: 'virtualization.podman', from: 'off', to: 'on' },
          { path: 'virtualization.oci-tools', from: 'off', to: 'on' },
        ]),
      },
    ]);
    await draft.undo();
    expect(text()).toBe(before);
    await draft.redo();
    expect(text()).not.toBe(before);
    await draft.discard();
    expect(text()).toBe(before);
    expect((await draft.get()).gestures).toEqual([]);
  });

  it('does nothing, and is no gesture, when it holds already', async () => {
    await draft.apply([PODMAN]);
    expect(await draft.apply([PODMAN])).toMatchObject({ diff: '', files: [] });
    expect((await draft.get()).gestures).toHaveLength(1);
  });

  it('overrides what a role switches on, and unset takes the override away', async () => {
    const before = text();
    await draft.apply([{ kind: 'disable', host: 'p510', path: 'monitoring.node-exporter' }]);
    expect(text()).toContain('node-exporter.enable = false;');
    await draft.apply([{ kind: 'unset', host: 'p510', path: 'monitoring.node-exporter.enable' }]);
    expect(text()).toBe(before);
  });

  it.each<[ErrorCode, Change]>([
    ['conflict', { kind: 'enable', host: 'p620', path: 'virtualization.podman' }],
    ['conflict', { kind: 'set', host: 'p620', path: 'virtualization.podman.enable', value: 'true' }],
    ['unmet', { kind: 'disable', host: 'razer', path: 'network.nftables' }],
    ['unknown-option', { kind: 'enable', host: 'p510', path: 'virtualization.podmann' }],
    ['unknown-host', { kind: 'enable', host: 'p511', path: 'virtualization.podman' }],
    ['wrong-type', { kind: 'set', host: 'p510', path: 'virtualization.podman.autoPrune', value: '3' }],
    ['not-literal', { kind: 'set', host: 'p510', path: 'virtualization.podman.autoPrune', value: '!true' }],
    ['no-effect', { kind: 'unset', host: 'p510', path: 'virtualization.podman.autoPrune' }],
  ])('is refused with %s and changes nothing', async (code, change) => {
    const before = git('status', '--porcelain');
    expect(await codeOf(draft.apply([change]))).toBe(code);
    expect(git('status', '--porcelain')).toBe(before);
  });

  it('of several changes is refused as a whole', async () => {
    const before = text();
    expect(await codeOf(draft.apply([PODMAN, { ...PODMAN, host: 'p620' }]))).toBe('conflict');
    expect(text()).toBe(before);
  });

  it('refuses a broken file with its line', async () => {
    edit(P510, (old) => old.replace('"p510";', '"p510"'));
    expect(await codeOf(draft.apply([PODMAN]))).toBe('syntax-error');
  });
});

describe('changes from outside', () => {
  it('elsewhere in the file stay, and undo still finds its place', async () => {
    const before = text();
    await draft.apply([PODMAN]);
    edit(P510, (old) => `# mine\n${old}`);
    expect((await draft.get()).outside).toEqual([P510]);
    await draft.undo();
    expect(text()).toBe(`# mine\n${before}`);
  });

  it('in the same place stop the undo and lose nothing', async () => {
    await draft.apply([PODMAN]);
    edit(P510, (old) =>
      old.replace('virtualization.podman.enable = true;', 'virtualization.podman.enable = false;'),
    );
    const mine = text();
    expect(await codeOf(draft.undo())).toBe('changed-outside');
    expect(text()).toBe(mine);
    expect((await draft.get()).gestures).toHaveLength(1);
  });
});

describe('commit', () => {
  it("takes only our own hunks; the user's staged and unstaged work stays", async () => {
    edit('hosts/razer/default.nix', (old) => `${old}# staged\n`);
    git('add', 'hosts/razer/default.nix');
    edit('hosts/samsung/default.nix', (old) => `${old}# unstaged\n`);
    edit(P510, (old) => `# staged in the same file\n${old}`);
    git('add', P510);
    await draft.apply([PODMAN]);
    edit(P510, (old) => `${old}# unstaged in the same file\n`);
    const mine = text();
    const { commit } = await draft.commit('feat: podman on p510');
    expect(git('rev-parse', 'HEAD').trim()).toBe(commit);
    const lines = git('show', '--format=', '-U0', 'HEAD')
      .split('\n')
      .filter((line) => /^[+-](?![+-])/.test(line));
    expect(lines.map((line) => line.trim().replace(/\s+/g, ' '))).toEqual([
      '+ network.nftables.enable = true;',
      '+ virtualization.podman.enable = true;',
    ]);
    expect(text()).toBe(mine);
    expect(git('diff', '--cached', '--name-only').split('\n')).toEqual([P510, 'hosts/razer/default.nix', '']);
    const staged = git('diff', '--cached', '--', P510);
    expect(staged).toContain('+# staged in the same file');
    expect(staged).not.toContain('podman');
    expect(git('diff', '--', P510)).toContain('+# unstaged in the same file');
    expect(git('diff', '--', P510)).not.toContain('podman');
    expect((await draft.get()).gestures).toEqual([]);
    expect(await codeOf(draft.commit('again'))).toBe('nothing-to-commit');
  });

  it('runs the hooks of the user, and a refusal keeps the draft', async () => {
    const hook = path.join(dir, '.git/hooks/pre-commit');
    mkdirSync(path.dirname(hook), { recursive: true });
    writeFileSync(hook, '#!/bin/sh\necho no podman here >&2\nexit 1\n', { mode: 0o755 });
    await draft.apply([PODMAN]);
    await expect(draft.commit('x')).rejects.toThrow(/no podman here/);
    expect((await draft.get()).gestures).toHaveLength(1);
    expect(git('diff', '--cached', '--name-only')).toBe('');
  });
});
