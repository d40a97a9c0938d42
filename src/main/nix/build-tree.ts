import type { BuildNode, JobData } from '../../shared/contract';
import { BuildCounts } from './build-counts';
import { failedDerivations, machineName, nodeKind } from './build-events';
import type { NixEvent } from './internal-json';
import { remainingMs } from './remaining';

/** A derivation that will be built, known before the build starts. */
export interface PlannedBuild {
  readonly drv: string;
  /** Derivation that waits for this one, when it is built in the same run. */
  readonly parent?: string;
}

/** Nodes of one telling. */
const TOLD_AT_ONCE = 400;

type BuildNodes = Extract<JobData, { kind: 'build-nodes' }>;

/** `/nix/store/HASH-git-2.44.drv` → `git-2.44`. */
export function storeName(path: string): string {
  const base = path.slice(path.lastIndexOf('/') + 1).replace(/\.drv$/, '');
  return base[32] === '-' ? base.slice(33) : base;
}

/** Everything a failed build is explained from. */
export interface BuildFailure {
  readonly drv: string;
  /** The last lines the builder printed. */
  readonly log: readonly string[];
  /** Names of the derivations that wait for it in vain, from the nearest up to what was asked for. */
  readonly pulledIn?: readonly string[];
}

export interface BuildTreeOptions {
  readonly now?: () => Date;
  /** Milliseconds that a derivation of this name took before; undefined where that is not known. */
  readonly expectedMs?: (name: string) => number | undefined;
}

/**
 * Follows the events of one Nix process and says what changed. One instance per process: ids of two processes
 * must not meet. Pure but for the clock handed in.
 */
export class BuildTree {
  readonly #nodes = new Map<string, BuildNode>();
  /** Activity id → node id. */
  readonly #activities = new Map<string, string>();
  readonly #logs = new Map<string, string[]>();
  readonly #changed = new Set<string>();
  readonly #failed = new Set<string>();
  readonly #counts = new BuildCounts();
  #furthest = 0;
  readonly #now: () => Date;
  readonly #expectedMs: BuildTreeOptions['expectedMs'];
  readonly #building = new Set<string>();
  /** As many builders as were seen at work at the same time. */
  #lanes = 1;

