import {
  AppError,
  isAppError,
  type KeptSecret,
  type SecretsChanged,
  type SecretValueWish,
} from '../../../shared/contract';
import { type AgeHeader, readHeader } from '../../age';
import type { SecretRule, SecretRules } from '../rules/model';
import type { SealedFile, Sealer, SealJob } from '../seal';
import { placeOf, type SecretStore, type Slot } from '../store';
import { generate } from './generate';
import type { AtHand, IdentitiesAtHand } from './identities';
import { ruleFor } from './resolve';

export interface SecretWorkOptions {
  readonly dir: string;
  readonly store: SecretStore;
  readonly sealer: Sealer;
  readonly identities: IdentitiesAtHand;
  /** The rules as they are now. */
  readonly rules: () => Promise<SecretRules>;
}

/** How a work goes about it. */
export interface WorkHow {
  /** Identity files that were named, absolute; those at hand where there are none. */
  readonly identities: readonly string[];
  readonly signal?: AbortSignal | undefined;
  readonly onDone?: (count: number, of: number) => void;
}

/** A content to be sealed into a secret; without one it stays what it is. */
interface Wanted {
  readonly rule: SecretRule;
  readonly content?: Uint8Array;
  readonly from?: string;
}

/**
 * Work on the secrets of one fleet. Every change is whole or not at all (see {@link SecretStore}), and proven from the disk
 * before it happens. Plaintext is in memory alone: of this process where a person gave it or asked for it, else of a
 * worker thread.
 */
export class SecretWork {
  constructor(private readonly options: SecretWorkOptions) {}

  /** The rule a person means. Throws `secret-unknown`. */
  async rule(given: string): Promise<SecretRule> {
    return ruleFor(await this.options.rules(), given);
  }

  /**
   * Decrypts one secret. Throws `secret-unknown`, `outside-fleet`, `secret-empty`, `no-identity`, `age-damaged`, and what
   * {@link IdentitiesAtHand.find} throws.
   */
  async show(given: string, how: WorkHow): Promise<{ file: string; content: Uint8Array }> {
    const { dir, sealer } = this.options;
    const { file, target, stats } = await placeOf(dir, await this.fileOf(given));
    if (stats === null) throw absent(file);
    const { identities, notes } = await this.atHand([target], how);
    try {
      return { file, content: await sealer.open({ path: target, identities }) };
    } catch (error) {
      throw withNotes(error, file, notes);
    }
  }

  /**
   * Gives a secret a value. What it was before is kept for some days. Throws `secret-unknown`, `secret-exists`,
   * `secret-empty` for an empty value that is not meant, `bad-recipient`, and what {@link SecretStore.change} throws.
   */
  async write(
    given: string,
    value: SecretValueWish,
    how: WorkHow & { readonly create: boolean },
  ): Promise<SecretsChanged> {
    const rule = await this.rule(given);
    const { content, public: half } = contentOf(value, rule.file);
    try {
      const title = how.create ? `${rule.file} made` : `${rule.file} edited`;
      const changed = await this.seal(title, [{ rule, content }], how, how.create ? [rule.file] : []);
      return half === null ? changed : { ...changed, public: half };
    } finally {
      content.fill(0);
    }
  }

  /**
   * Encrypts secrets anew for the recipients their rules want: those that are named, else all that are there. Throws as
   * {@link write}; with `skipUnreadable` those that cannot be opened are passed over and told.
   */
  async rekey(
    files: readonly string[] | undefined,
    how: WorkHow & { readonly skipUnreadable: boolean },
  ): Promise<SecretsChanged> {
    const rules = await this.options.rules();
    const chosen = files?.map((given) => ruleFor(rules, given)) ?? rules.secrets;
    const there: SecretRule[] = [];
    const absentFiles: string[] = [];
    for (const rule of new Set(chosen)) {
      const { stats } = await placeOf(this.options.dir, rule.file);
      if (stats !== null) there.push(rule);
      else if (files) throw absent(rule.file);
      else absentFiles.push(rule.file);
    }
    const notes = absentFiles.map((file) => `${file} is declared and not there.`);
    if (there.length === 0) return { changed: [], verified: [], notes: [...notes, 'No secret is there.'] };
    const title = there.length === 1 ? `${there[0]?.file ?? ''} rekeyed` : `${there.length} secrets rekeyed`;
    const wanted = there.map((rule) => ({ rule }));
    try {
      return withMore(await this.seal(title, wanted, how), notes);
    } catch (error) {
      const failed = how.skipUnreadable ? unreadableIn(error) : new Set<string>();
      const rest = wanted.filter(({ rule }) => !failed.has(rule.file));
      if (failed.size === 0 || rest.length === 0) throw error;
      const passed = [...failed].map((file) => `${file} could not be opened and stays as it is.`);
      return withMore(await this.seal(title, rest, how), [...notes, ...passed]);
    }
  }

  /** Newest first. */
  async kept(): Promise<KeptSecret[]> {
    const all = await this.options.store.keptFiles();
    return all.map(({ id, file, at, title, bytes }) => ({ id, file, at, title, bytes }));
  }

  /** Brings a kept secret's content back, for the recipients of today. Throws `secret-unknown`, and as {@link rekey}. */
  async restore(id: string, how: WorkHow): Promise<SecretsChanged> {
    const kept = (await this.options.store.keptFiles()).find((one) => one.id === id);
    if (!kept) {
      throw new AppError('secret-unknown', 'That secret is not kept any more.', {
        hint: 'See what is with snowfleet secrets kept.',
      });
    }
    const rule = await this.rule(kept.file);
    return this.seal(`${rule.file} restored`, [{ rule, from: kept.path }], how);
  }

