import { join } from 'node:path';
import { AppError, credentialRefSchema, type KeychainStatus, secretValueSchema } from '../../shared/contract';
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
import { createVaultEntry } from './vault/entry';
import { createVaultKeeper } from './vault/keeper';
import { createVault, type Vault } from './vault/vault';
import { within } from './within';
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
  /** Minutes that the vault stays open unused; 0: for ever. Asked anew each time it matters; 15 where absent. */
  readonly vaultLockMinutes?: () => Promise<number>;
  /** Told when the vault closes itself or is locked: what its passphrases have opened shall close too. */
  readonly onVaultLocked?: () => void;
  /** Milliseconds between two looks whether the vault is to be closed; for tests. */
  readonly lookMs?: number;
}

/** Nobody waits longer for the keychain of the desktop, whatever it does. */
const DESKTOP_MS = 9_800;
const STATUS_MS = 3_000;
/** How long for another process that stores something. Sealing the vault takes seconds. */
const LOCK_MS: Readonly<Record<CredentialStore, number>> = { 'secret-service': 4_000, vault: 30_000 };
/** A use is recorded no finer than this, so that fifty logins write one file once. */
const USE_GRAIN_MS = 60_000;
const PASSPHRASE_LENGTH = 8;
const DEFAULT_LOCK_MINUTES = 15;

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
  const keeper = createVaultKeeper({
    mark: join(home.state, 'vault-locked'),
    isOpen: vault.isOpen,
    close() {
      vault.lock();
      options.onVaultLocked?.();
      tell();
    },
    minutes: options.vaultLockMinutes ?? (async () => DEFAULT_LOCK_MINUTES),
    ...(options.lookMs === undefined ? {} : { lookMs: options.lookMs }),
  });
  const entrance = createVaultEntry(vault, keeper, options.askPassphrase);

  const storeOf = (kind: CredentialStore): SecretStore | Vault => (kind === 'vault' ? vault : service);
  /** Where a secret would go now: into the vault as soon as the user has made one. */
  const chosen = async (known: Index): Promise<SecretStore | Vault> =>
    (await vault.exists()) || countIn(known, 'vault') > 0 ? vault : service;

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

  const get = async (ref: CredentialRef, by: 'a person' | 'nobody'): Promise<string | null> => {
    const known = await index.read();
    const found = known.entries.find(({ id }) => id === idOf(ref));
    if (!found) return null;
    const store = storeOf(found.backend);
    if (store.kind === 'vault') {
      if (!(await vault.exists())) throw vaultGone(known);
      await entrance.enter(by);
    }
    const value = await store.read(accountOf(known, store.kind, found.id));
    if (value === null) throw await missing(known, store, found);
    noteUse(found.id, found.lastUsed);
    return value;
  };

  const set = async (ref: CredentialRef, value: string): Promise<Credential> => {
    const store = await chosen(await index.read());
    if (store.kind === 'vault') await entrance.enter('a person');
    return alone(store.kind, async () => {
      const known = await index.read();
      const standing = await store.standing();
      if (standing.state !== 'ready') throw failureOf(store.kind, standing);
      const canary = await ensureCanary(known, store, standing.provider);
      const made = entryOf(ref, store.kind, new Date().toISOString());
      const account = accountOf(known, store.kind, made.id);
      await store.write(account, value);
      if ((await store.read(account)) !== value) throw unfaithful();
      const before = known.entries.find(({ id }) => id === made.id);
      await index.update((now) =>
        withEntry({ ...now, canaries: { ...now.canaries, [store.kind]: canary } }, made),
      );
      if (before && before.backend !== store.kind) await removeQuietly(known, before);
      return made;
    });
  };

  /** What was replaced by one in another place; where that cannot be reached now it is left. */
  const removeQuietly = async (known: Index, entry: Credential): Promise<void> => {
    const store = storeOf(entry.backend);
    await store.remove(accountOf(known, entry.backend, entry.id)).catch(() => undefined);
  };

  const remove = async (id: string, abandon: boolean): Promise<boolean> => {
    const found = (await index.read()).entries.find((one) => one.id === id);
    if (!found) return false;
    const store = storeOf(found.backend);
    const isThere = store.kind === 'secret-service' || (await vault.exists());
    if (store.kind === 'vault' && isThere && !abandon) await entrance.enter('a person');
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
    get: (ref, how) => bounded(() => get(ref, how?.unattended === true ? 'nobody' : 'a person')),
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
      checkPassphrase(passphrase);
      await alone('vault', async () => {
        if (await vault.exists()) {
          throw new AppError('usage', 'There is a vault already.', {
            hint: 'Open it by its passphrase. To begin a new one, move vault.age away from the data folder first.',
            detail: { folder: home.data },
          });
        }
        await keeper.opening(() => vault.create(passphrase));
      });
      tell();
    },
    async changePassphrase(present, next) {
      checkPassphrase(next);
      if (next === present) throw unfit('the new passphrase is the present one');
      await alone('vault', () => keeper.opening(() => vault.changePassphrase(present, next)));
      tell();
    },
    async unlock(passphrase) {
      if (passphrase !== undefined) await entrance.unlock(passphrase);
      else {
        const known = await index.read();
        const isVault = (await chosen(known)).kind === 'vault';
        if (isVault && countIn(known, 'secret-service') === 0) {
          await entrance.enterAgain();
          if (!vault.isOpen()) throw failureOf('vault', { state: 'locked', provider: null, detail: '' });
        } else await service.open(tell);
      }
      tell();
    },
    async lock() {
      if (!(await vault.exists())) {
        throw new AppError('usage', 'There is no vault to lock.', {
          hint: 'A keyring is locked by the program that keeps it, or when you log out.',
        });
      }
      await keeper.lockEverywhere();
    },
    onChange(listener) {
      const own = (): void => listener();
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    async close() {
      await Promise.all(uses);
      keeper.stop();
      vault.lock();
      service.close();
    },
  };
}

function checkPassphrase(passphrase: string): void {
  if (passphrase.length >= PASSPHRASE_LENGTH) return;
  throw unfit(`a passphrase for the vault has at least ${PASSPHRASE_LENGTH} characters`);
}

function unfit(why = 'it has not the form'): AppError {
  return new AppError('wrong-type', `This cannot be stored: ${why}.`, {
    hint: 'See snowfleet credentials set --help.',
  });
}
