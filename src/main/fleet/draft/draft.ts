import {
  type Change,
  type ChangeResult,
  type CommitProposal,
  type Draft,
  type DraftEvaluation,
  type Gesture,
  isAppError,
} from '../../../shared/contract';
import type { Home } from '../../state';
import type { Worktree } from '../git/worktree';
import type { FleetReader } from '../reader';
import { overwrittenOf } from './overwritten';
import type { DraftMeaning } from './meaning';
import { commitDraft, headOf, proposeCommit, textsInHead, trackerOf } from './draft-git';
import { madeAgain } from './file-delta';
import { type FileChange, modeOf } from './fleet-file';
import { deltasOf, newGesture, nothing, outsideOf, publicGesture, resultOf } from './gesture';
import type { PlannedGesture } from './plan-changes';
import { overwrittenIn, putAside, takenUp, writtenAgain } from './resolve';
import { settle } from './settle';
import type { Overlay } from '../reading/overlay';
import { filesWithout, ownParts, partsOf, standOf, type TextNow } from './stand';
import { DraftStore, type NextDraft, type StoredDraft, type StoredGesture } from './store';
import { unifiedDiff } from './text-diff';
import { textsOf } from './texts';

export interface DraftOptions {
  readonly home: Home;
  readonly dir: string;
  readonly featureRoots?: readonly string[];
  readonly worktree: Worktree | null;
  readonly reader: FleetReader;
  /** What Nix says of the draft; nothing where absent. */
  readonly evaluated?: (meaning: DraftMeaning) => Promise<DraftEvaluation | null>;
  /** Called after files of the fleet were written. */
  readonly onChange?: () => void;
}

/** The working tree as a draft: gestures that write at once, and can be taken back one by one or together. */
export class FleetDraft {
  private readonly store: DraftStore;
  private companions: () => Promise<readonly string[]> = async () => [];

  constructor(private readonly options: DraftOptions) {
    const { home, dir, worktree } = options;
    this.store = new DraftStore(home, dir, worktree ? trackerOf(worktree) : null);
  }

  /** Has files that are no texts, and that we changed, committed with the gestures; `find` tells which they are. */
  alsoCommit(find: () => Promise<readonly string[]>): void {
    this.companions = find;
  }

  /** Takes back what a crash left half written. */
  async recover(): Promise<void> {
    await this.store.exclusively(async () => undefined);
  }

  /** Whether no gesture stands. */
  async isEmpty(): Promise<boolean> {
    return (await this.settled()).gestures.length === 0;
  }

  async get(): Promise<Draft> {
    const known = await this.store.read();
    const draft = await this.settledFrom(known);
    if (draft !== known) await this.keep();
    return this.describe(draft);
  }

  /** Texts of the files that the draft changes, as they would be without it. */
  async without(): Promise<Overlay> {
    const { files } = standOf((await this.settled()).gestures, textsOf(this.options.dir));
    return new Map(
      files.filter(({ before, after }) => before !== after).map(({ file, after }) => [file, after]),
    );
  }

  /** One gesture from all `changes`; see {@link planChanges} for what it refuses. */
  apply(changes: readonly Change[], dryRun = false): Promise<ChangeResult> {
    return this.take(() => this.options.reader.ask('plan', this.request(), { changes }), dryRun);
  }

  /**
   * One gesture as `plan` works it out: all its files are written, made and taken away, or none. With `dryRun` it
   * is only told. The plan is made while nobody else writes. Throws what `plan` throws; `changed-outside`,
   * `read-only`, `disk-full`, `busy`, `git-busy`.
   */
  async take(plan: () => Promise<PlannedGesture>, dryRun = false): Promise<ChangeResult> {
    if (dryRun) {
      const planned = await plan();
      return resultOf(planned, await this.changesOf(planned));
    }
    return this.store.exclusively(async () => {
      const planned = await plan();
      const files = await this.changesOf(planned);
      if (files.length === 0) return resultOf(planned, files);
      const gesture: StoredGesture = {
        ...newGesture(files),
        title: planned.title,
        hosts: [...planned.hosts],
      };
      const draft = await this.settled();
      await this.write(files, { gestures: [...draft.gestures, gesture], redo: [] });
      return { ...resultOf(planned, files), gesture: publicGesture(gesture) };
    });
  }

