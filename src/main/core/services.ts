import type { Preferences, Topic } from '../../shared/contract';
import type { Deploys } from '../deploy';
import type { PracticeMachines } from '../images';
import type { Jobs } from '../jobs';
import type { Keychain } from '../keychain';
import { findCaches, type Builders, type Nix } from '../nix';
import type { Practice } from '../practice';
import { type ConnectionBook, reachAddress } from '../reaching';
import type { Services, Topics } from '../router';
import type { Identities } from '../age';
import type { SecretsReader, SecretWork } from '../secrets';
import type { Asks, Reach, Ssh, Terminals } from '../ssh';
import { askNix } from '../fleet';
import { createRecipes, readRecipesInThisThread } from '../recipes';
import { createConfigReader, createDesktops, luaReader, readConfigInThisThread } from '../desktop';
import { createSource } from '../source';
import type { Document, Home } from '../state';
import type { WorkerPool } from '../workers';
import { addHostWith } from './add-host';
import { confirmSecretWith } from './confirm-secret';
import { newcomersOf } from './newcomers';
import { moveLeakWith } from './move-leak';
import type { Desk } from './desk';
import { imagesOf } from './images';
import type { LiveFactsOfFleet } from './live-facts';

export interface Parts {
  readonly home: Home;
  readonly preferences: Document<Preferences>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  readonly standIn: boolean;
  readonly startedAt: string;
  /** Where `snowfleet` itself lies. */
  readonly binDir: string;
  /** Work that keeps a processor busy goes there, where there is one. */
  readonly pool: WorkerPool | null;
  readonly topics: Topics;
  readonly jobs: Jobs;
  readonly desk: Desk;
  readonly practice: Practice;
  readonly machines: PracticeMachines;
  readonly book: ConnectionBook;
  readonly terminals: Terminals;
  readonly deploys: Deploys;
  readonly builders: Builders;
  readonly keychain: Keychain;
  readonly identities: Identities;
  readonly liveFacts: LiveFactsOfFleet;
  readonly ssh: Ssh;
  readonly asks: Asks;
  /** How a host is reached now. */
  readonly reach: (host: string) => Promise<Reach>;
  /** Nix of the open fleet, or of none. */
  readonly nix: () => Nix;
  /** The secrets of the open fleet; throws when there is none. */
  readonly secrets: () => SecretsReader;
  readonly resourcesDir: string;
  /** Work on secrets of the open fleet; throws when there is none. */
  readonly secretWork: () => SecretWork;
}

