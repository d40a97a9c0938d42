import path from 'node:path';
import {
  AppError,
  type Assignment,
  type BoardChange,
  type Change,
  type DraftEvaluation,
  type CatalogueFeature,
  type Explanation,
  type Fact,
  type Finding,
  type FleetInfo,
  type HostGesture,
  type HostTemplates,
  type HostWish,
  type Inventory,
  type InventoryChange,
  type Job,
  type FeatureValues,
  type Option,
} from '../../shared/contract';
import { optionPath } from '../../shared/features';
import type { Jobs } from '../jobs';
import type { FleetEvaluation, Nix } from '../nix';
import type { Document, Home } from '../state';
import { boardOf } from './board';
import { BoardTeller } from './board-change';
import type { ConfiguredHost } from './configured';
import { FleetDraft } from './draft/draft';
import { trackerOf } from './draft/draft-git';
import { baseOf, draftEvaluation } from './draft/evaluated';
import type { DraftMeaning } from './draft/meaning';
import type { PlannedGesture } from './draft/plan-changes';
import { findFlake } from './find-flake';
import { changedFiles, draftHash, findWorktree, readHead, type Worktree } from './git/worktree';
import { HostNameReader } from './host-names';
import { inventoryOf, withTimes } from './inventory';
import { InventoryTeller } from './inventory-change';
import { NAME_CONFLICT } from './inventory-findings';
import { LoadHistory } from './load-history';
import { type HostAnswer, type Memory, memoryOf } from './memory';
import type { HostSecretUses, QuestionAnswer, QuestionInput, QuestionName } from './questions';
import { type FleetReader, readerInThisThread } from './reader';
import { secretsOf } from './secrets-of';
import { SourceMirror } from './source-mirror';
import type { Overlay } from './reading/overlay';
import type { SourceHost, SourceSummary, SourceView } from './source-view';
import type { WantedOptions } from './static/config';

export interface OpenFleetOptions {
  readonly home: Home;
  /** The flake at or above this folder is opened. */
  readonly dir: string;
  /** Treated as feature roots instead of those that are detected. */
  readonly featureRoots?: readonly string[];
  /** Says of the fleet that it is the practice copy. */
  readonly practice?: boolean;
  /** Who reads the source; this thread where absent. */
  readonly reader?: FleetReader;
  readonly nix: Pick<Nix, 'evaluate' | 'hostNames'>;
  readonly jobs: Pick<Jobs, 'start'>;
  /** Called when something of the topic changed. */
  readonly onChange?: (topic: 'inventory' | 'features' | 'draft') => void;
}

/** What a run records of the source it was made from. */
export interface SourceVersion {
  readonly commit: string | null;
  /** Hash of the uncommitted diff; null when there is none or outside git. */
  readonly draft: string | null;
}

/** One open fleet: its source, what Nix and the hosts said of it, and the draft. */
export class Fleet {
  readonly draft: FleetDraft;
  readonly loads = new LoadHistory();
  private readonly memory: Document<Memory>;
  private readonly reader: FleetReader;
  private readonly mirror: SourceMirror;
  private readonly names: HostNameReader;
  private readonly inventoryTeller = new InventoryTeller();
  private readonly boardTeller = new BoardTeller();

  private constructor(
    private readonly options: OpenFleetOptions,
    /** Absolute folder of flake.nix, links resolved. */
    readonly dir: string,
    private readonly worktree: Worktree | null,
  ) {
    this.memory = memoryOf(options.home, dir);
    this.reader = options.reader ?? readerInThisThread;
    this.mirror = new SourceMirror((since) => this.ask('change', { since }));
    this.names = new HostNameReader(options.nix);
    this.draft = new FleetDraft({
      home: options.home,
      dir,
      featureRoots: options.featureRoots,
      worktree,
      reader: this.reader,
      evaluated: (meaning) => this.evaluationOf(meaning),
      onChange: () => {
        for (const topic of ['draft', 'features', 'inventory'] as const) options.onChange?.(topic);
      },
    });
  }

