import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Change } from '../../../shared/contract';
import { codeOf, commitAll, git, gitFleet, type GitFleet, initGit } from '../testing/git-fleet';
import type { FleetDraft } from './draft';

const P510 = 'hosts/p510/default.nix';
const RAZER = 'hosts/razer/default.nix';
const PODMAN: Change = { kind: 'enable', host: 'p510', path: 'virtualization.podman' };
const isRoot = process.getuid?.() === 0;

let fleet: GitFleet;
let draft: FleetDraft;

async function open(prepare?: (dir: string) => void): Promise<void> {
  fleet = gitFleet(prepare);
  draft = await fleet.openDraft();
}
afterEach(() => {
  delete process.env['GIT_CONFIG_GLOBAL'];
  fleet.remove();
});

/** Edits, sees what commit says, and finds the draft as it was. */
async function refusedCommit(): Promise<{ code: string; words: string; hint: string }> {
  await draft.apply([PODMAN]);
  const { refused } = await draft.proposeCommit();
  const code = await codeOf(draft.commit('x'));
  expect(code).toBe(refused?.code ?? 'git-failed');
  expect((await draft.get()).gestures).toHaveLength(1);
  expect(fleet.text(P510)).toContain('virtualization.podman.enable = true;');
  return { code, words: refused?.message ?? '', hint: refused?.hint ?? '' };
}

