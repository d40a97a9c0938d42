import type { Verdict } from '../../shared/features';
import { refusal } from '../app';

/** Hosts that refuse for the same reason, with one of their verdicts. */
export interface RefusalGroup {
  readonly hosts: readonly string[];
  readonly verdict: Verdict;
}

/** Refusals by reason and place, in board order. */
export function groupRefusals(verdicts: ReadonlyMap<string, Verdict>): RefusalGroup[] {
  const groups = new Map<string, { hosts: string[]; verdict: Verdict }>();
  for (const [host, verdict] of verdicts) {
    if (verdict.verdict !== 'refused') continue;
    const { reason, place } = refusal(verdict);
    const key = `${reason} ${place}`;
    const group = groups.get(key);
    if (group) group.hosts.push(host);
    else groups.set(key, { hosts: [host], verdict });
  }
  return [...groups.values()];
}
