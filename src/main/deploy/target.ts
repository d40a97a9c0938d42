import { AppError, isAppError, type UnitChanges } from '../../shared/contract';
import type { ExecOptions, ExecResult, Reach, Ssh } from '../ssh';
import { RemoteActivation, type ActivationScripts } from './activation/remote-activation';
import { Root, type Rights, type SudoPorts } from './activation/root';
import { parseDryActivate } from './dry-activate';
import { isStorePath } from './store-path';
import { LIST_CLOSURE, READ_STATE, REBOOT } from './target-scripts';

/** What a host said of itself in one round trip. Paths are null where it has none. */
export interface TargetState {
  readonly uid: number;
  readonly user: string;
  readonly running: string | null;
  readonly booted: string | null;
  /** Another one after each start of its kernel; null where it tells none. */
  readonly bootId: string | null;
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

export interface ClosureEntry {
  readonly path: string;
  readonly bytes: number;
}

const READ_TIMEOUT_MS = 20_000;

function script(text: string, ...operands: string[]): string[] {
  return ['sh', '-c', text, 'snowfleet', ...operands];
}

/** What a target needs beside the way to it. */
export interface TargetParts {
  readonly ssh: Ssh;
  /** Where sudo passwords come from; nowhere where absent. */
  readonly sudo?: SudoPorts;
  /** The programs that run on hosts around an activation. */
  readonly scripts: () => Promise<ActivationScripts>;
}

/** One host as a deploy sees it. `fresh` proves that it still lets us in. */
export class Target {
  readonly #ssh: Ssh;
  readonly #scripts: TargetParts['scripts'];
  readonly #root: Root;
  readonly reach: Reach;
  #user: { readonly uid: number; readonly name: string } | null = null;

  /** `warn` is told what went wrong beside the matter, in words for the log of a run. */
  constructor(parts: TargetParts, reach: Reach, warn?: (text: string) => void) {
    this.#ssh = parts.ssh;
    this.#scripts = parts.scripts;
    this.#root = new Root(parts.ssh, reach, parts.sudo ?? null, warn);
    this.reach = reach;
  }

  /** Throws what {@link Ssh} throws. */
  async state(options: ExecOptions & { fresh?: boolean } = {}): Promise<TargetState> {
    const { fresh = false, ...rest } = options;
    const run = fresh ? this.#ssh.execFresh : this.#ssh.exec;
    const result = await run(this.reach, script(READ_STATE), { timeoutMs: READ_TIMEOUT_MS, ...rest });
    const state = parseState(this.#expect(result, 'read its state'));
    this.#user = { uid: state.uid, name: state.user };
    return state;
  }

  /**
   * What one of our programs says on standard output. `doing` completes "could not …"; `log` hears standard error.
   * Throws `remote-command-failed`, `sudo-refused`, and what {@link Ssh} throws.
   */
  async runScript(
    text: string,
    operands: readonly string[],
    how: {
      readonly doing: string;
      readonly timeoutMs: number;
      readonly root?: boolean;
      readonly signal?: AbortSignal | undefined;
      readonly log?: (text: string) => void;
    },
  ): Promise<string> {
    const { doing, timeoutMs, signal, log } = how;
    const rights = how.root === true ? await this.#rights(signal) : { words: [], input: '' };
    const result = await this.#ssh.exec(this.reach, [...rights.words, ...script(text, ...operands)], {
      timeoutMs,
      ...(signal && { signal }),
      ...(rights.input !== '' && { input: rights.input }),
      ...(log && { onStderr: log }),
    });
    return this.#expect(result, doing);
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
    const { words, input } = await this.#rights(signal);
    const result = await this.#ssh.exec(
      this.reach,
      [...words, `${path}/bin/switch-to-configuration`, 'dry-activate'],
      { timeoutMs: 120_000, signal, input },
    );
    if (result.code === null) return null;
    const output = result.stderr + result.stdout;
    return { units: parseDryActivate(output), output, code: result.code };
  }

  /** Tells the host to restart; answers why it does not, where it says so. Throws `sudo-refused`. */
  async reboot(): Promise<string | null> {
    const { words, input } = await this.#rights();
    try {
      const { code, stderr } = await this.#ssh.execFresh(
        this.reach,
        [...words, 'sh', '-c', REBOOT, 'snowfleet'],
        { timeoutMs: READ_TIMEOUT_MS, input },
      );
      if (code === null || code === 0) return null;
      return stderr.trim().split('\n').at(-1) || `exit code ${code}`;
    } catch (error) {
      // Whoever restarts may cut the connection before the answer is through; that it was not begun is another matter.
      if (!isAppError(error) || error.detail['begun'] !== true) throw error;
      return null;
    }
  }

  /** Looks at the host by resources/deploy/health.sh over a new connection, and answers what that says. */
  async health(words: readonly string[], signal?: AbortSignal): Promise<string> {
    const [rights, scripts] = await Promise.all([this.#rights(signal), this.#scripts()]);
    const result = await this.#ssh.execFresh(
      this.reach,
      [...rights.words, 'sh', '-c', scripts.health, 'snowfleet', ...words],
      { signal, input: rights.input },
    );
    return this.#expect(result, 'look at its health');
  }

  /**
   * An activation on this host under a name that is unique there; letters, digits, dots and dashes. Throws
   * `sudo-refused`, and what {@link Ssh} throws.
   */
  async activation(id: string, signal?: AbortSignal): Promise<RemoteActivation> {
    const [rights, scripts] = await Promise.all([this.#rights(signal), this.#scripts()]);
    return new RemoteActivation({ ssh: this.#ssh, reach: this.reach, rights, scripts }, id);
  }

  async #rights(signal?: AbortSignal): Promise<Rights> {
    if (this.#user === null) await this.state({ signal });
    return this.#root.rights(this.#user ?? { uid: -1, name: 'this user' }, signal);
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
    user: values.get('user') || 'this user',
    running: path('running'),
    bootId: values.get('boot-id') || null,
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

/** The output of LIST_CLOSURE. */
export function parseClosure(output: string): ClosureEntry[] {
  const lines = output.trimEnd().split('\n');
  const split = lines.indexOf('--');
  const sizes = lines.slice(split + 1);
  return lines.slice(0, split).map((path, index) => ({ path, bytes: Number(sizes[index] ?? 0) }));
}
