import {
  AppError,
  isAppError,
  type Builder,
  type BuilderTest,
  type BuilderWish,
  type BuildPlace,
} from '../../../shared/contract';
import type { Reach, Ssh } from '../../ssh';
import type { Home } from '../../state';
import { hostStoreUrl } from '../copy';
import type { Nix } from '../types';
import { askMachine } from './ask-machine';
import { createBuilderBook } from './builder-book';
import { machineLine, type DaemonLogin } from './machine-line';
import { HERE, type BuildWay } from './types';

export interface BuildersOptions {
  readonly home: Home;
  readonly ssh: Pick<Ssh, 'exec' | 'nixSshOpts' | 'knownHosts'>;
  /** How a builder is reached. Throws `usage` for what is no address. */
  readonly reachBuilder: (address: string) => Promise<Reach>;
  /** How a host of the open fleet is reached. */
  readonly reachHost: (host: string) => Promise<Reach>;
  readonly nix: () => Pick<Nix, 'probe' | 'pingStore' | 'settings'>;
}

/** Where to build: the list of builders, and for each host of a fleet the place that is remembered. */
export interface Builders {
  list(): Promise<{ builders: Builder[]; ofNix: string[] }>;
  /** Throws what logging in throws, unless `untested`. */
  add(
    wish: BuilderWish & { untested?: boolean },
    signal?: AbortSignal,
  ): Promise<{ builder: Builder; test: BuilderTest | null }>;
  /** Throws `unknown-builder`. */
  remove(address: string): Promise<{ removed: Builder }>;
  test(address: string, signal?: AbortSignal): Promise<BuilderTest>;
  places(fleetDir: string): Promise<{ hosts: Record<string, BuildPlace> }>;
  setPlace(
    fleetDir: string,
    hosts: readonly string[],
    place: BuildPlace,
  ): Promise<{ hosts: Record<string, BuildPlace> }>;
  /**
   * The way of each host for one run, by `wish` or else by what is remembered. Logs in before Nix does, so that host
   * keys are judged and questions asked; who cannot be reached is told to `log` and left out. A host that has no way
   * carries the reason.
   */
  ways(
    request: {
      readonly fleetDir: string;
      readonly hosts: readonly string[];
      readonly wish?: BuildPlace | undefined;
      readonly log?: (text: string) => void;
    },
    signal?: AbortSignal,
  ): Promise<Map<string, BuildWay | AppError>>;
}

/** Practice hosts have the store and no tools to build with. */
function practiceHost(host: string): AppError {
  return new AppError('no-builders', `${host} is a practice host, which nothing can be built on.`, {
    hint: `Build here: snowfleet build-on here ${host}`,
    detail: { host },
  });
}

/** The test of a machine that is not even asked. */
function notFor(address: string, { message }: AppError): BuilderTest {
  const checks: BuilderTest['checks'] = [{ name: 'login', state: 'red', words: message }];
  return { address, ok: false, checks, nixVersion: null, systems: [], features: [], cores: null, ms: 0 };
}

/** Longest wait for a login before a build. */
const LOGIN_MS = 20_000;
const FALLBACK_SYSTEM = 'x86_64-linux';