  /** Throws `nothing-to-undo` or `changed-outside`. */
  undo(): Promise<Draft> {
    return this.change((draft, textNow) => {
      const gesture = draft.gestures.at(-1);
      const aside = draft.aside.at(-1);
      if (aside && (aside.asideAt ?? '') > (gesture?.at ?? '')) {
        return { files: [], redo: draft.redo, ...takenUp(draft, aside.id) };
      }
      if (!gesture) throw nothing('nothing-to-undo', 'undo');
      return {
        files: filesWithout(ownParts(gesture), textNow),
        gestures: draft.gestures.slice(0, -1),
        redo: [...draft.redo, gesture],
      };
    });
  }

  /** Throws `nothing-to-redo` or `changed-outside`. */
  redo(): Promise<Draft> {
    return this.change((draft, textNow) => {
      const gesture = draft.redo.at(-1);
      if (!gesture) throw nothing('nothing-to-redo', 'redo');
      const files = ownParts(gesture).map(({ file, stored }): FileChange => {
        const before = textNow(file);
        return { file, before, after: madeAgain(before, stored, file), mode: stored.mode };
      });
      const isThere = files.every(({ before, after }) => before === after);
      // Somebody else wrote it already: the change stays as it was made.
      const redone = isThere ? gesture : { ...gesture, deltas: deltasOf(files) };
      return {
        files: files.filter(({ before, after }) => before !== after),
        gestures: [...draft.gestures, redone],
        redo: draft.redo.slice(0, -1),
      };
    });
  }

  /** Takes all gestures back, newest first, in one step; redo brings them again. Throws `changed-outside`. */
  discard(): Promise<Draft> {
    return this.change((draft, textNow) => {
      if (draft.gestures.length === 0 && draft.aside.length === 0) {
        throw nothing('nothing-to-undo', 'discard');
      }
      const gestures = draft.gestures.filter((gesture) => gesture.resolves !== true);
      return {
        files: filesWithout(partsOf(gestures), textNow).filter(({ before, after }) => before !== after),
        gestures: [],
        redo: [...draft.redo, ...gestures.toReversed()],
        aside: [],
      };
    });
  }

  /**
   * Settles what others wrote over in `file`. Ours: it is written again in its place, as a gesture whose undo
   * brings theirs back. Theirs: our changes there are put aside, and undo or {@link bringBack} takes them up again.
   * Throws `nothing-to-resolve`.
   */
  resolve(file: string, keep: 'ours' | 'theirs'): Promise<Draft> {
    return this.change((draft, textNow) => {
      const parts = overwrittenIn(draft, file, textNow);
      if (keep === 'theirs') {
        return { files: [], redo: draft.redo, ...putAside(draft, parts, new Date().toISOString()) };
      }
      const files = [writtenAgain(draft, file, textNow)];
      const gesture: StoredGesture = {
        ...newGesture(files),
        title: `ours again in ${file}`,
        hosts: [...new Set(parts.flatMap((part) => part.gesture.hosts))],
        resolves: true,
      };
      return { files, gestures: [...draft.gestures, gesture], redo: [] };
    });
  }

  /** Takes up what was put aside; it then waits to be settled again. Throws `nothing-to-resolve`. */
  bringBack(gesture: string): Promise<Draft> {
    return this.change((draft) => ({ files: [], redo: draft.redo, ...takenUp(draft, gesture) }));
  }

  /** What a commit would say, and what stands in its way. */
  async proposeCommit(): Promise<CommitProposal> {
    return proposeCommit(this.options.dir, await this.get());
  }

