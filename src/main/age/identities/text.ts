import { AppError } from '../../../shared/contract';
import { allOf, oneSource } from '../format/source';
import { armor } from '../format/armor';
import { type Identity, nativeIdentityText } from '../keys/identity';
import { openSshText } from '../keys/new-identity';
import type { KnownIdentity } from './known';

/** A keychain takes no more. */
const MAX_LENGTH = 65_536;
const AGE_BEGIN = Buffer.from('age-encryption.org/');

/** What the keychain keeps of a file: its text; the armored form of an age file, which is none. Throws `bad-identity`. */
export async function textToKeep(content: Uint8Array): Promise<string> {
  const isBinary = Buffer.from(content.subarray(0, AGE_BEGIN.length)).equals(AGE_BEGIN);
  const bytes = isBinary ? await allOf(armor(oneSource(content))) : Buffer.from(content);
  if (bytes.length > MAX_LENGTH) {
    throw new AppError('bad-identity', 'This is no identity that can be kept: it is longer than 64 KiB.', {
      hint: 'Keep it as a file, and name it by --identity where something is to be decrypted.',
    });
  }
  return bytes.toString('utf8');
}

/** The text of an identity that was made here, with the comment lines that `age-keygen` writes too. */
export function textOfNew(identity: Identity, at: string): string {
  if (identity.kind === 'ssh-ed25519') return openSshText(identity);
  return [
    `# created: ${at}`,
    `# public key: ${identity.recipient.text}`,
    nativeIdentityText(identity),
    '',
  ].join('\n');
}

/** What may be known of identities without their secret. */
export const publicSideOf = (
  identities: readonly Identity[],
  encrypted: boolean,
  storedAt: string,
): KnownIdentity => ({
  keys: identities.map(({ kind, recipient }) => ({
    kind,
    recipient: recipient.comment === '' ? recipient.text : `${recipient.text} ${recipient.comment}`,
    fingerprint: recipient.fingerprint,
  })),
  encrypted,
  storedAt,
});
