import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AppError, type Change, type ChangeResult, type Draft, type Gesture } from '../../../shared/contract';
import type { Home } from '../../state';
import { commitOwn } from '../git/commit-own';
import { forgetIntent, intendToAdd } from '../git/intent-to-add';
import type { Worktree } from '../git/worktree';
import type { FleetReader } from '../reader';
import { fileDelta, madeAgain, takenBack, textAfter } from './file-delta';
import { type FileChange, modeOf } from './fleet-file';
import type { PlannedGesture } from './plan-changes';
import { DraftStore, type FileTracker, type StoredDraft, type StoredGesture } from './store';
import { unifiedDiff } from './text-diff';

export interface DraftOptions {
  readonly home: Home;
  readonly dir: string;
  readonly featureRoots?: readonly string[];
  readonly worktree: Worktree | null;
  readonly reader: FleetReader;
  /** Called after files of the fleet were written. */
  readonly onChange?: () => void;
}

/** The working tree as a draft: gestures that write at once, and can be taken back one by one or together. */
export class FleetDraft {
  private readonly store: DraftStore;

  constructor(private readonly options: DraftOptions) {
    const { home, dir, worktree } = options;
    this.store = new DraftStore(home, dir, worktree ? trackerOf(worktree) : null);
  }

  /** Takes back what a crash left half written. */
  async recover(): Promise<void> {
    await this.store.exclusively(async () => undefined);
  }

  async get(): Promise<Draft> {
    return this.describe(await this.store.read());
  }

  /** One gesture from all `changes`; see {@link planChanges} for what it refuses. */
  apply(changes: readonly Change[], dryRun = false): Promise<ChangeResult> {
    return this.take(() => this.options.reader.ask('plan', this.request(), { changes }), dryRun);
  }

  /**
   * One gesture as `plan` works it out: all its files are written, made and taken away, or none. With `dryRun` it
   * is only told. The plan is made while nobody else writes. Throws what `plan` throws; `changed-outside`,
   * `disk-full`, `busy`.
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
        id: `${Date.now().toString(36)}-${randomBytes(3).toString('hex')}`,
        title: planned.title,
        at: new Date().toISOString(),
        hosts: [...planned.hosts],
        files: files.map(({ file }) => file),
        deltas: Object.fromEntries(files.map((change) => [change.file, fileDelta(change)])),
      };
      const draft = await this.store.read();
      await this.store.write(files, { gestures: [...draft.gestures, gesture], redo: [] });
      this.options.onChange?.();
      return { ...resultOf(planned, files), gesture: publicGesture(gesture) };
    });
  }

  /** Throws `nothing-to-undo` or `changed-outside`. */
  undo(): Promise<Draft> {
    return this.change((draft) => {
      const gesture = draft.gestures.at(-1);
      if (!gesture) throw nothing('nothing-to-undo', 'undo');
      const undone = this.reversed([gesture]);
      return {
        files: undone,
        gestures: draft.gestures.slice(0, -1),
        redo: [...draft.redo, gesture],
      };
    });
  }

  /** Throws `nothing-to-redo` or `changed-outside`. */
  redo(): Promise<Draft> {
    return this.change((draft) => {
      const gesture = draft.redo.at(-1);
      if (!gesture) throw nothing('nothing-to-redo', 'redo');
      const files = Object.entries(gesture.deltas).map(([file, stored]): FileChange => {
        const before = this.text(file);
        return { file, before, after: madeAgain(before, stored, file), mode: stored.mode };
      });
      const redone = { ...gesture, deltas: Object.fromEntries(files.map((c) => [c.file, fileDelta(c)])) };
      return { files, gestures: [...draft.gestures, redone], redo: draft.redo.slice(0, -1) };
    });
  }

  /** Takes all gestures back, newest first, in one step; redo brings them again. Throws `changed-outside`. */
  discard(): Promise<Draft> {
    return this.change((draft) => {
      if (draft.gestures.length === 0) throw nothing('nothing-to-undo', 'discard');
      return {
        files: this.reversed(draft.gestures),
        gestures: [],
        redo: [...draft.redo, ...draft.gestures.toReversed()],
      };
    });
  }

  /** Throws `nothing-to-commit`, `not-a-repository`, `changed-outside`, `git-failed`. */
  async commit(message: string): Promise<{ commit: string; gestures: Gesture[] }> {
    const { worktree } = this.options;
    if (!worktree) {
      throw new AppError('not-a-repository', 'This fleet is not in a git repository.', {
        hint: 'Run `git init` and commit it once; the draft stays as it is.',
      });
    }
    return this.store.exclusively(async () => {
      const draft = await this.store.read();
      if (draft.gestures.length === 0) throw nothing('nothing-to-commit', 'commit');
      const changes = this.reversed(draft.gestures).map(({ file, before, after }) => ({
        path: path.posix.join(worktree.prefix, file),
        without: after,
        with: before,
      }));
      const commit = await commitOwn(worktree, changes, message);
      await this.store.write([], { gestures: [], redo: [] });
      this.options.onChange?.();
      return { commit, gestures: draft.gestures.map(publicGesture) };
    });
  }

