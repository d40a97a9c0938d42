import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  type AppError,
  type FleetInfo,
  hostNameSchema,
  isAppError,
  type Preferences,
  preferencesSchema,
} from '../shared/contract';
import type { Pipe } from '../shared/pipe';
import { declaredHostKeys } from './core/declared-host-keys';
import { createDesk } from './core/desk';
import { keepEvaluated } from './core/keep-evaluated';
import { createLiveFacts } from './core/live-facts';
import { poolReader } from './core/pool-reader';
import { poolVaultCrypto } from './core/pool-vault-crypto';
import { secretReadingOf } from './core/secret-reading';
import { secretWorkOf } from './core/secret-work';
import { servicesOf } from './core/services';
import { topicsOf } from './core/topics-of';
import { Identities } from './age';
import { createDeploys } from './deploy';
import { practiceMachines } from './images';
import { createJobs } from './jobs';
import { createKeychain, type Keychain } from './keychain';
import { createBuilders, createNix, type Nix } from './nix';
import { createPractice } from './practice';
import { type Address, createConnectionBook, findReach, reachAddress } from './reaching';
import { type AppRouter, createRouter, createTopics } from './router';
import {
  type Asks,
  createAsks,
  createSsh,
  createTerminals,
  type ExecOptions,
  type ExecResult,
  type Reach,
} from './ssh';
import { readerInThisThread } from './fleet';
import { document, resolveHome } from './state';
import { createWorkerPool } from './workers';

export interface CoreOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  readonly resourcesDir: string;
  /** Small stand-in inputs for every fleet; the practice fleet has them always. */
  readonly standIn: boolean;
  /** `--ssh-config` and `--address`: the first sources for how a host is reached. */
  readonly sshConfig?: string | undefined;
  readonly address?: string | undefined;
  readonly featureRoots?: readonly string[] | undefined;
  /** Tell of changes that others make to the open fleet; for doors with a window. */
  readonly watches?: boolean;
  /** Work that keeps a processor busy goes to worker threads: for doors with a window. */
  readonly threads?: boolean;
  /** Asks for the vault's passphrase where somebody sits at a terminal; null when they decline. */
  readonly askPassphrase?: (again: boolean) => Promise<string | null>;
}

/** Everything a door needs: the contract, and the few things that do not cross it. */
export interface Core {
  readonly router: AppRouter;
  readonly keychain: Keychain;
  readonly identities: Identities;
  /** Opens the flake at or above `dir`; `remember` lists it among the fleets opened before. */
  openFleet(dir: string, options: { remember: boolean }): Promise<FleetInfo>;
  /**
   * The first fleet of a door with a window: the named one (its failure is thrown), else the last that still
   * opens, else the practice fleet. What cannot be opened unasked is told to `complain`.
   */
  openFirstFleet(named: string | null, complain: (error: AppError) => void): Promise<void>;
  /** Makes the practice fleet where there is none yet, and opens it. */
  openPracticeFleet(): Promise<FleetInfo>;
  /** Runs a command on a host of the open fleet; its words arrive as they are. */
  exec(host: string, argv: readonly string[], options?: ExecOptions): Promise<ExecResult>;
  /** Words for the user's `ssh` that reach the host as Snowfleet does. */
  sshCommand(host: string): Promise<string[]>;
  /** Questions of sessions, for a door that can answer them without the contract. */
  readonly asks: Asks;
  /** Starts our own ssh-agent; its socket. `confirm` has each use of a key confirmed. */
  serveAgent(how: { readonly confirm: boolean }): Promise<string>;
  /** Carries the bytes of terminals for one page. */
  attachPipe(pipe: Pipe): void;
  /** Asks this process's jobs to stop, waits for them, and closes every connection. */
  close(): Promise<void>;
}

