import { randomBytes } from 'node:crypto';
import { AppError } from '../../shared/contract';
import { armor } from './format/armor';
import { MAX_HEADER_BYTES, MAX_STANZAS, writeHeader } from './format/header';
import { SALT_BYTES, sealPayload } from './format/payload';
import { allOf, oneSource } from './format/source';
import { isPostQuantum, type Recipient } from './keys/recipient';
import { type Passphrase, wrapForAll, wrapPassphrase, type Wrapped } from './keys/wrap';

export interface EncryptOptions {
  /** As text, for where bytes cannot go. */
  readonly armor?: boolean;
  /** Told the key that opens the content, for whoever proves the file at once and then forgets it. */
  readonly onFileKey?: (fileKey: Uint8Array) => void;
}

/** Who shall be able to read a file: recipients, or whoever knows a passphrase. */
export type EncryptTo = readonly Recipient[] | Passphrase;

/**
 * An age file with this content. A recipient that is given twice is written once. Throws `bad-recipient`, also for an
 * empty list: nobody could read the file; `mixed-recipients` where one of them is post-quantum and another is not.
 */
export async function encrypt(
  plain: Uint8Array,
  to: EncryptTo,
  options: EncryptOptions = {},
): Promise<Buffer> {
  return allOf(encryptStream(oneSource(plain), to, options));
}

/** The same for content of any length, in bounded memory. What is refused is refused before anything is given. */
export async function* encryptStream(
  plain: AsyncIterable<Uint8Array>,
  to: EncryptTo,
  options: EncryptOptions = {},
): AsyncGenerator<Uint8Array> {
  const { fileKey, stanzas } = await wrapped(to);
  options.onFileKey?.(fileKey);
  const header = writeHeader(stanzas, fileKey);
  if (header.length > MAX_HEADER_BYTES) throw tooMany();
  const file = withHeader(header, sealPayload(fileKey, randomBytes(SALT_BYTES), plain));
  yield* options.armor === true ? armor(file) : file;
}

async function* withHeader(
  header: Uint8Array,
  payload: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield header;
  yield* payload;
}

async function wrapped(to: EncryptTo): Promise<Wrapped> {
  if ('passphrase' in to) return wrapPassphrase(to);
  const recipients = [...new Map(to.map((one) => [one.text, one])).values()];
  if (recipients.length === 0) {
    throw new AppError('bad-recipient', 'Nothing is encrypted for nobody: the list of recipients is empty.', {
      hint: 'Name at least one who shall be able to read it.',
    });
  }
  checkMix(recipients);
  if (recipients.length > MAX_STANZAS) throw tooMany();
  return wrapForAll(recipients);
}

/**
 * Refuses what the specification says should not be: one classical recipient opens a file to a quantum computer, whatever
 * the others are. Throws `mixed-recipients`.
 */
export function checkMix(recipients: readonly Recipient[]): void {
  // What a plugin's are shows only when it has wrapped something.
  const known = recipients.filter(({ kind }) => kind !== 'plugin');
  const quantum = known.filter(isPostQuantum);
  const classical = known.filter((one) => !isPostQuantum(one));
  if (quantum.length === 0 || classical.length === 0) return;
  throw new AppError(
    'mixed-recipients',
    `Post-quantum recipients (${quantum.length}) and others (${classical.length}) are not mixed in one file: it would be no safer than the others make it.`,
    {
      hint: 'Take recipients of one kind. SSH keys are not post-quantum.',
      detail: { postQuantum: quantum.map(shortText), others: classical.map(shortText) },
    },
  );
}

const shortText = ({ text }: Recipient): string => text.slice(0, 60);

const tooMany = (): AppError =>
  new AppError('bad-recipient', 'There are too many recipients for one file.', {
    hint: `A file is for at most ${MAX_STANZAS.toLocaleString('en')} recipients, and its header no longer than ${MAX_HEADER_BYTES / 1024} kB.`,
  });
