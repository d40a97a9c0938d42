import type { UnitChanges } from '../../shared/contract';

const VERBS = { stop: 'stop', restart: 'restart', reload: 'reload', start: 'start' } as const;

/**
 * Units that `switch-to-configuration dry-activate` says it would touch. Format: nixpkgs
 * `switch-to-configuration-ng`, lines such as `would restart the following units: a.service, b.service`.
 */
export function parseDryActivate(output: string): UnitChanges {
  const units: UnitChanges = { stop: [], restart: [], reload: [], start: [] };
  for (const line of output.split('\n')) {
    const match = /^would (stop|restart|reload|start) the following units: (.+)$/.exec(line.trim());
    const verb = match?.[1] as keyof typeof VERBS | undefined;
    if (verb === undefined) continue;
    for (const unit of (match?.[2] ?? '').split(',')) {
      const name = unit.trim();
      if (name !== '') units[VERBS[verb]].push(name);
    }
  }
  return units;
}
