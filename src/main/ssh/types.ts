import type { Duplex, Readable, Writable } from 'node:stream';
import type { AgentKey } from '../../shared/contract';
import type { KnownHosts } from './host-keys/known-hosts-door';
import type { Kept } from './session/pool';

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
  /** Set where this is a hop on the way: the host of the fleet that lies behind it. */
  readonly jumpFor?: string;
  /**
   * Nobody waits in front of this: no question is put to a person on the way. An open connection is used whoever
   * opened it; what would need an answer fails as it does where nobody is there.
   */
  readonly unattended?: boolean;
}

export interface ExecOptions {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  /** What the command reads; bytes are not copied, so they stay as they are until it has ended. */
  readonly input?: string | Uint8Array;
  readonly onStdout?: (chunk: string) => void;
  readonly onStderr?: (chunk: string) => void;
  /** Kept of each stream in the result, 64 MiB where absent: the head of stdout, the tail of stderr. */
  readonly maxOutputBytes?: number;
}

export interface ExecResult {
  readonly code: number | null;
  readonly signal?: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
  /** Whether either stream was longer than what is kept. */
  readonly truncated: boolean;
}

export interface Shell {
  readonly stream: Duplex & { readonly stderr?: Readable; readonly stdin?: Writable };
  resize(cols: number, rows: number): void;
  /** Resolves when the remote side ended. */
  readonly exited: Promise<{ code: number | null; signal?: string }>;
  close(): void;
}

/**
 * SSH to hosts. The host key is judged before any credential is offered, on every hop; errors are AppErrors:
 * `unreachable`, `refused`, `timeout`, `host-key-unknown`, `host-key-changed`, `host-key-revoked`,
 * `authentication-failed`.
 */
export interface Ssh {
  /** Runs argv on the host (quoted for the remote shell in one place) over a pooled connection. */
  exec(reach: Reach, argv: readonly string[], options?: ExecOptions): Promise<ExecResult>;
  /** The same over a connection opened for this command alone: proof that the host still lets us in. */
  execFresh(reach: Reach, argv: readonly string[], options?: ExecOptions): Promise<ExecResult>;
  /** A login shell on a connection of its own, so that a flood in one terminal stalls no other. */
  shell(
    reach: Reach,
    size: { cols: number; rows: number; term?: string },
    options?: { readonly signal?: AbortSignal },
  ): Promise<Shell>;
  /** Holds the pooled connection of a host open, and opens it again with growing waits when it is lost. */
  keep(reach: Reach): Kept;
  /** Options for OpenSSH as Nix runs it to any of these hosts, giving the same verdicts: the value of NIX_SSHOPTS. */
  nixSshOpts(...reaches: readonly [Reach, ...Reach[]]): Promise<string>;
  /** Words for the user's own ssh at a terminal, without the destination, giving the same verdicts. */
  sshWords(reach: Reach): Promise<string[]>;
  /** Which host keys are known, and what is done about those that are not. */
  readonly knownHosts: KnownHosts;
  readonly agent: AgentDoor;
  /** Forgets keys that stored passphrases have opened: the vault was locked. Sessions that stand go on. */
  forgetStored(): void;
  close(): Promise<void>;
}

/** Our own agent as doors see it. */
export interface AgentDoor {
  /** Starts it where it does not run; its socket, for SSH_AUTH_SOCK. */
  serve(options?: { readonly confirm?: boolean }): Promise<string>;
  keys(): Promise<AgentKey[]>;
  /** Public keys that would be offered to that host, a line each as `authorized_keys` has them. Nothing is asked. */
  publicKeys(reach: Reach): Promise<string[]>;
}
