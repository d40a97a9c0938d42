import type { HostOutcome, PlanFigures, Run } from '../../../shared/contract';
import { bytes } from '../../ui';

const MODES: Record<Run['mode'], string> = {
  switch: 'switch',
  boot: 'boot',
  test: 'test',
  'dry-activate': 'dry run',
  build: 'build',
};

/** What a run did: `switch`, `roll back`. */
export function deedWords({ kind, mode }: Pick<Run, 'kind' | 'mode'>): string {
  return kind === 'rollback' ? 'roll back' : MODES[mode];
}

/** `c0ffee1 and draft`, `no commit`. */
export function sourceWords({ commit, draft }: Pick<Run, 'commit' | 'draft'>): string {
  return `${commit === null ? 'no commit' : commit.slice(0, 7)}${draft === null ? '' : ' and draft'}`;
}

/** `3 packages, 12 kB more`; nothing where nothing was compared. */
export function figuresWords(figures: PlanFigures | undefined): string {
  if (figures === undefined) return '';
  const count = figures.added + figures.removed + figures.changed;
  const packages = count === 0 ? 'no package changes' : count === 1 ? '1 package' : `${count} packages`;
  const { bytes: growth = 0 } = figures;
  return growth === 0 ? packages : `${packages}, ${bytes(Math.abs(growth))} ${growth > 0 ? 'more' : 'less'}`;
}

export const OUTCOMES: readonly { value: HostOutcome | 'none' | 'any'; words: string }[] = [
  { value: 'any', words: 'any' },
  { value: 'switched', words: 'switched' },
  { value: 'units-failed', words: 'units failed' },
  { value: 'rolled-back', words: 'rolled back' },
  { value: 'failed', words: 'failed' },
  { value: 'unknown', words: 'unknown' },
  { value: 'unchanged', words: 'unchanged' },
  { value: 'skipped', words: 'skipped' },
  { value: 'none', words: 'none yet' },
];
