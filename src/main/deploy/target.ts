import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, isAppError, type DeployMode, type UnitChanges } from '../../shared/contract';
import type { ExecOptions, ExecResult, Reach, Ssh } from '../ssh';
import { parseDryActivate } from './dry-activate';
import {
  ACTIVATE,
  CLEAN_UP,
  FOLLOW,
  LIST_CLOSURE,
  LIST_GENERATIONS,
  READ_STATE,
  START,
} from './target-scripts';

/** What a host said of itself in one round trip. Paths are null where it has none. */
export interface TargetState {
  readonly uid: number;
  readonly running: string | null;
  readonly booted: string | null;
  /** What the system profile points at: the boot default. */
  readonly profile: string | null;
  readonly generation: number | null;
  readonly nixosVersion: string | null;
  /** Links `kernel`, `initrd`, `kernel-modules` of the booted system. */
  readonly bootedParts: Readonly<Record<string, string>>;
  /** Null where there is no systemctl to ask. */
  readonly failedUnits: readonly string[] | null;
  readonly uptimeSeconds: number | null;
  /** On the disk of /nix, in bytes. */
  readonly freeBytes: number | null;
}

export interface TargetGeneration {
  readonly number: number;
  readonly path: string;
  readonly date: string;
  readonly nixosVersion: string | null;
}

export interface ClosureEntry {
  readonly path: string;
  readonly bytes: number;
}

/** How the system profile is set before an activation. */
export type ProfileChange =
  | { readonly kind: 'none' }
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'generation'; readonly number: number };

/** How an activation ended; `code` is that of switch-to-configuration or of nix-env. */
export type ActivationEnd =
  | { readonly kind: 'activated'; readonly code: number }
  | { readonly kind: 'not-set'; readonly code: number }
  | { readonly kind: 'restored'; readonly code: number }
  | { readonly kind: 'broken'; readonly code: number }
  | { readonly kind: 'busy' }
  | { readonly kind: 'not-started'; readonly reason: string }
  /** Nobody can tell: the connection was lost for good, or the host forgot (it was restarted). */
  | { readonly kind: 'lost'; readonly reason: string; readonly forGood: boolean };

const STORE_PATH = /^\/nix\/store\/[0-9a-z]{32}-[^/\s]+$/;
/** Exit codes of START and FOLLOW. */
const BUSY = 75;
const GONE = 70;
const READ_TIMEOUT_MS = 20_000;

/** Whether `path` is a whole store path, and so may be handed to a host. */
export function isStorePath(path: string): boolean {
  return STORE_PATH.test(path);
}

function script(text: string, ...operands: string[]): string[] {
  return ['sh', '-c', text, 'snowfleet', ...operands];
}

/** One host as a deploy sees it. `fresh` proves that it still lets us in. */
export class Target {
  readonly #ssh: Ssh;
  readonly reach: Reach;
  #sudo: readonly string[] | null = null;

  constructor(ssh: Ssh, reach: Reach) {
    this.#ssh = ssh;
    this.reach = reach;
  }

  /** Throws what {@link Ssh} throws. */
  async state(options: ExecOptions & { fresh?: boolean } = {}): Promise<TargetState> {
    const { fresh = false, ...rest } = options;
    const run = fresh ? this.#ssh.execFresh : this.#ssh.exec;
    const result = await run(this.reach, script(READ_STATE), { timeoutMs: READ_TIMEOUT_MS, ...rest });
    const state = parseState(this.#expect(result, 'read its state'));
    this.#sudo = state.uid === 0 ? [] : ['sudo', '-n', '--'];
    return state;
  }

  async generations(signal?: AbortSignal): Promise<TargetGeneration[]> {
    const result = await this.#ssh.exec(this.reach, script(LIST_GENERATIONS), {
      timeoutMs: READ_TIMEOUT_MS,
      signal,
    });
    return parseGenerations(this.#expect(result, 'list its generations'));
  }

