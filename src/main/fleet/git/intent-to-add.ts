import type { Worktree } from './worktree';
import { git } from './run';

/** The name git gives to no bytes; the index holds it for a file that is only meant to be added. */
const EMPTY_BLOBS = new Set([
  'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391',
  '473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813',
]);

/**
 * Tells git that new files are meant to be added (`git add -N`): a flake in git sees no others. Files that the
 * index knows already stay as they are there. `files` are relative to the root of the working tree. Throws `git-failed`.
 */
export async function intendToAdd(tree: Worktree, files: readonly string[]): Promise<void> {
  const known = await inIndex(tree, files);
  const unknown = files.filter((file) => !known.has(file));
  if (unknown.length > 0) await git(['add', '-N', '--', ...unknown.map(literal)], { cwd: tree.root });
}

/** Takes {@link intendToAdd} back; what the user staged stays staged. Throws `git-failed`. */
export async function forgetIntent(tree: Worktree, files: readonly string[]): Promise<void> {
  const intended = [...(await inIndex(tree, files))].filter(([, blob]) => EMPTY_BLOBS.has(blob));
  if (intended.length === 0) return;
  const names = intended.map(([file]) => literal(file));
  const staged = await git(['diff', '--cached', '--name-only', '-z', '--', ...names], { cwd: tree.root });
  const committed = await git(
    ['ls-tree', '-r', '-z', '--name-only', 'HEAD', '--', ...intended.map(([file]) => file)],
    {
      cwd: tree.root,
      accept: [128],
    },
  );
  const own = new Set([...staged.stdout.split('\0'), ...committed.stdout.split('\0')]);
  const forget = intended.map(([file]) => file).filter((file) => !own.has(file));
  if (forget.length > 0) await git(['update-index', '--force-remove', '--', ...forget], { cwd: tree.root });
}

/** Those of `files` that the index holds, with the blob it holds for them. */
async function inIndex(tree: Worktree, files: readonly string[]): Promise<Map<string, string>> {
  const { stdout } = await git(['ls-files', '--stage', '-z', '--', ...files.map(literal)], {
    cwd: tree.root,
  });
  return new Map(
    stdout
      .split('\0')
      .filter((line) => line !== '')
      .map((line) => [line.slice(line.indexOf('\t') + 1), line.split(' ')[1] ?? '']),
  );
}

/** A name as git shall take it: no pattern, from the root. */
function literal(file: string): string {
  return `:(top,literal)${file}`;
}
