import { join } from 'node:path';
import {
  AppError,
  credentialRefSchema,
  isAppError,
  type KeychainStatus,
  secretValueSchema,
} from '../../shared/contract';
import { acquireLock, type Home } from '../state';
import { changed, ensureCanary, isSameStore, removeCanary, unfaithful } from './canary';
import {
  accountOf,
  countIn,
  entryOf,
  idOf,
  type Index,
  indexDocument,
  withEntry,
  withoutEntry,
} from './index-file';
import { createSecretService } from './secret-service/secret-service';
import { statusOf } from './status';
import type { SecretStore } from './store';
import type { Credential, CredentialRef, CredentialStore, Keychain } from './types';
import { cryptoInThisThread, type VaultCrypto } from './vault/seal';
import { createVault, type Vault } from './vault/vault';
import { failureOf, vaultGone } from './words';

export interface KeychainOptions {
  readonly home: Home;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The built entry `keychain-helper.js`. */
  readonly helperFile: string;
  /** Where scrypt runs; this thread where absent. */
  readonly crypto?: VaultCrypto;
  /** Asks whoever sits at the door for the vault's passphrase when something in it is wanted; null when they decline. */
  readonly askPassphrase?: (again: boolean) => Promise<string | null>;
  /** Cost of the vault's scrypt, for tests: see `SealInput`. */
  readonly workFactor?: number;
  /** Milliseconds that a prompt of the desktop is waited for; for tests. */
  readonly promptMs?: number;
}

/** Nobody waits longer for the keychain of the desktop, whatever it does. */
const DESKTOP_MS = 9_800;
const STATUS_MS = 3_000;
/** How long for another process that stores something. Sealing the vault takes seconds. */
const LOCK_MS: Readonly<Record<CredentialStore, number>> = { 'secret-service': 4_000, vault: 30_000 };
/** A use is recorded no finer than this, so that fifty logins write one file once. */
const USE_GRAIN_MS = 60_000;
const PASSPHRASE_LENGTH = 8;
const TRIES = 3;

