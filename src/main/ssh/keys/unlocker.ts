import { isAppError } from '../../../shared/contract';
import type { Asker } from '../asks';
import type { SessionCredentials } from './credentials';
import type { ClearKey, DecryptKey, KeyFile } from './key-file';

/** Opens encrypted key files, in memory alone. */
export interface Unlocker {
  /** By a passphrase that is stored, else by one that is asked for; null when there is none. */
  unlock(file: KeyFile, options?: { signal?: AbortSignal; ask?: boolean }): Promise<ClearKey | null>;
  /** Why the last attempt with this file gave nothing, for messages. */
  reason(path: string): string;
  /** Files whose passphrase is stored. */
  stored(): Promise<string[]>;
  /** Forgets keys that were opened by a stored passphrase, not those that a person opened. */
  forgetStored(): void;
  forget(): void;
}

const TRIES = 3;

/** Keys stay open until this process ends or forgets them, as in an agent. */
export function createUnlocker(credentials: SessionCredentials, asker: Asker, decrypt: DecryptKey): Unlocker {
  const open = new Map<string, { text: Buffer; key: ClearKey; by: 'store' | 'person' }>();
  const reasons = new Map<string, string>();
  const underWay = new Map<string, { work: Promise<ClearKey | null>; ask: boolean }>();

  const fromStore = async (path: string, encrypted: Buffer): Promise<ClearKey | null> => {
    let passphrase: string | null;
    try {
      passphrase = await credentials.get({ kind: 'key-passphrase', subject: path });
    } catch (error) {
      // A locked or absent keychain must not keep the user from typing the passphrase.
      reasons.set(path, isAppError(error) ? error.message : 'the keychain failed');
      return null;
    }
    if (passphrase === null) {
      reasons.set(
        path,
        'needs a passphrase; store it with `snowfleet credentials set`, or add the key to your agent',
      );
      return null;
    }
    const key = await decrypt({ encrypted, passphrase });
    if (key === null) reasons.set(path, 'the stored passphrase does not open it');
    return key;
  };

  const fromPerson = async (
    path: string,
    encrypted: Buffer,
    signal: AbortSignal | undefined,
  ): Promise<ClearKey | null> => {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const answer = await asker.ask({ kind: 'passphrase', file: path, again: attempt > 0 }, signal);
      if (answer === null || !answer.accept || answer.value === undefined) return null;
      const key = await decrypt({ encrypted, passphrase: answer.value });
      if (key !== null) {
        if (answer.remember === true) {
          await credentials
            .set({ kind: 'key-passphrase', subject: path }, answer.value)
            .catch(() => undefined);
        }
        return key;
      }
    }
    reasons.set(path, 'the passphrase given does not open it');
    return null;
  };

  const unlock: Unlocker['unlock'] = async (file, { signal, ask = true } = {}) => {
    const { path, encrypted } = file;
    if (encrypted === null) return file.privateKey;
    const known = open.get(path);
    if (known?.text.equals(encrypted)) return known.key;
    const already = underWay.get(path);
    if (already) {
      const key = await already.work;
      // Nobody was to be asked then, and now somebody may be.
      return key === null && ask && !already.ask ? unlock(file, { signal, ask }) : key;
    }
    const work = (async () => {
      const stored = await fromStore(path, encrypted);
      const key = stored ?? (ask ? await fromPerson(path, encrypted, signal) : null);
      if (key) open.set(path, { text: encrypted, key, by: stored ? 'store' : 'person' });
      return key;
    })().finally(() => underWay.delete(path));
    underWay.set(path, { work, ask });
    return work;
  };

  return {
    unlock,
    reason: (path) => reasons.get(path) ?? 'needs a passphrase',
    async stored() {
      const all = await credentials.list().catch(() => []);
      return all.flatMap(({ kind, subject }) => (kind === 'key-passphrase' ? [subject] : []));
    },
    forgetStored() {
      for (const [path, { by }] of open) if (by === 'store') open.delete(path);
    },
    forget: () => open.clear(),
  };
}
