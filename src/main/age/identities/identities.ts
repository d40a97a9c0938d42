import {
  AppError,
  type Credential,
  isAppError,
  type NewIdentityKind,
  type StoredIdentity,
} from '../../../shared/contract';
import type { Keychain } from '../../keychain';
import type { DecryptKey } from '../../ssh';
import type { Home } from '../../state';
import { encrypt } from '../encrypt';
import { type Identity, type IdentityOptions, passphraseNeeded } from '../keys/identity';
import { newIdentity } from '../keys/new-identity';
import { parseIdentities } from '../parse-identities';
import { knownDocument, type KnownIdentity } from './known';
import { publicSideOf, textOfNew, textToKeep } from './text';

export interface IdentitiesOptions {
  readonly home: Home;
  readonly keychain: Pick<Keychain, 'get' | 'set' | 'list' | 'delete'>;
  /** Opens an SSH key that is encrypted, away from this thread. */
  readonly decryptKey?: DecryptKey;
  /** Told when an identity came, went, was opened or locked. */
  readonly onChange?: () => void;
  /** Base-2 logarithm of scrypt's cost for backups; age's own 18 where absent. */
  readonly workFactor?: number;
}

/** What could be opened of the identities in the keychain. */
export interface Opened {
  readonly identities: readonly Identity[];
  /** What stays closed, each with why. */
  readonly closed: readonly Closed[];
}

export interface Closed {
  readonly name: string;
  readonly reason: AppError;
  /** It would open by its passphrase, and nobody has locked it by hand. */
  readonly asks: boolean;
}

/**
 * The user's identities, which lie in the keychain as credentials of kind `age-identity` and are opened when something is
 * to be decrypted; once open they stay so in the memory of this process. Calls throw what the keychain throws, and
 * `bad-identity` for a name that is not there.
 */
export class Identities {
  private readonly open = new Map<
    string,
    { readonly storedAt: string; readonly identities: readonly Identity[] }
  >();
  private readonly lockedByHand = new Set<string>();
  private readonly known;

  constructor(private readonly options: IdentitiesOptions) {
    this.known = knownDocument(options.home);
  }

  /** By name. Asks the keychain only for what is not known of one that came there by another way, and no person. */
  async list(): Promise<StoredIdentity[]> {
    const entries = await this.entries();
    const { identities } = await this.known.read();
    return Promise.all(
      entries.map(async (entry) => {
        const known = identities[entry.subject];
        return this.shown(entry, known?.storedAt === entry.storedAt ? known : await this.describe(entry));
      }),
    );
  }

  /** Throws `bad-identity` where there is none of that name. */
  async get(name: string): Promise<StoredIdentity> {
    const found = (await this.list()).find((one) => one.name === name);
    if (found) return found;
    throw noSuch(name);
  }

  /** Throws `usage` where the name is taken. */
  async create(name: string, kind: NewIdentityKind): Promise<StoredIdentity> {
    const identity = await newIdentity(kind);
    const named = {
      ...identity,
      recipient: { ...identity.recipient, comment: kind === 'ssh-ed25519' ? name : '' },
    };
    return this.keep(name, textOfNew(named, new Date().toISOString()), [named], false);
  }

  /**
   * Keeps what a file holds, as it is: one with a passphrase keeps it, and it is proven once before it is kept. Throws
   * `bad-identity`, `bad-recipient` for a key that nothing can be encrypted to, `passphrase-needed`, `wrong-passphrase`,
   * `usage` where the name is taken.
   */
  async import(name: string, content: Uint8Array, passphrase?: string): Promise<StoredIdentity> {
    const text = await textToKeep(content);
    const { identities, encrypted } = await this.read(text, passphrase);
    return this.keep(name, text, identities, encrypted);
  }

  /** Opens it and keeps it open. Throws `passphrase-needed`, `wrong-passphrase`. */
  async unlock(name: string, passphrase?: string): Promise<StoredIdentity> {
    const entry = await this.entry(name);
    await this.opened(entry, passphrase);
    this.lockedByHand.delete(name);
    this.options.onChange?.();
    return this.shown(entry, await this.describe(entry));
  }

  /** Takes one, or all, out of memory; each stays locked until {@link unlock}. */
  async lock(name?: string): Promise<StoredIdentity[]> {
    const entries = name === undefined ? await this.entries() : [await this.entry(name)];
    for (const { subject } of entries) {
      this.open.delete(subject);
      this.lockedByHand.add(subject);
    }
    this.options.onChange?.();
    return this.list();
  }

  /** Takes all out of memory; they open again as before. For when their keychain is locked. */
  forgetOpened(): void {
    this.open.clear();
    this.options.onChange?.();
  }

  /** Everything that opens without a passphrase, or is open. Throws nothing for what stays closed. */
  async all(): Promise<Opened> {
    const identities: Identity[] = [];
    const closed: Closed[] = [];
    for (const entry of await this.entries()) {
      try {
        if (this.lockedByHand.has(entry.subject)) throw lockedByHand(entry.subject);
        identities.push(...(await this.opened(entry)));
      } catch (error) {
        if (!isAppError(error)) throw error;
        const asks = isAppError(error, 'passphrase-needed') && !this.lockedByHand.has(entry.subject);
        closed.push({ name: entry.subject, reason: error, asks });
      }
    }
    return { identities, closed };
  }

