import { access } from 'node:fs/promises';
import path from 'node:path';
import { AppError, isAppError } from '../../../shared/contract';
import { git } from './run';
import { findWorktree, type Worktree } from './worktree';

/** What git is in the middle of, by the file that tells; their own commands commit and end these. */
const UNDER_WAY: readonly (readonly [file: string, what: string, command: string])[] = [
  ['rebase-merge', 'A rebase is', 'git rebase --continue or git rebase --abort'],
  ['rebase-apply', 'A rebase or git am is', 'git rebase --continue or git am --abort'],
  ['MERGE_HEAD', 'A merge is', 'git commit or git merge --abort'],
  ['CHERRY_PICK_HEAD', 'A cherry-pick is', 'git cherry-pick --continue or git cherry-pick --abort'],
  ['REVERT_HEAD', 'A revert is', 'git revert --continue or git revert --abort'],
];

/** The working tree a commit goes to. Throws `git-absent`, `not-a-repository`, or `git-failed` where git refuses to look. */
export async function requireWorktree(dir: string): Promise<Worktree> {
  const tree = await findWorktree(dir);
  if (tree) return tree;
  try {
    await git(['rev-parse', '--git-dir'], { cwd: dir });
  } catch (error) {
    if (!isAppError(error, 'git-failed') || !error.message.includes('not a git repository')) throw error;
  }
  throw new AppError('not-a-repository', 'This fleet is not in a git repository.', {
    hint: 'Run `git init` and commit it once; the draft stays as it is.',
  });
}

/** Throws `git-busy` while a rebase, a merge or the like is not ended, or another git holds the index. */
export async function requireReady(tree: Worktree): Promise<void> {
  for (const [file, what, command] of UNDER_WAY) {
    if (!(await isThere(path.join(tree.gitDir, file)))) continue;
    throw new AppError('git-busy', `${what} under way in this repository, so nothing is committed now.`, {
      hint: `End it first: ${command}. The draft stays as it is.`,
      detail: { file },
    });
  }
  const lock = path.join(tree.gitDir, 'index.lock');
  if (!(await isThere(lock))) return;
  throw new AppError('git-busy', `Another git is at work here: ${lock} is there.`, {
    hint: 'Wait until it is done; if none runs, one was killed: remove that file.',
    detail: { lock },
  });
}

/** Who git says the author is, `Name <mail>`. Throws `git-identity` when it does not know. */
export async function authorOf(tree: Worktree): Promise<string> {
  try {
    await git(['var', 'GIT_COMMITTER_IDENT'], { cwd: tree.root });
    const { stdout } = await git(['var', 'GIT_AUTHOR_IDENT'], { cwd: tree.root });
    return stdout.trim().replace(/ \d+ [+-]\d+$/, '');
  } catch (error) {
    if (!isAppError(error, 'git-failed')) throw error;
    throw new AppError('git-identity', 'git does not know who you are, so it makes no commit.', {
      hint: 'Tell it: git config --global user.name "Your Name", and git config --global user.email you@example.org.',
      detail: { words: error.message },
      cause: error,
    });
  }
}

/** Subjects of the last commits, the newest first; none on a branch without one. */
export async function lastSubjects(tree: Worktree, count: number): Promise<string[]> {
  const { code, stdout } = await git(['log', `--max-count=${count}`, '--no-merges', '--format=%s'], {
    cwd: tree.root,
    accept: [128],
  });
  return code === 0 ? stdout.split('\n').filter((line) => line !== '') : [];
}

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