  /** Completes or undoes what a killed process left; see {@link SecretStore.recover}. */
  recover(): Promise<'completed' | 'undone' | null> {
    return this.options.store.recover();
  }

  private async seal(
    title: string,
    wanted: readonly Wanted[],
    how: WorkHow,
    fresh: readonly string[] = [],
  ): Promise<SecretsChanged> {
    const { dir, store, sealer } = this.options;
    for (const { rule } of wanted) requireRecipients(rule);
    let proven: SealedFile[] = [];
    const changed = await store.change({
      title,
      write: wanted.map(({ rule }) => rule.file),
      fresh,
      seal: async (slots) => {
        const toOpen = wanted.flatMap(({ content, from }, at) =>
          content === undefined ? [from ?? slots[at]?.source ?? null] : [],
        );
        const { identities, notes } = await this.atHand(
          toOpen.filter((file) => file !== null),
          how,
        );
        const jobs = wanted.map((one, at) => jobFor(one, slots[at]));
        const { signal, onDone } = how;
        try {
          proven = await sealer.seal(
            { jobs, identities },
            {
              ...(signal ? { signal } : {}),
              ...(onDone ? { onDone: (count) => onDone(count, jobs.length) } : {}),
            },
          );
        } catch (error) {
          throw withNotes(error, dir, notes);
        }
        return proven;
      },
    });
    const closed = proven.filter(({ proof }) => proof === 'header').map(({ file }) => file);
    return {
      changed,
      verified: proven.filter(({ proof }) => proof === 'opened').map(({ file }) => file),
      notes: closed.length === 0 ? [] : [closedWords(closed)],
    };
  }

  private async atHand(paths: readonly string[], how: WorkHow): Promise<AtHand> {
    const headers: AgeHeader[] = [];
    for (const file of paths) {
      // What is wrong with a file is told by whoever opens it.
      const header = await readHeader(file).catch(() => null);
      if (header) headers.push(header);
    }
    const { identities: files, signal } = how;
    return this.options.identities.find({ files, headers, ...(signal ? { signal } : {}) });
  }

  /** The file a person means, also one that no rule names. */
  private async fileOf(given: string): Promise<string> {
    try {
      return (await this.rule(given)).file;
    } catch (error) {
      if (!isAppError(error, 'secret-unknown')) throw error;
      const { file, stats } = await placeOf(this.options.dir, given);
      if (stats === null) throw error;
      return file;
    }
  }
}

function contentOf(value: SecretValueWish, file: string): { content: Buffer; public: string | null } {
  switch (value.from) {
    case 'generated':
      return generate(value.wish);
    case 'content': {
      const content = Buffer.from(value.content, 'base64');
      if (content.length > 0 || value.allowEmpty) return { content, public: null };
      throw new AppError('secret-empty', `${file} would become empty.`, {
        hint: 'Nothing was written. Give it a value; where an empty one is meant, say so with --allow-empty.',
        detail: { file },
      });
    }
  }
}

function jobFor({ rule, content, from }: Wanted, slot: Slot | undefined): SealJob {
  if (!slot) throw new Error(`no place was made for ${rule.file}`);
  return {
    ...slot,
    recipients: rule.wanted.map(({ key }) => key),
    armor: rule.armor,
    ...(content === undefined ? {} : { content }),
    ...(from === undefined ? {} : { from }),
  };
}

function requireRecipients({ file, rules, wanted }: SecretRule): void {
  if (wanted.length > 0) return;
  throw new AppError('bad-recipient', `The rule for ${file} names nobody who shall read it.`, {
    hint: `Nothing was written. Add a key to its publicKeys in ${rules}.`,
    detail: { file },
  });
}

const absent = (file: string): AppError =>
  new AppError('secret-unknown', `${file} is not there.`, {
    hint: `Make it with snowfleet secrets create ${file}.`,
    detail: { file },
  });

function closedWords(files: readonly string[]): string {
  const [first = ''] = files;
  const which = files.length === 1 ? first : `${first} and ${files.length - 1} more`;
  return `${which}: for none of the identities at hand, so it was proven by its header alone.`;
}

/** An error about opening secrets, with why identities were not used. */
function withNotes(error: unknown, file: string, notes: readonly string[]): unknown {
  if (!isAppError(error) || notes.length === 0) return error;
  return new AppError(error.code, error.message, {
    hint: [...notes, error.hint].join(' '),
    detail: { file, ...error.detail },
    cause: error,
  });
}

const UNREADABLE = new Set<unknown>(['no-identity', 'secret-empty', 'age-damaged', 'age-unsupported']);

function unreadableIn(error: unknown): Set<string> {
  const files = isAppError(error) ? error.detail['files'] : undefined;
  const found = new Set<string>();
  for (const one of Array.isArray(files) ? (files as unknown[]) : []) {
    if (typeof one !== 'object' || one === null || !('file' in one) || !('code' in one)) continue;
    if (typeof one.file === 'string' && UNREADABLE.has(one.code)) found.add(one.file);
  }
  return found;
}

const withMore = (changed: SecretsChanged, notes: readonly string[]): SecretsChanged => ({
  ...changed,
  notes: [...notes, ...changed.notes],
});
