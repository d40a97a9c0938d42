import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import ssh2 from 'ssh2';
import { writeFileAtomic } from '../state';

export interface KeyPair {
  readonly privateKey: string;
  /** `ssh-ed25519 AAAA…` */
  readonly publicKey: string;
}

/** ssh2's words for the halves of a pair. */
interface Generated {
  readonly private: string;
  readonly public: string;
}

const generateOne = (): Generated => ssh2.utils.generateKeyPairSync('ed25519');
const isReadable = (privateKey: string): boolean => !(ssh2.utils.parseKey(privateKey) instanceof Error);

/**
 * A new pair in OpenSSH's format. ssh2 drops leading zero bytes of the public half, so that one pair in 256 is
 * damaged and no program reads it; those are made again.
 */
export function newKeyPair(generate: () => Generated = generateOne): KeyPair {
  for (;;) {
    const pair = generate();
    if (!isReadable(pair.private)) continue;
    return { privateKey: pair.private, publicKey: pair.public.trim().split(' ').slice(0, 2).join(' ') };
  }
}

/** The key pair in `file` and `file.pub`; made where there is none, or none that can be read. */
export async function keyPair(file: string): Promise<KeyPair> {
  try {
    const [privateKey, publicKey] = await Promise.all([
      readFile(file, 'utf8'),
      readFile(`${file}.pub`, 'utf8'),
    ]);
    if (isReadable(privateKey)) return { privateKey, publicKey: publicKey.trim() };
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
