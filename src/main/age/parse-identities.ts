import { decrypt } from './decrypt';
import {
  badIdentity,
  type Identity,
  type IdentityOptions,
  identitiesOfText,
  passphraseNeeded,
  wrongPassphrase,
} from './keys/identity';
import { isAppError } from '../../shared/contract';

/** No identity file is longer. */
const MAX_BYTES = 1024 * 1024;
const BEGIN_BYTES = 1024;
const AGE_FILE = /^(age-encryption\.org\/|\s*-----BEGIN AGE ENCRYPTED FILE-----)/;

/**
 * Every identity in a text: lines `AGE-SECRET-KEY-1…` and `AGE-SECRET-KEY-PQ-1…` with comments between them, an SSH
 * private key, or an age file under a passphrase with either in it. Throws `bad-identity`; `passphrase-needed` where one is
 * needed and none was given, `wrong-passphrase`; `age-damaged`.
 */
export async function parseIdentities(
  content: string | Uint8Array,
  options: IdentityOptions = {},
): Promise<Identity[]> {
  const bytes = Buffer.from(content as Uint8Array);
  if (bytes.length > MAX_BYTES) throw badIdentity('it is longer than a megabyte');
  const isAgeFile = AGE_FILE.test(bytes.toString('latin1', 0, BEGIN_BYTES));
  if (!isAgeFile) return identitiesOfText(bytes.toString('utf8'), options);
  const { passphrase } = options;
  if (passphrase === undefined) throw passphraseNeeded('The identity file is under a passphrase.');
  try {
    const inside = await decrypt(bytes, [{ kind: 'passphrase', passphrase }]);
    return await identitiesOfText(inside.toString('utf8'), options);
  } catch (error) {
    if (!isAppError(error, 'wrong-passphrase')) throw error;
    throw wrongPassphrase('The passphrase does not open the identity file.');
  }
}
