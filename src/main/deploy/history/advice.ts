import type { Run } from '../../../shared/contract';
import { isTouched, type StoredRun } from './stored-run';

/** What can be done about a run whose process died, from how far each host had come. */
export function adviceFor(hosts: Run['hosts'], stages: StoredRun['stages']): string {
  const open = hosts.filter((one) => one.outcome === null);
  const touched = open.filter((one) => isTouched(stages, one.host));
  const untouched = open.filter((one) => !touched.includes(one));
  const parts: string[] = [];
  if (untouched.length > 0) {
    parts.push(
      `Nothing was activated on ${names(untouched)}: ${untouched.length === 1 ? 'it still runs' : 'they still run'} what ran before. Deploy again when you like.`,
    );
  }
  for (const one of touched) {
    parts.push(
      `The activation on ${one.host} goes on without Snowfleet and undoes itself unless it was acknowledged, so the host runs ${
        one.to ?? 'the new system'
      } or, as before, ${one.from ?? 'the old one'}. Look at the runs again when it answers, and deploy again.`,
    );
  }
  return parts.length === 0 ? 'Every host had its outcome; nothing is left to do.' : parts.join(' ');
}

function names(hosts: Run['hosts']): string {
  return hosts.map((one) => one.host).join(', ');
}
