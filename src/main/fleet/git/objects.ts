import { git } from './run';
import type { Worktree } from './worktree';

/** The commit HEAD is, null on a branch without one. Throws `git-failed`. */
export async function headCommit(tree: Worktree): Promise<string | null> {
  const { code, stdout } = await git(['rev-parse', '--verify', '--quiet', 'HEAD'], {
    cwd: tree.root,
    accept: [1],
  });
  return code === 0 ? stdout.trim() : null;
}

/** Text of a blob (`HEAD:a/b.nix`, `:a/b.nix` for the index), null when there is none. Throws `git-failed`. */
export async function blobText(tree: Worktree, name: string): Promise<string | null> {
  const found = await git(['rev-parse', '--verify', '--quiet', name], { cwd: tree.root, accept: [1, 128] });
  if (found.code !== 0) return null;
  return (await git(['cat-file', 'blob', found.stdout.trim()], { cwd: tree.root })).stdout;
}
