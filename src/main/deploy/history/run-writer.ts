import type { DeployStage, HostPlan, HostResult, PlanFigures } from '../../../shared/contract';
import { writeFileAtomic } from '../../state';
import type { StoredRun } from './stored-run';

/** The journal of one run while it goes on. What returns a promise is on disk when that resolves. */
export class RunWriter {
  readonly #file: string;
  #run: StoredRun;

  constructor(file: string, run: StoredRun) {
    this.#file = file;
    this.#run = run;
  }

  /** Notes that `host` begins `stage`, before anything of it is done. */
  async begin(host: string, stage: DeployStage, facts: Partial<HostResult> = {}): Promise<void> {
    await this.#write({
      ...this.#run,
      step: stage,
      stages: { ...this.#run.stages, [host]: stage },
      hosts: this.#run.hosts.map((one) => (one.host === host ? { ...one, ...facts } : one)),
    });
  }

  /** Notes a step of the activation as the host told it. */
  async note(host: string, step: string, at: string): Promise<void> {
    await this.#write({
      ...this.#run,
      hosts: this.#run.hosts.map((one) =>
        one.host === host ? { ...one, steps: [...(one.steps ?? []), { step, at }] } : one,
      ),
    });
  }

  /** Takes up what is planned for a host, in figures; on disk with the next step. The whole plan stays in the log. */
  plan(plan: HostPlan): void {
    this.#run = {
      ...this.#run,
      hosts: this.#run.hosts.map((one) =>
        one.host === plan.host ? { ...one, ...(plan.packages && { planned: figuresOf(plan) }) } : one,
      ),
    };
  }

  async settle(result: HostResult): Promise<void> {
    await this.#write(withResult(this.#run, result));
  }

  /** Closes the run; hosts without an outcome get `outcome`. */
  async end(outcome: HostResult['outcome'], reason: string): Promise<HostResult[]> {
    const hosts = this.#run.hosts.map((one) =>
      one.outcome === null ? { ...one, outcome, reason } : { ...one, outcome: one.outcome },
    );
    const { step: _step, ...run } = this.#run;
    await this.#write({ ...run, hosts, state: 'done', ended: new Date().toISOString() });
    return hosts;
  }

  // Hosts go on side by side; their notes must reach the disk in the order they were made.
  #queue: Promise<void> = Promise.resolve();
  #write(run: StoredRun): Promise<void> {
    this.#run = run;
    const next = this.#queue.then(() => writeFileAtomic(this.#file, `${JSON.stringify(run, null, 2)}\n`));
    this.#queue = next.catch(() => undefined);
    return next;
  }
}

/** The run with the result of one host; what else is known of that host stays. */
export function withResult(run: StoredRun, result: HostResult): StoredRun {
  return {
    ...run,
    hosts: run.hosts.map((one) =>
      one.host === result.host
        ? { ...result, ...(one.steps && { steps: one.steps }), ...(one.planned && { planned: one.planned }) }
        : one,
    ),
  };
}

function figuresOf({ packages, bytes, reboot }: HostPlan): PlanFigures {
  return {
    added: packages?.added.length ?? 0,
    removed: packages?.removed.length ?? 0,
    changed: packages?.changed.length ?? 0,
    ...(bytes !== undefined && { bytes }),
    ...(reboot !== undefined && { reboot }),
  };
}
