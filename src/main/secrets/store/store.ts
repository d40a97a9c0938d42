import { createHash, randomBytes } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { AppError, isAppError } from '../../../shared/contract';
import { acquireLock, document, type Document } from '../../state';
import { exists, hashOf, secondName, syncFoldersOf } from './files';
import {
  decidersOf,
  entriesOf,
  keepModes,
  makeFolders,
  namesFor,
  placesOf,
  removalOf,
  requireFresh,
  requireUnchanged,
} from './entries';
import { type Entry, Journal, type Pending } from './journal';
import { type KeptFile, KeptFiles } from './kept';
import { canGoForward, clearAway, goBack, goForward, inWords } from './move';
import type { SecretChange, SecretStoreOptions } from './types';

const LOCK_WAIT_MS = 5000;
/** So many files are remembered as ours. */
const MOST_WRITTEN = 10_000;

/** SHA-256 of files as we wrote them last; null for those we took away. */
const writtenSchema = z.record(z.string(), z.string().nullable());
type Written = z.infer<typeof writtenSchema>;

/**
 * Files of secrets that change together or not at all. A change goes: intent on disk, new bytes beside each file, the
 * old ones kept, the word that it has happened on disk, every file by rename, intent away. Killed before that word
 * the change did not happen, killed after it {@link recover} completes it, in whichever process opens the fleet next.
 */
export class SecretStore {
  private readonly folder: string;
  private readonly journal: Journal;
  private readonly kept: KeptFiles;
  private readonly written: Document<Written>;

  constructor(private readonly options: SecretStoreOptions) {
    const key = createHash('sha256').update(options.dir).digest('hex').slice(0, 16);
    this.folder = path.join(options.home.state, 'secrets', key);
    this.journal = new Journal(this.folder);
    this.written = document<Written>(options.home, `secrets/${key}/written`, writtenSchema, {});
    this.kept = new KeptFiles(path.join(this.folder, 'kept'), options.kept, options.now);
  }

  /**
   * Completes or undoes what a killed process left. Returns which, null where there was nothing. Throws `busy` where a
   * living process is at work, `read-only`, `disk-full`, `state-damaged`.
   */
  async recover(): Promise<'completed' | 'undone' | null> {
    if (!(await exists(this.journal.path))) return null;
    return this.alone(() => this.mend());
  }

  /** Secrets that were replaced and are still there, newest first. */
  keptFiles(): Promise<KeptFile[]> {
    return this.kept.list();
  }

  /** Files that are as we wrote them last, or gone as we took them away, relative to the fleet. */
  async ownFiles(): Promise<string[]> {
    const own: string[] = [];
    for (const [file, hash] of Object.entries(await this.written.read())) {
      if ((await hashOf(path.join(this.options.dir, file))) === hash) own.push(file);
    }
    return own;
  }

  /**
   * Makes the change whole or not at all; returns the files that changed. Throws `busy`, `outside-fleet`, `read-only`,
   * `unreadable-file`, `disk-full`, `changed-outside`, `secret-exists`, and what `seal` and `texts.write` throw.
   */
  async change(change: SecretChange): Promise<string[]> {
    return this.alone(async () => {
      await this.mend();
      return this.make(change);
    });
  }

  private async make(change: SecretChange): Promise<string[]> {
    const { dir } = this.options;
    const written = await placesOf(dir, change.write);
    const removed = await placesOf(dir, change.remove ?? []);
    requireFresh(written, change.fresh ?? []);
    const id = `${new Date().toISOString().replaceAll(/[:.]/g, '-')}-${randomBytes(4).toString('hex')}`;
    const slots = written.map((place, index) => ({ ...place, ...namesFor(place, id, index) }));
    const planned = slots.map(({ file, target, temporary, former }): Entry => ({
      file,
      target,
      temporary,
      former,
      before: null,
      after: null,
    }));
    const pending: Pending = { id, title: change.title, state: 'preparing', entries: planned, deciders: [] };
    await this.journal.write(pending);
    let entries: Entry[] = planned;
    try {
      await makeFolders(written);
      const sealed = await change.seal(
        slots.map(({ file, target, stats, temporary }) => ({
          file,
          source: stats === null ? null : target,
          temporary,
        })),
      );
      await keepModes(slots);
      entries = [
        ...entriesOf(slots, sealed),
        ...(await Promise.all(removed.map((place, index) => removalOf(place, id, index)))),
      ];
      const deciders = decidersOf(change);
      await this.journal.write({ ...pending, entries, state: 'preparing' });
      await this.keepFormer(id, change.title, entries);
      await requireUnchanged(entries);
      await syncFoldersOf(entries.map(({ target }) => target));
      if (change.texts) {
        await this.journal.write({ ...pending, entries, deciders, state: 'prepared' });
        await change.texts.write();
      }
    } catch (error) {
      // What cannot be cleared away now is when the fleet is opened next; why it failed is to be told.
      await this.giveUp(id, entries).catch(() => undefined);
      throw inWords(error, change.title);
    }
    await this.commit({ ...pending, entries, state: 'committing' }, change);
    this.options.onChange?.();
    return entries.map(({ file }) => file);
  }

