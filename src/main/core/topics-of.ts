import type { Job, Topic } from '../../shared/contract';

/** What to read again when a job of this kind has changed. */
export function topicsOf(job: Job): readonly Topic[] {
  switch (job.kind) {
    case 'deploy':
    case 'rollback':
    case 'delete-generations':
      return ['jobs', 'runs', 'inventory'];
    case 'practice':
      return ['jobs', 'practice', 'inventory'];
    case 'evaluate':
      return ['jobs', 'inventory', 'features'];
    case 'build-image':
    case 'write':
      return ['jobs', 'images'];
    case 'build':
    case 'plan':
    case 'recipe':
    case 'explain':
    case 'self-test':
      return ['jobs'];
  }
}