  /** Opens the flake at or above a folder. Throws `not-a-flake`, `no-hosts`, `unreadable-file`, `syntax-error`. */
  static async open(options: OpenFleetOptions): Promise<Fleet> {
    const dir = await findFlake(options.dir);
    const fleet = new Fleet(options, dir, await findWorktree(dir));
    await fleet.draft.recover();
    await fleet.source();
    return fleet;
  }

  /** Where git keeps HEAD and the index; undefined outside git. */
  get gitDir(): string | undefined {
    return this.worktree?.gitDir;
  }

  /** Has git follow files of the fleet that came, and forget those that went before it knew them. Throws `git-failed`. */
  async follow(come: readonly string[], go: readonly string[]): Promise<void> {
    if (!this.worktree) return;
    const change = (file: string, before: string | null, after: string | null) => ({ file, before, after });
    await trackerOf(this.worktree).follow([
      ...come.map((file) => change(file, null, '')),
      ...go.map((file) => change(file, '', null)),
    ]);
  }

  /** Those of `files` that git has otherwise, or not at all; none outside git. Throws `git-failed`. */
  async uncommitted(files: readonly string[]): Promise<string[]> {
    return this.worktree ? changedFiles(this.worktree, files) : [];
  }

  get name(): string {
    return path.basename(this.dir);
  }

  /** The source as it is on disk now, without assignments: those are asked for by host. */
  source(): Promise<SourceView> {
    return this.mirror.read();
  }

  private ask<Name extends QuestionName>(
    name: Name,
    input: QuestionInput<Name>,
  ): Promise<QuestionAnswer<Name>> {
    const { featureRoots } = this.options;
    return this.reader.ask(name, { dir: this.dir, ...(featureRoots ? { featureRoots } : {}) }, input);
  }

  async info(): Promise<FleetInfo> {
    return this.infoOf((await this.source()).summary);
  }

  private async infoOf(summary: SourceSummary): Promise<FleetInfo> {
    const head = this.worktree ? await readHead(this.worktree) : null;
    const { evaluation } = await this.memory.read();
    return {
      dir: this.dir,
      name: this.name,
      commit: head?.commit ?? null,
      branch: head?.branch ?? null,
      dirty: head?.dirty ?? false,
      featureRoots: [...summary.featureRoots],
      readAt: summary.readAt,
      evaluatedAt: evaluation?.at ?? null,
      practice: this.options.practice ?? false,
    };
  }

  async inventory(): Promise<Inventory> {
    return withTimes(await this.present());
  }

  /** What became of the inventory since a revision; all of it without one. */
  async inventoryChange(since: string | undefined): Promise<InventoryChange> {
    return this.inventoryTeller.since(since, await this.present());
  }

  private async present(): Promise<Inventory> {
    const source = await this.source();
    const { hostsComplete, sourceHash } = source.summary;
    const names = hostsComplete ? null : await this.names.read(this.dir, sourceHash);
    return inventoryOf(await this.infoOf(source.summary), source, await this.memory.read(), names);
  }

  /** What the rules say of the fleet itself; not what the network says of it, which changes with the place. */
  async check(): Promise<Finding[]> {
    return (await this.present()).findings.filter(({ rule }) => rule !== NAME_CONFLICT);
  }

  catalogue(): Promise<CatalogueFeature[]> {
    return this.ask('catalogue', undefined);
  }

  /** What became of the board since a revision; all of it without one. */
  async boardChange(since: string | undefined): Promise<BoardChange> {
    const { summary, hosts, catalogue } = await this.source();
    return this.boardTeller.since(since, boardOf({ ...summary, hosts, catalogue }));
  }

  /** Names of all hosts that source or the last evaluation show. */
  async hostNames(): Promise<string[]> {
    return (await this.present()).hosts.filter((host) => host.inFlake).map((host) => host.name);
  }