  /**
   * For a backup: an armored age file under the passphrase `under`, with the text of the identity in it, which `age -i`
   * takes as it is. One with a passphrase of its own keeps that inside. Throws `wrong-type` for a short passphrase.
   */
  async export(name: string, under: string): Promise<string> {
    const text = await this.text(await this.entry(name));
    const to = { kind: 'passphrase', passphrase: under, workFactor: this.options.workFactor } as const;
    return (await encrypt(Buffer.from(text), to, { armor: true })).toString('latin1');
  }

  /** False where there is none of that name. `abandon`: also where its keychain cannot be reached now. */
  async forget(name: string, how: { readonly abandon?: boolean } = {}): Promise<boolean> {
    const entry = (await this.entries()).find(({ subject }) => subject === name);
    if (!entry) return false;
    const gone = await this.options.keychain.delete(entry.id, how);
    this.open.delete(name);
    this.lockedByHand.delete(name);
    await this.know(name, null);
    this.options.onChange?.();
    return gone;
  }

  private async entries(): Promise<Credential[]> {
    const all = await this.options.keychain.list();
    return all
      .filter(({ kind }) => kind === 'age-identity')
      .toSorted((a, b) => (a.subject < b.subject ? -1 : 1));
  }

  private async entry(name: string): Promise<Credential> {
    const entry = (await this.entries()).find(({ subject }) => subject === name);
    if (entry) return entry;
    throw noSuch(name);
  }

  private async text({ subject }: Credential): Promise<string> {
    const text = await this.options.keychain.get({ kind: 'age-identity', subject });
    if (text !== null) return text;
    throw new AppError('keychain-changed', `The identity “${subject}” is gone from its keychain.`, {
      hint: 'Bring the keychain back, or forget the identity: snowfleet identities forget NAME.',
    });
  }

  private async opened(entry: Credential, passphrase?: string): Promise<readonly Identity[]> {
    const held = this.open.get(entry.subject);
    if (held?.storedAt === entry.storedAt) return held.identities;
    const { identities, encrypted } = await this.read(await this.text(entry), passphrase, entry.subject);
    this.open.set(entry.subject, { storedAt: entry.storedAt, identities });
    await this.know(entry.subject, publicSideOf(identities, encrypted, entry.storedAt));
    return identities;
  }

  private async read(
    text: string,
    passphrase?: string,
    name?: string,
  ): Promise<{ identities: Identity[]; encrypted: boolean }> {
    const { decryptKey } = this.options;
    const options: IdentityOptions = decryptKey ? { decryptKey } : {};
    try {
      return { identities: await parseIdentities(text, options), encrypted: false };
    } catch (error) {
      if (!isAppError(error, 'passphrase-needed')) throw error;
      if (passphrase === undefined) {
        throw name === undefined ? error : passphraseNeeded(`The identity “${name}” has a passphrase.`);
      }
      return { identities: await parseIdentities(text, { ...options, passphrase }), encrypted: true };
    }
  }

  private async keep(
    name: string,
    text: string,
    identities: readonly Identity[],
    encrypted: boolean,
  ): Promise<StoredIdentity> {
    if ((await this.entries()).some(({ subject }) => subject === name)) {
      throw new AppError('usage', `There is an identity “${name}” already.`, {
        hint: 'Choose another name, or forget the one that is there first. What is encrypted to it opens with it alone.',
      });
    }
    const entry = await this.options.keychain.set({ kind: 'age-identity', subject: name }, text);
    const known = publicSideOf(identities, encrypted, entry.storedAt);
    await this.know(name, known);
    this.open.set(name, { storedAt: entry.storedAt, identities });
    this.options.onChange?.();
    return this.shown(entry, known);
  }

  /** What shows of one; null where its keychain is closed, or it has a passphrase and was not opened yet. */
  private async describe(entry: Credential): Promise<KnownIdentity | null> {
    if (this.lockedByHand.has(entry.subject)) return null;
    try {
      await this.opened(entry);
      return (await this.known.read()).identities[entry.subject] ?? null;
    } catch (error) {
      if (!isAppError(error)) throw error;
      return isAppError(error, 'passphrase-needed')
        ? { keys: [], encrypted: true, storedAt: entry.storedAt }
        : null;
    }
  }

  private async know(name: string, known: KnownIdentity | null): Promise<void> {
    await this.known.update(({ identities: { [name]: _before, ...others } }) => ({
      identities: known === null ? others : { ...others, [name]: known },
    }));
  }

  private shown(entry: Credential, known: KnownIdentity | null): StoredIdentity {
    const { subject: name, backend, storedAt, lastUsed } = entry;
    const { keys = [], encrypted = false } = known ?? {};
    const isOpen = this.open.get(name)?.storedAt === storedAt;
    const state = isOpen ? 'open' : encrypted || this.lockedByHand.has(name) ? 'locked' : 'closed';
    return {
      name,
      keys,
      encrypted,
      state,
      backend,
      storedAt,
      ...(lastUsed === undefined ? {} : { lastUsed }),
    };
  }
}

const noSuch = (name: string): AppError =>
  new AppError('bad-identity', `There is no identity “${name}” in the keychain.`, {
    hint: 'See snowfleet identities list.',
  });

const lockedByHand = (name: string): AppError =>
  new AppError('passphrase-needed', `The identity “${name}” was locked.`, {
    hint: 'Unlock it on the page Secrets.',
  });