export function createBuilders(options: BuildersOptions): Builders {
  const { home, ssh, nix } = options;
  const book = createBuilderBook(home);

  const test: Builders['test'] = async (address, signal) => {
    const reach = await options.reachBuilder(address);
    if (reach.source === 'practice') return notFor(address, practiceHost(address));
    const ping = nix().pingStore;
    return askMachine({ ssh, ping }, { address, reach, store: hostStoreUrl(reach) }, signal);
  };

  /** A daemon's own ssh must be told what ours knows. */
  const daemonLogin = async (reach: Reach): Promise<DaemonLogin> => {
    const { keys } = await ssh.knownHosts.scan(reach);
    const known = keys.find(({ verdict }) => verdict === 'known' || verdict === 'certified');
    return { hostKey: known?.publicKey ?? null };
  };

  /** Throws what the login throws. */
  const logIn = (reach: Reach, signal?: AbortSignal): Promise<unknown> =>
    ssh.exec(reach, ['true'], { timeoutMs: LOGIN_MS, signal });

  const waysToBuilders = async (log: (text: string) => void, signal?: AbortSignal): Promise<BuildWay> => {
    const all = await book.builders();
    if (all.length === 0) {
      throw new AppError('no-builders', 'There are no builders to build on.', {
        hint: 'Add one: snowfleet builders add [USER@]ADDRESS',
      });
    }
    const isDaemon = (await nix().probe()).store === 'daemon';
    const reaches: Reach[] = [];
    const lines = await Promise.all(
      all.map(async (builder) => {
        try {
          const reach = await options.reachBuilder(builder.address);
          if (reach.source === 'practice') throw practiceHost(reach.host);
          await logIn(reach, signal);
          const line = machineLine(builder, hostStoreUrl(reach), isDaemon ? await daemonLogin(reach) : null);
          reaches.push(reach);
          return [line];
        } catch (error) {
          if (!isAppError(error) || error.code === 'cancelled') throw error;
          log(`The builder ${builder.address} is left out: ${error.message}`);
          return [];
        }
      }),
    );
    const [first, ...others] = reaches;
    if (first === undefined) {
      throw new AppError('no-builders', 'None of the builders can be reached.', {
        hint: 'See why with `snowfleet builders test`, or build elsewhere: --build-on here.',
        detail: { builders: all.map(({ address }) => address) },
      });
    }
    return { on: 'builders', lines: lines.flat(), sshOpts: await ssh.nixSshOpts(first, ...others) };
  };

  const wayToTarget = async (host: string, signal?: AbortSignal): Promise<BuildWay> => {
    const reach = await options.reachHost(host);
    if (reach.source === 'practice') throw practiceHost(host);
    await logIn(reach, signal);
    return { on: 'target', reach, sshOpts: await ssh.nixSshOpts(reach) };
  };

  return {
    list: async () => ({
      builders: [...(await book.builders())],
      ofNix: await nix()
        .settings()
        .then(
          ({ builders }) => builders,
          () => [],
        ),
    }),
    async add({ untested = false, ...wish }, signal) {
      const found = untested ? null : await test(wish.address, signal);
      const red = found?.checks.find(({ state }) => state === 'red');
      if (red !== undefined && !(red.name === 'trust')) {
        throw new AppError('no-builders', `${wish.address} cannot be built on: ${red.words}`, {
          hint: 'Mend that, or add it all the same with --untested. Nothing was written.',
          detail: { builder: wish.address, check: red.name },
        });
      }
      // What nobody chose is what the machine says of itself.
      const told = <T>(list: readonly T[] | undefined, fallback: readonly T[]): T[] => [
        ...(list === undefined || list.length === 0 ? fallback : list),
      ];
      const builder: Builder = {
        address: wish.address,
        systems: wish.systems ?? told(found?.systems, [FALLBACK_SYSTEM]),
        jobs: wish.jobs ?? found?.cores ?? 1,
        speed: wish.speed ?? 1,
        features: wish.features ?? told(found?.features, []),
        mandatory: wish.mandatory ?? [],
        ...(wish.sshKey === undefined ? {} : { sshKey: wish.sshKey }),
      };
      machineLine(builder, hostStoreUrl(await options.reachBuilder(wish.address)));
      await book.put(builder);
      return { builder, test: found };
    },
    remove: async (address) => ({ removed: await book.remove(address) }),
    test,
    places: async (fleetDir) => ({ hosts: { ...(await book.places(fleetDir)) } }),
    setPlace: async (fleetDir, hosts, place) => ({
      hosts: { ...(await book.setPlace(fleetDir, hosts, place)) },
    }),
    async ways({ fleetDir, hosts, wish, log = () => undefined }, signal) {
      const remembered = await book.places(fleetDir);
      // Many hosts share the builders: one login for all.
      let builders: Promise<BuildWay> | null = null;
      const wayOf = async (host: string): Promise<BuildWay> => {
        switch (wish ?? remembered[host] ?? 'here') {
          case 'here':
            return HERE;
          case 'builders':
            return (builders ??= waysToBuilders(log, signal));
          case 'target':
            return wayToTarget(host, signal);
        }
      };
      const found = await Promise.all(
        hosts.map(async (host): Promise<[string, BuildWay | AppError]> => {
          try {
            return [host, await wayOf(host)];
          } catch (error) {
            if (!isAppError(error) || error.code === 'cancelled') throw error;
            return [host, error];
          }
        }),
      );
      return new Map(found);
    },
  };
}
