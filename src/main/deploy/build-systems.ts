import { type AppError, type BuildPlace, isAppError } from '../../shared/contract';
import type { JobContext } from '../jobs';
import type { BuildWay, HostSystem } from '../nix';
import { stageData, type TellStage } from './activation-stage';
import type { Evaluated } from './evaluate-early';
import type { RunWriter } from './history';
import { progressOf } from './host-pass';
import type { KnownSoFar } from './known-so-far';
import type { DeployFleet, DeploysOptions } from './types';

/** Evaluates and builds the systems of a run's hosts: the steps evaluate and build of its job. */
export class BuildSystems {
  readonly #options: DeploysOptions;
  readonly #fleet: DeployFleet;
  readonly #context: JobContext;
  readonly #known: KnownSoFar;

  constructor(parts: {
    readonly options: DeploysOptions;
    readonly fleet: DeployFleet;
    readonly context: JobContext;
    readonly known: KnownSoFar;
  }) {
    this.#options = parts.options;
    this.#fleet = parts.fleet;
    this.#context = parts.context;
    this.#known = parts.known;
  }

  /** Throws only what is no host's own. */
  async build(
    hosts: readonly string[],
    buildOn: BuildPlace | undefined,
    run?: RunWriter,
    early?: Evaluated,
  ): Promise<Map<string, HostSystem | AppError>> {
    if (hosts.length === 0) return new Map();
    const { signal } = this.#context;
    const { nix } = this.#options;
    const fleet = { dir: this.#fleet.dir, standIn: this.#fleet.standIn };
    this.#context.step('evaluate');
    for (const host of hosts) this.#stage(host, 'evaluate', 'running');
    const progress = progressOf(this.#context);
    const found = await (early ?? nix.instantiate({ fleet, hosts, signal, progress }));
    const systems = new Map<string, HostSystem>();
    for (const host of hosts) {
      const one = found.get(host);
      if (one === undefined) continue;
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
    const results = new Map([...found].filter(([host]) => hosts.includes(host)));
    const ways = new Map<string, BuildWay>();
    for (const [host, way] of await this.#ways([...systems.keys()], buildOn)) {
      if (isAppError(way)) {
        this.#stage(host, 'build', 'failed', way.message);
        systems.delete(host);
        results.set(host, way);
      } else ways.set(host, way);
    }
    const built = await nix.realise({ fleet, systems, ways, signal, progress: progressOf(this.#context) });
    for (const [host, one] of built) {
      const bad = isAppError(one);
      this.#stage(host, 'build', bad ? 'failed' : 'done', bad ? one.message : undefined);
      results.set(host, one);
    }
    return results;
  }

  async #ways(
    hosts: readonly string[],
    wish: BuildPlace | undefined,
  ): Promise<ReadonlyMap<string, BuildWay | AppError>> {
    const { signal } = this.#context;
    const log = (text: string): void => this.#context.log(text, 'builders');
    const request = { fleetDir: this.#fleet.dir, hosts, wish, log };
    return (await this.#options.ways?.(request, signal)) ?? new Map<string, BuildWay>();
  }

  #stage(host: string, ...how: Parameters<TellStage>): void {
    this.#context.data(stageData(host, ...how));
  }
}
