import {
  AppError,
  isAppError,
  type DeployLimits,
  type DeployMode,
  type FailedUnits,
  type HostPlan,
  type HostResult,
} from '../../shared/contract';
import type { JobContext } from '../jobs';
import type { HostSystem, NixProgress } from '../nix';
import { ActivationStage, stageData, type TellStage } from './activation-stage';
import { limitsOf } from './limits';
import { chooseGeneration } from './generations';
import { KnownSoFar } from './known-so-far';
import { mapLimit } from './map-limit';
import { planHost } from './plan-host';
import type { RunWriter } from './run-journal';
import type { ProfileChange } from './activation/remote-activation';
import { runs } from './activation-outcome';
import { Target, type TargetState } from './target';
import type { DeployFleet, DeployResult, DeploysOptions, PlanResult } from './types';

/** Hosts that are copied to or activated at the same time. */
const AT_ONCE = 4;

/** What somebody wants of one run. */
interface Wishes {
  readonly failedUnits?: FailedUnits;
  readonly limits?: DeployLimits | undefined;
}

/** One host on its way through a deploy. */
interface Traveller {
  readonly host: string;
  readonly target: Target;
  readonly state: TargetState;
  readonly to: string;
  readonly plan: HostPlan;
}

/**
 * A deploy or a plan under way. Order, and what a crash of this process leaves behind at each step:
 *
 * 1. evaluate, build: only this machine's store grows.
 * 2. compare: hosts are read.
 * 3. copy: the host's store grows; what it runs and boots is untouched. Deploying again copies the rest.
 * 4. activate: a program on the host tries the new system and goes back when that fails or hangs. It needs no
 *    connection. The boot default stays the old system (but in mode boot).
 * 5. confirm: the host waits until we have logged in anew; without us it goes back. Only then the new system becomes
 *    the boot default. {@link recoverOrphans} goes on with what a crash in 4 or 5 left under way.
 */
export class DeployRun {
  readonly #options: DeploysOptions;
  readonly #context: JobContext;
  readonly #fleet: DeployFleet;
  readonly #wishes: Wishes;
  readonly #known = new KnownSoFar();

  constructor(options: DeploysOptions, fleet: DeployFleet, context: JobContext, wishes: Wishes = {}) {
    this.#wishes = wishes;
    this.#options = options;
    this.#context = context;
    this.#fleet = fleet;
  }

  /** Throws a host's error only when there is no plan for any. */
  async plan(hosts: readonly string[]): Promise<PlanResult> {
    const systems = await this.#build(hosts);
    this.#context.step('compare');
    const errors: unknown[] = [];
    const result: PlanResult = { hosts: [], failed: [] };
    await mapLimit(hosts, AT_ONCE, async (host) => {
      const system = systems.get(host);
      if (system === undefined || isAppError(system)) {
        errors.push(system ?? noSuchHost(host));
        const one = this.#known.failed(host, errors.at(-1));
        this.#context.data({ kind: 'host-result', result: one });
        result.failed.push(one);
        return;
      }
      const plan = await this.#comparePatiently(host, system);
      this.#context.data({ kind: 'plan', plan });
      result.hosts.push(plan);
    });
    if (result.hosts.length === 0 && errors.length > 0) throw errors[0];
    return result;
  }

