import type { DraftEvaluation } from '../../shared/contract';

/** `1 change`, `2 changes`. */
export function changesWords(count: number): string {
  return count === 1 ? '1 change' : `${count} changes`;
}

/** `1 file`, `2 files`. */
export function filesWords(count: number): string {
  return count === 1 ? '1 file' : `${count} files`;
}

/** What an evaluation says of a host beside what it was without the draft. */
export function systemWords(system: DraftEvaluation['hosts'][number]['system']): string {
  switch (system) {
    case 'same':
      return 'same system as before';
    case 'differs':
      return 'another system than before';
    case 'fails':
      return 'does not evaluate';
    case 'unknown':
      return 'evaluates; not compared with before';
  }
}
