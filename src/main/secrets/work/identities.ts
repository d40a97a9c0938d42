import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError, isAppError } from '../../../shared/contract';
import {
  type AgeHeader,
  type Identities,
  type Identity,
  parseIdentities,
  type Recipient,
  sshRecipientOf,
  stanzaMatches,
} from '../../age';
import type { Keychain } from '../../keychain';
import { type Asker, type DecryptKey, readPrivateKey } from '../../ssh';

export interface IdentitiesOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly keychain: Pick<Keychain, 'get'>;
  /** Identities in the keychain. */
  readonly stored: Pick<Identities, 'all' | 'unlock'>;
  /** Who may be asked for a passphrase. */
  readonly asker: Asker;
  /** Opens an SSH key that is encrypted, away from this thread; by this thread where absent. */
  readonly decryptKey?: DecryptKey;
  /** Where this machine's own SSH keys are; `/etc/ssh` where absent. */
  readonly hostKeyDir?: string;
}

export interface IdentityWish {
  /** Files that were named, absolute: these and no others. */
  readonly files: readonly string[];
  /** What is to be opened, so that nothing is unlocked that would not help. */
  readonly headers: readonly AgeHeader[];
  /** Public keys, without comment, of whom what is made is for: with one of theirs it can be proven. */
  readonly wanted?: readonly (readonly string[])[];
  readonly signal?: AbortSignal;
}

export interface AtHand {
  readonly identities: readonly Identity[];
  /** Why others could not be used, in sentences. */
  readonly notes: readonly string[];
}

/** A key file that needs a passphrase. */
interface Locked {
  readonly path: string;
  readonly bytes: Buffer;
  /** Null where it does not show. */
  readonly recipient: Recipient | null;
}

const TRIES = 3;

/**
 * The private keys that are at hand: files that were named, else what agenix takes (`~/.ssh/id_rsa`, `~/.ssh/id_ed25519`),
 * this machine's own SSH keys where they may be read, and identities in the keychain. The keychain is asked, and a
 * passphrase, only where the others do not open everything; each passphrase once for as long as this process lives.
 */
export class IdentitiesAtHand {
  private readonly unlocked = new Map<string, { readonly text: Buffer; readonly identities: Identity[] }>();

  constructor(private readonly options: IdentitiesOptions) {}

  /** Throws `unreadable-file`, `bad-identity`, `wrong-passphrase`, `passphrase-needed` for a file that was named. */
  async find({ files, headers, wanted = [], signal }: IdentityWish): Promise<AtHand> {
    const notes: string[] = [];
    const identities: Identity[] = [];
    const locked: Locked[] = [];
    const isNamed = files.length > 0;
    for (const file of isNamed ? files : this.usual()) {
      try {
        const found = await this.read(file, !isNamed);
        if (Array.isArray(found)) identities.push(...found);
        else if (found !== null) locked.push(found);
      } catch (error) {
        if (isNamed || !isAppError(error)) throw error;
        notes.push(`${file}: ${error.message}`);
      }
    }
    const isProven = (keys: readonly string[]): boolean =>
      identities.some(({ recipient }) => keys.includes(recipient.text));
    const isShort = headers.some((header) => !opens(identities, header, false)) || !wanted.every(isProven);
    if (!isNamed && isShort) {
      identities.push(...(await this.inKeychain(notes, signal)));
    }
    for (const file of locked) {
      const helps = headers.some(
        (header) =>
          !opens(identities, header, true) && (file.recipient === null || isFor(header, file.recipient)),
      );
      if (helps) identities.push(...(await this.unlock(file, notes, signal)));
    }
    return { identities, notes };
  }

  /** Forgets what was unlocked. */
  forget(): void {
    this.unlocked.clear();
  }

  private usual(): string[] {
    const { env, hostKeyDir = '/etc/ssh' } = this.options;
    const home = env['HOME'];
    return [
      ...(home ? [path.join(home, '.ssh/id_rsa'), path.join(home, '.ssh/id_ed25519')] : []),
      path.join(hostKeyDir, 'ssh_host_rsa_key'),
      path.join(hostKeyDir, 'ssh_host_ed25519_key'),
    ];
  }