  /** Throws `unknown-host`. */
  async host(name: string): Promise<SourceHost> {
    const { hosts } = await this.source();
    const host = hosts.find((candidate) => candidate.name === name);
    if (host) return host;
    throw new AppError('unknown-host', `This fleet has no host named ${name}.`, {
      hint: `Hosts: ${hosts.map((candidate) => candidate.name).join(', ')}.`,
      detail: { host: name },
    });
  }

  /** Everything set for a host below the feature roots, in source order. Throws `unknown-host`. */
  async assignments(name: string): Promise<Assignment[]> {
    await this.host(name);
    return (await this.ask('assignments', { host: name })) ?? [];
  }

  /** What hosts of the flake assign below an option, by host. */
  assignedBelow(prefix: string): Promise<ReadonlyMap<string, readonly Assignment[]>> {
    return this.ask('assignedBelow', { prefix });
  }

  /** The secrets that hosts of the flake declare, by the host; from source. */
  secretUses(): Promise<HostSecretUses[]> {
    return this.ask('secretUses', undefined);
  }

  /** What these changes would write, on the files as they stand. Throws as a gesture of them would. */
  planChanges(changes: readonly Change[]): Promise<PlannedGesture> {
    return this.ask('plan', { changes });
  }

  /** What a host's modules define of some options, from source. Throws `unknown-host`. */
  async configured(name: string, wanted: WantedOptions, overlay?: Overlay): Promise<ConfiguredHost> {
    await this.host(name);
    const told = await this.ask('configured', { host: name, wanted, ...(overlay ? { overlay } : {}) });
    if (told) return told;
    throw new AppError('no-effect', `${name} is not in the flake, so nothing is configured for it.`, {
      hint: 'Add it to nixosConfigurations in flake.nix first.',
      detail: { host: name },
    });
  }

  /** Throws `unknown-host`. */
  async explain(name: string, option: string): Promise<Explanation> {
    await this.host(name);
    const { evaluation } = await this.memory.read();
    const told = evaluation?.hosts[name];
    const ofHost = evaluation && { ...evaluation, hosts: told ? { [name]: told } : {} };
    return this.ask('explain', { host: name, path: option, evaluation: ofHost });
  }

  /** What the options of one feature are on every host, and the secrets it reads. */
  async values(feature: string): Promise<FeatureValues> {
    const [values, { catalogue }] = await Promise.all([this.ask('values', { feature }), this.source()]);
    return { ...values, secrets: await secretsOf(this.dir, catalogue, feature) };
  }

  /** Options the fleet's own modules declare, by a part of their path or description. */
  findOptions(query: string): Promise<Option[]> {
    return this.ask('options', { query });
  }

  /** What a new host can be made from. */
  hostTemplates(): Promise<HostTemplates> {
    return this.ask('hostTemplates', undefined);
  }

  /**
   * Adds, clones, renames or retires a host as one gesture; with `dryRun` it is only told. Throws `unknown-host`,
   * `bad-host-name`, `conflict`, `not-literal`, and what writing a gesture throws.
   */
  async hostGesture(wish: HostWish, dryRun: boolean): Promise<HostGesture> {
    let told: Pick<HostGesture, 'leftovers' | 'warnings'> = { leftovers: [], warnings: [] };
    const result = await this.draft.take(async () => {
      const plan = await this.ask('hostPlan', { wish });
      told = { leftovers: [...plan.leftovers], warnings: [...plan.warnings] };
      return plan;
    }, dryRun);
    return { ...result, ...told };
  }

  async sourceVersion(): Promise<SourceVersion> {
    if (!this.worktree) return { commit: null, draft: null };
    const head = await readHead(this.worktree);
    return { commit: head.commit, draft: await draftHash(this.worktree, head) };
  }

