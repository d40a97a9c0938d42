import {
  type Host,
  type InventoryColumn,
  type LiveFactName,
  liveFacts,
  type LiveFacts,
  type Load,
  type Run,
  type Space,
} from '../../shared/contract';
import { driftOf, type DriftView, driftWords } from '../../shared/facts';
import { failedUnits, factText, hostState, type HostState, outcomeLook } from '../app';

/** A host's last run, and how the host came out of it. */
export interface LastRun {
  readonly run: Run;
  readonly icon: ReturnType<typeof outcomeLook>['icon'];
  readonly tone: ReturnType<typeof outcomeLook>['tone'];
  readonly words: string;
}

/** How full a file system is. */
export interface Fill {
  readonly percent: number;
  readonly space: Space;
  /** Little is left. */
  readonly isLow: boolean;
}

/** Everything a row of the inventory shows of a host, worked out once for as long as nothing of it changes. */
export interface HostRow {
  readonly host: Host;
  readonly state: HostState;
  readonly role: string | null;
  readonly tags: readonly string[];
  readonly addresses: readonly string[];
  readonly drift: DriftView;
  readonly lastRun: LastRun | null;
  readonly load: Load | null;
  readonly disk: Fill | null;
  readonly boot: Fill | null;
  /** What all columns say, in lower case. */
  readonly text: string;
}

/** What a row is made of beside the host itself. */
export interface RowContext {
  /** Runs by host, newest first. */
  readonly runs: ReadonlyMap<string, readonly Run[]>;
  readonly isDirty: boolean;
  /** Hosts our draft changes something of. */
  readonly drafted: ReadonlySet<string>;
}

/** Shares of a file system that are left when it is time to look. */
export const LOW = { disk: 0.05, boot: 0.15 } as const;

/** A live fact in its shape; undefined where it is not known, or makes no sense. */
export function live<Name extends LiveFactName>(host: Host, name: Name): LiveFacts[Name] {
  const fact = host.facts[name];
  return fact === undefined ? undefined : (liveFacts[name].safeParse(fact.value).data as LiveFacts[Name]);
}

/** A host's role as its source says it, or null. */
export function roleOf(host: Host): string | null {
  return factText(host.facts['role']);
}

/** Its role and tags: what `@tag` goes by. */
export function tagsOf(host: Host): readonly string[] {
  const tags = host.facts['tags']?.value;
  const named = Array.isArray(tags) ? tags.filter((tag): tag is string => typeof tag === 'string') : [];
  const role = roleOf(host);
  return [...new Set(role === null ? named : [role, ...named])];
}

function fillOf(space: Space | undefined, low: number): Fill | null {
  if (space === undefined || space.totalBytes <= 0) return null;
  const usable = space.usedBytes + space.freeBytes;
  return {
    percent: usable <= 0 ? 100 : Math.round((space.usedBytes / usable) * 100),
    space,
    isLow: space.freeBytes / space.totalBytes < low,
  };
}

/** The declared address first, then what the host itself names. */
function addressesOf(host: Host): readonly string[] {
  const declared = factText(host.facts['address']);
  const own = (live(host, 'addresses') ?? []).map(({ address }) => address);
  const tailnet = live(host, 'tailscale')?.addresses ?? [];
  return [...new Set([...(declared === null ? [] : [declared]), ...own, ...tailnet])];
}

function lastRunOf(host: Host, runs: readonly Run[]): LastRun | null {
  const run = runs[0];
  const result = run?.hosts.find((one) => one.host === host.name);
  if (run === undefined || result === undefined) return null;
  const { icon, tone, words } = outcomeLook(result.outcome, run.kind);
  return { run, icon, tone, words };
}

function rowOf(host: Host, runs: readonly Run[], isDirty: boolean, isDrafted: boolean): HostRow {
  const boot = live(host, 'boot');
  const row = {
    host,
    state: hostState(host),
    role: roleOf(host),
    tags: tagsOf(host),
    addresses: addressesOf(host),
    drift: driftOf({ host, runs, isDirty, isDrafted }),
    lastRun: lastRunOf(host, runs),
    load: live(host, 'load') ?? null,
    disk: fillOf(
      live(host, 'disks')?.find(({ mount }) => mount === '/'),
      LOW.disk,
    ),
    boot: boot?.own === true ? fillOf(boot, LOW.boot) : null,
    text: '',
  };
  const said = [
    host.name,
    ...row.tags.map((tag) => `@${tag}`),
    ...['hardware', 'desktop', 'description', 'nixosVersion'].map((name) => factText(host.facts[name])),
    ...row.addresses,
    row.state.words,
    driftWords(row.drift),
    ...failedUnits(host.facts['failedUnitNames']).names,
    host.facts['rebootNeeded']?.value === true ? 'reboot due' : null,
    row.lastRun?.words ?? null,
  ];
  return {
    ...row,
    text: said
      .filter((part) => part !== null)
      .join('\n')
      .toLowerCase(),
  };
}