describe('a fleet that is not ready for a commit is edited all the same', () => {
  it('without a repository', async () => {
    await open(() => undefined);
    const { code, hint } = await refusedCommit();
    expect([code, hint]).toEqual(['not-a-repository', expect.stringContaining('git init')]);
  });

  it('without git', async () => {
    await open(() => undefined);
    const found = process.env['PATH'];
    process.env['PATH'] = '/nowhere';
    try {
      draft = await fleet.openDraft();
      const { code } = await refusedCommit();
      expect(code).toBe('git-absent');
    } finally {
      process.env['PATH'] = found;
    }
  });

  it('in the middle of a merge', async () => {
    await open((dir) => {
      commitAll(dir);
      git(dir, 'checkout', '--quiet', '-b', 'side');
      git(dir, 'commit', '--quiet', '--allow-empty', '-m', 'side');
      git(dir, 'checkout', '--quiet', 'main');
      git(dir, 'merge', '--quiet', '--no-ff', '--no-commit', 'side');
    });
    const { code, words, hint } = await refusedCommit();
    expect([code, words, hint]).toEqual([
      'git-busy',
      expect.stringContaining('A merge is under way'),
      expect.stringContaining('git merge --abort'),
    ]);
    expect(fleet.git('status')).toContain('still merging');
  });

  it('in the middle of a rebase', async () => {
    await open((dir) => {
      commitAll(dir);
      git(dir, 'commit', '--quiet', '--allow-empty', '-m', 'second');
      execFileSync('git', ['rebase', '--quiet', '-i', '--keep-empty', '--root'], {
        cwd: dir,
        env: { ...process.env, GIT_SEQUENCE_EDITOR: "sed -i -e '1s/^pick/edit/'" },
        stdio: 'pipe',
      });
    });
    const { code, words } = await refusedCommit();
    expect([code, words]).toEqual(['git-busy', expect.stringContaining('A rebase is under way')]);
  });

  it('while another git has the index, and says where', async () => {
    await open();
    writeFileSync(path.join(fleet.dir, '.git/index.lock'), '');
    const { code, words } = await refusedCommit();
    expect([code, words]).toEqual(['git-busy', expect.stringContaining(path.join('.git', 'index.lock'))]);
    const made = draft.take(() =>
      Promise.resolve({ title: 't', hosts: [], texts: new Map([['new.nix', '{ }']]), brings: [], needs: [] }),
    );
    expect(await codeOf(made)).toBe('git-busy');
    expect(existsSync(path.join(fleet.dir, 'new.nix'))).toBe(false);
  });

  it('where git does not know who commits, and says how to tell it', async () => {
    await open();
    for (const key of ['user.name', 'user.email']) fleet.git('config', '--unset', key);
    fleet.git('config', 'user.useConfigOnly', 'true');
    process.env['GIT_CONFIG_GLOBAL'] = '/dev/null';
    const { code, hint } = await refusedCommit();
    expect([code, hint]).toEqual(['git-identity', expect.stringContaining('git config --global user.name')]);
  });

  it("where a hook refuses, with the hook's words", async () => {
    await open();
    mkdirSync(path.join(fleet.dir, '.git/hooks'), { recursive: true });
    writeFileSync(
      path.join(fleet.dir, '.git/hooks/commit-msg'),
      '#!/bin/sh\necho no such words >&2\nexit 1\n',
      {
        mode: 0o755,
      },
    );
    fleet.edit(RAZER, (text) => `${text}# staged\n`);
    fleet.git('add', RAZER);
    const staged = fleet.git('diff', '--cached');
    expect((await refusedCommit()).code).toBe('git-failed');
    await expect(draft.commit('x')).rejects.toThrow(/no such words/);
    expect(fleet.git('diff', '--cached')).toBe(staged);
  });

  it('in a submodule of the repository', async () => {
    await open((dir) => {
      const hosts = path.join(path.dirname(dir), 'p510');
      mkdirSync(hosts);
      for (const name of ['default.nix', 'hardware-configuration.nix']) {
        writeFileSync(path.join(hosts, name), readFileSync(path.join(dir, 'hosts/p510', name)));
      }
      commitAll(hosts);
      rmSync(path.join(dir, 'hosts/p510'), { recursive: true });
      initGit(dir);
      git(dir, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', hosts, 'hosts/p510');
      git(dir, 'add', '-A');
      git(dir, 'commit', '--quiet', '-m', 'first');
    });
    await draft.apply([PODMAN]);
    await expect(draft.commit('x')).rejects.toThrow(/lies in the submodule hosts\/p510/);
    await draft.undo();
    expect(fleet.git('status', '--porcelain')).toBe('');
  });
});

describe('a commit', () => {
  it('is the first one on a branch without any', async () => {
    await open((dir) => {
      initGit(dir);
      git(dir, 'add', '-A');
    });
    await draft.apply([PODMAN]);
    expect(await draft.proposeCommit()).toMatchObject({ isFirst: true, branch: 'main', refused: null });
    await draft.commit('first');
    expect(fleet.git('show', '--format=%s', '--name-only', 'HEAD').split('\n').filter(Boolean)).toEqual([
      'first',
      P510,
    ]);
    expect(fleet.git('diff', '--cached', '--name-only').split('\n')).toContain('flake.nix');
    expect((await draft.get()).gestures).toEqual([]);
  });

  it('goes to no branch where HEAD is detached, and that is said', async () => {
    await open();
    fleet.git('checkout', '--quiet', '--detach');
    await draft.apply([PODMAN]);
    expect(await draft.proposeCommit()).toMatchObject({
      branch: null,
      refused: null,
      author: 'A <a@example.org>',
    });
    const { commit } = await draft.commit('x');
    expect(fleet.git('rev-parse', 'HEAD').trim()).toBe(commit);
    expect(fleet.git('log', '-1', '--format=%s', 'main').trim()).toBe('first');
  });

  it('is made in a linked worktree, where .git is a file, and in a fleet below the root', async () => {
    await open((dir) => {
      const main = path.join(path.dirname(dir), 'main');
      mkdirSync(path.join(main, 'infra'), { recursive: true });
      initGit(main);
      execFileSync('cp', ['-r', `${dir}/.`, path.join(main, 'infra')]);
      git(main, 'add', '-A');
      git(main, 'commit', '--quiet', '-m', 'first');
      rmSync(dir, { recursive: true });
      git(main, 'worktree', 'add', '--quiet', '-b', 'side', dir);
    });
    const below = await fleet.openDraft('infra');
    await below.apply([PODMAN]);
    await below.commit('feat: podman');
    expect(fleet.git('show', '--format=%s', '--name-only', 'side').split('\n').filter(Boolean)).toEqual([
      'feat: podman',
      `infra/${P510}`,
    ]);
    expect(fleet.git('status', '--porcelain')).toBe('');
  });
});

describe('a read-only checkout', () => {
  it.skipIf(!isRoot)('refuses a gesture before anything is written (needs root to mount)', async () => {
    await open();
    await draft.apply([PODMAN]);
    const before = fleet.text(P510);
    execFileSync('mount', ['--bind', fleet.dir, fleet.dir]);
    try {
      execFileSync('mount', ['-o', 'remount,ro,bind', fleet.dir]);
      const off: Change = { kind: 'disable', host: 'p510', path: 'media.plex' };
      expect(await codeOf(draft.apply([off]))).toBe('read-only');
      expect(await codeOf(draft.undo())).toBe('read-only');
      expect((await draft.apply([off], true)).diff).not.toBe('');
      expect((await draft.get()).gestures).toHaveLength(1);
      expect(fleet.text(P510)).toBe(before);
    } finally {
      execFileSync('umount', [fleet.dir]);
    }
  });
});