/** See {@link Keychain}. Starts nothing before it is asked for something. */
export function createKeychain(options: KeychainOptions): Keychain {
  const { home, workFactor } = options;
  let damage: AppError | null = null;
  const index = indexDocument(home, (warning) => (damage = warning));
  const service = createSecretService({
    file: options.helperFile,
    env: options.env,
    ...(options.promptMs === undefined ? {} : { promptMs: options.promptMs }),
  });
  const vault = createVault({
    path: join(home.data, 'vault.age'),
    crypto: options.crypto ?? cryptoInThisThread,
    ...(workFactor === undefined ? {} : { workFactor }),
  });
  const listeners = new Set<() => void>();
  const tell = (): void => listeners.forEach((listener) => listener());

  const storeOf = (kind: CredentialStore): SecretStore | Vault => (kind === 'vault' ? vault : service);
  /** Where a secret would go now: into the vault as soon as the user has made one. */
  const chosen = async (known: Index): Promise<SecretStore | Vault> =>
    (await vault.exists()) || countIn(known, 'vault') > 0 ? vault : service;

  let asking: Promise<void> | null = null;
  let declined = false;
  const openVault = async (): Promise<void> => {
    const { askPassphrase } = options;
    if (vault.isOpen() || declined || !askPassphrase || !(await vault.exists())) return;
    asking ??= askAndUnlock(askPassphrase).finally(() => (asking = null));
    await asking;
  };
  const askAndUnlock = async (ask: (again: boolean) => Promise<string | null>): Promise<void> => {
    let refusal: unknown = null;
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const passphrase = await ask(attempt > 0);
      if (passphrase === null) break;
      try {
        return await vault.unlock(passphrase);
      } catch (error) {
        refusal = error;
        if (!isAppError(error, 'wrong-passphrase')) break;
      }
    }
    // Asked once; whatever else this command wants of the vault is refused at once.
    declined = true;
    if (refusal !== null) throw refusal;
  };

  const alone = async <T>(kind: CredentialStore, work: () => Promise<T>): Promise<T> => {
    const lock = await acquireLock(home, 'credentials', {
      purpose: 'storing a credential',
      waitMs: LOCK_MS[kind],
    });
    try {
      return await work();
    } finally {
      await lock.release();
    }
  };

  const uses = new Set<Promise<unknown>>();
  const noteUse = (id: string, last: string | undefined): void => {
    if (last !== undefined && Date.now() - Date.parse(last) < USE_GRAIN_MS) return;
    const lastUsed = new Date().toISOString();
    const noted = index
      .update((known) => {
        const entry = known.entries.find((one) => one.id === id);
        return entry ? withEntry(known, { ...entry, lastUsed }) : known;
      })
      // That a use could not be noted must not fail the use.
      .then(tell, () => undefined)
      .finally(() => uses.delete(noted));
    uses.add(noted);
  };

  const missing = async (known: Index, store: SecretStore | Vault, entry: Credential): Promise<AppError> => {
    const { provider } = await store.standing();
    if (!(await isSameStore(known, store))) return changed(known, store.kind, provider);
    return new AppError('keychain-changed', `${entry.id} is on the list, but gone from the keychain.`, {
      hint: `Somebody removed it there. Store it again, or forget it: snowfleet credentials forget ${entry.id}.`,
      detail: { id: entry.id, backend: store.kind },
    });
  };

  const get = async (ref: CredentialRef): Promise<string | null> => {
    const known = await index.read();
    const entry = known.entries.find(({ id }) => id === idOf(ref));
    if (!entry) return null;
    const store = storeOf(entry.backend);
    if (store.kind === 'vault') {
      if (!(await vault.exists())) throw vaultGone(known);
      await openVault();
    }
    const value = await store.read(accountOf(known, store.kind, entry.id));
    if (value === null) throw await missing(known, store, entry);
    noteUse(entry.id, entry.lastUsed);
    return value;
  };

  const set = async (ref: CredentialRef, value: string): Promise<Credential> => {
    const store = await chosen(await index.read());
    if (store.kind === 'vault') await openVault();
    return alone(store.kind, async () => {
      const known = await index.read();
      const standing = await store.standing();
      if (standing.state !== 'ready') throw failureOf(store.kind, standing);
      const canary = await ensureCanary(known, store, standing.provider);
      const entry = entryOf(ref, store.kind, new Date().toISOString());
      const account = accountOf(known, store.kind, entry.id);
      await store.write(account, value);
      if ((await store.read(account)) !== value) throw unfaithful();
      const before = known.entries.find(({ id }) => id === entry.id);
      await index.update((now) =>
        withEntry({ ...now, canaries: { ...now.canaries, [store.kind]: canary } }, entry),
      );
      if (before && before.backend !== store.kind) await removeQuietly(known, before);
      return entry;
    });
  };

  /** What was replaced by one in another place; where that cannot be reached now it is left. */
  const removeQuietly = async (known: Index, entry: Credential): Promise<void> => {
    const store = storeOf(entry.backend);
    await store.remove(accountOf(known, entry.backend, entry.id)).catch(() => undefined);
  };

  const remove = async (id: string, abandon: boolean): Promise<boolean> => {
    const entry = (await index.read()).entries.find((one) => one.id === id);
    if (!entry) return false;
    const store = storeOf(entry.backend);
    const isThere = store.kind === 'secret-service' || (await vault.exists());
    if (store.kind === 'vault' && isThere && !abandon) await openVault();
    return alone(store.kind, async () => {
      const known = await index.read();
      if (isThere) {
        try {
          // Not in a keychain that has changed: what lies there under this account would not be ours.
          if (await isSameStore(known, store)) {
            await store.remove(accountOf(known, store.kind, id));
            if (countIn(known, store.kind) === 1) await removeCanary(known, store);
          }
        } catch (error) {
          if (!abandon) throw error;
        }
      }
      await index.update((now) => withoutEntry(now, id));
      return true;
    });
  };

  /** Bounds what goes to the keychain of the desktop; the vault takes what scrypt takes. */
  const bounded = async <T>(work: () => Promise<T>): Promise<T> => {
    if ((await chosen(await index.read())).kind === 'vault') return work();
    return within(DESKTOP_MS, work(), () =>
      failureOf('secret-service', { state: 'timeout', provider: null, detail: '' }),
    );
  };

  return {
    async status(): Promise<KeychainStatus> {
      const known = await index.read();
      const store = await chosen(known);
      const slow = failureOf('secret-service', { state: 'timeout', provider: null, detail: '' });
      if (store.kind === 'secret-service') await service.warmUp();
      try {
        const work = statusOf(known, store, damage);
        return await (store.kind === 'vault' ? work : within(STATUS_MS, work, () => slow));
      } catch {
        return { backend: store.kind, state: 'timeout', message: slow.message, hint: slow.hint };
      }
    },
    get: (ref) => bounded(() => get(ref)),
    async set(ref, value) {
      const checkedRef = credentialRefSchema.safeParse(ref);
      if (!checkedRef.success) throw unfit(checkedRef.error.issues[0]?.message);
      const checkedValue = secretValueSchema.safeParse(value);
      if (!checkedValue.success) throw unfit(checkedValue.error.issues[0]?.message);
      const stored = await bounded(() => set(checkedRef.data, value));
      tell();
      return stored;
    },
    async delete(id, how) {
      const gone = await bounded(() => remove(id, how?.abandon === true));
      if (gone) tell();
      return gone;
    },
    list: async () => [...(await index.read()).entries],
    async createVault(passphrase) {
      if (passphrase.length < PASSPHRASE_LENGTH) {
        throw unfit(`a passphrase for the vault has at least ${PASSPHRASE_LENGTH} characters`);
      }
      await alone('vault', async () => {
        if (await vault.exists()) {
          throw new AppError('usage', 'There is a vault already.', {
            hint: 'Open it by its passphrase. To begin a new one, move vault.age away from the data folder first.',
            detail: { folder: home.data },
          });
        }
        await vault.create(passphrase);
      });
      tell();
    },
    async unlock(passphrase) {
      if (passphrase !== undefined) await vault.unlock(passphrase);
      else {
        const known = await index.read();
        const isVault = (await chosen(known)).kind === 'vault';
        if (isVault && countIn(known, 'secret-service') === 0) {
          declined = false;
          await openVault();
          if (!vault.isOpen()) throw failureOf('vault', { state: 'locked', provider: null, detail: '' });
        } else await service.open(tell);
      }
      tell();
    },
    lock() {
      vault.lock();
      tell();
    },
    onChange(listener) {
      const own = (): void => listener();
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    async close() {
      await Promise.all(uses);
      vault.lock();
      service.close();
    },
  };
}

function unfit(why = 'it has not the form'): AppError {
  return new AppError('wrong-type', `This cannot be stored: ${why}.`, {
    hint: 'See snowfleet credentials set --help.',
  });
}

/** What the work gives, or the error once the time is over; the work then goes on unheard. */
async function within<T>(ms: number, work: Promise<T>, late: () => AppError): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  work.catch(() => undefined);
  try {
    return await Promise.race([
      work,
      new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(late()), ms);
      }),
    ]);
  } finally {
    clearTimeout(timer);
  }
}
