import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import ssh2 from 'ssh2';
import { writeFileAtomic } from '../state';

export interface KeyPair {
  readonly privateKey: string;
  /** `ssh-ed25519 AAAA…` */
  readonly publicKey: string;
}

/** A new ed25519 pair in OpenSSH's format. */
export function newKeyPair(): KeyPair {
  for (;;) {
    const pair = ssh2.utils.generateKeyPairSync('ed25519');
    // ssh2 drops leading zero bytes of the public half: one pair in 256 is damaged, and no program reads it.
    if (ssh2.utils.parseKey(pair.private) instanceof Error) continue;
    return { privateKey: pair.private, publicKey: pair.public.trim().split(' ').slice(0, 2).join(' ') };
  }
}

/** The key pair in `file` and `file.pub`, made where there is none. */
export async function keyPair(file: string): Promise<KeyPair> {
  try {
    const [privateKey, publicKey] = await Promise.all([
      readFile(file, 'utf8'),
      readFile(`${file}.pub`, 'utf8'),
    ]);
    return { privateKey, publicKey: publicKey.trim() };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const pair = newKeyPair();
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  // The public half first: a pair is complete as soon as its private half exists.
  await writeFileAtomic(`${file}.pub`, `${pair.publicKey}\n`, { mode: 0o644 });
  await writeFileAtomic(file, pair.privateKey, { mode: 0o600 });
  return pair;
}
