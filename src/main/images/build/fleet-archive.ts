import { AppError } from '../../../shared/contract';
import { isCommandAbsent, runProcess } from '../../process';

interface How {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/** The commit that the folder is at; null outside git, before the first commit, and where there is no git. */
export async function commitOf(dir: string, how: How): Promise<string | null> {
  try {
    const head = await runProcess(['git', '-C', dir, 'rev-parse', '--verify', '--quiet', 'HEAD'], how);
    return head.code === 0 ? head.stdout.trim() : null;
  } catch (error) {
    if (isCommandAbsent(error)) return null;
    throw error;
  }
}

/**
 * Writes the fleet as it was committed last to a tar archive, and returns the commit. Null where there is none: then
 * nothing is written. Throws `git-failed`, `cancelled`.
 */
export async function archiveFleet(dir: string, file: string, how: How): Promise<string | null> {
  const commit = await commitOf(dir, how);
  if (commit === null) return null;
  // Relative to where it runs, so that a fleet below the root of its repository comes alone.
  const words = ['git', '-C', dir, 'archive', '--format=tar', `--output=${file}`, commit];
  const { code, stderr } = await runProcess(words, how);
  if (code === 0) return commit;
  throw new AppError('git-failed', 'git could not pack the fleet for the image.', {
    hint: stderr.trim().split('\n').at(-1) ?? '',
    detail: { commit },
  });
}
