import type { Run, RunQuery } from '../../../shared/contract';

/** The runs that answer a query but for its words. */
export function matching(runs: readonly Run[], query: RunQuery): Run[] {
  const { host, outcome } = query;
  const since = query.since === undefined ? -Infinity : Date.parse(query.since);
  const until = query.until === undefined ? Infinity : Date.parse(query.until);
  return runs.filter((run) => {
    const began = Date.parse(run.started);
    if (began < since || began >= until) return false;
    const hosts = host === undefined ? run.hosts : run.hosts.filter((one) => one.host === host);
    if (hosts.length === 0) return false;
    return outcome === undefined || hosts.some((one) => (one.outcome ?? 'none') === outcome);
  });
}

/** The words of a search, in lower case. */
export function wordsOf(text: string | undefined): string[] {
  return (text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
}

/** Those of the words that a run's record does not have. */
export function wordsMissing(run: Run, words: readonly string[]): string[] {
  if (words.length === 0) return [];
  const { id, kind, who, fleet, commit, draft, mode, state, step, advice, started } = run;
  const hosts = run.hosts.flatMap(({ host, outcome, reason, from, to, generation, steps }) => [
    host,
    outcome,
    outcome?.replaceAll('-', ' '),
    reason,
    from,
    to,
    generation === null ? null : `generation ${generation}`,
    ...(steps ?? []).map((one) => one.step),
  ]);
  const text = [id, kind, who, fleet, commit, draft, mode, state, step, advice, started, ...hosts]
    .filter((part) => part !== null && part !== undefined)
    .join('\n')
    .toLowerCase();
  return words.filter((word) => !text.includes(word));
}