  /** Evaluates every host of the working tree as a job; the inventory then carries what Nix said. */
  evaluate(): Promise<Job> {
    const { jobs, nix } = this.options;
    return jobs.start({
      kind: 'evaluate',
      title: `Evaluate ${this.name}`,
      steps: [{ id: 'evaluate', title: 'Evaluate', weight: 1 }],
      run: async (context) => {
        context.step('evaluate');
        const isBase = await this.draft.isEmpty();
        const { sourceHash, featureRoots } = (await this.source()).summary;
        const result = await nix.evaluate({
          fleet: { dir: this.dir },
          featureRoots,
          signal: context.signal,
          progress: {
            log: (text, source) => context.log(text, source),
            fraction: (fraction) => context.progress(fraction),
          },
        });
        await this.noteEvaluation(result, sourceHash, isBase);
        const failed = result.hosts.filter((host) => host.error !== null).map((host) => host.host);
        return { hosts: result.hosts.map((host) => host.host), failed };
      },
    });
  }

  /** Whether the last evaluation is of the source as it stands. */
  async isEvaluated(): Promise<boolean> {
    const { evaluation } = await this.memory.read();
    return evaluation?.sourceHash === (await this.source()).summary.sourceHash;
  }

  private async evaluationOf(meaning: DraftMeaning): Promise<DraftEvaluation> {
    const told = draftEvaluation(await this.memory.read(), meaning);
    const words = told.hosts.flatMap(({ problems }) => problems.map((problem) => problem.words));
    if (words.length === 0) return told;
    const places = await this.ask('rulePlaces', { words });
    const place = new Map(words.map((one, index) => [one, places[index]]));
    return {
      ...told,
      hosts: told.hosts.map((host) => ({
        ...host,
        problems: host.problems.map((problem) => ({ ...problem, ...place.get(problem.words) })),
      })),
    };
  }

  /** `isBase`: the draft was empty, so later ones are compared with this. */
  private async noteEvaluation(result: FleetEvaluation, sourceHash: string, isBase: boolean): Promise<void> {
    await this.memory.update((memory) => ({
      ...memory,
      ...(isBase ? { base: baseOf(result, sourceHash) } : {}),
      evaluation: {
        at: result.at,
        sourceHash,
        hosts: Object.fromEntries(
          result.hosts.map((host) => [
            host.host,
            {
              toplevel: host.toplevel,
              error: host.error?.message ?? null,
              ...assertionsOf(host.error),
              warnings: [...host.warnings],
              facts: { ...host.facts },
              values: Object.fromEntries(
                host.options
                  .filter((option) => option.value !== undefined)
                  .map((option) => [optionPath(option.path), option.value]),
              ),
            },
          ]),
        ),
      },
    }));
    for (const topic of ['inventory', 'draft'] as const) this.options.onChange?.(topic);
  }

  /** The last answer of every host that was ever asked. */
  async answers(): Promise<Memory['hosts']> {
    return (await this.memory.read()).hosts;
  }

  /**
   * Remembers what hosts said of themselves. A host that did not answer keeps its older facts with their age; an
   * answer to a question asked before the one already answered is no news.
   */
  async noteAnswers(answers: ReadonlyMap<string, HostAnswer>): Promise<void> {
    this.loads.note(answers);
    await this.memory.update((memory) => {
      const hosts = { ...memory.hosts };
      for (const [name, answer] of answers) {
        if ((hosts[name]?.at ?? '') > answer.at) continue;
        const older: Record<string, Fact> = answer.reachable ? {} : (hosts[name]?.facts ?? {});
        hosts[name] = { ...answer, facts: { ...older, ...answer.facts } };
      }
      return { ...memory, hosts };
    });
    this.options.onChange?.('inventory');
  }
}

/** The assertions that an evaluation failed with, as words of the fleet's own modules. */
function assertionsOf(error: AppError | null): { assertions?: string[] } {
  const said: unknown = error?.detail['assertions'];
  return Array.isArray(said) ? { assertions: said.filter((words) => typeof words === 'string') } : {};
}
