import type { Duplex, Readable, Writable } from 'node:stream';

/** Which of the sources named the address (design, "Reaching a host"). */
export type ReachSource =
  'ssh-config' | 'address' | 'connection-book' | 'practice' | 'fleet' | 'user-ssh-config';

/** How a host is reached, before `ssh -G` has resolved it. */
export interface Reach {
  readonly host: string;
  readonly source: ReachSource;
  /** What is given to ssh as destination; never begins with `-`. */
  readonly destination: string;
  readonly user?: string;
  readonly port?: number;
  /** Passed as `ssh -F`. */
  readonly configFile?: string;
}

export interface ExecOptions {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  readonly input?: string | Uint8Array;
  readonly onStdout?: (chunk: string) => void;
  readonly onStderr?: (chunk: string) => void;
}

export interface ExecResult {
  readonly code: number | null;
  readonly signal?: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
}

export interface Shell {
  readonly stream: Duplex & { readonly stderr?: Readable; readonly stdin?: Writable };
  resize(cols: number, rows: number): void;
  /** Resolves when the remote side ended. */
  readonly exited: Promise<{ code: number | null; signal?: string }>;
  close(): void;
}

/**
 * SSH to hosts. The host key is judged before any credential is offered; errors are AppErrors:
 * `unreachable`, `refused`, `host-key-unknown`, `host-key-changed`, `authentication-failed`, `timeout`.
 */
export interface Ssh {
  /** Runs argv on the host (quoted for the remote shell in one place) over a pooled connection. */
  exec(reach: Reach, argv: readonly string[], options?: ExecOptions): Promise<ExecResult>;
  /** The same over a connection opened for this command alone: proof that the host still lets us in. */
  execFresh(reach: Reach, argv: readonly string[], options?: ExecOptions): Promise<ExecResult>;
  shell(reach: Reach, size: { cols: number; rows: number; term?: string }): Promise<Shell>;
  /** Options for OpenSSH as `nix copy` runs it, giving the same verdicts: the value of NIX_SSHOPTS. */
  nixSshOpts(reach: Reach): string;
  close(): Promise<void>;
}
