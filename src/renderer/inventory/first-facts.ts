import { useEffect, useRef } from 'react';
import type { Host } from '../../shared/contract';
import { useFleet, useJobs, usePractice, useReadFacts } from '../app';

/**
 * Hosts are asked once when the page comes up, if nobody has lately and there is somebody to ask. While practice
 * hosts are starting nobody is: those still on their way would read as silent, and the job's end asks them all.
 */
export function useFirstFacts(hosts: readonly Host[] | undefined): void {
  const fleet = useFleet().data;
  const practice = usePractice(fleet?.practice === true).data;
  const starting = useJobs().data?.some((job) => job.kind === 'practice' && job.state === 'running');
  const { mutate } = useReadFacts(true);
  const asked = useRef<string | null>(null);
  const nobody = fleet?.practice === true && practice?.hosts.some((host) => host.up) !== true;
  const never = hosts?.every((host) => host.facts['reachable'] === undefined) ?? false;
  useEffect(() => {
    if (!fleet || !hosts || hosts.length === 0 || asked.current === fleet.dir) return;
    if (starting === undefined || (!starting && (nobody || !never))) return;
    asked.current = fleet.dir;
    if (!starting) mutate(undefined);
  }, [fleet, hosts, nobody, never, starting, mutate]);
}