/** Composes the services of one process. Opens no fleet and starts nothing by itself. */
export async function createCore(options: CoreOptions): Promise<Core> {
  const { env, version, resourcesDir } = options;
  const home = resolveHome(env);
  const jobs = createJobs({ home, version });
  const topics = createTopics();
  const pool = options.threads === true ? createWorkerPool() : null;
  const preferences = document<Preferences>(
    home,
    'preferences',
    preferencesSchema,
    preferencesSchema.parse({}),
  );
  const keychain = createKeychain({
    home,
    env,
    vaultLockMinutes: async () => (await preferences.read()).vaultLockMinutes,
    onVaultLocked() {
      ssh.forgetStored();
      identities.forgetOpened();
    },
    helperFile: join(dirname(resourcesDir), 'out', 'main', 'keychain-helper.js'),
    ...(pool ? { crypto: poolVaultCrypto(pool) } : {}),
    ...(options.askPassphrase ? { askPassphrase: options.askPassphrase } : {}),
  });
  const identities = new Identities({
    home,
    keychain,
    ...(pool ? { decryptKey: (input) => pool.run('decrypt-key', input) } : {}),
    onChange: () => topics.publish('credentials'),
  });
  const asks = createAsks();
  const ssh = createSsh({
    home,
    env,
    asker: asks,
    credentials: keychain,
    ...(pool ? { decryptKey: (input) => pool.run('decrypt-key', input) } : {}),
    declaredHostKeys: async () => declaredHostKeys(desk.current()?.fleet ?? null),
    onConnected: (host) => liveFacts.connected(host),
  });
  const book = createConnectionBook(home);
  const machines = practiceMachines(home);
  const nixFor = oncePerMode((standIn) =>
    createNix({ home, env, standInDir: join(resourcesDir, 'stand-in'), standIn, resourcesDir }),
  );

  const practice = createPractice({
    home,
    env,
    jobs,
    resourcesDir: join(resourcesDir, 'practice'),
    hostProcessFile: join(dirname(resourcesDir), 'out', 'main', 'practice-host.js'),
    bundledFleetDir: join(dirname(resourcesDir), 'fleet'),
    nixCommand: () => nixFor(options.standIn).command(),
    hostNames: () => desk.open().fleet.hostNames(),
  });
  const secretReading = secretReadingOf({
    env,
    pool,
    nix: () => nixNow(),
    standIn: () => desk.current()?.standIn ?? options.standIn,
  });
  const secretWork = secretWorkOf({
    home,
    env,
    keychain,
    stored: identities,
    asker: asks,
    pool,
    reading: secretReading,
    onChange: () => topics.publish('draft'),
  });
  const desk = createDesk({
    home,
    jobs,
    reader: pool ? poolReader(pool) : readerInThisThread,
    featureRoots: options.featureRoots?.length === 0 ? undefined : options.featureRoots,
    practiceDir: join(home.data, 'practice', 'fleet'),
    standIn: options.standIn,
    nixFor,
    publish(topic) {
      topics.publish(topic);
      if (topic === 'features') keeper?.nudge();
    },
    watches: options.watches === true,
    async onOpening(fleet) {
      try {
        fleet.draft.alsoCommit(() => secretWork(fleet).ownFiles());
        await secretWork(fleet).recover();
      } catch (error) {
        // What could not be completed or taken back is found again by the next work on secrets, which then says why.
        if (!isAppError(error)) throw error;
      }
    },
  });

  const keeper = options.watches === true ? keepEvaluated(jobs, () => desk.current()) : null;

  const reach = async (host: string): Promise<Reach> => {
    const { fleet, standIn } = desk.open();
    const sources = {
      sshConfig: options.sshConfig,
      address: options.address,
      standIn,
      book,
      // One that is up goes before the machine that was started from an image.
      practice: async (dir: string, name: string) =>
        (await practice.reach(dir, name)) ?? machines.reach(dir, name),
      fleet: async (_dir: string, name: string) => addressOf((await fleet.host(name)).facts),
    };
    return findReach(sources, fleet.dir, host);
  };
  const liveFacts = createLiveFacts({
    desk,
    ssh,
    reach,
    resourcesDir,
    isWatched: () => topics.readers > 0,
  });
  const nixNow = (): Nix => desk.current()?.nix ?? nixFor(options.standIn);
  const builders = createBuilders({
    home,
    ssh,
    nix: nixNow,
    reachHost: reach,
    // Named as a host of the fleet, a builder is reached as that host is.
    async reachBuilder(address) {
      if (!hostNameSchema.safeParse(address).success) return reachAddress(address, address);
      const { sshConfig } = options;
      if (sshConfig !== undefined)
        return { host: address, source: 'ssh-config', destination: address, configFile: sshConfig };
      const isHost = (await desk.current()?.fleet.hostNames())?.includes(address) === true;
      return isHost ? reach(address) : reachAddress(address, address);
    },
  });
  const deploys = createDeploys({
    home,
    jobs,
    nix: nixFor(options.standIn),
    ssh,
    reach,
    ways: builders.ways,
    sudo: { passwords: keychain, asker: asks },
    secrets: async () => (await secretReading(desk.open().fleet).list()).hosts,
    signingKeys: keychain,
    preflightScript: () => readFile(join(resourcesDir, 'deploy', 'preflight.sh'), 'utf8'),
    scripts: async () => ({
      activate: await readFile(join(resourcesDir, 'deploy', 'activate.sh'), 'utf8'),
      door: await readFile(join(resourcesDir, 'deploy', 'activation-door.sh'), 'utf8'),
      health: await readFile(join(resourcesDir, 'deploy', 'health.sh'), 'utf8'),
    }),
    fleet() {
      const { fleet, standIn } = desk.open();
      return { dir: fleet.dir, standIn, sourceVersion: () => fleet.sourceVersion() };
    },
  });
  const terminals = createTerminals({ ssh, reach, home, fleet: () => desk.open().fleet.dir });
  const stopTelling = [
    jobs.onChange((job) => topicsOf(job).forEach((topic) => topics.publish(topic))),
    terminals.onChange(() => topics.publish('terminals')),
    keychain.onChange(() => topics.publish('credentials')),
  ];
  const startedAt = new Date().toISOString();
  const router = createRouter(
    servicesOf({
      home,
      preferences,
      env,
      binDir: join(dirname(resourcesDir), 'bin'),
      pool,
      version,
      standIn: options.standIn,
      startedAt,
      topics,
      jobs,
      desk,
      deploys,
      keychain,
      identities,
      liveFacts,
      practice,
      machines,
      book,
      terminals,
      ssh,
      asks,
      reach,
      nix: nixNow,
      builders,
      secrets: () => secretReading(desk.open().fleet),
      resourcesDir,
      secretWork: () => secretWork(desk.open().fleet),
    }),
  );

  /** The last fleet that still opens, else the practice fleet. */
  const openSomeFleet = async (complain: (error: AppError) => void): Promise<void> => {
    for (const { dir } of await desk.recent()) {
      if (await opens(desk.take(dir, { remember: false }), complain)) return;
    }
    await opens(core.openPracticeFleet(), complain);
  };

  const core: Core = {
    router,
    keychain,
    identities,
    openFleet: (dir, how) => desk.take(dir, how),
    async openPracticeFleet() {
      return desk.take(await practice.preparePracticeFleet(), { remember: true });
    },
    async openFirstFleet(named, complain) {
      await jobs.recover();
      if (named !== null) await desk.take(named, { remember: true });
      else await openSomeFleet(complain);
      // Hosts may take their time to answer; nobody waits for that.
      void deploys.recover().then(
        () => topics.publish('runs'),
        () => undefined,
      );
    },
    exec: async (host, argv, how) => ssh.exec(await reach(host), argv, how),
    asks,
    serveAgent: (how) => ssh.agent.serve(how),
    async sshCommand(host) {
      const way = await reach(host);
      return [...(await ssh.sshWords(way)), '--', way.destination];
    },
    attachPipe: (pipe) => void terminals.attach(pipe),
    async close() {
      for (const stop of stopTelling) stop();
      desk.close();
      keeper?.close();
      liveFacts.close();
      topics.close();
      asks.close();
      terminals.closeAll();
      await jobs.close();
      await ssh.close();
      await keychain.close();
      await pool?.close();
    },
  };
  return core;
}

/** Whether a fleet could be opened; the reason why not goes to `complain`. Throws what is no AppError. */
async function opens(opening: Promise<unknown>, complain: (error: AppError) => void): Promise<boolean> {
  try {
    await opening;
    return true;
  } catch (error) {
    if (!isAppError(error)) throw error;
    complain(error);
    return false;
  }
}

/** Two kinds of Nix at most: with the real inputs and with the stand-in. */
function oncePerMode(create: (standIn: boolean) => Nix): (standIn: boolean) => Nix {
  const known = new Map<boolean, Nix>();
  return (standIn) => {
    const nix = known.get(standIn) ?? create(standIn);
    known.set(standIn, nix);
    return nix;
  };
}

/** What a fleet's source says of how to reach a host; null without an address. */
function addressOf(facts: Readonly<Record<string, { value: unknown }>>): Address | null {
  const address = facts['address']?.value;
  const user = facts['user']?.value;
  const port = facts['port']?.value;
  if (typeof address !== 'string' || address === '') return null;
  return {
    address,
    ...(typeof user === 'string' ? { user } : {}),
    ...(typeof port === 'number' ? { port } : {}),
  };
}
