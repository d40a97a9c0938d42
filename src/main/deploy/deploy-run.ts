import {
  AppError,
  isAppError,
  type BuildPlace,
  type HealthCheck,
  type HostPlan,
  type HostResult,
  type Waves,
} from '../../shared/contract';
import type { JobContext } from '../jobs';
import type { HostSystem } from '../nix';
import { stageData, type TellStage } from './activation-stage';
import type { ProfileChange } from './activation/remote-activation';
import { BuildSystems } from './build-systems';
import { chooseGeneration } from './generations';
import { HostPass, type Traveller, type Wishes } from './host-pass';
import { evaluateEarly } from './evaluate-early';
import { KnownSoFar } from './known-so-far';
import { LookFirst } from './look-first';
import { mapLimit } from './map-limit';
import { planHost } from './plan-host';
import type { Preflight } from './preflight';
import type { RunWriter } from './history';
import { Seats } from './seats';
import { Target } from './target';
import type { DeployFleet, DeployResult, DeploysOptions, PlanResult } from './types';
import { TurnTaking } from './waves';

/** Hosts that are asked what they run at the same time: one that is away keeps a place for long. */
const ASKED_AT_ONCE = 16;
/** Hosts that are copied to at the same time. */
const COPIED_AT_ONCE = 4;
/** How far a host is, of the whole way from the system that was built to its outcome. */
const WAY = { compared: 0.1, copied: 0.6, settled: 1 } as const;

/**
 * A deploy or a plan under way. Order, and what a crash of this process leaves behind at each step:
 *
 * 0. preflight: hosts are looked at; a red light keeps a host from the rest.
 * 1. evaluate, build: only this machine's store grows.
 * 2. compare: hosts are read.
 * 3. copy: the host's store grows; what it runs and boots is untouched. Deploying again copies the rest. Each host
 *    goes on by itself from here, so that one that is slow or away keeps no other waiting.
 * 4. activate, when {@link TurnTaking} says that it is its turn: a program on the host tries the new system and goes
 *    back when that fails or hangs. It needs no connection. The boot default stays the old system (but in mode boot).
 * 5. confirm: the host waits until we have logged in anew; without us it goes back. Only then the new system becomes
 *    the boot default. {@link recoverOrphans} goes on with what a crash in 4 or 5 left under way.
 */
export class DeployRun {
  readonly #options: DeploysOptions;
  readonly #context: JobContext;
  readonly #fleet: DeployFleet;
  readonly #known = new KnownSoFar();
  readonly #systems: BuildSystems;
  /** How far each host is, as of {@link WAY}. */
  readonly #way = new Map<string, number>();
  #turns: TurnTaking | null = null;
  /** Null where hosts are not looked at first. */
  readonly #preflight: Preflight | null;

  constructor(
    options: DeploysOptions,
    fleet: DeployFleet,
    context: JobContext,
    preflight: Preflight | null = null,
  ) {
    this.#preflight = preflight;
    this.#options = options;
    this.#context = context;
    this.#fleet = fleet;
    this.#systems = new BuildSystems({ options, fleet, context, known: this.#known });
  }

  /** Throws a host's error only when there is no plan for any. */
  async plan(hosts: readonly string[], buildOn?: BuildPlace): Promise<PlanResult> {
    const systems = await this.#systems.build(hosts, buildOn);
    this.#context.step('compare');
    const errors: unknown[] = [];
    const result: PlanResult = { hosts: [], failed: [] };
    await mapLimit(hosts, ASKED_AT_ONCE, async (host) => {
      const system = systems.get(host);
      if (system === undefined || isAppError(system)) {
        errors.push(system ?? noSuchHost(host));
        const one = this.#known.failed(host, errors.at(-1));
        this.#context.data({ kind: 'host-result', result: one });
        result.failed.push(one);
        return;
      }
      const plan = await this.#comparePatiently(host, system);
      this.#preflight?.note(plan);
      this.#context.data({ kind: 'plan', plan });
      result.hosts.push(plan);
    });
    if (result.hosts.length === 0 && errors.length > 0) throw errors[0];
    return result;
  }

  async deploy(
    named: readonly string[],
    wishes: Wishes & { readonly waves?: Waves | undefined; readonly copy?: boolean },
    run: RunWriter,
  ): Promise<DeployResult> {
    const { waves = {} } = wishes;
    const turns = new TurnTaking(waves, this.#context.signal);
    this.#turns = turns;
    this.#context.data({ kind: 'waves', waves });
    const first = this.#lookFirst(wishes);
    try {
      await this.#goOn(first, named, { ...wishes, turns }, run);
    } finally {
      first?.leave();
    }
    return this.#finish(run);
  }

  /** Throws `unknown-generation`, or what reaching the host throws. */
  async rollback(host: string, to: number | string | undefined, run: RunWriter): Promise<DeployResult> {
    this.#context.step('compare');
    const target = new Target(this.#options, await this.#options.reach(host), (text) =>
      this.#context.log(`snowfleet: ${text}`, host),
    );
    const { path, number, state } = await chooseGeneration(target, to, this.#context.signal);
    const set: ProfileChange = number === null ? { kind: 'path', path } : { kind: 'generation', number };
    const pass = this.#pass({ mode: 'switch' }, run);
    await this.#each([host], run, async () => {
      const one = await pass.compareTo(target, state, path);
      if ('outcome' in one) return one;
      this.#context.step('activate');
      return pass.activate(one, set);
    });
    return this.#finish(run);
  }

