import type { DeployMode, Generation, HostPlan, HostResult, Run } from '../../shared/contract';
import type { Jobs } from '../jobs';
import type { Nix } from '../nix';
import type { Reach, Ssh } from '../ssh';
import type { Home } from '../state';

/** The open fleet as a deploy needs it. */
export interface DeployFleet {
  readonly dir: string;
  readonly standIn?: boolean;
  /** Commit of the working tree and a hash of the uncommitted diff; null where there is none. */
  sourceVersion(): Promise<{ commit: string | null; draft: string | null }>;
}

export interface DeploysOptions {
  readonly home: Home;
  readonly jobs: Jobs;
  readonly nix: Nix;
  readonly ssh: Ssh;
  /** How a host is reached; throws when nothing says. */
  readonly reach: (host: string) => Promise<Reach>;
  /** The open fleet; throws when there is none. */
  readonly fleet: () => DeployFleet | Promise<DeployFleet>;
  /** How long a host may take to let us in again after an activation; 30 s where absent. */
  readonly confirmMs?: number;
  /** How long a lost connection is waited for while an activation runs; 300 s where absent. */
  readonly patienceMs?: number;
}

/** What a finished plan leaves in the journal of its job. `failed`: hosts whose system could not be built. */
export interface PlanResult {
  readonly hosts: HostPlan[];
  readonly failed: HostResult[];
}

/** What a finished deploy or rollback leaves in the journal of its job. */
export interface DeployResult {
  readonly run: string;
  readonly hosts: HostResult[];
}

export interface Deploys {
  plan(input: { hosts: readonly string[] }): Promise<{ job: string }>;
  deploy(input: { hosts: readonly string[]; mode?: DeployMode }): Promise<{ job: string }>;
  rollback(input: { host: string; to?: number | string }): Promise<{ job: string }>;
  /** Newest first. Throws what reaching the host throws. */
  generations(input: { host: string }): Promise<{ host: string; generations: Generation[] }>;
  runs(input?: { host?: string }): Promise<{ runs: Run[] }>;
}
