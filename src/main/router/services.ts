import type {
  AgentKey,
  Answer,
  Ask,
  Builder,
  BuilderTest,
  BuilderWish,
  BuildPlace,
  Caches,
  BoardChange,
  Change,
  ChangeResult,
  CommitProposal,
  Credential,
  CredentialRef,
  Draft,
  Drives,
  DriveWish,
  CatalogueFeature,
  FeatureValues,
  Explanation,
  Finding,
  HostReach,
  FleetInfo,
  Gesture,
  HostGesture,
  Image,
  ImageInspection,
  HostKeyScan,
  HostTemplates,
  HostWish,
  Inventory,
  InventoryChange,
  Job,
  JournalEvent,
  JournalFilter,
  KeychainStatus,
  KnownHostKey,
  Option,
  PathProposal,
  Preferences,
  PracticeStatus,
  Privilege,
  SecretOnHost,
  ShownHostKey,
  Status,
  WriteRecord,
  WriteWish,
} from '../../shared/contract';
import type { z } from 'zod';
import type { assignmentSchema, fleetContract } from '../../shared/contract';
import type { Deploys } from '../deploy';
import type { Jobs } from '../jobs';
import type { RecipeBook } from '../recipes';
import type { Newcomers } from '../images';
import type { Identities } from '../age';
import type {
  AddedHost,
  AddHostWish,
  LeakMoved,
  LeakWish,
  SecretsReader,
  SecretWork,
  WorkHow,
} from '../secrets';
import type { Desktops } from '../desktop';
import type { Source } from '../source';
import type { Terminals } from '../ssh';
import type { Topics } from './topics';

type OutputOf<P> = P extends { '~orpc': { outputSchema?: infer S } }
  ? S extends z.ZodType
    ? z.output<S>
    : never
  : never;

export type LoadHistory = OutputOf<typeof fleetContract.loads>;
export type HostFacts = OutputOf<typeof fleetContract.readFacts>;
export type RecentFleet = OutputOf<typeof fleetContract.recent>[number];
type Assignment = z.infer<typeof assignmentSchema>;

/**
 * What the router asks of the areas, in the words of the contract. `core.ts` fits the real services to it;
 * procedures hold no logic of their own. All of it may throw AppErrors.
 */
