import { isAppError, type DeployMode, type HostResult } from '../../shared/contract';
import type { JobContext } from '../jobs';
import { ActivationStage, type TellStage } from './activation-stage';
import type { ProfileChange } from './activation/remote-activation';
import type { Outcome } from './activation-outcome';
import { Health } from './health';
import type { Traveller, Wishes } from './host-pass';
import { limitsOf } from './limits';
import { outcomeOfReboot, rebootHost, type Rebooted } from './reboot';
import type { RunWriter } from './history';
import type { DeploysOptions } from './types';

type ActivatingMode = Exclude<DeployMode, 'dry-activate' | 'build'>;

/** One host from the system that is in its store to the outcome: activated, healthy, and restarted where that is asked. */
export class HostActivation {
  readonly #context: JobContext;
  readonly #run: RunWriter;
  readonly #wishes: Wishes & { readonly mode: ActivatingMode };
  readonly #one: Traveller;
  readonly #set: ProfileChange;
  readonly #stage: TellStage;
  readonly #limits: ReturnType<typeof limitsOf>;
  readonly #health: Health;

  constructor(parts: {
    readonly options: DeploysOptions;
    readonly context: JobContext;
    readonly run: RunWriter;
    readonly wishes: Wishes & { readonly mode: ActivatingMode };
    readonly one: Traveller;
    readonly set: ProfileChange;
    readonly stage: TellStage;
  }) {
    this.#context = parts.context;
    this.#run = parts.run;
    this.#wishes = parts.wishes;
    this.#one = parts.one;
    this.#set = parts.set;
    this.#stage = parts.stage;
    this.#limits = limitsOf(parts.options, parts.wishes.limits);
    this.#health = new Health({
      checks: parts.one.checks,
      policy: parts.wishes.health ?? 'roll-back',
      ms: this.#limits.healthMs,
      log: (text) => this.#log(text),
    });
  }

  async go(): Promise<HostResult> {
    const { host, state, to, plan } = this.#one;
    const { mode, reboot = false } = this.#wishes;
    let { needsReboot, ...reached } = await this.#activate(mode);
    const onlyByReboot = reboot && needsReboot === true;
    if (onlyByReboot) {
      this.#log(
        'snowfleet: only a restart can take the new system into use, so it becomes the boot default\n',
      );
      ({ needsReboot, ...reached } = await this.#activate('boot'));
    }
    const boots = mode === 'boot' || onlyByReboot;
    if (reboot && reached.outcome === 'switched' && (boots || plan.reboot === true)) {
      reached = await this.#restart(reached, !boots);
    }
    return this.#health.told({ host, from: state.running, to, ...reached });
  }

  #activate(mode: ActivatingMode): Promise<Outcome> {
    const { host, target, state, to } = this.#one;
    const proving = mode !== 'boot' && this.#health.count > 0;
    const { activationMs, healthMs, confirmMs, patienceMs } = this.#limits;
    return new ActivationStage({
      host,
      run: this.#run,
      stage: this.#stage,
      ...(proving && { confirming: `Looking at ${this.#health.count} health checks` }),
    }).pass({
      // A second attempt in another mode is another activation to the host.
      id: `${this.#context.id}-${host}${mode === this.#wishes.mode ? '' : `-${mode}`}`,
      target,
      before: state,
      mode,
      to,
      set: this.#set,
      units: this.#wishes.failedUnits ?? 'judge',
      activationMs,
      confirmMs: confirmMs + (proving ? healthMs : 0),
      patienceMs,
      ...(proving && { prove: this.#health.prove(target) }),
      log: (text) => this.#log(text),
    });
  }

  async #restart(reached: Outcome, isSwitched: boolean): Promise<Outcome> {
    const { host, target, state, to } = this.#one;
    const { rebootMs } = this.#limits;
    const seconds = Math.ceil(rebootMs / 1_000);
    this.#stage('confirm', 'running', `Restarting; it has ${seconds} s to come back`);
    await this.#run.note(host, 'restart', new Date().toISOString());
    const rebooted = await rebootHost(target, { deadlineMs: rebootMs, signal: this.#context.signal }).catch(
      (error: unknown): Rebooted => {
        if (!isAppError(error) || error.code === 'internal') throw error;
        return { kind: 'stayed', reason: error.message };
      },
    );
    const outcome = outcomeOfReboot(rebooted, { before: state, to, seconds, reached, isSwitched });
    if (outcome.outcome === 'switched' && rebooted.kind === 'up' && this.#health.count > 0) {
      this.#stage('confirm', 'running', `Looking at ${this.#health.count} health checks`);
      await this.#health.look(target, this.#context.signal).catch((error: unknown) => {
        if (!isAppError(error) || error.code === 'internal') throw error;
        this.#log(`snowfleet: its health could not be looked at: ${error.message}\n`);
      });
    }
    this.#stage('confirm', outcome.outcome === 'switched' ? 'done' : 'failed', outcome.reason);
    return outcome;
  }

  #log(text: string): void {
    this.#context.log(text.trimEnd(), this.#one.host);
  }
}