  /** From the look at the hosts to the outcome of each. */
  async #goOn(
    first: LookFirst | null,
    named: readonly string[],
    wishes: Wishes & { readonly turns: TurnTaking; readonly copy?: boolean },
    run: RunWriter,
  ): Promise<void> {
    const early = first === null ? null : evaluateEarly(this.#options.nix, this.#fleet, named, this.#context);
    const hosts = first === null ? named : await this.#ready(first, named, wishes, run);
    if (hosts.length === 0) early?.stop();
    const systems = await this.#systems.build(hosts, wishes.buildOn, run, early?.found);
    this.#context.step('hosts');
    for (const host of hosts) this.#way.set(host, 0);
    const pass = this.#pass(wishes, run);
    const asked = new Seats(ASKED_AT_ONCE);
    const copied = new Seats(COPIED_AT_ONCE);
    await this.#each(hosts, run, async (host) => {
      const stopped = (await first?.verdict(host)) ?? null;
      if (stopped !== null) return stopped;
      const system = systems.get(host);
      if (system === undefined) throw noSuchHost(host);
      if (isAppError(system)) throw system;
      if (wishes.mode === 'build' && wishes.copy !== true) {
        return this.#known.skipped(host, 'Built; nothing was copied or activated.');
      }
      const checks = this.#checksOf(host, system);
      const one = await asked.while(() => pass.compare(host, { out: system.out, checks }));
      if ('outcome' in one) return one;
      await first?.again(one);
      this.#advance(host, WAY.compared);
      const bring = async (): Promise<void> => {
        if (wishes.turns.held !== null) return;
        if (system.onTarget === true) this.#stage(host, 'copy', 'skipped', 'built there');
        else {
          await first?.sign(one);
          await pass.copy(one);
        }
        if (wishes.mode !== 'boot' && wishes.mode !== 'build') await pass.askUnits(one);
      };
      // For whom all others wait waits for nobody.
      await (wishes.turns.isCanary(host) ? bring() : copied.while(bring));
      this.#advance(host, WAY.copied);
      return this.#inTurn(one, wishes, pass);
    });
  }

  #lookFirst({
    preflight = true,
    mode,
    copy,
  }: Wishes & { readonly copy?: boolean | undefined }): LookFirst | null {
    // Who only builds needs no host.
    if (this.#preflight === null || !preflight || (mode === 'build' && copy !== true)) return null;
    const { nix } = this.#options;
    return new LookFirst({ preflight: this.#preflight, context: this.#context, known: this.#known, nix });
  }

  /** Looks at the hosts, settles those that go no further, and tells the others. */
  async #ready(
    first: LookFirst,
    hosts: readonly string[],
    { mode }: Wishes,
    run: RunWriter,
  ): Promise<readonly string[]> {
    this.#context.step('preflight');
    const others = await first.ready(hosts, { mode }, (result) =>
      this.#each([result.host], run, async () => result),
    );
    const held = this.#turns?.held ?? null;
    if (held === null) return others;
    await this.#each(others, run, async (host) => this.#known.skipped(host, `Nothing was built: ${held}`));
    return [];
  }

  /** Activates the host when it is its turn. */
  async #inTurn(one: Traveller, { mode }: Wishes, pass: HostPass): Promise<HostResult> {
    const set: ProfileChange = mode === 'test' ? { kind: 'none' } : { kind: 'path', path: one.to };
    const turns = this.#turns;
    if (turns === null || mode === 'dry-activate' || mode === 'build') return pass.activate(one, set);
    if (!turns.isFree(one.host)) this.#stage(one.host, 'activate', 'waiting', turns.waitsFor(one.host));
    const held = await turns.turn(one.host);
    if (held === null) return pass.activate(one, set);
    this.#stage(one.host, 'activate', 'skipped');
    this.#stage(one.host, 'confirm', 'skipped');
    return pass.skipped(one, `Nothing was activated here: ${held}`);
  }

  /** By what the new system of a host is healthy. */
  #checksOf(host: string, { health }: HostSystem): readonly HealthCheck[] {
    if (health === null)
      this.#context.log('snowfleet: its health checks cannot be read from the fleet', host);
    if (health === null || health.length === 0) return [];
    // Its systems are small, and run no services that could be healthy.
    if (this.#fleet.standIn !== true) return health;
    this.#context.log(
      `snowfleet: ${health.length} health checks left out, as the inputs are stand-ins`,
      host,
    );
    return [];
  }

  #pass(wishes: Wishes, run: RunWriter): HostPass {
    return new HostPass({ options: this.#options, context: this.#context, known: this.#known, run, wishes });
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

  /** Brings each host to its outcome; whoever fails is settled as failed, the others go on. Cancelling ends all. */
  async #each(
    hosts: readonly string[],
    run: RunWriter,
    work: (host: string) => Promise<HostResult>,
  ): Promise<void> {
    await mapLimit(hosts, hosts.length, async (host) => {
      let result: HostResult;
      try {
        result = await work(host);
      } catch (error) {
        if (isAppError(error, 'cancelled') || this.#context.signal.aborted) throw error;
        result = this.#known.failed(host, error);
      }
      await run.settle(result);
      this.#context.data({ kind: 'host-result', result });
      this.#turns?.settled(result);
      this.#advance(host, WAY.settled);
    });
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

  #advance(host: string, share: number): void {
    if (!this.#way.has(host)) return;
    this.#way.set(host, share);
    const sum = [...this.#way.values()].reduce((all, one) => all + one, 0);
    this.#context.progress(sum / this.#way.size);
  }

  #stage(host: string, ...how: Parameters<TellStage>): void {
    this.#context.data(stageData(host, ...how));
  }
}

function noSuchHost(host: string): AppError {
  return new AppError('unknown-host', `This flake has no host ${host}.`, { detail: { host } });
}
