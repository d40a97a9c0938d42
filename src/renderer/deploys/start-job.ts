import type { DeployMode, Waves } from '../../shared/contract';
import { client, followAskedJob, invalidate, notifyFailure, setView } from '../app';

async function begin(title: string, start: () => Promise<{ job: string }>): Promise<boolean> {
  try {
    const { job } = await start();
    followAskedJob(job);
    setView({ deployJob: job });
    invalidate('jobs');
    return true;
  } catch (error) {
    notifyFailure(title)(error);
    return false;
  }
}

export function startPlan(hosts: readonly string[]): Promise<boolean> {
  setView({ generationsOf: null, deployHistory: false });
  return begin('Plan', () => client.deploys.plan({ hosts: [...hosts] }));
}

export function startDeploy(
  hosts: readonly string[],
  mode: DeployMode,
  how: { readonly waves?: Waves; readonly reboot?: boolean } = {},
): Promise<boolean> {
  setView({ generationsOf: null, deployHistory: false });
  return begin('Deploy', () => client.deploys.deploy({ hosts: [...hosts], mode, ...how }));
}

export function startRollback(host: string, to: number): Promise<boolean> {
  setView({ generationsOf: null, deployHistory: false });
  return begin(`Roll back ${host}`, () => client.deploys.rollback({ host, to }));
}

/** The job, or null when it could not be started, which is told. */
export async function startDeleteGenerations(
  host: string,
  numbers: readonly number[],
): Promise<string | null> {
  try {
    const { job } = await client.deploys.deleteGenerations({ host, numbers: [...numbers] });
    followAskedJob(job);
    invalidate('jobs');
    return job;
  } catch (error) {
    notifyFailure(`Delete generations of ${host}`)(error);
    return null;
  }
}

/** Asks the job to end; while it is ending already, ends its processes. */
export async function cancelJob(job: string): Promise<void> {
  try {
    await client.jobs.cancel({ job });
    invalidate('jobs');
  } catch (error) {
    notifyFailure('Cancel')(error);
  }
}
