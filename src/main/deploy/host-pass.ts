import {
  AppError,
  isAppError,
  type BuildPlace,
  type DeployLimits,
  type DeployMode,
  type FailedUnits,
  type HealthCheck,
  type HealthPolicy,
  type HostPlan,
  type HostResult,
} from '../../shared/contract';
import type { JobContext } from '../jobs';
import type { NixProgress } from '../nix';
import { stageData, type TellStage } from './activation-stage';
import type { ProfileChange } from './activation/remote-activation';
import { runs } from './activation-outcome';
import { awayResult, isAway } from './away';
import { HostActivation } from './host-activation';
import type { KnownSoFar } from './known-so-far';
import { planHost } from './plan-host';
import type { RunWriter } from './history';
import { Target, type TargetState } from './target';
import type { DeploysOptions } from './types';

/** What somebody wants of one run, beside its hosts. */
export interface Wishes {
  readonly mode: DeployMode;
  readonly failedUnits?: FailedUnits;
  readonly health?: HealthPolicy;
  readonly limits?: DeployLimits | undefined;
  readonly buildOn?: BuildPlace | undefined;
  /** False: hosts are not looked at first. */
  readonly preflight?: boolean;
  readonly reboot?: boolean;
}

/** One host whose new system is known and is not what it runs. */
export interface Traveller {
  readonly host: string;
  readonly target: Target;
  readonly state: TargetState;
  readonly to: string;
  readonly checks: readonly HealthCheck[];
  readonly plan: HostPlan;
}

/** The way of each host through one run, from the system that was built to the one that is confirmed. */
export class HostPass {
  readonly #options: DeploysOptions;
  readonly #context: JobContext;
  readonly #known: KnownSoFar;
  readonly #run: RunWriter;
  readonly #wishes: Wishes;

  constructor(parts: {
    readonly options: DeploysOptions;
    readonly context: JobContext;
    readonly known: KnownSoFar;
    readonly run: RunWriter;
    readonly wishes: Wishes;
  }) {
    this.#options = parts.options;
    this.#context = parts.context;
    this.#known = parts.known;
    this.#run = parts.run;
    this.#wishes = parts.wishes;
  }

  /** What the host runs, and what would change; its result where it is where it should be, or is away. */
  async compare(
    host: string,
    system: { readonly out: string; readonly checks: readonly HealthCheck[] },
  ): Promise<Traveller | HostResult> {
    let target: Target;
    let state: TargetState;
    try {
      target = new Target(this.#options, await this.#options.reach(host), (text) =>
        this.#context.log(`snowfleet: ${text}`, host),
      );
      state = await target.state({ signal: this.#context.signal });
    } catch (error) {
      if (!isAway(error)) throw error;
      this.#skipStages(host);
      return awayResult(this.#known.failed(host, error));
    }
    return this.compareTo(target, state, system.out, system.checks);
  }

  /** The same for a host that has answered already. */
  async compareTo(
    target: Target,
    state: TargetState,
    to: string,
    checks: readonly HealthCheck[] = [],
  ): Promise<Traveller | HostResult> {
    const { host } = target.reach;
    const { mode } = this.#wishes;
    this.#known.note(host, { from: state.running, to, generation: state.generation });
    if (state.running === null) {
      throw new AppError(
        'remote-command-failed',
        `${host} does not run NixOS: it has no /run/current-system.`,
        {
          hint: 'Install NixOS there first, or correct the address of this host.',
          detail: { host },
        },
      );
    }
    const plan = await planHost(this.#options.nix, target, state, to, this.#context.signal);
    this.#context.data({ kind: 'plan', plan });
    const there = mode === 'dry-activate' ? state.running === to : runs(state, to, mode);
    if (!there) return { host, target, state, to, checks, plan };
    this.#skipStages(host);
    return { host, outcome: 'unchanged', from: state.running, to, generation: state.generation };
  }

  /** Puts the new system into the host's store. */
  async copy(one: Traveller): Promise<void> {
    const { host, target, to, state } = one;
    const { signal } = this.#context;
    await this.#run.begin(host, 'copy', { from: state.running, to, generation: state.generation });
    this.stage(host, 'copy', 'running');
    await this.#options.nix.copy({
      paths: [to],
      reach: target.reach,
      ssh: this.#options.ssh,
      signal,
      progress: {
        ...progressOf(this.#context, host),
        fraction: (fraction) => this.stage(host, 'copy', 'running', undefined, fraction),
      },
    });
    this.stage(host, 'copy', 'done');
  }

  /** Has the host tell which units activating would touch. */
  async askUnits(one: Traveller): Promise<void> {
    const { host, target, to } = one;
    const dry = await target.dryActivate(to, this.#context.signal).catch((error: unknown) => {
      // It only tells what would happen; what does happen is told all the same.
      if (isAppError(error, 'cancelled') || isAppError(error, 'sudo-refused')) throw error;
      return null;
    });
    if (dry === null) return;
    this.#context.log(dry.output.trimEnd(), host);
    if (dry.code === 0) this.#context.data({ kind: 'plan', plan: { ...one.plan, units: dry.units } });
  }

  async activate(one: Traveller, set: ProfileChange): Promise<HostResult> {
    const { host } = one;
    const { mode } = this.#wishes;
    if (mode === 'dry-activate') {
      return this.skipped(one, 'Only looked at what would change; the host runs what it ran.');
    }
    if (mode === 'build') return this.skipped(one, 'Copied; nothing was activated.');
    if (this.#context.signal.aborted) {
      return this.skipped(one, 'Cancelled before anything was activated.');
    }
    return new HostActivation({
      options: this.#options,
      context: this.#context,
      run: this.#run,
      wishes: { ...this.#wishes, mode },
      one,
      set,
      stage: (stage, ...how) => this.stage(host, stage, ...how),
    }).go();
  }

  /** The result of a host that is left as it is. */
  skipped({ host, state, to }: Traveller, reason: string): HostResult {
    return { host, outcome: 'skipped', from: state.running, to, generation: state.generation, reason };
  }

  stage(host: string, ...how: Parameters<TellStage>): void {
    this.#context.data(stageData(host, ...how));
  }

  #skipStages(host: string): void {
    for (const stage of ['copy', 'activate', 'confirm'] as const) this.stage(host, stage, 'skipped');
  }
}

/** What a run of Nix says, as the job tells it; of one host where it is for one. */
export function progressOf(context: JobContext, host?: string): NixProgress {
  return {
    log: (text, source) => context.log(text, host ?? source),
    data: (data) => context.data(data),
    fraction: (fraction) => context.progress(fraction),
  };
}