export interface Services {
  readonly app: {
    status(): Promise<Status>;
    preferences(): Promise<Preferences>;
    setPreferences(change: Partial<Preferences>): Promise<Preferences>;
  };
  readonly topics: Topics;
  /** The secrets of the open fleet; throws when there is none. */
  readonly secrets: () => SecretsReader;
  /** Work on secrets of the open fleet; throws when there is none. */
  readonly secretWork: () => SecretWork;
  /** Makes a secret of a credential in clear; with `dryRun` it is only told. */
  readonly moveLeak: (wish: LeakWish, signal: AbortSignal | undefined) => Promise<LeakMoved>;
  /** Makes the verified SSH key of a host a recipient; with `dryRun` it is only told. */
  readonly addHostRecipient: (wish: AddHostWish, how: WorkHow) => Promise<AddedHost>;
  /** Asks hosts which services name a secret and have its present value; restarts the others if told. */
  readonly confirmSecret: (
    file: string,
    hosts: readonly string[],
    restart: boolean,
    signal: AbortSignal | undefined,
  ) => Promise<SecretOnHost[]>;
  readonly jobs: Jobs;
  readonly fleet: {
    current(): Promise<FleetInfo | null>;
    open(dir: string): Promise<FleetInfo>;
    recent(): Promise<RecentFleet[]>;
    inventory(): Promise<Inventory>;
    reach(host: string): Promise<HostReach>;
    inventoryChange(since: string | undefined): Promise<InventoryChange>;
    loads(): Promise<LoadHistory>;
    check(): Promise<Finding[]>;
    evaluate(): Promise<Job>;
    readFacts(
      hosts: readonly string[] | undefined,
      unattended: boolean,
      signal: AbortSignal | undefined,
    ): Promise<HostFacts>;
  };
  readonly features: {
    catalogue(): Promise<CatalogueFeature[]>;
    boardChange(since: string | undefined): Promise<BoardChange>;
    assignments(host: string): Promise<Assignment[]>;
    explain(host: string, path: string): Promise<Explanation>;
    askNix(host: string, path: string): Promise<Job>;
    values(feature: string): Promise<FeatureValues>;
    options(query: string): Promise<Option[]>;
  };
  readonly draft: {
    get(): Promise<Draft>;
    apply(changes: readonly Change[], dryRun: boolean): Promise<ChangeResult>;
    undo(): Promise<Draft>;
    redo(): Promise<Draft>;
    discard(): Promise<Draft>;
    resolve(file: string, keep: 'ours' | 'theirs'): Promise<Draft>;
    bringBack(gesture: string): Promise<Draft>;
    proposeCommit(): Promise<CommitProposal>;
    commit(message: string): Promise<{ commit: string; gestures: Gesture[] }>;
  };
  readonly hosts: {
    templates(): Promise<HostTemplates>;
    gesture(wish: HostWish, dryRun: boolean): Promise<HostGesture>;
    /** Of a machine that is no host yet, at `[user@]address[:port]`. */
    scan(name: string, address: string, signal: AbortSignal | undefined): Promise<HostKeyScan>;
    trust(
      name: string,
      address: string,
      fingerprint: string,
      signal: AbortSignal | undefined,
    ): Promise<ShownHostKey>;
  };
  readonly deploys: Omit<Deploys, 'recover'>;
  readonly builders: {
    list(): Promise<{ builders: Builder[]; ofNix: string[] }>;
    add(
      wish: BuilderWish & { untested: boolean },
      signal: AbortSignal | undefined,
    ): Promise<{ builder: Builder; test: BuilderTest | null }>;
    remove(address: string): Promise<{ removed: Builder }>;
    test(address: string, signal: AbortSignal | undefined): Promise<BuilderTest>;
    places(): Promise<{ hosts: Record<string, BuildPlace> }>;
    setPlace(hosts: readonly string[], place: BuildPlace): Promise<{ hosts: Record<string, BuildPlace> }>;
    caches(fleet: boolean, signal: AbortSignal | undefined): Promise<Caches>;
  };
  readonly practice: {
    status(): Promise<PracticeStatus>;
    up(hosts: readonly string[] | undefined): Promise<Job>;
    down(hosts: readonly string[] | undefined): Promise<PracticeStatus>;
  };
  readonly identities: Pick<
    Identities,
    'list' | 'create' | 'import' | 'unlock' | 'lock' | 'export' | 'forget'
  >;
  readonly keychain: {
    status(): Promise<KeychainStatus>;
    list(): Promise<Credential[]>;
    set(ref: CredentialRef, value: string): Promise<Credential>;
    delete(id: string, options: { readonly abandon?: boolean }): Promise<boolean>;
    createVault(passphrase: string): Promise<void>;
    unlock(passphrase: string | undefined): Promise<void>;
    lock(): Promise<void>;
    changePassphrase(present: string, next: string): Promise<void>;
  };
  readonly terminals: Pick<
    Terminals,
    'open' | 'reconnect' | 'resize' | 'close' | 'list' | 'layout' | 'setLayout'
  >;
  readonly knownHosts: {
    list(host: string | undefined): Promise<KnownHostKey[]>;
    scan(host: string, signal: AbortSignal | undefined): Promise<HostKeyScan>;
    accept(host: string, fingerprint: string, signal: AbortSignal | undefined): Promise<ShownHostKey>;
    forget(host: string): Promise<{ forgotten: KnownHostKey[]; elsewhere: KnownHostKey[] }>;
  };
  readonly journal: {
    read(host: string, filter: JournalFilter, signal: AbortSignal | undefined): AsyncGenerator<JournalEvent>;
  };
  readonly images: {
    list(): Promise<Image[]>;
    build(name: string): Promise<Job>;
    inspect(
      wish: { path: string; sha256?: string | undefined; check: boolean },
      signal: AbortSignal | undefined,
    ): Promise<ImageInspection>;
    complete(path: string): Promise<{ proposals: PathProposal[]; truncated: boolean }>;
    write(wish: WriteWish): Promise<Job>;
    restore(wish: Omit<WriteWish, 'image' | 'sha256'>): Promise<Job>;
    history(): Promise<WriteRecord[]>;
  };
  readonly newcomers: Newcomers;
  readonly drives: {
    list(wish: DriveWish): Promise<Drives>;
    watch(wish: DriveWish, signal: AbortSignal | undefined): AsyncGenerator<Drives>;
    privilege(): Promise<Privilege>;
    eject(path: string): Promise<{ words: string }>;
  };
  readonly desktops: Desktops;
  readonly source: Source;
  readonly recipes: RecipeBook;
  readonly agent: { keys(): Promise<AgentKey[]> };
  readonly asks: {
    open(): readonly Ask[];
    answer(id: string, answer: Answer): boolean;
    /** Called at each change, for as long as somebody can answer. Returns the leave function. */
    attend(listener: () => void): () => void;
  };
}
