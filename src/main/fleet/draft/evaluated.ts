import type { DraftEvaluation } from '../../../shared/contract';
import type { FleetEvaluation } from '../../nix';
import type { Memory } from '../memory';
import type { DraftMeaning } from './meaning';

/** What is kept of an evaluation that drafts are compared with. */
export function baseOf(result: FleetEvaluation, sourceHash: string): NonNullable<Memory['base']> {
  return {
    sourceHash,
    hosts: Object.fromEntries(
      result.hosts.map(({ host, toplevel, warnings }) => [host, { toplevel, warnings: [...warnings] }]),
    ),
  };
}

/** What the last evaluation says of a draft: which hosts get another system, which fail, which warn. */
export function draftEvaluation(
  { evaluation, base }: Pick<Memory, 'evaluation' | 'base'>,
  { hosts: meant, hashBefore, hashAfter }: DraftMeaning,
): DraftEvaluation {
  if (!evaluation) return { state: 'none', at: null, hosts: [], same: 0 };
  if (evaluation.sourceHash !== hashAfter) {
    return { state: 'old', at: evaluation.at, hosts: [], same: 0 };
  }
  const known = base?.sourceHash === hashBefore ? base : null;
  const changed = new Set(meant.map(({ host }) => host));
  const hosts = Object.entries(evaluation.hosts).map(([host, now]): DraftEvaluation['hosts'][number] => {
    const before = known?.hosts[host];
    const problems = now.assertions?.length ? now.assertions : now.error === null ? [] : [now.error];
    return {
      host,
      system: systemOf(now.toplevel, before?.toplevel ?? null),
      problems: problems.map((words) => ({ words })),
      warnings: (now.warnings ?? []).filter((warning) => before?.warnings.includes(warning) !== true),
    };
  });
  const tells = (host: DraftEvaluation['hosts'][number]): boolean =>
    changed.has(host.host) ||
    host.warnings.length > 0 ||
    host.system === 'fails' ||
    host.system === 'differs';
  return {
    state: 'current',
    at: evaluation.at,
    hosts: hosts.filter(tells),
    same: hosts.filter(({ system }) => system === 'same').length,
  };
}

function systemOf(now: string | null, before: string | null): DraftEvaluation['hosts'][number]['system'] {
  if (now === null) return 'fails';
  if (before === null) return 'unknown';
  return now === before ? 'same' : 'differs';
}