const NO_RUNS: readonly Run[] = [];

/** Makes rows, and gives the same row again for as long as nothing of it has changed. */
export function createRowMaker(): (hosts: readonly Host[], context: RowContext) => readonly HostRow[] {
  let known = new Map<string, { runs: readonly Run[]; uncommitted: string; row: HostRow }>();
  return (hosts, { runs, isDirty, drafted }) => {
    const next: typeof known = new Map();
    const rows = hosts.map((host) => {
      const mine = runs.get(host.name) ?? NO_RUNS;
      const isDrafted = drafted.has(host.name);
      const uncommitted = `${isDirty} ${isDrafted}`;
      const old = known.get(host.name);
      const isSame =
        old !== undefined &&
        old.row.host === host &&
        sameRuns(old.runs, mine) &&
        old.uncommitted === uncommitted;
      const entry = isSame ? old : { runs: mine, uncommitted, row: rowOf(host, mine, isDirty, isDrafted) };
      next.set(host.name, entry);
      return entry.row;
    });
    known = next;
    return rows;
  };
}

const sameRuns = (a: readonly Run[], b: readonly Run[]): boolean =>
  a.length === b.length && a.every((run, index) => run === b[index]);

/** Runs by the hosts that were in them, in the order they came in. */
export function runsByHost(runs: readonly Run[]): ReadonlyMap<string, readonly Run[]> {
  const byHost = new Map<string, Run[]>();
  for (const run of runs) {
    for (const { host } of run.hosts) {
      const mine = byHost.get(host);
      if (mine) mine.push(run);
      else byHost.set(host, [run]);
    }
  }
  return byHost;
}

/** What a column sorts by; null for what is not known, which comes last whichever way one sorts. */
export function sortKey(row: HostRow, column: InventoryColumn): string | number | null {
  const { host } = row;
  const number = (name: string): number | null => {
    const value = host.facts[name]?.value;
    return typeof value === 'number' ? value : null;
  };
  switch (column) {
    case 'host':
      return host.name;
    case 'state':
      return STATE_ORDER[row.state.key];
    case 'role':
      return row.role;
    case 'hardware':
    case 'desktop':
      return factText(host.facts[column]);
    case 'address':
      return row.addresses[0] ?? null;
    case 'tags':
      return row.tags.length === 0 ? null : row.tags.join(' ');
    case 'reachable': {
      const fact = host.facts['reachable'];
      return fact === undefined ? null : `${fact.value === true ? 0 : 1} ${fact.at ?? ''}`;
    }
    case 'nixos':
      return factText(host.facts['nixosVersion']);
    case 'gen':
      return number('runningGeneration') ?? number('generation');
    case 'drift':
      return row.drift.kind === 'unknown' ? null : DRIFT_ORDER[row.drift.kind];
    case 'failed':
      return host.facts['failedUnits'] === undefined ? null : failedUnits(host.facts['failedUnits']).count;
    case 'load':
      return row.load?.one ?? null;
    case 'disk':
    case 'boot':
      return row[column]?.percent ?? null;
    case 'reboot': {
      const due = host.facts['rebootNeeded']?.value;
      return typeof due === 'boolean' ? (due ? 0 : 1) : null;
    }
    case 'deployed':
      return row.lastRun === null ? null : Date.parse(row.lastRun.run.started);
    case 'seen':
      return row.state.seenAt === null ? null : Date.parse(row.state.seenAt);
  }
}

/** The worst first. */
const STATE_ORDER: Record<HostState['key'], number> = {
  failed: 0,
  drift: 1,
  unknown: 2,
  answers: 3,
  ok: 4,
  unseen: 5,
};
const DRIFT_ORDER: Record<Exclude<DriftView['kind'], 'unknown'>, number> = {
  'host-ahead': 0,
  differs: 1,
  'tree-ahead': 2,
  none: 3,
};
