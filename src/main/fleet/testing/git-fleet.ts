import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isAppError, type ErrorCode } from '../../../shared/contract';
import { resolveHome } from '../../state';
import { FleetDraft } from '../draft/draft';
import { findWorktree } from '../git/worktree';
import { type FleetReader, readerInThisThread } from '../reader';
import { copySmallFleet } from './small-fleet';

/** A copy of the small fleet in a git repository with one commit, and a draft of it. */
export interface GitFleet {
  readonly scratch: string;
  readonly dir: string;
  readonly git: (...args: string[]) => string;
  readonly text: (file: string) => string;
  /** Writes a file of the fleet as an editor would. */
  readonly edit: (file: string, change: (before: string) => string) => void;
  /** The draft as a new process finds it; of a fleet in a folder below where one is named. */
  readonly openDraft: (below?: string) => Promise<FleetDraft>;
  readonly remove: () => void;
}

/** What a draft means costs two readings of the fleet each time, and has tests of its own. */
const withoutMeaning: FleetReader = {
  ask: (name, of, input) =>
    name === 'meaning'
      ? Promise.resolve({ hosts: [], hashBefore: '', hashAfter: '' } as never)
      : readerInThisThread.ask(name, of, input),
};

/** `prepare` is called in the place of `git init` and the first commit. */
export function gitFleet(prepare: (dir: string) => void = commitAll): GitFleet {
  const scratch = mkdtempSync(path.join(tmpdir(), 'snowfleet-git-fleet-'));
  const dir = path.join(scratch, 'fleet');
  copySmallFleet(dir);
  prepare(dir);
  const text = (file: string): string => readFileSync(path.join(dir, file), 'utf8');
  return {
    scratch,
    dir,
    git: (...args) => git(dir, ...args),
    text,
    edit: (file, change) => writeFileSync(path.join(dir, file), change(text(file))),
    openDraft: async (below = '') =>
      new FleetDraft({
        home: resolveHome({ SNOWFLEET_HOME: path.join(scratch, 'home') }),
        dir: path.join(dir, below),
        worktree: await findWorktree(path.join(dir, below)),
        reader: withoutMeaning,
      }),
    remove: () => rmSync(scratch, { recursive: true, force: true }),
  };
}

export function git(dir: string, ...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: dir, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** `git init` with a user of its own. */
export function initGit(dir: string): void {
  git(dir, 'init', '--quiet', '--initial-branch=main');
  git(dir, 'config', 'user.email', 'a@example.org');
  git(dir, 'config', 'user.name', 'A');
}

export function commitAll(dir: string): void {
  initGit(dir);
  git(dir, 'add', '-A');
  git(dir, 'commit', '--quiet', '-m', 'first');
}

/** The code a refusal carries. */
export async function codeOf(work: Promise<unknown>): Promise<ErrorCode | 'none'> {
  try {
    await work;
    return 'none';
  } catch (error) {
    return isAppError(error) ? error.code : 'internal';
  }
}
