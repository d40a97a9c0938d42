import { AT_ONCE, type HostResult, type Job } from '../../shared/contract';
import type { JobView } from '../app';

/** What of a job's view tells how its waves go. */
type Going = Pick<JobView, 'ended' | 'results' | 'waves'>;

/** Hosts of a run that are activated beside each other; without a title where there is no order to tell. */
export interface WaveGroup {
  readonly title: string | null;
  readonly words: string;
  readonly hosts: readonly string[];
}

const isGood = (result: HostResult): boolean =>
  result.outcome === 'switched' || result.outcome === 'unchanged';

function countWords(hosts: readonly string[], view: Going): string {
  const results = hosts.flatMap((host) => view.results.get(host) ?? []);
  const bad = results.filter((one) => !isGood(one) && one.outcome !== 'skipped').length;
  const left = results.filter((one) => one.outcome === 'skipped').length;
  return [
    `${results.filter(isGood).length} of ${hosts.length} done`,
    ...(bad > 0 ? [`${bad} not well`] : []),
    ...(left > 0 ? [`${left} skipped`] : []),
  ].join(', ');
}

function canaryWords(canary: string, view: Going): string {
  const result = view.results.get(canary);
  if (result === undefined) return view.ended ? 'no outcome' : 'the others wait for it';
  if (isGood(result)) return 'came out well, so the others went on';
  return result.away === true
    ? 'was away, so the others were left alone'
    : 'did not come out well, so the others were left alone';
}

/** The hosts of a job in the order in which they are activated. */
export function waveGroups(job: Job, view: Going): readonly WaveGroup[] {
  const { waves } = view;
  const { hosts } = job;
  const isOrdered =
    hosts.length > AT_ONCE ||
    (hosts.length > 1 && Object.values(waves ?? {}).some((one) => one !== undefined));
  if (waves === null || !isOrdered) return [{ title: null, words: '', hosts }];
  const { canary, atOnce = AT_ONCE, stopAfter } = waves;
  const others = hosts.filter((host) => host !== canary);
  const stop = stopAfter === undefined ? '' : `, stop after ${stopAfter} bad`;
  const rest: WaveGroup = {
    title: `${canary === undefined ? '' : 'Then '}${Math.min(atOnce, others.length)} at once${stop}`,
    words: countWords(others, view),
    hosts: others,
  };
  if (canary === undefined) return [rest];
  return [{ title: 'First the canary', words: canaryWords(canary, view), hosts: [canary] }, rest];
}
