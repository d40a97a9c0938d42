import type { HostResult, Run } from '../contract';

/** What a person would do next: each door offers it in its own way. */
export type NextAction = 'choose-generation' | 'deploy-again' | 'look-again';

export interface NextStep {
  readonly words: string;
  readonly action: NextAction;
}

/** What can be done after a run came out so on one host; null where nothing is left to do. */
export function nextStep(kind: Run['kind'], { outcome }: Pick<HostResult, 'outcome'>): NextStep | null {
  switch (outcome) {
    case 'unchanged':
    case 'switched':
    case 'skipped':
      return null;
    case 'units-failed':
      return {
        words: 'It runs the new system without these units. Mend them and deploy again, or go back.',
        action: 'choose-generation',
      };
    case 'rolled-back':
      return kind === 'rollback'
        ? {
            words:
              'It runs what it ran before this rollback, and boots it. Choose another generation to go back to.',
            action: 'choose-generation',
          }
        : {
            words: 'It runs what it ran before, and boots it. Mend the cause and deploy again.',
            action: 'deploy-again',
          };
    case 'failed':
      return kind === 'rollback'
        ? {
            words: 'Nothing was activated. Mend the cause and try again, or choose another generation.',
            action: 'choose-generation',
          }
        : { words: 'Nothing was activated. Mend the cause and deploy again.', action: 'deploy-again' };
    case 'unknown':
      return {
        words: 'It is asked again as soon as it answers. It runs the old or the new system by then.',
        action: 'look-again',
      };
  }
}
