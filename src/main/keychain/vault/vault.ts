import { randomUUID } from 'node:crypto';
import { link, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError, isAppError } from '../../../shared/contract';
import { TEMPORARY_PREFIX, writeFileAtomic } from '../../state';
import type { SecretStore, Standing } from '../store';
import { failureOf } from '../words';
import type { VaultContent, VaultCrypto } from './seal';

/**
 * The vault: one age file under a passphrase, for whoever has no keychain. `age -d` opens it too; inside is JSON. Open
 * it is only in the memory of this process.
 */
export interface Vault extends SecretStore {
  exists(): Promise<boolean>;
  isOpen(): boolean;
  /** Its mark, by which it is told from any other; only while open. */
  canary(): Promise<string>;
  /** Makes the file, with nothing in it, and opens it. The caller has made sure that there is none. */
  create(passphrase: string): Promise<void>;
  /** Throws `wrong-passphrase`, `vault-damaged`, `keychain-absent` where there is no file. */
  unlock(passphrase: string): Promise<void>;
  lock(): void;
  /**
   * Seals it under another passphrase and leaves it open. At each instant the file opens by one of the two, and once
   * it opens by the new one nothing of ours opens by the old one. Throws as `unlock`; the caller keeps others away.
   */
  changePassphrase(present: string, next: string): Promise<void>;
}

export interface VaultOptions {
  readonly path: string;
  readonly crypto: VaultCrypto;
  readonly workFactor?: number;
}

interface Open {
  readonly passphrase: string;
  readonly content: VaultContent;
  /** Which file that was read from. */
  readonly stamp: string;
}

/** First words of every age file (age-encryption.org/v1), and the one kind of stanza that a passphrase makes. */
const HEADER = 'age-encryption.org/v1\n-> scrypt ';

