import { createHash, timingSafeEqual } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { AppError, type ErrorShape, isAppError, toErrorShape } from '../../../shared/contract';
import {
  type AgeHeader,
  decrypt,
  decryptByFileKey,
  encrypt,
  type Identity,
  parseRecipient,
  readHeader,
  type Recipient,
  stanzaMatches,
} from '../../age';
import { inWords } from '../store';

/** One secret to be encrypted, from a content that is given or from the file as it is. */
export interface SealJob {
  /** Relative to the fleet with `/`; for words. */
  readonly file: string;
  /** The present file; null where the secret is new. */
  readonly source: string | null;
  /** The new content; where absent it stays what it is. */
  readonly content?: Uint8Array;
  /** Another encrypted file whose content it gets, absolute. */
  readonly from?: string;
  /** Where the new bytes go; must not exist. */
  readonly temporary: string;
  /** Public keys as rules have them. */
  readonly recipients: readonly string[];
  readonly armor: boolean;
}

/** Plain data, which can be cloned between threads. */
export interface SealSecrets {
  readonly jobs: readonly SealJob[];
  readonly identities: readonly Identity[];
}

/**
 * How far the new file is proven. `opened`: decrypted from the disk with an identity at hand, the same to the byte.
 * `header`: its header names whom it should, and its content opens with
 * the key that was made for it; but it is for none of our identities, so nobody here can try what a recipient will do.
 */
export type Proof = 'opened' | 'header';

export interface SealedFile {
  readonly file: string;
  /** SHA-256 of the present bytes; null where there were none. */
  readonly before: string | null;
  /** SHA-256 of the new bytes. */
  readonly after: string;
  readonly proof: Proof;
}

export type SealOutcome = SealedFile | { readonly file: string; readonly error: ErrorShape };

/**
 * Encrypts secrets to files of their own and proves each from the disk. One that cannot be done is told and the others
 * are done all the same, so that a person hears of all at once. Never throws.
 */
export async function sealAll({ jobs, identities }: SealSecrets): Promise<SealOutcome[]> {
  const keys = new Keys();
  const outcomes: SealOutcome[] = [];
  for (const job of jobs) {
    try {
      outcomes.push(await sealOne(job, identities, keys));
    } catch (error) {
      outcomes.push({ file: job.file, error: toErrorShape(named(inWords(error, job.file), job.file)) });
    }
  }
  return outcomes;
}

async function sealOne(job: SealJob, identities: readonly Identity[], keys: Keys): Promise<SealedFile> {
  const present = job.source === null ? null : await readFile(job.source);
  const recipients = keys.of(job.recipients);
  let fileKey: Uint8Array = new Uint8Array(0);
  const plain = job.content
    ? Buffer.from(job.content)
    : await contentOf(job.from === undefined ? present : await readFile(job.from), job.file, identities);
  try {
    const sealed = await encrypt(plain, recipients, {
      armor: job.armor,
      onFileKey: (key) => (fileKey = key),
    });
    await writeNew(job.temporary, sealed);
    const proof = await prove(await readFile(job.temporary), { plain, fileKey, recipients, identities });
    return { file: job.file, before: present && sha256(present), after: sha256(sealed), proof };
  } finally {
    plain.fill(0);
    fileKey.fill(0);
  }
}

async function contentOf(
  present: Buffer | null,
  file: string,
  identities: readonly Identity[],
): Promise<Buffer> {
  if (present === null) {
    throw new AppError('secret-unknown', `${file} is not there.`, {
      hint: `Make it with snowfleet secrets create ${file}.`,
      detail: { file },
    });
  }
  if (present.length === 0) throw empty(file);
  return decrypt(present, identities);
}

/** A file of no bytes is no secret: what it held is lost here, and not to be sealed over. */
const empty = (file: string): AppError =>
  new AppError('secret-empty', `${file} has 0 bytes: what it held is not in it any more.`, {
    hint: `Bring it back with git (git log -- ${file}) or snowfleet secrets restore, or give it a new value.`,
    detail: { file },
  });

async function writeNew(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

interface Proven {
  readonly plain: Buffer;
  readonly fileKey: Uint8Array;
  readonly recipients: readonly Recipient[];
  readonly identities: readonly Identity[];
}

async function prove(sealed: Buffer, { plain, fileKey, recipients, identities }: Proven): Promise<Proof> {
  if (!isFor(await readHeader(sealed), recipients)) {
    throw unproven('its header does not name the recipients it should');
  }
  const wanted = new Set(recipients.map(({ text }) => text));
  const own = identities.filter(({ recipient }) => wanted.has(recipient.text));
  const again = await (own.length > 0 ? decrypt(sealed, own) : decryptByFileKey(sealed, fileKey));
  const isSame = again.length === plain.length && timingSafeEqual(again, plain);
  again.fill(0);
  if (!isSame) throw unproven('it does not decrypt to what went in');
  return own.length > 0 ? 'opened' : 'header';
}

/** Whether each recipient has a stanza, and each stanza a recipient. */
function isFor({ stanzas }: AgeHeader, recipients: readonly Recipient[]): boolean {
  const left = [...stanzas];
  const takesOne = (recipient: Recipient): boolean => {
    const at = left.findIndex((stanza) => stanzaMatches(stanza, recipient) !== 'no');
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  };
  return recipients.every(takesOne) && left.length === 0;
}

const unproven = (why: string): AppError =>
  new AppError('internal', `The encrypted file was not what it should be: ${why}.`, {
    hint: 'Nothing was changed. This is a defect in Snowfleet, or memory that fails; please report it.',
  });

/** The error with the file it is about. */
function named(error: unknown, file: string): unknown {
  if (!isAppError(error)) return error;
  const message = error.message.includes(file) ? error.message : `${file}: ${error.message}`;
  return new AppError(error.code, message, {
    hint: error.hint,
    detail: { ...error.detail, file },
    cause: error,
  });
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Recipients read once for all files that name them. */
class Keys {
  private readonly known = new Map<string, Recipient>();

  of(texts: readonly string[]): Recipient[] {
    const recipients = texts.map((text) => {
      const recipient = this.known.get(text) ?? parseRecipient(text);
      this.known.set(text, recipient);
      return recipient;
    });
    return [...new Map(recipients.map((one) => [one.text, one])).values()];
  }
}
