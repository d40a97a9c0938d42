import { randomBytes } from 'node:crypto';
import type { NewIdentityKind } from '../../../shared/contract';
import { uint32, wireString } from '../../ssh';
import { ed25519PublicOf } from './curve';
import { type Identity, newNativeIdentity } from './identity';
import { sshRecipientOf } from './recipient';

/** A new identity, of the system's own random bytes. */
export async function newIdentity(kind: NewIdentityKind): Promise<Identity> {
  if (kind !== 'ssh-ed25519') return newNativeIdentity(kind);
  const seed = randomBytes(32);
  const blob = Buffer.concat([wireString('ssh-ed25519'), wireString(ed25519PublicOf(seed))]);
  return { kind, recipient: sshRecipientOf(blob), secret: seed };
}

const MAGIC = 'openssh-key-v1\0';
const BLOCK_BYTES = 8;
const COLUMNS = 70;

/** An ssh-ed25519 identity as `ssh-keygen` writes its file, without a passphrase (OpenSSH's PROTOCOL.key). */
export function openSshText({ secret, recipient }: Identity): string {
  const blob = Buffer.from(recipient.bytes);
  const check = uint32(randomBytes(4).readUInt32BE(0));
  const point = blob.subarray(-32);
  const inside = Buffer.concat([
    check,
    check,
    blob,
    wireString(Buffer.concat([secret, point])),
    wireString(recipient.comment),
  ]);
  const padding = Buffer.from(
    Array.from({ length: (BLOCK_BYTES - (inside.length % BLOCK_BYTES)) % BLOCK_BYTES }, (_, at) => at + 1),
  );
  const file = Buffer.concat([
    Buffer.from(MAGIC),
    ...['none', 'none', ''].map(wireString),
    uint32(1),
    wireString(blob),
    wireString(Buffer.concat([inside, padding])),
  ]);
  const lines = file.toString('base64').match(new RegExp(`.{1,${COLUMNS}}`, 'g')) ?? [];
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join(
    '\n',
  );
}
