import { spawnSync } from 'node:child_process';

/** The checkout's commit, and whether tracked files differ from it; commit 'unknown' outside git. */
export function revision(root) {
  const git = (...args) => spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  const head = git('rev-parse', 'HEAD');
  if (head.status !== 0) return { commit: 'unknown', dirty: false };
  const changes = git(
    'status',
    '--porcelain',
    '--untracked-files=no',
    '--',
    '.',
    ':!docs/proofs',
    ':!bench/results.json',
  );
  return { commit: head.stdout.trim(), dirty: changes.stdout.trim() !== '' };
}
