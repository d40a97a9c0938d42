import type {
  DeployMode,
  DeployRequest,
  Generation,
  GenerationsSpace,
  HostPlan,
  HostPreflight,
  HostResult,
  PackageChanges,
  Run,
  RunDetails,
  RunQuery,
  HostSecrets,
} from '../../shared/contract';
import type { Jobs } from '../jobs';
import type { Builders, Nix } from '../nix';
import type { Reach, Ssh } from '../ssh';
import type { ActivationScripts } from './activation/remote-activation';
import type { SudoPorts } from './activation/root';
import type { StoredKeys } from './preflight';
import type { HistoryQuery } from './history';
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
  /** Where the system of each host is built; all here where absent. */
  readonly ways?: Builders['ways'];
  /** The open fleet; throws when there is none. */
  readonly fleet: () => DeployFleet | Promise<DeployFleet>;
  /** The programs that run on hosts around an activation. */
  readonly scripts: () => Promise<ActivationScripts>;
  /** The text of resources/deploy/preflight.sh; hosts are not looked at first where absent. */
  readonly preflightScript?: () => Promise<string>;
  /** Whether hosts will decrypt their secrets; not looked at where absent. */
  readonly secrets?: () => Promise<readonly HostSecrets[]>;
  /** Stored keys that sign store paths, for hosts that take nothing else; none where absent. */
  readonly signingKeys?: StoredKeys;
  /** Where sudo passwords come from; nowhere where absent. */
  readonly sudo?: SudoPorts;
  /** How long one program of an activation may take on the host; 600 s where absent. */
  readonly activationMs?: number;
  /** How long a host waits for us to log in anew before it goes back; 30 s where absent. */
  readonly confirmMs?: number;
  /** How long a host of which nothing is heard is waited for while an activation runs; 300 s where absent. */
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
  /** Lights of hosts as they come. A host that does not answer has a red one. */
  preflight(
    input: { hosts: readonly string[]; mode?: DeployMode; unattended?: boolean },
    signal?: AbortSignal,
  ): AsyncGenerator<HostPreflight>;
  plan(input: Pick<DeployRequest, 'hosts' | 'buildOn'>): Promise<{ job: string }>;
  /** Throws `usage` where the canary is none of the hosts. */
  deploy(input: Pick<DeployRequest, 'hosts'> & Partial<DeployRequest>): Promise<{ job: string }>;
  rollback(input: { host: string; to?: number | string }): Promise<{ job: string }>;
  /** Newest first. Throws what reaching the host throws. */
  generations(input: { host: string }): Promise<{ host: string; generations: Generation[] }>;
  /** What changes from one generation to another. Throws `unknown-generation`, and what reaching the host throws. */
  compareGenerations(input: { host: string; from: number; to: number }): Promise<{
    host: string;
    from: Generation;
    to: Generation;
    packages: PackageChanges;
    bytes: number;
  }>;
  /** What deleting generations would give back; changes nothing. Throws `unknown-generation`. */
  generationsSpace(input: { host: string; numbers: readonly number[] }): Promise<GenerationsSpace>;
  /** The result of the job is a `DeletedGenerations`. */
  deleteGenerations(input: { host: string; numbers: readonly number[] }): Promise<{ job: string }>;
  /** Asks hosts first whose activation outlived the process that began it, and completes what is recorded of them. */
  runs(input?: HistoryQuery): Promise<{ runs: Run[]; total: number }>;
  /** Throws `unknown-run`. */
  run(input: { run: string }): Promise<RunDetails>;
  exportRuns(
    input: RunQuery & { format: 'jsonl' | 'markdown'; logs?: boolean },
  ): AsyncGenerator<string, void, void>;
  /**
   * Goes on with activations whose process died: acknowledges those that still wait for it, and records how they
   * ended. Of hosts that do not answer nothing changes. No person is asked anything.
   */
  recover(): Promise<void>;
}