  async deploy(hosts: readonly string[], mode: DeployMode, run: RunWriter): Promise<DeployResult> {
    const systems = await this.#build(hosts, run);
    this.#context.step('compare');
    const travellers = await this.#settleFailures(hosts, AT_ONCE, run, async (host) => {
      const system = systems.get(host);
      if (system === undefined) throw noSuchHost(host);
      if (isAppError(system)) throw system;
      return this.#compare(host, system.out, mode, run);
    });
    this.#context.step('copy');
    let copied = 0;
    const arrived = await this.#settleFailures(travellers, AT_ONCE, run, async (one) => {
      await this.#copy(one, mode, run);
      copied += 1;
      this.#context.progress(copied / travellers.length);
      return one;
    });
    this.#context.step('activate');
    await this.#settleFailures(arrived, AT_ONCE, run, (one) =>
      this.#activate(one, mode, mode === 'test' ? { kind: 'none' } : { kind: 'path', path: one.to }, run),
    );
    return this.#finish(run);
  }

  /** Throws `unknown-generation`, or what reaching the host throws. */
  async rollback(host: string, to: number | string | undefined, run: RunWriter): Promise<DeployResult> {
    this.#context.step('compare');
    const target = new Target(this.#options, await this.#options.reach(host));
    const { path, number, state } = await chooseGeneration(target, to, this.#context.signal);
    const set: ProfileChange = number === null ? { kind: 'path', path } : { kind: 'generation', number };
    const one = await this.#compareTo(target, state, path, 'switch', run);
    this.#context.step('activate');
    const found = one === null ? [] : [one];
    await this.#settleFailures(found, 1, run, (traveller) => this.#activate(traveller, 'switch', set, run));
    return this.#finish(run);
  }

  async #build(hosts: readonly string[], run?: RunWriter): Promise<Map<string, HostSystem | AppError>> {
    const { signal } = this.#context;
    const { nix } = this.#options;
    const fleet = { dir: this.#fleet.dir, standIn: this.#fleet.standIn };
    this.#context.step('evaluate');
    for (const host of hosts) this.#stage(host, 'evaluate', 'running');
    const found = await nix.instantiate({ fleet, hosts, signal, progress: this.#progress() });
    const systems = new Map<string, HostSystem>();
    for (const [host, one] of found) {
      const bad = isAppError(one);
      this.#stage(host, 'evaluate', bad ? 'failed' : 'done', bad ? one.message : undefined);
      if (bad) continue;
      systems.set(host, one);
      this.#known.note(host, { to: one.out });
    }
    this.#context.step('build');
    for (const host of systems.keys()) {
      this.#stage(host, 'build', 'running');
      await run?.begin(host, 'build', { to: systems.get(host)?.out ?? null });
    }
    const built = await nix.realise({ fleet, systems, signal, progress: this.#progress() });
    const results = new Map(found);
    for (const [host, one] of built) {
      const bad = isAppError(one);
      this.#stage(host, 'build', bad ? 'failed' : 'done', bad ? one.message : undefined);
      results.set(host, one);
    }
    return results;
  }

  async #comparePatiently(host: string, system: HostSystem): Promise<HostPlan> {
    const { nix, reach } = this.#options;
    const { signal } = this.#context;
    try {
      const target = new Target(this.#options, await reach(host));
      return await planHost(nix, target, await target.state({ signal }), system.out, signal);
    } catch (error) {
      if (!isAppError(error) || error.code === 'cancelled') throw error;
      return { host, to: system.out, unchanged: false, note: error.message };
    }
  }

  async #compare(host: string, to: string, mode: DeployMode, run: RunWriter): Promise<Traveller | null> {
    const target = new Target(this.#options, await this.#options.reach(host));
    const state = await target.state({ signal: this.#context.signal });
    return this.#compareTo(target, state, to, mode, run);
  }

  /** Null, and settled as unchanged, when the host already is where it should be. */
  async #compareTo(
    target: Target,
    state: TargetState,
    to: string,
    mode: DeployMode,
    run: RunWriter,
  ): Promise<Traveller | null> {
    const { host } = target.reach;
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
    if (!there) return { host, target, state, to, plan };
    for (const stage of ['copy', 'activate', 'confirm'] as const) this.#stage(host, stage, 'skipped');
    await this.#settle(run, {
      host,
      outcome: 'unchanged',
      from: state.running,
      to,
      generation: state.generation,
    });
    return null;
  }

  async #copy(one: Traveller, mode: DeployMode, run: RunWriter): Promise<void> {
    const { host, target, to } = one;
    const { signal } = this.#context;
    await run.begin(host, 'copy', { from: one.state.running, to, generation: one.state.generation });
    this.#stage(host, 'copy', 'running');
    await this.#options.nix.copy({
      paths: [to],
      reach: target.reach,
      ssh: this.#options.ssh,
      signal,
      progress: {
        ...this.#progress(host),
        fraction: (fraction) => this.#stage(host, 'copy', 'running', undefined, fraction),
      },
    });
    this.#stage(host, 'copy', 'done');
    if (mode === 'boot') return;
    const dry = await target.dryActivate(to, signal).catch((error: unknown) => {
      // It only tells what would happen; what does happen is told all the same.
      if (isAppError(error, 'cancelled') || isAppError(error, 'sudo-refused')) throw error;
      return null;
    });
    if (dry === null) return;
    this.#context.log(dry.output.trimEnd(), host);
    if (dry.code === 0) this.#context.data({ kind: 'plan', plan: { ...one.plan, units: dry.units } });
  }

  async #activate(one: Traveller, mode: DeployMode, set: ProfileChange, run: RunWriter): Promise<null> {
    const { host, state, to } = one;
    const base = { host, from: state.running, to };
    if (mode === 'dry-activate') {
      const reason = 'Only looked at what would change; the host runs what it ran.';
      return this.#settle(run, { ...base, outcome: 'skipped', generation: state.generation, reason });
    }
    if (this.#context.signal.aborted) {
      const reason = 'Cancelled before anything was activated.';
      return this.#settle(run, { ...base, outcome: 'skipped', generation: state.generation, reason });
    }
    const { failedUnits, limits } = this.#wishes;
    const outcome = await new ActivationStage({
      host,
      run,
      stage: (stage, ...how) => this.#stage(host, stage, ...how),
    }).pass({
      id: `${this.#context.id}-${host}`,
      target: one.target,
      before: state,
      mode,
      to,
      set,
      units: failedUnits ?? 'judge',
      ...limitsOf(this.#options, limits),
      log: (text) => this.#context.log(text.trimEnd(), host),
    });
    return this.#settle(run, { ...base, ...outcome });
  }

  /** Runs `work` for each host; whoever fails is settled as failed, the others go on. Cancelling ends all. */
  async #settleFailures<T extends string | { readonly host: string }, R>(
    items: readonly T[],
    limit: number,
    run: RunWriter,
    work: (item: T) => Promise<R | null>,
  ): Promise<R[]> {
    const results = await mapLimit(items, limit, async (item) => {
      const host = typeof item === 'string' ? item : item.host;
      try {
        return await work(item);
      } catch (error) {
        if (isAppError(error, 'cancelled') || this.#context.signal.aborted) throw error;
        await this.#settle(run, this.#known.failed(host, error));
        return null;
      }
    });
    return results.filter((result) => result !== null);
  }

  async #settle(run: RunWriter, result: HostResult): Promise<null> {
    await run.settle(result);
    this.#context.data({ kind: 'host-result', result });
    return null;
  }

  async #finish(run: RunWriter): Promise<DeployResult> {
    const hosts = await run.end('skipped', 'It was not reached.');
    if (this.#context.signal.aborted) {
      throw new AppError('cancelled', 'The deploy was cancelled.', {
        detail: { run: this.#context.id, hosts },
      });
    }
    return { run: this.#context.id, hosts };
  }

  #progress(host?: string): NixProgress {
    return {
      log: (text, source) => this.#context.log(text, host ?? source),
      data: (data) => this.#context.data(data),
      fraction: (fraction) => this.#context.progress(fraction),
    };
  }

  #stage(host: string, ...how: Parameters<TellStage>): void {
    this.#context.data(stageData(host, ...how));
  }
}

function noSuchHost(host: string): AppError {
  return new AppError('unknown-host', `This flake has no host ${host}.`, { detail: { host } });
}