/** Fits the areas to what the router asks for. What changes something says so to the topics here or in its area. */
export function servicesOf(parts: Parts): Services {
  const {
    desk,
    topics,
    jobs,
    deploys,
    builders,
    practice,
    terminals,
    ssh,
    reach,
    asks,
    liveFacts,
    preferences,
  } = parts;
  const fleet = () => desk.open().fleet;
  const desktops = createDesktops(fleet, parts.nix, luaReader(configReaderOf(parts.pool)));
  const told = async <T>(work: Promise<T>, ...changed: readonly Topic[]): Promise<T> => {
    const result = await work;
    for (const topic of changed) topics.publish(topic);
    return result;
  };

  return {
    topics,
    jobs,
    ...imagesOf(parts),
    newcomers: newcomersOf(parts),
    terminals,
    keychain: parts.keychain,
    identities: parts.identities,
    secrets: parts.secrets,
    secretWork: parts.secretWork,
    confirmSecret: confirmSecretWith(parts),
    addHostRecipient: addHostWith(parts),
    moveLeak: moveLeakWith({ ...parts, fleet }),
    app: {
      async status() {
        return {
          version: parts.version,
          nix: await parts.nix().probe(),
          standIn: desk.current()?.standIn ?? parts.standIn,
          startedAt: parts.startedAt,
        };
      },
      preferences: () => preferences.read(),
      setPreferences: (change) => preferences.update((known) => ({ ...known, ...change })),
    },
    fleet: {
      current: async () => desk.current()?.fleet.info() ?? null,
      open: (dir) => desk.take(dir, { remember: true }),
      recent: () => desk.recent(),
      inventory: () => fleet().inventory(),
      async reach(host) {
        const { source, destination, user = null, port = null } = await reach(host);
        return { source, destination, user, port };
      },
      inventoryChange: (since) => fleet().inventoryChange(since),
      loads: async () => ({ hosts: fleet().loads.read() }),
      async check() {
        const [ofFleet, { findings }, ofDesktops] = await Promise.all([
          fleet().check(),
          parts.secrets().list(),
          desktops.check(),
        ]);
        return [...ofFleet, ...findings, ...ofDesktops];
      },
      evaluate: () => fleet().evaluate(),
      readFacts: async (hosts, unattended, signal) => ({
        hosts: await liveFacts.read(hosts, { unattended, ...(signal ? { signal } : {}) }),
      }),
    },
    features: {
      catalogue: async () => fleet().catalogue(),
      boardChange: async (since) => fleet().boardChange(since),
      assignments: async (host) => fleet().assignments(host),
      explain: (host, path) => fleet().explain(host, path),
      async askNix(host, typed) {
        const { fleet: open, nix } = desk.open();
        const { path } = await open.explain(host, typed);
        return askNix({ jobs, nix, dir: open.dir, host, path });
      },
      values: (feature) => fleet().values(feature),
      options: async (query) => fleet().findOptions(query),
    },
    draft: {
      get: () => fleet().draft.get(),
      apply: (changes, dryRun) => fleet().draft.apply(changes, dryRun),
      undo: () => fleet().draft.undo(),
      redo: () => fleet().draft.redo(),
      discard: () => fleet().draft.discard(),
      resolve: (file, keep) => fleet().draft.resolve(file, keep),
      bringBack: (gesture) => fleet().draft.bringBack(gesture),
      proposeCommit: () => fleet().draft.proposeCommit(),
      commit: (message) => fleet().draft.commit(message),
    },
    hosts: {
      templates: () => fleet().hostTemplates(),
      gesture: (wish, dryRun) => fleet().hostGesture(wish, dryRun),
      scan: async (name, address, signal) => ssh.knownHosts.scan(reachAddress(name, address), signal),
      trust: async (name, address, shown, signal) =>
        ssh.knownHosts.accept(reachAddress(name, address), shown, signal),
    },
    deploys: {
      preflight: (input, signal) => deploys.preflight(input, signal),
      plan: (input) => deploys.plan(input),
      deploy: (input) => told(deploys.deploy(input), 'runs'),
      rollback: (input) => told(deploys.rollback(input), 'runs'),
      generations: (input) => deploys.generations(input),
      compareGenerations: (input) => deploys.compareGenerations(input),
      generationsSpace: (input) => deploys.generationsSpace(input),
      deleteGenerations: (input) => deploys.deleteGenerations(input),
      runs: (input) => deploys.runs(input),
      run: (input) => deploys.run(input),
      exportRuns: (input) => deploys.exportRuns(input),
    },
    builders: {
      list: () => builders.list(),
      add: (wish, signal) => told(builders.add(wish, signal), 'builders'),
      remove: (address) => told(builders.remove(address), 'builders'),
      test: (address, signal) => builders.test(address, signal),
      places: () => builders.places(fleet().dir),
      setPlace: (hosts, place) => told(builders.setPlace(fleet().dir, hosts, place), 'builders'),
      caches: async (withFleet, signal) => {
        const source = withFleet ? { dir: fleet().dir, standIn: desk.open().standIn } : null;
        return findCaches({ env: parts.env, nix: parts.nix(), fleet: source }, signal);
      },
    },
    journal: { read: (host, filter, signal) => liveFacts.journal(host, filter, signal) },
    asks,
    recipes: createRecipes({
      env: parts.env,
      jobs,
      dir: () => fleet().dir,
      binDir: parts.binDir,
      read: async (request) =>
        parts.pool
          ? parts.pool.run('read-recipes', request, { owner: request.dir })
          : readRecipesInThisThread(request),
    }),
    desktops,
    source: createSource({
      env: parts.env,
      dir: () => fleet().dir,
      preference: async () => (await preferences.read()).editor,
    }),
    agent: ssh.agent,
    knownHosts: {
      list: async (host) => ssh.knownHosts.list(host === undefined ? undefined : await reach(host)),
      scan: async (host, signal) => ssh.knownHosts.scan(await reach(host), signal),
      accept: async (host, shown, signal) => ssh.knownHosts.accept(await reach(host), shown, signal),
      forget: async (host) => ssh.knownHosts.forget(await reach(host)),
    },
    practice: {
      status: () => practice.status(fleet().dir),
      up: (hosts) => practice.up(fleet().dir, hosts),
      down: (hosts) => told(practice.down(fleet().dir, hosts), 'practice', 'inventory'),
    },
  };
}

/** Programs of Lua run on a thread where there are threads. */
function configReaderOf(pool: WorkerPool | null) {
  return pool
    ? createConfigReader((request, how) => pool.run('read-config', request, how))
    : { read: readConfigInThisThread };
}