  constructor(planned: readonly PlannedBuild[] = [], options: BuildTreeOptions = {}) {
    this.#now = options.now ?? (() => new Date());
    this.#expectedMs = options.expectedMs;
    for (const { drv, parent } of planned) {
      this.#put({
        id: drv,
        name: storeName(drv),
        kind: 'build',
        state: 'waiting',
        ...(parent && { parent }),
      });
    }
  }

  /** Takes one event in. Returns the line to log, if it holds one, and the derivation it came from. */
  push(event: NixEvent): { text: string; source: string } | null {
    switch (event.kind) {
      case 'start':
        this.#start(event);
        return null;
      case 'stop':
        this.#stop(event.id);
        return null;
      case 'phase':
        this.#update(event.id, (node) => ({ ...node, phase: event.phase }));
        return null;
      case 'log':
        return this.#log(event.id, event.text);
      case 'progress':
        this.#progress(event);
        return null;
      case 'expected':
        return null;
      case 'message':
        this.#message(event.text);
        return event.level <= 3 ? { text: event.text, source: 'nix' } : null;
      case 'text':
        return { text: event.text, source: 'nix' };
    }
  }

  /**
   * What changed since the last call, null when nothing did. Of many nodes only the first are told, and the rest with
   * the next calls: whoever takes them in is not to be held up by thousands at once.
   */
  takeChanges(): BuildNodes | null {
    const counted = this.#counts.takeChanged();
    if (this.#changed.size === 0 && !counted) return null;
    const nodes: BuildNode[] = [];
    for (const id of this.#changed) {
      if (nodes.length === TOLD_AT_ONCE) break;
      this.#changed.delete(id);
      const node = this.#nodes.get(id);
      if (node) nodes.push(node);
    }
    const { done, expected, failed } = this.totals();
    const etaMs =
      this.#expectedMs && remainingMs([...this.#nodes.values()], this.#expectedMs, this.#lanes, this.#now());
    return { kind: 'build-nodes', nodes, done, expected, failed, ...(etaMs === undefined ? {} : { etaMs }) };
  }

  /** Milliseconds that each derivation took, by its name; only those that this run saw begin and end well. */
  durations(): Map<string, number> {
    const found = new Map<string, number>();
    for (const { kind, state, name, startedAt, endedAt } of this.#nodes.values()) {
      if (kind !== 'build' || state !== 'done' || startedAt === undefined || endedAt === undefined) continue;
      found.set(name, Date.parse(endedAt) - Date.parse(startedAt));
    }
    return found;
  }

  /** Builds and copies together: done, expected, failed. */
  totals(): { done: number; expected: number; failed: number } {
    const nodes = [...this.#nodes.values()];
    const builds = this.#counts.sum('builds');
    const copies = this.#counts.sum('copy-paths');
    const known = nodes.filter((node) => node.kind === 'build').length;
    // Nix 2.8 counts no copies: there the finished ones are counted here.
    const copied = nodes.filter((node) => node.kind === 'copy' && node.state === 'done').length;
    return {
      done: builds.done + Math.max(copies.done, copied),
      expected: Math.max(builds.expected, known) + Math.max(copies.expected, copied),
      failed: Math.max(builds.failed, this.#failed.size) + copies.failed,
    };
  }

  /** Share of the work done, 0 to 1; null before Nix has said how much there is. */
  fraction(): number | null {
    const bytes = [...this.#nodes.values()].flatMap((node) =>
      node.kind === 'copy' && node.bytes ? [node.bytes] : [],
    );
    const { done, expected } = this.totals();
    if (expected === 0) return null;
    // Bytes refine the path that is under way; the count of paths is what every version of Nix tells.
    const partial = bytes.reduce(
      (sum, { done: moved, expected: size }) => (size > 0 && moved < size ? sum + moved / size : sum),
      0,
    );
    // What is expected may grow; a bar must not run backwards.
    this.#furthest = Math.max(this.#furthest, Math.min(1, (done + partial) / expected));
    return this.#furthest;
  }

  /** Derivations whose builder failed, with the end of their logs. */
  failures(): BuildFailure[] {
    return [...this.#failed].map((drv) => {
      const pulledIn = this.#above(drv);
      const log = this.#logs.get(drv)?.slice(-20) ?? [];
      return pulledIn.length === 0 ? { drv, log } : { drv, log, pulledIn };
    });
  }

  #start(event: Extract<NixEvent, { kind: 'start' }>): void {
    const [first, second] = event.fields;
    this.#counts.start(event);
    const path = typeof first === 'string' ? first : '';
    if (path === '') return;
    const kind = nodeKind(event.type);
    if (kind === null) return;
    // A substitute starts a copy of the same path below it: one node stands for both.
    const known = this.#nodes.get(path);
    const machine = event.type === 'build' && typeof second === 'string' ? machineName(second) : '';
    const parentNode = event.parent === null ? undefined : this.#activities.get(event.parent);
    this.#activities.set(event.id, path);
    this.#put({
      ...known,
      id: path,
      name: kind === 'fetch' && !path.startsWith('/nix/store/') ? path : storeName(path),
      kind: known?.kind ?? kind,
      state: 'running',
      startedAt: known?.startedAt ?? this.#now().toISOString(),
      ...(known?.parent === undefined && parentNode !== undefined && parentNode !== path
        ? { parent: parentNode }
        : {}),
      ...(machine === '' ? {} : { machine }),
    });
    if (kind !== 'build') return;
    this.#building.add(path);
    this.#lanes = Math.max(this.#lanes, this.#building.size);
  }

  #above(id: string): string[] {
    const names: string[] = [];
    const seen = new Set([id]);
    for (
      let at = this.#nodes.get(id)?.parent;
      at !== undefined && !seen.has(at);
      at = this.#nodes.get(at)?.parent
    ) {
      seen.add(at);
      names.push(storeName(at));
    }
    return names;
  }

  #stop(id: string): void {
    this.#counts.stop(id);
    const nodeId = this.#activities.get(id);
    this.#activities.delete(id);
    const node = nodeId === undefined ? undefined : this.#nodes.get(nodeId);
    if (!node || [...this.#activities.values()].includes(node.id)) return;
    this.#building.delete(node.id);
    const failed = this.#failed.has(node.id);
    this.#put({
      ...node,
      state: failed ? 'failed' : 'done',
      endedAt: this.#now().toISOString(),
      ...(node.bytes && !failed ? { bytes: { ...node.bytes, done: node.bytes.expected } } : {}),
    });
  }

  #log(id: string, text: string): { text: string; source: string } {
    const drv = this.#activities.get(id);
    if (drv === undefined) return { text, source: 'nix' };
    const lines = this.#logs.get(drv) ?? [];
    lines.push(text);
    if (lines.length > 200) lines.splice(0, 100);
    this.#logs.set(drv, lines);
    return { text, source: storeName(drv) };
  }

  #progress(event: Extract<NixEvent, { kind: 'progress' }>): void {
    if (this.#counts.has(event.id)) return this.#counts.progress(event);
    this.#update(event.id, (node) =>
      node.kind === 'build' ? node : { ...node, bytes: { done: event.done, expected: event.expected } },
    );
  }

  #message(text: string): void {
    for (const drv of failedDerivations(text)) {
      this.#failed.add(drv);
      const node = this.#nodes.get(drv);
      if (node) this.#put({ ...node, state: 'failed', endedAt: node.endedAt ?? this.#now().toISOString() });
    }
  }

  #update(activity: string, change: (node: BuildNode) => BuildNode): void {
    const id = this.#activities.get(activity);
    const node = id === undefined ? undefined : this.#nodes.get(id);
    if (node) this.#put(change(node));
  }

  #put(node: BuildNode): void {
    this.#nodes.set(node.id, node);
    this.#changed.add(node.id);
  }
}
