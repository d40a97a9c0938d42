import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { AppError, gestureSchema } from '../../../shared/contract';
import { parseJson } from '../../../shared/json';
import { acquireLock, writeFileAtomic, type Home } from '../../state';
import {
  changeFile,
  type FileChange,
  readOrNull,
  removeEmptyFolders,
  requireWritable,
  reverseChange,
} from './fleet-file';

const replacementSchema = z.object({ start: z.number().int(), removed: z.string(), inserted: z.string() });
const fileDeltaSchema = z.object({
  /** SHA-256 of the file after the gesture; tells whether somebody wrote since. */
  after: z.string(),
  /** The whole text after the gesture, to find the place again when somebody did. */
  text: z.string(),
  delta: z.array(replacementSchema),
  /** Whether the gesture made or took away the whole file; then the delta holds its text. */
  kind: z.enum(['edited', 'made', 'removed']).default('edited'),
  /** Permission bits of a file that was taken away. */
  mode: z.number().int().optional(),
});
export type FileDelta = z.infer<typeof fileDeltaSchema>;

export const storedGestureSchema = gestureSchema.extend({
  deltas: z.record(z.string(), fileDeltaSchema),
  /** When it was put aside for what somebody else wrote. */
  asideAt: z.string().optional(),
});
export type StoredGesture = z.infer<typeof storedGestureSchema>;

const storedDraftSchema = z.object({
  revision: z.number().int(),
  gestures: z.array(storedGestureSchema),
  redo: z.array(storedGestureSchema),
  /** Parts of gestures that gave way to what somebody else wrote, oldest first. */
  aside: z.array(storedGestureSchema).default([]),
  /** The commit that HEAD was when this was written; null outside git and before the first. */
  head: z.string().nullable().default(null),
});
export type StoredDraft = z.infer<typeof storedDraftSchema>;

const pendingSchema = z.object({
  revision: z.number().int(),
  files: z.array(
    z.object({
      file: z.string(),
      before: z.string().nullable(),
      after: z.string().nullable(),
      mode: z.number().int().optional(),
    }),
  ),
});

/** Told of files that come and go, so that git knows of them. */
export interface FileTracker {
  /** Throws `git-failed`. */
  follow(changes: readonly FileChange[]): Promise<void>;
}

/** What a write says of the draft; what it does not say stays. */
export type NextDraft = Pick<StoredDraft, 'gestures' | 'redo'> & Partial<Pick<StoredDraft, 'aside' | 'head'>>;

const EMPTY: StoredDraft = { revision: 0, gestures: [], redo: [], aside: [], head: null };

/**
 * The journal of one fleet's gestures. A change of files goes: intent on disk, every file by rename, the new
 * draft, intent away. A crash in between is undone by {@link DraftStore.recover}: all files old, or all new.
 */
export class DraftStore {
  private readonly folder: string;

  constructor(
    private readonly home: Home,
    private readonly dir: string,
    private readonly tracker: FileTracker | null = null,
  ) {
    const key = createHash('sha256').update(dir).digest('hex').slice(0, 16);
    this.folder = path.join(home.state, 'drafts', key);
  }

  /** Runs `work` as the only writer of this working tree, across processes. Throws `busy` after 5 s. */
  async exclusively<Result>(work: () => Promise<Result>): Promise<Result> {
    const lock = await acquireLock(this.home, `draft:${this.dir}`, {
      purpose: 'writing a gesture',
      waitMs: 5000,
    });
    try {
      await this.recover();
      return await work();
    } finally {
      await lock.release();
    }
  }

  async read(): Promise<StoredDraft> {
    const text = await readOrNull(path.join(this.folder, 'draft.json'));
    if (text === null) return EMPTY;
    const parsed = storedDraftSchema.safeParse(parseJson(text));
    if (parsed.success) return parsed.data;
    throw new AppError('state-damaged', 'The journal of this draft cannot be read.', {
      hint: `Your .nix files are untouched. Move ${path.join(this.folder, 'draft.json')} away to begin a new draft.`,
      detail: { file: path.join(this.folder, 'draft.json') },
    });
  }

  /**
   * Writes all files and the draft, or none. Call inside {@link exclusively}. Throws `read-only`, `disk-full`,
   * `changed-outside`, `git-failed`.
   */
  async write(files: readonly FileChange[], draft: NextDraft): Promise<void> {
    const { revision, ...known } = await this.read();
    for (const { file } of files) await requireWritable(this.dir, file);
    await mkdir(this.folder, { recursive: true });
    const next: StoredDraft = { ...known, ...draft, revision: revision + 1 };
    const pending = path.join(this.folder, 'pending.json');
    await writeFileAtomic(pending, JSON.stringify({ revision: next.revision, files }));
    try {
      for (const change of files) await changeFile(this.dir, change);
      await this.tracker?.follow(files);
      await writeFileAtomic(path.join(this.folder, 'draft.json'), JSON.stringify(next));
    } catch (error) {
      await this.recover();
      throw error;
    }
    await rm(pending, { force: true });
  }

  /** Takes a half-done write back. Files that somebody else changed meanwhile stay theirs. */
  async recover(): Promise<void> {
    const pending = path.join(this.folder, 'pending.json');
    const text = await readOrNull(pending);
    if (text === null) return;
    const intent = pendingSchema.safeParse(parseJson(text));
    if (intent.success && (await this.read()).revision < intent.data.revision) {
      for (const change of intent.data.files) await this.takeBack(change);
      // What git keeps of a file that is not there does no harm, and its index may be locked.
      await this.tracker?.follow(intent.data.files.map(reverseChange)).catch(() => undefined);
    }
    await rm(pending, { force: true });
  }

  private async takeBack(change: FileChange): Promise<void> {
    const { file, before, after } = change;
    // Where a folder stands now somebody else was at work: what they made stays.
    const now = await readOrNull(path.join(this.dir, file)).catch(() => undefined);
    if (now === after) await changeFile(this.dir, reverseChange(change));
    else if (now === null && before === null) await removeEmptyFolders(this.dir, file);
  }
}
