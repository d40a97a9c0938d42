import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { isAppError } from '../../../shared/contract';
import { git } from './run';

/** Where a fleet stands in git. */
export interface Worktree {
  /** Absolute top of the working tree. */
  readonly root: string;
  /** The fleet's folder relative to `root` with `/`, empty when it is the root. */
  readonly prefix: string;
  /** Absolute folder with HEAD and the index: also of a linked worktree or a submodule, where `.git` is a file. */
  readonly gitDir: string;
}

/** The working tree that tracks `dir`, or null: outside git, git absent, or ignored by the repository around it. */
export async function findWorktree(dir: string): Promise<Worktree | null> {
  try {
    const { code, stdout } = await git(['rev-parse', '--show-toplevel', '--absolute-git-dir'], {
      cwd: dir,
      accept: [128],
    });
    if (code !== 0) return null;
    const [top = '', gitDir = ''] = stdout.trim().split('\n');
    const root = await realpath(top);
    const prefix = path
      .relative(root, await realpath(dir))
      .split(path.sep)
      .join('/');
    if (prefix !== '' && (await isIgnored(root, prefix))) return null;
    return { root, prefix, gitDir };
  } catch (error) {
    if (isAppError(error, 'git-absent')) return null;
    throw error;
  }
}

async function isIgnored(root: string, folder: string): Promise<boolean> {
  const { code } = await git(['check-ignore', '--quiet', '--', folder], { cwd: root, accept: [1, 128] });
  return code === 0;
}

export interface Head {
  readonly commit: string | null;
  readonly branch: string | null;
  readonly dirty: boolean;
}

/** Commit, branch and whether anything of the fleet differs from it (untracked files count). */
export async function readHead(tree: Worktree): Promise<Head> {
  const status = await git(
    ['status', '--porcelain=v2', '--branch', '--untracked-files=normal', '--', tree.prefix || '.'],
    { cwd: tree.root },
  );
  let commit: string | null = null;
  let branch: string | null = null;
  let dirty = false;
  for (const line of status.stdout.split('\n')) {
    if (line.startsWith('# branch.oid ')) commit = line.slice('# branch.oid '.length);
    else if (line.startsWith('# branch.head ')) branch = line.slice('# branch.head '.length);
    else if (line !== '' && !line.startsWith('# ')) dirty = true;
  }
  return {
    commit: commit === '(initial)' ? null : commit,
    branch: branch === '(detached)' ? null : branch,
    dirty,
  };
}

/** SHA-256 over the uncommitted diff of the fleet, null when there is none. What a run records beside its commit. */
export async function draftHash(tree: Worktree, head: Head): Promise<string | null> {
  if (!head.dirty) return null;
  const args = head.commit === null ? ['diff', '--cached'] : ['diff', 'HEAD'];
  const diff = await git([...args, '--no-ext-diff', '--binary', '--', tree.prefix || '.'], {
    cwd: tree.root,
  });
  return diff.stdout === '' ? null : createHash('sha256').update(diff.stdout).digest('hex');
}

/** Those of `files` of the fleet that differ from HEAD, also when they are new or gone. */
export async function changedFiles(tree: Worktree, files: readonly string[]): Promise<string[]> {
  if (files.length === 0) return [];
  const inTree = new Map(files.map((file) => [path.posix.join(tree.prefix, file), file]));
  const { stdout } = await git(['status', '--porcelain', '-z', '--no-renames', '--untracked-files=all'], {
    cwd: tree.root,
  });
  return stdout.split('\0').flatMap((line) => inTree.get(line.slice(3)) ?? []);
}