  /** Null where an optional one is not there or is not ours to read. */
  private async read(file: string, isOptional: boolean): Promise<Identity[] | Locked | null> {
    let bytes: Buffer;
    try {
      bytes = await readFile(file);
    } catch (cause) {
      const { code = '' } = cause as NodeJS.ErrnoException;
      if (isOptional && ['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM'].includes(code)) return null;
      throw new AppError('unreadable-file', `The identity ${file} cannot be read (${code}).`, {
        hint: 'Name a file with an age identity or an SSH private key that you may read.',
        detail: { file },
        cause,
      });
    }
    const known = this.unlocked.get(file);
    if (known?.text.equals(bytes)) return known.identities;
    try {
      return await parseIdentities(bytes);
    } catch (error) {
      if (!isAppError(error, 'passphrase-needed')) throw named(error, file);
      return { path: file, bytes, recipient: publicHalf(bytes) };
    }
  }

  private async inKeychain(notes: string[], signal: AbortSignal | undefined): Promise<Identity[]> {
    const { stored, asker } = this.options;
    try {
      const { closed } = await stored.all();
      for (const { name } of closed.filter(({ asks }) => asks)) {
        for (let attempt = 0; attempt < TRIES; attempt++) {
          const answer = await asker.ask({ kind: 'passphrase', file: name, again: attempt > 0 }, signal);
          if (answer === null || !answer.accept || answer.value === undefined) break;
          if (await opensBy(answer.value, (passphrase) => stored.unlock(name, passphrase))) break;
        }
      }
      const all = await stored.all();
      notes.push(
        ...all.closed.map(({ name, reason }) => `The identity “${name}” is not used: ${reason.message}`),
      );
      return [...all.identities];
    } catch (error) {
      if (!isAppError(error)) throw error;
      notes.push(`Identities in the keychain are not used: ${error.message}`);
      return [];
    }
  }

  private async unlock(file: Locked, notes: string[], signal: AbortSignal | undefined): Promise<Identity[]> {
    const byStored = await this.storedPassphrase(file, notes);
    if (byStored) return byStored;
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const answer = await this.options.asker.ask(
        { kind: 'passphrase', file: file.path, again: attempt > 0 },
        signal,
      );
      if (answer === null || !answer.accept || answer.value === undefined) break;
      const identities = await this.tryPassphrase(file, answer.value);
      if (identities) return identities;
    }
    notes.push(`${file.path} has a passphrase, which was not given.`);
    return [];
  }

  private async storedPassphrase(file: Locked, notes: string[]): Promise<Identity[] | null> {
    try {
      const passphrase = await this.options.keychain.get({ kind: 'key-passphrase', subject: file.path });
      return passphrase === null ? null : await this.tryPassphrase(file, passphrase);
    } catch (error) {
      if (!isAppError(error)) throw error;
      notes.push(`The keychain was not asked for the passphrase of ${file.path}: ${error.message}`);
      return null;
    }
  }

  /** Null where it is the wrong one. */
  private async tryPassphrase({ path: file, bytes }: Locked, passphrase: string): Promise<Identity[] | null> {
    const { decryptKey } = this.options;
    try {
      const identities = await parseIdentities(bytes, {
        passphrase,
        ...(decryptKey ? { decryptKey } : {}),
      });
      this.unlocked.set(file, { text: bytes, identities });
      return identities;
    } catch (error) {
      if (isAppError(error, 'wrong-passphrase')) return null;
      throw named(error, file);
    }
  }
}

/** False where it is the wrong passphrase. */
async function opensBy(passphrase: string, open: (passphrase: string) => Promise<unknown>): Promise<boolean> {
  try {
    await open(passphrase);
    return true;
  } catch (error) {
    if (isAppError(error, 'wrong-passphrase')) return false;
    throw error;
  }
}

/** Whether one of them opens a file with this header: surely by a fingerprint, or `perhaps`, where it does not show. */
function opens(identities: readonly Identity[], header: AgeHeader, perhaps: boolean): boolean {
  return identities.some(({ recipient }) =>
    header.stanzas.some((stanza) => {
      const match = stanzaMatches(stanza, recipient);
      return match === 'matches' || (perhaps && match === 'anonymous');
    }),
  );
}

const isFor = ({ stanzas }: AgeHeader, recipient: Recipient): boolean =>
  stanzas.some((stanza) => stanzaMatches(stanza, recipient) === 'matches');

function publicHalf(bytes: Buffer): Recipient | null {
  const held = readPrivateKey(bytes);
  try {
    return held.state === 'encrypted' && held.blob !== null ? sshRecipientOf(held.blob) : null;
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}

function named(error: unknown, file: string): unknown {
  if (!isAppError(error)) return error;
  return new AppError(error.code, `${file}: ${error.message}`, {
    hint: error.hint,
    detail: { ...error.detail, file },
    cause: error,
  });
}
