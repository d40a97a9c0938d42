import type { Board, FeatureState } from '../contract';
import { leafName } from './names';
import { boardIndex } from './board-index';
import { type Arrival, type Clash, type Misfit, clashes, dependants, implied, misfits } from './rules';

/**
 * fits: may be switched on · on: is on already · refused: a rule or the source forbids it.
 */
export interface Verdict {
  readonly verdict: 'fits' | 'on' | 'refused';
  /** Switched on by the modules; nothing is written. */
  readonly brings: readonly Arrival[];
  /** Joins the same gesture; already without those that are on. */
  readonly needs: readonly Arrival[];
  readonly conflicts: readonly Clash[];
  /** Features that ask for hardware the host does not have. */
  readonly misfits: readonly Misfit[];
  /** Why it is refused where no conflict says it: the source decides by force or by an expression. */
  readonly reason?: string;
  readonly place?: FeatureState['place'];
}

/** May `path` be switched on for `host`, and what follows. Pure and quick, so every lane can be judged while dragging. */
export function judge(board: Board, host: string, path: string): Verdict {
  return judgeMany(board, host, [path]);
}

/** The same of several features that arrive together: `on` where all of them are. */
export function judgeMany(board: Board, host: string, paths: readonly string[]): Verdict {
  const index = boardIndex(board);
  const { catalogue } = index;
  const { states, on } = index.lane(host);
  const { brings, needs: wanted } = implied(catalogue, paths);
  const coming = paths.filter((path) => !on.has(path));
  if (coming.length === 0) {
    const place = states.get(paths[0] ?? '')?.place;
    return { verdict: 'on', brings, needs: [], conflicts: [], misfits: [], place };
  }
  const needs = wanted.filter((arrival) => !on.has(arrival.path));
  const written = [...coming, ...needs.map((need) => need.path)];
  const arriving = [...written, ...brings.map((brought) => brought.path)];
  const conflicts = clashes(catalogue, on, arriving);
  const hardware = index.hosts.get(host)?.hardware ?? null;
  const unfit = misfits(catalogue, hardware, arriving);
  if (conflicts.length > 0) return { verdict: 'refused', brings, needs, conflicts, misfits: unfit };
  const [misfit] = unfit;
  if (misfit) {
    return {
      verdict: 'refused',
      brings,
      needs,
      conflicts: [],
      misfits: unfit,
      reason: `${leafName(misfit.path)} requires ${misfit.requires.join(' or ')}, and ${host} has ${hardware?.join(', ') || 'neither'}.`,
      place: { file: misfit.file, line: misfit.line },
    };
  }
  const blocked = written
    .map((candidate) => states.get(candidate))
    .find((candidate) => candidate?.state === 'forced' || candidate?.state === 'computed');
  if (blocked) {
    return {
      verdict: 'refused',
      brings,
      needs,
      conflicts: [],
      misfits: [],
      reason:
        blocked.state === 'forced'
          ? `${blocked.path} is forced off for ${host}.`
          : `${blocked.path} is decided by an expression for ${host}.`,
      place: blocked.place,
    };
  }
  return { verdict: 'fits', brings, needs, conflicts: [], misfits: [] };
}

/** May `path` be switched off for `host`: refused while another feature that is on needs it. */
export function judgeOff(board: Board, host: string, path: string): { refusedBy: readonly string[] } {
  const index = boardIndex(board);
  return { refusedBy: dependants(index.catalogue, index.lane(host).on, path) };
}