  /** From here on the change has happened, unless a file refuses and all go back. */
  private async commit(pending: Pending, change: SecretChange): Promise<void> {
    const { entries } = pending;
    try {
      await this.journal.write(pending);
      await requireUnchanged(entries);
      await goForward(entries.map((entry) => ({ ...entry, former: null })));
      await this.follow(entries);
    } catch (error) {
      await this.takeBack(pending, change, error);
      throw error;
    }
    await this.note(entries);
    try {
      await clearAway(entries);
      await this.journal.clear();
    } catch {
      // All is in its place; whoever opens the fleet next clears away.
      return;
    }
    // What is kept too long is no reason to call a change failed that has happened.
    await this.kept.prune().catch(() => undefined);
  }

  /** Remembers what we wrote, so that a commit knows it for ours. */
  private async note(entries: readonly Entry[]): Promise<void> {
    const now = entries.map(({ file, after }) => [file, after] as const);
    const others = new Set(entries.map(({ file }) => file));
    await this.written
      .update((known) =>
        Object.fromEntries(
          [...Object.entries(known).filter(([file]) => !others.has(file)), ...now].slice(-MOST_WRITTEN),
        ),
      )
      // The change has happened; git still shows what is not committed.
      .catch(() => undefined);
  }

  private async takeBack(pending: Pending, change: SecretChange, why: unknown): Promise<void> {
    // A full disk cannot hold even this; going back needs no space, and what is left undone is found by its bytes.
    await this.journal.write({ ...pending, state: 'undoing' }).catch(() => undefined);
    try {
      await goBack(pending.entries);
      await change.texts?.takeBack();
    } catch (error) {
      if (!isAppError(error)) throw error;
      throw new AppError(error.code, `${error.message} Some secrets are changed and some are not yet back.`, {
        hint: 'Every one of them can be read. Make the fleet writable and open it again: the rest goes back by itself.',
        detail: { ...error.detail, unfinished: true },
        cause: why,
      });
    }
    await this.kept.forget(pending.id);
    await this.journal.clear();
  }

  private async keepFormer(id: string, title: string, entries: readonly Entry[]): Promise<void> {
    const old = entries.filter(({ before }) => before !== null);
    for (const { file, target, former } of old) {
      try {
        if (former !== null) await secondName(target, former);
      } catch (error) {
        throw inWords(error, file);
      }
    }
    await this.kept.keep(id, title, old);
  }

  private async follow(entries: readonly Entry[]): Promise<void> {
    const filesOf = (some: readonly Entry[]): string[] => some.map(({ file }) => file);
    await this.options.follow?.(
      filesOf(entries.filter(({ before, after }) => before === null && after !== null)),
      filesOf(entries.filter(({ after }) => after === null)),
    );
  }

  private async giveUp(id: string, entries: readonly Entry[]): Promise<void> {
    await clearAway(entries);
    await this.kept.forget(id);
    await this.journal.clear();
  }

  private async mend(): Promise<'completed' | 'undone' | null> {
    const pending = await this.journal.read();
    if (pending === null) return null;
    const { id, entries } = pending;
    const happened = (await this.hasHappened(pending)) && (await canGoForward(entries));
    if (happened) {
      await goForward(entries);
      await this.note(entries);
      // git knows of a file or learns of it by the next gesture; an index that is locked now stops nothing.
      await this.follow(entries).catch(() => undefined);
    } else {
      if (pending.state !== 'preparing') await goBack(entries);
      else await clearAway(entries);
      await this.kept.forget(id);
    }
    await this.journal.clear();
    return happened ? 'completed' : 'undone';
  }

  private async hasHappened({ state, deciders }: Pending): Promise<boolean> {
    switch (state) {
      case 'preparing':
      case 'undoing':
        return false;
      case 'committing':
        return true;
      case 'prepared':
        for (const { file, after } of deciders) {
          if ((await hashOf(path.join(this.options.dir, file))) !== after) return false;
        }
        return deciders.length > 0;
    }
  }

  private async alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const { home, dir, waitMs = LOCK_WAIT_MS } = this.options;
    const lock = await acquireLock(home, `secrets:${dir}`, { purpose: 'changing secrets', waitMs });
    try {
      return await work();
    } finally {
      await lock.release();
    }
  }
}
