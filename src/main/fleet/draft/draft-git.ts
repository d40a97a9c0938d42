import path from 'node:path';
import { AppError, isAppError, type CommitProposal, type Draft } from '../../../shared/contract';
import { commitOwn } from '../git/commit-own';
import { forgetIntent, intendToAdd } from '../git/intent-to-add';
import { blobText, headCommit } from '../git/objects';
import { authorOf, lastSubjects, requireReady, requireWorktree } from '../git/readiness';
import { readHead, type Worktree } from '../git/worktree';
import { proposedMessage } from './commit-message';
import type { FileChange } from './fleet-file';
import { CHOOSE } from './relocate';
import type { Stand } from './stand';
import type { FileTracker } from './store';

/** How many of the last commits show the style of a repository. */
const STYLE_COMMITS = 50;

/** Has git follow files that come and go. */
export function trackerOf(tree: Worktree): FileTracker {
  const inTree = ({ file }: FileChange): string => path.posix.join(tree.prefix, file);
  return {
    async follow(changes) {
      const come = changes.filter(({ before, after }) => before === null && after !== null);
      const go = changes.filter(({ before, after }) => before !== null && after === null);
      if (come.length > 0) await intendToAdd(tree, come.map(inTree));
      if (go.length > 0) await forgetIntent(tree, go.map(inTree));
    },
  };
}

/** The commit HEAD is; null outside git, before the first, and where git cannot tell. */
export async function headOf(tree: Worktree | null): Promise<string | null> {
  return tree ? headCommit(tree).catch(() => null) : null;
}

/** Texts that HEAD has of files of the fleet; null where it has none. Throws `git-failed`. */
export async function textsInHead(
  tree: Worktree,
  files: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const texts = new Map<string, string | null>();
  for (const file of files)
    texts.set(file, await blobText(tree, `HEAD:${path.posix.join(tree.prefix, file)}`));
  return texts;
}

/**
 * Commits our own hunks of the draft, and files of `whole` as they are. Throws `git-absent`, `not-a-repository`, `git-busy`, `git-identity`,
 * `changed-outside`, `nothing-to-commit`, and `git-failed` with the words of a hook.
 */
export async function commitDraft(
  dir: string,
  stand: Stand,
  message: string,
  whole: readonly string[] = [],
): Promise<string> {
  const tree = await requireWorktree(dir);
  await requireReady(tree);
  await authorOf(tree);
  const [lost] = stand.overwritten;
  if (lost) {
    throw new AppError('changed-outside', `Somebody wrote over a change of this draft in ${lost.file}.`, {
      hint: `${CHOOSE} Then commit.`,
      detail: { file: lost.file },
    });
  }
  const changes = stand.files.map(({ file, before, after }) => ({
    path: path.posix.join(tree.prefix, file),
    without: after,
    with: before,
  }));
  return commitOwn(
    tree,
    changes,
    message,
    whole.map((file) => path.posix.join(tree.prefix, file)),
  );
}

/** A message in the repository's own style, and what stands in the way of a commit. Throws nothing of git's. */
export async function proposeCommit(dir: string, draft: Draft): Promise<CommitProposal> {
  const unknown = { branch: null, isFirst: false, author: null };
  try {
    const tree = await requireWorktree(dir);
    const proposal = {
      ...proposedMessage(draft, await lastSubjects(tree, STYLE_COMMITS)),
      ...(await placeOf(tree)),
    };
    try {
      await requireReady(tree);
      return { ...proposal, author: await authorOf(tree), refused: null };
    } catch (error) {
      if (!isAppError(error)) throw error;
      return { ...proposal, author: null, refused: error.toShape() };
    }
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { ...proposedMessage(draft, []), ...unknown, refused: error.toShape() };
  }
}

async function placeOf(tree: Worktree): Promise<Pick<CommitProposal, 'branch' | 'isFirst'>> {
  const { branch, commit } = await readHead(tree);
  return { branch, isFirst: commit === null };
}
