import type { AppError, HealthCheck, JobData, NixInfo } from '../../shared/contract';
import type { Reach, Ssh } from '../ssh';
import type { BuildWay } from './builders';
import type { PathInfo } from './closure';
import type { EvaluatedOption, FleetEvaluation, HostSettings } from './evaluation';
import type { FlakeOutput } from './flake-output';
import type { FlakeLocation } from './flake-ref';
import type { NixRun } from './run-nix';
import type { NixSettings } from './settings';

/** A fleet as Nix is asked about it. */
export interface FleetSource {
  /** Folder with flake.nix. */
  readonly dir: string;
  /** Put the stand-in in the place of every input; the setting of {@link NixOptions} where absent. */
  readonly standIn?: boolean;
}

/** What a run of Nix says while it goes on; shaped so that a job can pass it on as it is. */
export interface NixProgress {
  log?(text: string, source: string): void;
  data?(data: Extract<JobData, { kind: 'build-nodes' }>): void;
  /** 0 to 1, null while Nix has not said how much there is. */
  fraction?(fraction: number | null): void;
}

export interface NixRequest {
  readonly signal?: AbortSignal;
  readonly progress?: NixProgress;
}

/** What the working tree says a host should run. */
export interface HostSystem {
  readonly drv: string;
  /** Store path of the toplevel. */
  readonly out: string;
  /** It was built in the host's own store and is not in this machine's. */
  readonly onTarget?: boolean;
  /** What it is healthy by, `snowfleet.health`; null where that cannot be evaluated. */
  readonly health: readonly HealthCheck[] | null;
}

/** Per host the system, or why there is none. One host's failure never hides another's result. */
export type PerHost<T> = ReadonlyMap<string, T | AppError>;

export interface Nix {
  /** Whether and how Nix can be used. Remembered; `again` asks anew. */
  probe(again?: boolean): Promise<NixInfo>;
  /** What to put before `nix …` and the environment to run it in. Throws `nix-absent` or `nix-too-old`. */
  command(options?: {
    standIn?: boolean;
  }): Promise<{ argvPrefix: readonly string[]; env: Record<string, string> }>;
  /** The prefix of {@link command} alone. */
  argvPrefix(): Promise<readonly string[]>;
  /** Where a store path lies on this machine's disk; differs from its name in a private store. */
  physicalPath(storePath: string): Promise<string>;
  /** How Nix is told where the fleet is. Throws `not-a-flake`. */
  locate(fleet: FleetSource): Promise<FlakeLocation>;
  /** Names in `nixosConfigurations`. Throws `no-hosts` where there are none. */
  hostNames(fleet: FleetSource, request?: NixRequest): Promise<string[]>;
  /** Evaluates an attribute of the fleet's flake, optionally through a Nix function, as JSON. */
  evaluateAttribute(
    fleet: FleetSource,
    attribute: string,
    request?: NixRequest & { apply?: string },
  ): Promise<unknown>;
  /** Values, options and toplevel of hosts (all of them where absent), in one evaluation where possible. */
  evaluate(
    request: NixRequest & { fleet: FleetSource; hosts?: readonly string[]; featureRoots?: readonly string[] },
  ): Promise<FleetEvaluation>;
  /** What one option of a host is; null where the host has none of that name. */
  option(
    request: NixRequest & { fleet: FleetSource; host: string; path: string },
  ): Promise<EvaluatedOption | null>;
  /** Values of some paths of a host's configuration and of each of its users' (Home Manager), as data. */
  hostSettings(
    request: NixRequest & {
      fleet: FleetSource;
      host: string;
      nixos: readonly string[];
      home: readonly string[];
    },
  ): Promise<HostSettings>;
  /** Evaluates the hosts to derivations. Hosts that cannot be evaluated carry their error. */
  instantiate(
    request: NixRequest & { fleet: FleetSource; hosts: readonly string[] },
  ): Promise<PerHost<HostSystem>>;
  /**
   * Builds systems, each the way that is told of its host, else here: in one run of Nix for all hosts, and one for
   * each that builds for itself. What is in this machine's store afterwards is kept as garbage collection root of its
   * host. Throws only when cancelled.
   */
  realise(
    request: NixRequest & {
      fleet: FleetSource;
      systems: ReadonlyMap<string, HostSystem>;
      ways?: ReadonlyMap<string, BuildWay>;
    },
  ): Promise<PerHost<HostSystem>>;
  /** {@link instantiate}, then {@link realise}. */
  build(request: NixRequest & { fleet: FleetSource; hosts: readonly string[] }): Promise<PerHost<HostSystem>>;
  /** Builds one output of any flake; see {@link FlakeOutput}. Returns its store path. */
  buildFlakeOutput(request: FlakeOutput): Promise<string>;
  /** Copies closures to a host. Throws `copy-failed`, `disk-full`, or what {@link Ssh} throws. */
  copy(
    request: NixRequest & { paths: readonly string[]; reach: Reach; ssh: Pick<Ssh, 'nixSshOpts'> },
  ): Promise<void>;
  /**
   * Signs closures in this machine's store with a secret key as `nix key generate-secret` makes it. Throws what a failed
   * copy throws.
   */
  sign(request: NixRequest & { paths: readonly string[]; key: string }): Promise<void>;
  /** The closure of a path that is in this machine's store. */
  closure(path: string, signal?: AbortSignal): Promise<PathInfo[]>;
  isValid(path: string): Promise<boolean>;
  /** What Nix on this machine is set up with. */
  settings(signal?: AbortSignal): Promise<NixSettings>;
  /** Connects to a store as Nix does; the run's exit code says whether it answered. */
  pingStore(store: string, sshOpts: string, signal?: AbortSignal): Promise<NixRun>;
}
