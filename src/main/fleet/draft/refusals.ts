import { AppError, type Board } from '../../../shared/contract';
import { judge, judgeOff, shortPath, type Verdict } from '../../../shared/features';
import type { FleetReading } from '../reading/read-fleet';

/** The verdict where a feature may be switched on. Throws `conflict`, or `no-effect` where the source forbids it. */
export function refuseOn(board: Board, reading: FleetReading, host: string, feature: string): Verdict {
  const verdict = judge(board, host, feature);
  if (verdict.verdict !== 'refused') return verdict;
  const short = (path: string): string => shortPath(path, reading.featureRoots);
  const [clash] = verdict.conflicts;
  if (clash) {
    throw new AppError(
      'conflict',
      `${short(clash.with)} cannot be on for ${host} beside ${short(clash.path)}: ${clash.reason}`,
      {
        hint: `Switch ${short(clash.path)} off first: disable ${host} ${short(clash.path)}. The rule stands in ${clash.file}:${clash.line}.`,
        detail: {
          host,
          path: feature,
          with: clash.path,
          reason: clash.reason,
          file: clash.file,
          line: clash.line,
        },
      },
    );
  }
  const { place } = verdict;
  if (verdict.misfits.length > 0) {
    throw new AppError('unmet', verdict.reason ?? `${short(feature)} does not fit the hardware of ${host}.`, {
      hint: place
        ? `The rule stands in ${place.file}:${place.line}; the host says its hardware in snowfleet.host.`
        : '',
      detail: { host, path: feature, requires: verdict.misfits[0]?.requires, ...place },
    });
  }
  const computed = verdict.reason?.includes('expression') ?? false;
  throw new AppError(
    computed ? 'not-literal' : 'no-effect',
    verdict.reason ?? `${feature} cannot be switched on.`,
    {
      hint: place ? `See ${place.file}:${place.line}.` : '',
      detail: { host, path: feature, ...(place ? { file: place.file, line: place.line } : {}) },
    },
  );
}

/** Throws `unmet` while another feature that is on needs this one. */
export function refuseOff(board: Board, reading: FleetReading, host: string, feature: string): void {
  const { refusedBy } = judgeOff(board, host, feature);
  const [first] = refusedBy;
  if (first === undefined) return;
  const short = (path: string): string => shortPath(path, reading.featureRoots);
  const rule = reading.catalogue.find((candidate) => candidate.path === first);
  throw new AppError('unmet', `${refusedBy.map(short).join(', ')} on ${host} need ${short(feature)}.`, {
    hint: `Switch ${short(first)} off first.`,
    detail: {
      host,
      path: feature,
      neededBy: refusedBy,
      ...(rule ? { file: rule.file, line: rule.line } : {}),
    },
  });
}