  /** The closure of a path in the host's store, or null when its store does not know that path. */
  async closure(path: string, signal?: AbortSignal): Promise<ClosureEntry[] | null> {
    const result = await this.#ssh.exec(this.reach, script(LIST_CLOSURE, path), {
      timeoutMs: 60_000,
      signal,
    });
    return result.code === 0 ? parseClosure(result.stdout) : null;
  }

  /** Units that activating `path` would touch, or null when it does not say. The path must be on the host. */
  async dryActivate(
    path: string,
    signal?: AbortSignal,
  ): Promise<{ units: UnitChanges; output: string; code: number } | null> {
    const result = await this.#ssh.exec(
      this.reach,
      [...(await this.#privileged()), `${path}/bin/switch-to-configuration`, 'dry-activate'],
      { timeoutMs: 120_000, signal },
    );
    if (result.code === null) return null;
    const output = result.stderr + result.stdout;
    return { units: parseDryActivate(output), output, code: result.code };
  }

  /**
   * Sets the profile, activates, and on failure goes back, all on the host and independent of this connection.
   * Never throws for a lost connection: it comes back and asks, for `patienceMs`. Cannot be cancelled half way.
   */
  async activate(request: {
    /** Unique on the host; letters, digits and dashes. */
    readonly id: string;
    readonly action: Exclude<DeployMode, 'dry-activate'>;
    readonly system: string;
    readonly set: ProfileChange;
    readonly patienceMs: number;
    readonly onOutput: (text: string) => void;
  }): Promise<ActivationEnd> {
    const dir = `/run/snowfleet/${request.id}`;
    const { set } = request;
    const value = set.kind === 'path' ? set.path : set.kind === 'generation' ? String(set.number) : '-';
    const options: ExecOptions = { onStderr: request.onOutput };
    const privileged = await this.#privileged();
    const start = script(START, dir, FOLLOW, ACTIVATE, request.action, request.system, set.kind, value);
    let end = await this.#attempt(() => this.#ssh.exec(this.reach, [...privileged, ...start], options));
    const until = Date.now() + request.patienceMs;
    while (end.kind === 'lost' && !end.forGood && Date.now() < until) {
      await sleep(500);
      // The log would be told twice; what matters now is how it ended.
      end = await this.#attempt(() =>
        this.#ssh.execFresh(this.reach, [...privileged, ...script(FOLLOW, dir)], {
          timeoutMs: Math.max(1_000, until - Date.now()),
        }),
      );
    }
    if (end.kind !== 'lost' && end.kind !== 'busy' && end.kind !== 'not-started') {
      await this.#ssh
        .exec(this.reach, [...privileged, ...script(CLEAN_UP, dir)], { timeoutMs: READ_TIMEOUT_MS })
        .catch(() => undefined);
    }
    return end;
  }

  async #attempt(work: () => Promise<ExecResult>): Promise<ActivationEnd> {
    try {
      return parseActivationEnd(await work());
    } catch (error) {
      if (!isAppError(error) || error.code === 'internal') throw error;
      return { kind: 'lost', reason: error.message, forGood: false };
    }
  }

  async #privileged(): Promise<readonly string[]> {
    if (this.#sudo === null) await this.state();
    return this.#sudo ?? [];
  }

  #expect(result: ExecResult, doing: string): string {
    if (result.code === 0) return result.stdout;
    const said = result.stderr.trim().split('\n').at(-1) ?? '';
    throw new AppError('remote-command-failed', `${this.reach.host} could not ${doing}: ${said}`, {
      hint: 'Log in there and look whether its shell works.',
      detail: { host: this.reach.host, code: result.code, stderr: result.stderr.slice(-2000) },
    });
  }
}

/** The output of READ_STATE. */
export function parseState(output: string): TargetState {
  const values = new Map<string, string>();
  const failed: string[] = [];
  for (const line of output.split('\n')) {
    const space = line.indexOf(' ');
    if (space === -1) continue;
    const key = line.slice(0, space);
    const value = line.slice(space + 1).trim();
    if (key === 'failed-unit') failed.push(value);
    else values.set(key, value);
  }
  const path = (key: string): string | null => {
    const value = values.get(key) ?? '';
    return isStorePath(value) ? value : null;
  };
  const free = Number(values.get('disk')?.split(/\s+/)[3]);
  const uptime = Number.parseFloat(values.get('uptime') ?? '');
  const generation = /^system-(\d+)-link$/.exec(values.get('link') ?? '')?.[1];
  return {
    uid: Number(values.get('uid') ?? -1),
    running: path('running'),
    booted: path('booted'),
    profile: path('profile'),
    generation: generation === undefined ? null : Number(generation),
    nixosVersion: values.get('version') || null,
    bootedParts: Object.fromEntries(
      ['kernel', 'initrd', 'kernel-modules'].map((part) => [part, values.get(`booted-${part}`) ?? '']),
    ),
    failedUnits: values.has('units') ? failed : null,
    uptimeSeconds: Number.isFinite(uptime) ? Math.floor(uptime) : null,
    freeBytes: Number.isFinite(free) ? free * 1024 : null,
  };
}

/** The output of LIST_GENERATIONS, oldest first. */
export function parseGenerations(output: string): TargetGeneration[] {
  return output
    .split('\n')
    .flatMap((line) => {
      const [number = '', path = '', seconds = '', version = ''] = line.split('\t');
      if (!/^\d+$/.test(number) || !isStorePath(path)) return [];
      return [
        {
          number: Number(number),
          path,
          date: new Date(Number(seconds) * 1000).toISOString(),
          nixosVersion: version.trim() || null,
        },
      ];
    })
    .toSorted((a, b) => a.number - b.number);
}

/** The output of LIST_CLOSURE. */
export function parseClosure(output: string): ClosureEntry[] {
  const lines = output.trimEnd().split('\n');
  const split = lines.indexOf('--');
  const sizes = lines.slice(split + 1);
  return lines.slice(0, split).map((path, index) => ({ path, bytes: Number(sizes[index] ?? 0) }));
}

function parseActivationEnd(result: ExecResult): ActivationEnd {
  if (result.code === BUSY) return { kind: 'busy' };
  const [kind = '', code = ''] = result.stdout.trim().split(' ');
  if (result.code === 0) {
    if (kind === 'busy') return { kind };
    if (kind === 'activated' || kind === 'not-set' || kind === 'restored' || kind === 'broken') {
      return { kind, code: Number(code) };
    }
  }
  const said = result.stderr.trim().split('\n').at(-1) ?? '';
  if (result.code === GONE) {
    return { kind: 'lost', reason: 'the host no longer knows of this activation', forGood: true };
  }
  if (result.code !== null && result.code !== 0) {
    return { kind: 'not-started', reason: said === '' ? `exit code ${result.code}` : said };
  }
  return { kind: 'lost', reason: said === '' ? 'the connection ended' : said, forGood: false };
}
