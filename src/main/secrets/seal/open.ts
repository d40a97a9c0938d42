import { readFile } from 'node:fs/promises';
import { AppError } from '../../../shared/contract';
import { decrypt, type Identity } from '../../age';

/** Plain data, which can be cloned between threads. */
export interface OpenSecret {
  /** Absolute. */
  readonly path: string;
  readonly identities: readonly Identity[];
}

/** The content of a secret. Throws `no-identity`, `age-damaged`, `secret-empty`, `unreadable-file`. */
export async function openSecret({ path, identities }: OpenSecret): Promise<Uint8Array> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    throw new AppError('unreadable-file', `${path} cannot be read: ${(cause as Error).message}.`, {
      hint: 'Give yourself permission to read it, or bring it back from git.',
      detail: { file: path },
      cause,
    });
  }
  if (bytes.length === 0) {
    throw new AppError('secret-empty', `${path} has 0 bytes: what it held is not in it any more.`, {
      hint: 'Bring it back with git or snowfleet secrets restore, or give it a new value.',
      detail: { file: path },
    });
  }
  return decrypt(bytes, identities);
}
