import type { Builder, BuildPlace, Cache } from '../../../shared/contract';
import type { IconName } from '../../ui';

/** Where a host's system is built, as a choice. */
export const PLACES: readonly { value: BuildPlace; words: string; tip: string }[] = [
  { value: 'here', words: 'Here', tip: 'As Nix on this machine is set up' },
  {
    value: 'target',
    words: 'On itself',
    tip: 'In the store of the host; nothing is copied to it but the recipe',
  },
  { value: 'builders', words: 'On the builders', tip: 'On the machines below, and never here' },
];

/** What a builder does, in a line. */
export function builderWords({ systems, jobs, speed, features, mandatory }: Builder): string {
  return [
    systems.join(', '),
    jobs === 1 ? 'one build at a time' : `${jobs} builds at a time`,
    ...(speed === 1 ? [] : [`speed ${speed}`]),
    ...(features.length === 0 ? [] : [features.join(', ')]),
    ...(mandatory.length === 0 ? [] : [`only for ${mandatory.join(', ')}`]),
  ].join(' · ');
}

export const CACHE_LOOK: Readonly<Record<Cache['state'], { icon: IconName; tone: string; words: string }>> = {
  reachable: { icon: 'ok', tone: 'ok', words: 'answers' },
  unreachable: { icon: 'fail', tone: 'bad', words: 'does not answer' },
  'not-asked': { icon: 'unknown', tone: 'mut', words: 'not asked' },
};

/** Who asks a cache. */
export function askedBy({ here, hosts }: Cache): string {
  const all = [...(here ? ['this machine'] : []), ...hosts];
  return all.length > 4 ? `${all.slice(0, 3).join(', ')} and ${all.length - 3} more` : all.join(', ');
}
