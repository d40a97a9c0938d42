import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isAppError } from '../../../shared/contract';
import { resolveHome } from '../../state';
import { findWorktree } from '../git/worktree';
import { readerInThisThread } from '../reader';
import { readFleet } from '../reading/read-fleet';
import { copySmallFleet } from '../testing/small-fleet';
import { FleetDraft } from './draft';
import type { PlannedGesture } from './plan-changes';

const OLD = 'hosts/samsung/default.nix';
const NEW = 'hosts/galaxy/default.nix';
const HARDWARE = 'hosts/samsung/hardware-configuration.nix';

let scratch: string;
let dir: string;
let draft: FleetDraft;

const file = (name: string): string => path.join(dir, name);
const text = (name: string): string => readFileSync(file(name), 'utf8');
const git = (...args: string[]): string => execFileSync('git', args, { cwd: dir, encoding: 'utf8' });
const status = (): string[] => git('status', '--porcelain', '--no-renames').split('\n').filter(Boolean);
/** Moves a host's folder. */
const move = (): Promise<PlannedGesture> =>
  Promise.resolve({
    title: 'samsung renamed to galaxy',
    hosts: ['galaxy'],
    texts: new Map<string, string | null>([
      [NEW, text(OLD).replaceAll('samsung', 'galaxy')],
      [OLD, null],
      [HARDWARE.replace('samsung', 'galaxy'), text(HARDWARE)],
      [HARDWARE, null],
      ['flake.nix', text('flake.nix').replaceAll('samsung', 'galaxy')],
    ]),
    takesAfter: new Map([[HARDWARE.replace('samsung', 'galaxy'), HARDWARE]]),
    brings: [],
    needs: [],
  });

beforeEach(async () => {
  scratch = mkdtempSync(path.join(tmpdir(), 'snowfleet-whole-'));
  dir = path.join(scratch, 'fleet');
  copySmallFleet(dir);
  chmodSync(file(HARDWARE), 0o755);
  git('init', '--quiet');
  git('config', 'user.email', 'a@example.org');
  git('config', 'user.name', 'A');
  git('add', '-A');
  git('commit', '--quiet', '-m', 'first');
  const home = resolveHome({ SNOWFLEET_HOME: path.join(scratch, 'home') });
  draft = new FleetDraft({ home, dir, worktree: await findWorktree(dir), reader: readerInThisThread });
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

describe('a gesture that moves files', () => {
  it('is seen by git, and undo, redo and discard leave every byte as it was', async () => {
    const dry = await draft.take(move, true);
    expect(status()).toEqual([]);
    const { diff, files } = await draft.take(move);
    expect(diff).toBe(dry.diff);
    expect(files).toHaveLength(5);
    expect(existsSync(file('hosts/samsung'))).toBe(false);
    const isExecutable = (): boolean =>
      (statSync(file(HARDWARE.replace('samsung', 'galaxy'))).mode & 0o777) === 0o755;
    expect(isExecutable()).toBe(true);
    // A flake in git sees only files that the index knows.
    expect(status()).toEqual([
      ' M flake.nix',
      ' A hosts/galaxy/default.nix',
      ' A hosts/galaxy/hardware-configuration.nix',
      ' D hosts/samsung/default.nix',
      ' D hosts/samsung/hardware-configuration.nix',
    ]);
    expect(readFleet(dir).hosts.map(({ name }) => name)).toContain('galaxy');
    expect((await draft.get()).files.map(({ file: name }) => name)).toEqual(files);
    await draft.undo();
    expect(status()).toEqual([]);
    expect(existsSync(file('hosts/galaxy'))).toBe(false);
    expect(statSync(file(HARDWARE)).mode & 0o777).toBe(0o755);
    await draft.redo();
    expect(status()).toHaveLength(5);
    expect(isExecutable()).toBe(true);
    await draft.discard();
    expect(status()).toEqual([]);
  });

  it('makes a diff that git applies', async () => {
    const { diff } = await draft.take(move);
    await draft.undo();
    execFileSync('git', ['apply', '-'], { cwd: dir, input: diff });
    expect([existsSync(file(NEW)), existsSync(file(OLD))]).toEqual([true, false]);
  });

  it('is committed whole, and nothing else', async () => {
    writeFileSync(file('mine.nix'), '{ }');
    git('add', 'mine.nix');
    await draft.take(move);
    await draft.commit('rename');
    expect(
      git('show', '--format=', '--name-status', '-M', 'HEAD').split('\n').filter(Boolean).toSorted(),
    ).toEqual([
      'M\tflake.nix',
      expect.stringMatching(/^R\d+\thosts\/samsung\/default.nix\thosts\/galaxy\/default.nix$/),
      'R100\thosts/samsung/hardware-configuration.nix\thosts/galaxy/hardware-configuration.nix',
    ]);
    expect(status()).toEqual(['A  mine.nix']);
  });

  it('takes files along that are no texts, new, changed and gone, also where there is no gesture', async () => {
    const bytes = Buffer.from([0x61, 0x00, 0xff, 0xfe, 0x0a]);
    writeFileSync(file('gone.age'), bytes);
    git('add', 'gone.age');
    git('commit', '--quiet', '-m', 'second');
    rmSync(file('gone.age'));
    writeFileSync(file('new.age'), bytes);
    git('add', '-N', 'new.age');
    writeFileSync(file('mine.nix'), '{ }');
    git('add', 'mine.nix');
    draft.alsoCommit(async () => ['gone.age', 'new.age']);
    await draft.commit('secrets');
    expect(execFileSync('git', ['show', 'HEAD:new.age'], { cwd: dir }).equals(bytes)).toBe(true);
    expect(
      git('show', '--format=', '--name-status', '--no-renames', 'HEAD').trim().split('\n').toSorted(),
    ).toEqual(['A\tnew.age', 'D\tgone.age']);
    expect(status()).toEqual(['A  mine.nix']);
    await expect(draft.commit('again')).rejects.toSatisfy((error) => isAppError(error, 'nothing-to-commit'));
  });

  it('keeps what somebody wrote into a file it made', async () => {
    await draft.take(move);
    writeFileSync(file(NEW), '{ } # mine');
    await expect(draft.undo()).rejects.toSatisfy((error) => isAppError(error, 'changed-outside'));
    expect(text(NEW)).toBe('{ } # mine');
    expect(existsSync(file(OLD))).toBe(false);
  });

  it('leaves a new file staged that the user staged', async () => {
    await draft.take(move);
    git('add', NEW);
    await draft.undo();
    expect(status()).toEqual(['AD hosts/galaxy/default.nix']);
  });

  it('works where there is no git', async () => {
    rmSync(file('.git'), { recursive: true });
    const home = resolveHome({ SNOWFLEET_HOME: path.join(scratch, 'home2') });
    draft = new FleetDraft({ home, dir, worktree: await findWorktree(dir), reader: readerInThisThread });
    await draft.take(move);
    expect(existsSync(file(NEW))).toBe(true);
    await draft.undo();
    expect([existsSync(file('hosts/galaxy')), existsSync(file(OLD))]).toEqual([false, true]);
  });
});
