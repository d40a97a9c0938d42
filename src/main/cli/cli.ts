import type { Client, Host } from '../../shared/contract';
import type { Selectable } from '../../shared/selection';
import type { Core } from '../core';
import type { Interrupts } from './follow-job';
import type { Io } from './io';

/** Options every command takes. */
export interface Globals {
  readonly fleet?: string;
  readonly json?: boolean;
  readonly sshConfig?: string;
  readonly address?: string;
  readonly standIn?: boolean;
  readonly passphraseFd?: number;
  readonly featureRoot: readonly string[];
}

/** A core with the fleet open, for one command. */
export interface Session {
  readonly core: Core;
  readonly client: Client;
}

/** What a command is given. */
export interface Cli {
  readonly io: Io;
  readonly globals: Globals;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Words for a host, of `exec` and `ssh`; null when there were none to part off. */
  readonly remote: readonly string[] | null;
  readonly interrupts: Interrupts;
  /** Aborted by Ctrl-C, for calls that are no jobs. */
  readonly signal: AbortSignal;
  /** Opens the fleet, and closes the core again whatever happens. */
  withFleet<T>(body: (session: Session) => Promise<T>): Promise<T>;
  /** The same for a command that is about this machine and needs no fleet. */
  withoutFleet<T>(body: (session: Session) => Promise<T>): Promise<T>;
}

/** What a command answers: its exit code, 0 when it says nothing. */
export type Answer = Promise<number | void>;

/** Makes an action for the option parser out of a command's body. */
export type Act = <Args extends readonly unknown[]>(
  body: (cli: Cli, ...args: Args) => Answer,
) => (...args: unknown[]) => Promise<void>;

/** A host as a selection sees it. */
export function selectable(host: Host): Selectable {
  const tags: unknown = host.facts['tags']?.value;
  return { name: host.name, tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [] };
}
