import { setMaxListeners } from 'node:events';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import {
  AppError,
  type Host,
  type JournalEvent,
  type JournalFilter,
  type NameCheck,
  liveFacts,
  tailscaleSchema,
} from '../../shared/contract';
import {
  checkNames,
  createFacts,
  type DeclaredName,
  type HostFacts,
  readJournal,
  type ReadOptions,
  type Resolve,
  resolveByGetent,
  watchFacts,
} from '../facts';
import type { Reach, Ssh } from '../ssh';
import type { Desk, OpenFleet } from './desk';

export interface LiveFactsOptions {
  readonly desk: Desk;
  readonly ssh: Ssh;
  readonly reach: (host: string) => Promise<Reach>;
  readonly resourcesDir: string;
  /** Somebody looks at the inventory. */
  readonly isWatched: () => boolean;
  /** How slowly hosts are asked again, in milliseconds, and how often it is looked who is due. */
  readonly pace?: { readonly everyMs: number; readonly tickMs: number };
}

/** What the hosts of the open fleet say of themselves, now and as they go on. The inventory carries it. */
export interface LiveFactsOfFleet {
  /** Asks hosts of the open fleet, all where none are named. @throws AppError `unknown-host`, `cancelled`. */
  read(hosts: readonly string[] | undefined, how?: ReadOptions): Promise<HostFacts[]>;
  journal(host: string, filter: JournalFilter, signal?: AbortSignal): AsyncGenerator<JournalEvent>;
  /** A login to this host stands. */
  connected(host: string): void;
  close(): void;
}

export function createLiveFacts({
  desk,
  ssh,
  reach,
  resourcesDir,
  isWatched,
  pace,
}: LiveFactsOptions): LiveFactsOfFleet {
  const facts = createFacts({
    ssh,
    reach,
    script: () => readFile(join(resourcesDir, 'facts', 'host-facts.sh'), 'utf8'),
    fleet: () => desk.open().fleet.dir,
  });

  /** Asks the hosts, and the resolver for their names meanwhile. */
  const ask = async (
    { fleet }: OpenFleet,
    hosts: readonly string[],
    asked: ReadOptions,
  ): Promise<HostFacts[]> => {
    const how = { ...asked, ...(asked.signal ? { signal: forMany(asked.signal) } : {}) };
    const resolve = remembering(resolveByGetent);
    const check = async (told: ReadonlyMap<string, HostFacts>): Promise<Map<string, NameCheck>> => {
      const [named, inventory] = await Promise.all([withoutPractice(hosts, reach), fleet.inventory()]);
      const declared = inventory.hosts.map((host) => declaredName(host, told.get(host.name)));
      return checkNames(named, declared, { resolve, thisMachine: hostname() }, how.signal);
    };
    // Judged once the answers are there, because a host may say that both addresses are its own.
    const [answers] = await Promise.all([facts.read(hosts, how), check(new Map())]);
    const checks = await check(new Map(answers.map((answer) => [answer.host, answer])));
    return answers.map((answer) => {
      const value = checks.get(answer.host);
      if (value === undefined) return answer;
      return { ...answer, facts: { ...answer.facts, name: { value, from: 'host', at: answer.at } } };
    });
  };

  const watch = watchFacts({
    read: (hosts, how) => ask(desk.open(), hosts, how),
    isWatched,
    ...pace,
    async answers() {
      const known = await desk.open().fleet.answers();
      return Object.entries(known).map(([host, answer]) => ({
        host,
        at: answer.at,
        reachable: answer.reachable,
        hasAnswered: answer.reachable || Object.keys(liveFacts).some((name) => name in answer.facts),
        failure: answer.reachable ? null : String(answer.facts['reasonCode']?.value ?? ''),
      }));
    },
    note: (answers) => desk.open().fleet.noteAnswers(byHost(answers)),
  });

  return {
    async read(hosts, how = {}) {
      const open = desk.open();
      const all = await open.fleet.hostNames();
      const unknown = hosts?.find((host) => !all.includes(host));
      if (unknown !== undefined) {
        throw new AppError('unknown-host', `This fleet has no host named ${unknown}.`, {
          hint: `Hosts: ${all.join(', ')}.`,
          detail: { host: unknown },
        });
      }
      const answers = await ask(open, hosts ?? all, how);
      await open.fleet.noteAnswers(byHost(answers));
      return answers;
    },
    async *journal(host, filter, signal) {
      yield* readJournal(ssh, await reach(host), filter, signal);
    },
    connected: (host) => watch.connected(host),
    close: () => watch.close(),
  };
}

/** The same signal for any number of listeners: each host and each name has one, and that is no leak. */
function forMany(signal: AbortSignal): AbortSignal {
  const same = AbortSignal.any([signal]);
  setMaxListeners(0, same);
  return same;
}

const byHost = (answers: readonly HostFacts[]) =>
  new Map(answers.map(({ host, ...answer }) => [host, answer] as const));

/** A practice host has no name that a resolver could know. */
async function withoutPractice(
  hosts: readonly string[],
  reach: (host: string) => Promise<Reach>,
): Promise<string[]> {
  const sources = await Promise.all(
    hosts.map((host) =>
      reach(host).then(
        ({ source }) => source,
        () => null,
      ),
    ),
  );
  return hosts.filter((_, index) => sources[index] !== 'practice');
}

/** What source, the last answer and the one just given say of a host's name and addresses. */
function declaredName(host: Host, answer: HostFacts | undefined): DeclaredName {
  const now = { ...host.facts, ...answer?.facts };
  const text = (name: string): string | null => {
    const value = host.facts[name]?.value;
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const own = liveFacts.addresses.safeParse(now['addresses']?.value).data ?? [];
  const tailnet = tailscaleSchema.safeParse(now['tailscale']?.value).data;
  return {
    host: host.name,
    name: text('hostName') ?? host.name,
    address: text('address'),
    own: [...own.map(({ address }) => address), ...(tailnet?.addresses ?? [])],
    tailnetName: tailnet?.name.split('.')[0] || null,
  };
}

/** Each name is looked up once. */
function remembering(resolve: Resolve): Resolve {
  const known = new Map<string, ReturnType<Resolve>>();
  return (name, signal) => {
    const found = known.get(name) ?? resolve(name, signal);
    known.set(name, found);
    return found;
  };
}