  private change(
    work: (draft: StoredDraft) => Omit<StoredDraft, 'revision'> & { files: readonly FileChange[] },
  ): Promise<Draft> {
    return this.store.exclusively(async () => {
      const { files, ...next } = work(await this.store.read());
      await this.store.write(files, next);
      this.options.onChange?.();
      return this.describe(await this.store.read());
    });
  }

  /** The files as they would be without `gestures` (which are the newest), relative to what stands now. */
  private reversed(gestures: readonly StoredGesture[]): FileChange[] {
    const texts = new Map<string, { text: string | null; mode: number | undefined }>();
    for (const gesture of gestures.toReversed()) {
      for (const [file, stored] of Object.entries(gesture.deltas)) {
        const known = texts.get(file);
        const now = known ? known.text : this.text(file);
        texts.set(file, { text: takenBack(now, stored, file), mode: stored.mode ?? known?.mode });
      }
    }
    return [...texts].map(([file, { text, mode }]) => ({ file, before: this.text(file), after: text, mode }));
  }

  private async describe(draft: StoredDraft): Promise<Draft> {
    const outside = this.changedOutside(draft);
    const files = outside.length > 0 ? this.reversibleFiles(draft) : this.reversed(draft.gestures);
    const without = new Map(files.map(({ file, after }) => [file, after]));
    return {
      gestures: draft.gestures.map(publicGesture),
      redo: draft.redo.map(publicGesture),
      files: files.map(({ file, before, after }) => ({ file, diff: unifiedDiff(file, after, before) })),
      meaning:
        files.length === 0 ? [] : await this.options.reader.ask('meaning', this.request(), { without }),
      outside,
    };
  }

  /** Files whose text is no longer what the newest gesture on them left. */
  private changedOutside(draft: StoredDraft): string[] {
    const newest = new Map(
      draft.gestures.flatMap((gesture) =>
        Object.entries(gesture.deltas).map(([file, stored]) => [file, textAfter(stored)] as const),
      ),
    );
    return [...newest].filter(([file, after]) => this.text(file) !== after).map(([file]) => file);
  }

  /** As {@link reversed}, leaving out files where somebody wrote over a gesture. */
  private reversibleFiles(draft: StoredDraft): FileChange[] {
    const all = new Set(draft.gestures.flatMap((gesture) => gesture.files));
    return [...all].flatMap((file) => {
      const only = draft.gestures
        .filter((gesture) => gesture.files.includes(file))
        .map((gesture) => ({
          ...gesture,
          deltas: Object.fromEntries(Object.entries(gesture.deltas).filter(([name]) => name === file)),
        }));
      try {
        return this.reversed(only);
      } catch {
        return [];
      }
    });
  }

  private async changesOf(plan: PlannedGesture): Promise<FileChange[]> {
    const files: FileChange[] = [];
    for (const [file, after] of plan.texts) {
      const before = this.text(file);
      if (before === after) continue;
      const mode = after === null ? { mode: await modeOf(this.options.dir, file) } : {};
      files.push({ file, before, after, ...mode });
    }
    return files;
  }

  private request(): { dir: string; featureRoots?: readonly string[] } {
    const { dir, featureRoots } = this.options;
    return { dir, ...(featureRoots ? { featureRoots } : {}) };
  }

  /** Null when there is no such file. Throws `unreadable-file`. */
  private text(file: string): string | null {
    try {
      return readFileSync(path.join(this.options.dir, file), 'utf8');
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return null;
      throw new AppError('unreadable-file', `${file} cannot be read.`, {
        hint: 'It was moved or its permissions changed; put it back to go on.',
        detail: { file },
        cause: error,
      });
    }
  }
}

function trackerOf(tree: Worktree): FileTracker {
  const inTree = ({ file }: FileChange): string => path.posix.join(tree.prefix, file);
  return {
    async follow(changes) {
      const come = changes.filter(({ before, after }) => before === null && after !== null);
      const go = changes.filter(({ before, after }) => before !== null && after === null);
      if (come.length > 0) await intendToAdd(tree, come.map(inTree));
      if (go.length > 0) await forgetIntent(tree, go.map(inTree));
    },
  };
}

function resultOf(plan: PlannedGesture, files: readonly FileChange[]): ChangeResult {
  return {
    diff: files.map(({ file, before, after }) => unifiedDiff(file, before, after)).join(''),
    files: files.map(({ file }) => file),
    brings: [...plan.brings],
    needs: [...plan.needs],
  };
}

function publicGesture({ id, title, at, files, hosts }: StoredGesture): Gesture {
  return { id, title, at, files, hosts };
}

function nothing(code: 'nothing-to-undo' | 'nothing-to-redo' | 'nothing-to-commit', verb: string): AppError {
  return new AppError(code, `There is nothing to ${verb}.`, { hint: 'Make a change first.' });
}
