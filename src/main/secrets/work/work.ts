import {
  AppError,
  isAppError,
  type KeptSecret,
  type RuleWish,
  type SecretAge,
  type SecretsChanged,
  type SecretValueWish,
} from '../../../shared/contract';
import type { SecretRule, SecretRules } from '../rules/model';
import { placeOf } from '../store';
import type { TextChange } from './references';
import { ruleFor } from './resolve';
import { RuleWork, type RuleWorkOptions } from './rule-work';
import { Sealing, type SealingOptions, withNotes, type WorkHow } from './sealing';
import { valueOf } from './value';

/** What was rotated, and what is to follow. */
export type Rotated = SecretsChanged & { file: string; commit: string | null; hosts: string[] };

export interface SecretWorkOptions extends SealingOptions, RuleWorkOptions {
  readonly commits: {
    /** Whether nothing of ours waits to be committed. */
    isClear(): Promise<boolean>;
    /** Commits what is ours. Throws what a commit of the draft throws. */
    commit(message: string): Promise<string>;
  };
  /** The rules as they are now. */
  readonly rules: () => Promise<SecretRules>;
}

/**
 * Work on the secrets of one fleet. Every change is whole or not at all (see {@link SecretStore}), and proven from the disk
 * before it happens. Plaintext is in memory alone: of this process where a person gave it or asked for it, else of a
 * worker thread.
 */
export class SecretWork {
  private readonly sealing: Sealing;
  private readonly ruleWork: RuleWork;

  constructor(private readonly options: SecretWorkOptions) {
    this.sealing = new Sealing(options);
    this.ruleWork = new RuleWork(options, this.sealing);
  }

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
    const { identities, notes } = await this.sealing.atHand([target], how);
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
    const { content, public: half } = await valueOf(value, rule.file);
    try {
      const title = how.create ? `${rule.file} made` : `${rule.file} edited`;
      const changed = await this.sealing.seal(title, [{ rule, content }], how, {
        fresh: how.create ? [rule.file] : [],
      });
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
      return withMore(await this.sealing.seal(title, wanted, how), notes);
    } catch (error) {
      const failed = how.skipUnreadable ? unreadableIn(error) : new Set<string>();
      const rest = wanted.filter(({ rule }) => !failed.has(rule.file));
      if (failed.size === 0 || rest.length === 0) throw error;
      const passed = [...failed].map((file) => `${file} could not be opened and stays as it is.`);
      return withMore(await this.sealing.seal(title, rest, how), [...notes, ...passed]);
    }
  }

  /** Makes a secret that has no rule yet, and its rule; see {@link RuleWork.create}. */
  async createFor(
    given: string,
    keys: readonly string[],
    value: SecretValueWish,
    how: WorkHow,
    beside?: ReadonlyMap<string, TextChange>,
  ): Promise<SecretsChanged> {
    return this.ruleWork.create(await this.options.rules(), given, keys, value, how, beside);
  }

  /** See {@link RuleWork.change}. */
  change(wishes: readonly RuleWish[], how: WorkHow): Promise<SecretsChanged> {
    return this.ruleWork.change(wishes, how);
  }

  /**
   * See {@link RuleWork.rotate}. With `commit`, what it wrote is committed where nothing else waits to be; the hosts that
   * declare the secret are told.
   */
  async rotate(
    given: string,
    wish: { readonly value: SecretValueWish; readonly every?: number | undefined; readonly commit: boolean },
    how: WorkHow,
  ): Promise<Rotated> {
    const { commits, rules, usedBy } = this.options;
    const isClear = wish.commit && (await commits.isClear());
    const done = await this.ruleWork.rotate(await rules(), given, { ...wish, today: today() }, how);
    const hosts = [...(await usedBy(done.file))];
    if (!wish.commit) return { ...done, commit: null, hosts };
    if (!isClear) {
      const note = 'Nothing was committed: other changes wait to be committed too. See snowfleet draft.';
      return { ...withMore(done, [note]), file: done.file, commit: null, hosts };
    }
    try {
      return { ...done, commit: await commits.commit(`secrets: rotate ${done.file}`), hosts };
    } catch (error) {
      // The value is changed, and a deploy takes the working tree.
      if (!isAppError(error)) throw error;
      const note = `Nothing was committed: ${error.message}`;
      return { ...withMore(done, [note]), file: done.file, commit: null, hosts };
    }
  }

  /** See {@link RuleWork.ages}. */
  async ages(): Promise<SecretAge[]> {
    return this.ruleWork.ages(await this.options.rules(), today());
  }

  /** See {@link RuleWork.rename}. */
  async rename(given: string, to: string): Promise<SecretsChanged> {
    return this.ruleWork.rename(await this.options.rules(), given, to);
  }

  /** See {@link RuleWork.remove}. */
  async remove(given: string, forced: boolean): Promise<SecretsChanged> {
    return this.ruleWork.remove(await this.options.rules(), given, forced);
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
    return this.sealing.seal(`${rule.file} restored`, [{ rule, from: kept.path }], how);
  }

  /** Secrets that are as we wrote them; see {@link SecretStore.ownFiles}. */
  ownFiles(): Promise<string[]> {
    return this.options.store.ownFiles();
  }

  /** Completes or undoes what a killed process left; see {@link SecretStore.recover}. */
  recover(): Promise<'completed' | 'undone' | null> {
    return this.options.store.recover();
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

/** In UTC, `2026-11-26`. */
const today = (): string => new Date().toISOString().slice(0, 10);

const absent = (file: string): AppError =>
  new AppError('secret-unknown', `${file} is not there.`, {
    hint: `Make it with snowfleet secrets create ${file}.`,
    detail: { file },
  });

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