export function createVault({ path, crypto, workFactor }: VaultOptions): Vault {
  const previous = `${path}.previous`;
  let open: Open | null = null;

  const locked = (detail = ''): AppError => failureOf('vault', { state: 'locked', provider: null, detail });
  const absent = (): AppError => failureOf('vault', { state: 'no-service', provider: null, detail: '' });
  const damaged = async (): Promise<AppError> =>
    failureOf('vault', { state: 'damaged', provider: null, detail: await damageHint(path, previous) });

  const readBytes = async (file: string): Promise<{ bytes: Buffer; stamp: string } | null> => {
    try {
      // The stamp first: a file that is replaced in between is read again, not taken for known.
      const stamp = await stampOf(file);
      return { bytes: await readFile(file), stamp };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw new AppError('unreadable-file', `The vault ${path} cannot be read.`, {
        hint: 'Give yourself permission to read it.',
        detail: { file: path },
        cause: error,
      });
    }
  };

  const unseal = async (passphrase: string): Promise<Open> => {
    const file = await readBytes(path);
    if (file === null) throw absent();
    if (!file.bytes.subarray(0, HEADER.length).equals(Buffer.from(HEADER))) throw await damaged();
    try {
      return {
        passphrase,
        content: await crypto.unseal({ bytes: file.bytes, passphrase }),
        stamp: file.stamp,
      };
    } catch (error) {
      if (isAppError(error, 'vault-damaged')) throw await damaged();
      // Damage to the part that the passphrase opens looks like a wrong one; the last good copy knows better.
      if (isAppError(error, 'wrong-passphrase') && (await opensPrevious(passphrase))) throw await damaged();
      throw error;
    }
  };

  const opensPrevious = async (passphrase: string): Promise<boolean> => {
    const copy = await readBytes(previous);
    if (copy === null) return false;
    return crypto.unseal({ bytes: copy.bytes, passphrase }).then(
      () => true,
      () => false,
    );
  };

  /** What is in the file now; another process may have written it. */
  const current = async (): Promise<Open> => {
    if (open === null) throw (await exists()) ? locked() : absent();
    const stamp = await stampOf(path).catch(() => null);
    if (stamp === open.stamp) return open;
    const { passphrase } = open;
    try {
      open = await unseal(passphrase);
      return open;
    } catch (error) {
      open = null;
      throw isAppError(error, 'wrong-passphrase')
        ? locked('The vault was locked: its passphrase is no longer the one it was opened with.')
        : error;
    }
  };

  const store = async (
    passphrase: string,
    content: VaultContent,
    copyHolds: 'what was before' | 'the same' = 'what was before',
  ): Promise<void> => {
    const bytes = await crypto.seal({
      content,
      passphrase,
      ...(workFactor === undefined ? {} : { workFactor }),
    });
    if (copyHolds === 'what was before') await keepPrevious(path, previous);
    await writeFileAtomic(path, bytes, { mode: 0o600 });
    open = { passphrase, content, stamp: await stampOf(path) };
    if (copyHolds === 'the same') await writeFileAtomic(previous, bytes, { mode: 0o600 });
  };

  const exists = async (): Promise<boolean> => (await stampOf(path).catch(() => null)) !== null;

  return {
    kind: 'vault',
    exists,
    isOpen: () => open !== null,
    async standing() {
      const told = (state: Standing['state'], detail = ''): Standing => ({ state, provider: null, detail });
      try {
        if (open !== null) {
          await current();
          return told('ready');
        }
        const file = await readBytes(path);
        if (file === null) return told('no-service');
        const isWhole = file.bytes.subarray(0, HEADER.length).equals(Buffer.from(HEADER));
        return isWhole ? told('locked') : told('damaged', await damageHint(path, previous));
      } catch (error) {
        if (isAppError(error, 'vault-damaged')) return told('damaged', error.hint);
        if (isAppError(error, 'keychain-absent')) return told('no-service');
        return told('locked', isAppError(error) ? error.message : '');
      }
    },
    canary: async () => (await current()).content.canary,
    create: (passphrase) => store(passphrase, { format: 1, canary: randomUUID(), entries: {} }),
    async unlock(passphrase) {
      open = await unseal(passphrase);
    },
    lock() {
      open = null;
    },
    async changePassphrase(present, next) {
      const { content } = await unseal(present);
      // First, so that no copy under the old passphrase outlives a kill right after the new file is in place.
      await removeOldNames(path, previous);
      await store(next, content, 'the same');
    },
    read: async (account) => own((await current()).content.entries, account) ?? null,
    async write(account, value) {
      const { passphrase, content } = await current();
      await store(passphrase, { ...content, entries: { ...content.entries, [account]: value } });
    },
    async remove(account) {
      const { passphrase, content } = await current();
      if (own(content.entries, account) === undefined) return false;
      const { [account]: _gone, ...entries } = content.entries;
      // What was forgotten shall not live on in the copy.
      await store(passphrase, { ...content, entries }, 'the same');
      return true;
    },
  };
}

const own = (entries: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(entries, name) ? entries[name] : undefined;

/** Differs whenever the file was replaced, as every writer of ours does. Throws where there is none. */
async function stampOf(path: string): Promise<string> {
  const { ino, size, mtimeNs } = await stat(path, { bigint: true });
  return `${ino}:${size}:${mtimeNs}`;
}

/** The file as it is gets a second name, which stays when the first one is given to the next. */
async function keepPrevious(path: string, previous: string): Promise<void> {
  const temporary = join(dirname(path), `${TEMPORARY_PREFIX}${randomUUID()}`);
  try {
    await link(path, temporary);
    await rename(temporary, previous);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  } finally {
    // A rename between two names of one file does nothing, and leaves both.
    await rm(temporary, { force: true });
  }
}

/** Takes away the copy, and other names of the vault that a writer of ours has left beside it when it was killed. */
async function removeOldNames(path: string, previous: string): Promise<void> {
  const folder = dirname(path);
  await rm(previous, { force: true });
  for (const name of await readdir(folder)) {
    if (!name.startsWith(TEMPORARY_PREFIX)) continue;
    const file = join(folder, name);
    // Others write here too, and theirs may be under way; whoever writes the vault holds its lock.
    const text = await readFile(file, 'latin1').catch(() => '');
    if (text.startsWith(HEADER)) await rm(file, { force: true });
  }
}

async function damageHint(path: string, previous: string): Promise<string> {
  const hasCopy = await stat(previous).then(
    () => true,
    () => false,
  );
  return hasCopy
    ? `It is left as it is. The copy from before its last change is ${previous}; move it to ${path} to go back to that.`
    : `It is left as it is: ${path}. Restore that file from a backup, or move it away and make a new vault.`;
}
