import type { DeployStage, JobData } from '../../shared/contract';
import { activateHost, type ActivationRequest } from './activate-host';
import type { Outcome } from './activation-outcome';
import type { ActivationStep } from './activation/state-lines';
import type { RunWriter } from './history';

type StageData = Extract<JobData, { kind: 'stage' }>;

/** Tells how a stage of one host stands. `deadline`: seconds after which the host gives it up by itself. */
export type TellStage = (
  stage: DeployStage,
  state: StageData['state'],
  words?: string,
  fraction?: number | null,
  deadline?: number,
) => void;

/** The event of a stage, for readers that may come later. */
export function stageData(
  host: string,
  ...[stage, state, words, fraction = null, deadline]: Parameters<TellStage>
): StageData {
  return {
    kind: 'stage',
    host,
    stage,
    state,
    fraction,
    ...(words !== undefined && { words }),
    ...(deadline !== undefined && {
      deadline,
      deadlineAt: new Date(Date.now() + deadline * 1_000).toISOString(),
    }),
  };
}

/** The stages activate and confirm of one host: what its activation says becomes stages and notes of the run. */
export class ActivationStage {
  readonly #host: string;
  readonly #run: RunWriter;
  readonly #stage: TellStage;
  readonly #confirming: string | undefined;
  /** The new system runs and waits for the acknowledgement, or has waited. */
  #tried = false;

  constructor(parts: {
    readonly host: string;
    readonly run: RunWriter;
    readonly stage: TellStage;
    /** What confirming consists of beside a new login, in words. */
    readonly confirming?: string;
  }) {
    this.#host = parts.host;
    this.#run = parts.run;
    this.#stage = parts.stage;
    this.#confirming = parts.confirming;
  }

  /** Throws what {@link activateHost} throws. */
  async pass({
    log,
    ...request
  }: Omit<ActivationRequest, 'reports'> & { readonly log: (text: string) => void }): Promise<Outcome> {
    await this.#run.begin(this.#host, 'activate', { from: request.before.running, to: request.to });
    this.#stage('activate', 'running');
    const outcome = await activateHost({
      ...request,
      reports: { log, step: (step, at, deadline) => this.#step(step, at, deadline) },
    });
    const good = outcome.outcome === 'switched' || outcome.outcome === 'units-failed';
    if (!this.#tried) {
      this.#stage('activate', good ? 'done' : 'failed', good ? undefined : outcome.reason);
    }
    this.#stage('confirm', good ? 'done' : 'failed', outcome.reason);
    return outcome;
  }

  async #step(step: ActivationStep, at: string, deadline?: number): Promise<void> {
    switch (step) {
      case 'lock':
      case 'record':
        break;
      case 'test':
        this.#stage('activate', 'running', undefined, null, deadline);
        break;
      case 'ack':
        this.#tried = true;
        this.#stage('activate', 'done');
        this.#stage('confirm', 'running', this.#confirming, null, deadline);
        await this.#run.begin(this.#host, 'confirm');
        break;
      case 'profile':
      case 'boot':
        this.#stage('confirm', 'running', 'Making it the boot default');
        break;
      case 'back':
        this.#stage(this.#tried ? 'confirm' : 'activate', 'running', 'Going back to the old system');
        break;
    }
    await this.#run.note(this.#host, step, at);
  }
}
