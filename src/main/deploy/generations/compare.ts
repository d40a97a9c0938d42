import { AppError, type PackageChanges } from '../../../shared/contract';
import { diffClosures } from '../closure-diff';
import type { ClosureEntry, Target } from '../target';

/**
 * What changes from one system in the host's store to another; neither has to be known here. Throws
 * `remote-command-failed`, and what reaching the host throws.
 */
export async function compareSystems(
  target: Target,
  from: string,
  to: string,
): Promise<{ packages: PackageChanges; bytes: number }> {
  const [before, after] = await Promise.all([closureOf(target, from), closureOf(target, to)]);
  const size = (closure: readonly ClosureEntry[]): number =>
    closure.reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    packages: diffClosures(
      before.map(({ path }) => path),
      after.map(({ path }) => path),
    ),
    bytes: size(after) - size(before),
  };
}

async function closureOf(target: Target, path: string): Promise<ClosureEntry[]> {
  const closure = await target.closure(path);
  if (closure !== null) return closure;
  const { host } = target.reach;
  throw new AppError('remote-command-failed', `The store of ${host} does not know ${path}.`, {
    hint: `Repair its store with \`nix-store --verify --check-contents\` there.`,
    detail: { host, path },
  });
}