  /** Throws as {@link commitDraft}. */
  async commit(message: string): Promise<{ commit: string; gestures: Gesture[] }> {
    return this.store.exclusively(async () => {
      const { gestures } = await this.settled();
      const whole = await this.companions();
      if (gestures.length === 0 && whole.length === 0) throw nothing('nothing-to-commit', 'commit');
      const { dir } = this.options;
      const commit = await commitDraft(dir, standOf(gestures, textsOf(dir)), message, whole);
      await this.write([], { gestures: [], redo: [], aside: [] });
      return { commit, gestures: gestures.map(publicGesture) };
    });
  }

  private change(
    work: (draft: StoredDraft, textNow: TextNow) => NextDraft & { files: readonly FileChange[] },
  ): Promise<Draft> {
    return this.store.exclusively(async () => {
      const { files, ...next } = work(await this.settled(), textsOf(this.options.dir));
      await this.write(files, next);
      return this.describe(await this.store.read());
    });
  }

  private async write(files: readonly FileChange[], next: NextDraft): Promise<void> {
    await this.store.write(files, { ...next, head: await headOf(this.options.worktree) });
    this.options.onChange?.();
  }

  /** The draft without what others committed or took back meanwhile. */
  private async settled(): Promise<StoredDraft> {
    return this.settledFrom(await this.store.read());
  }

  private async settledFrom(draft: StoredDraft): Promise<StoredDraft> {
    if (draft.gestures.length === 0) return draft;
    const { dir, worktree } = this.options;
    const head = await headOf(worktree);
    const textNow = textsOf(dir);
    const parts = partsOf(draft.gestures);
    const files = [...new Set(parts.map(({ file }) => file))];
    const headMoved = head !== draft.head;
    if (!headMoved && outsideOf(draft, textNow).length === 0) return draft;
    const inHead = worktree && head !== null ? await textsInHead(worktree, files) : undefined;
    const textInHead = inHead ? (file: string) => inHead.get(file) ?? null : undefined;
    const next = settle(draft, { textNow, textInHead, headMoved: headMoved && draft.head !== null });
    return next || headMoved ? { ...draft, ...next, head } : draft;
  }

  /** Writes down what {@link settled} found. What keeps it from that is no matter: it is found again. */
  private async keep(): Promise<void> {
    try {
      await this.store.exclusively(async () => {
        const known = await this.store.read();
        const draft = await this.settledFrom(known);
        if (draft !== known) await this.store.write([], draft);
      });
    } catch (error) {
      if (!isAppError(error)) throw error;
    }
  }

  private async describe(draft: StoredDraft): Promise<Draft> {
    const textNow = textsOf(this.options.dir);
    const stand = standOf(draft.gestures, textNow);
    const files = stand.files.filter(({ before, after }) => before !== after);
    const without = new Map(files.map(({ file, after }) => [file, after]));
    const meaning =
      files.length === 0 ? null : await this.options.reader.ask('meaning', this.request(), { without });
    return {
      gestures: draft.gestures.map(publicGesture),
      redo: draft.redo.map(publicGesture),
      files: files.map(({ file, before, after }) => ({ file, diff: unifiedDiff(file, after, before) })),
      meaning: meaning?.hosts ?? [],
      evaluation: (meaning && (await this.options.evaluated?.(meaning))) ?? null,
      outside: outsideOf(draft, textNow),
      overwritten: stand.overwritten.map((part) => overwrittenOf(part, textNow)),
      aside: draft.aside.map(publicGesture),
    };
  }

  private async changesOf(plan: PlannedGesture): Promise<FileChange[]> {
    const textNow = textsOf(this.options.dir);
    const files: FileChange[] = [];
    for (const [file, after] of plan.texts) {
      const before = textNow(file);
      if (before === after) continue;
      const bearer = after === null ? file : before === null ? plan.takesAfter?.get(file) : undefined;
      const mode = bearer === undefined ? {} : { mode: await modeOf(this.options.dir, bearer) };
      files.push({ file, before, after, ...mode });
    }
    return files;
  }

  private request(): { dir: string; featureRoots?: readonly string[] } {
    const { dir, featureRoots } = this.options;
    return { dir, ...(featureRoots ? { featureRoots } : {}) };
  }
}
