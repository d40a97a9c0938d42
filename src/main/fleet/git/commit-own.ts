import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AppError } from '../../../shared/contract';
import { git } from './run';
import type { Worktree } from './worktree';

/** A file with our hunks taken out and put in; both as the working tree would hold it. */
export interface OwnChange {
  /** Relative to the working tree's root with `/`. */
  readonly path: string;
  readonly without: string;
  readonly with: string;
}

/**
 * Commits only our own hunks of `changes`, through an index of its own: what the user has staged or left
 * unstaged, in these files too, stays as it was. Hooks and signing run as in any `git commit`.
 * Returns the new commit. Throws `changed-outside` when our hunks overlap the user's, `nothing-to-commit`,
 * `git-failed`.
 */
export async function commitOwn(
  tree: Worktree,
  changes: readonly OwnChange[],
  message: string,
): Promise<string> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'snowfleet-commit-'));
  try {
    const head = await headCommit(tree);
    const entries: { path: string; mode: string; committed: string; staged: string }[] = [];
    for (const change of changes) {
      const inHead = head === null ? null : await blobText(tree, `HEAD:${change.path}`);
      const inIndex = await blobText(tree, `:${change.path}`);
      const committed = inHead === null ? change.with : await mergeHunks(scratch, change, inHead);
      const staged = inIndex === null ? committed : await mergeHunks(scratch, change, inIndex);
      if (committed === inHead) continue;
      entries.push({
        path: change.path,
        mode: await fileMode(tree, change.path),
        committed: await writeBlob(tree, change.path, committed),
        staged: await writeBlob(tree, change.path, staged),
      });
    }
    if (entries.length === 0) {
      throw new AppError('nothing-to-commit', 'The draft holds nothing that is not committed already.', {
        hint: 'Make a change first.',
      });
    }
    const own = { GIT_INDEX_FILE: path.join(scratch, 'index') };
    await git(['read-tree', ...(head === null ? ['--empty'] : ['HEAD'])], { cwd: tree.root, env: own });
    for (const entry of entries) {
      await setIndexEntry(tree, entry.mode, entry.committed, entry.path, own);
    }
    await git(['commit', '--quiet', '--message', message], { cwd: tree.root, env: own });
    for (const entry of entries) {
      await setIndexEntry(tree, entry.mode, entry.staged, entry.path);
    }
    return (await headCommit(tree)) ?? '';
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function setIndexEntry(
  tree: Worktree,
  mode: string,
  blob: string,
  file: string,
  env?: NodeJS.ProcessEnv,
): Promise<void> {
  await git(['update-index', '--add', '--cacheinfo', `${mode},${blob},${file}`], { cwd: tree.root, env });
}

async function headCommit(tree: Worktree): Promise<string | null> {
  const { code, stdout } = await git(['rev-parse', '--verify', '--quiet', 'HEAD'], {
    cwd: tree.root,
    accept: [1],
  });
  return code === 0 ? stdout.trim() : null;
}

async function blobText(tree: Worktree, name: string): Promise<string | null> {
  const found = await git(['rev-parse', '--verify', '--quiet', name], { cwd: tree.root, accept: [1, 128] });
  if (found.code !== 0) return null;
  return (await git(['cat-file', 'blob', found.stdout.trim()], { cwd: tree.root })).stdout;
}

async function fileMode(tree: Worktree, file: string): Promise<string> {
  const { stdout } = await git(['ls-files', '--stage', '--', file], { cwd: tree.root });
  return stdout.slice(0, 6) || '100644';
}

async function writeBlob(tree: Worktree, file: string, text: string): Promise<string> {
  const { stdout } = await git(['hash-object', '-w', '--stdin', `--path=${file}`], {
    cwd: tree.root,
    input: text,
  });
  return stdout.trim();
}

/** `target` with what turns `change.without` into `change.with`. */
async function mergeHunks(scratch: string, change: OwnChange, target: string): Promise<string> {
  if (target === change.without) return change.with;
  if (target === change.with) return target;
  const name = (part: string): string => path.join(scratch, part);
  await Promise.all([
    writeFile(name('target'), target),
    writeFile(name('without'), change.without),
    writeFile(name('with'), change.with),
  ]);
  const { code, stdout } = await git(['merge-file', '-p', name('target'), name('without'), name('with')], {
    cwd: scratch,
    accept: Array.from({ length: 127 }, (_, index) => index + 1),
  });
  if (code !== 0) {
    throw new AppError(
      'changed-outside',
      `${change.path}: lines of the draft stand beside changes of your own that are not committed.`,
      {
        hint: 'Commit this file with git yourself, or commit your own change first.',
        detail: { file: change.path },
      },
    );
  }
  return stdout;
}
