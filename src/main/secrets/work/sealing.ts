import { AppError, isAppError, type SecretsChanged } from '../../../shared/contract';
import { type AgeHeader, readHeader } from '../../age';
import { bareKey, type SecretRule } from '../rules/model';
import type { SealedFile, Sealer, SealJob } from '../seal';
import type { SecretChange, SecretStore, Slot } from '../store';
import type { AtHand, IdentitiesAtHand } from './identities';

export interface SealingOptions {
  readonly dir: string;
  readonly store: SecretStore;
  readonly sealer: Sealer;
  readonly identities: IdentitiesAtHand;
}

/** How a work goes about it. */
export interface WorkHow {
  /** Identity files that were named, absolute; those at hand where there are none. */
  readonly identities: readonly string[];
  readonly signal?: AbortSignal | undefined;
  readonly onDone?: (count: number, of: number) => void;
}

/** A content to be sealed into a secret; without one it stays what it is. */
export interface Wanted {
  readonly rule: SecretRule;
  readonly content?: Uint8Array;
  readonly from?: string;
}

/** What happens in the same step as the files that are sealed. */
export type Together = Pick<Partial<SecretChange>, 'fresh' | 'remove' | 'texts'>;

/** Encrypts secrets with the identities at hand and puts them in their places, all or none. */
export class Sealing {
  constructor(private readonly options: SealingOptions) {}

  /**
   * Throws `bad-recipient` where a rule names nobody, what {@link Sealer.seal}, {@link IdentitiesAtHand.find} and
   * {@link SecretStore.change} throw.
   */
  async seal(
    title: string,
    wanted: readonly Wanted[],
    how: WorkHow,
    together: Together = {},
  ): Promise<SecretsChanged> {
    const { dir, store, sealer } = this.options;
    for (const { rule } of wanted) requireRecipients(rule);
    let proven: SealedFile[] = [];
    const changed = await store.change({
      title,
      write: wanted.map(({ rule }) => rule.file),
      ...together,
      seal: async (slots) => {
        const toOpen = wanted.flatMap(({ content, from }, at) =>
          content === undefined ? [from ?? slots[at]?.source ?? null] : [],
        );
        const made = wanted.flatMap(({ rule, content }) =>
          content === undefined ? [] : [rule.wanted.map(({ key }) => bareKey(key))],
        );
        const { identities, notes } = await this.atHand(
          toOpen.filter((file) => file !== null),
          how,
          made,
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

  /** Private keys that may open these files. */
  async atHand(
    paths: readonly string[],
    how: WorkHow,
    wanted: readonly (readonly string[])[] = [],
  ): Promise<AtHand> {
    const headers: AgeHeader[] = [];
    for (const file of paths) {
      // What is wrong with a file is told by whoever opens it.
      const header = await readHeader(file).catch(() => null);
      if (header) headers.push(header);
    }
    const { identities: files, signal } = how;
    return this.options.identities.find({ files, headers, wanted, ...(signal ? { signal } : {}) });
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

function closedWords(files: readonly string[]): string {
  const [first = ''] = files;
  const which = files.length === 1 ? first : `${first} and ${files.length - 1} more`;
  return `${which}: for none of the identities at hand, so it was proven by its header and its own key alone.`;
}

/** An error about opening secrets, with why identities were not used. */
export function withNotes(error: unknown, file: string, notes: readonly string[]): unknown {
  if (!isAppError(error) || notes.length === 0) return error;
  return new AppError(error.code, error.message, {
    hint: [...notes, error.hint].join(' '),
    detail: { file, ...error.detail },
    cause: error,
  });
}
