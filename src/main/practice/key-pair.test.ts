import ssh2 from 'ssh2';
import { expect, it } from 'vitest';
import { newKeyPair } from './key-pair';

it('makes only pairs that can be read back', () => {
  // One in 256 used to be damaged: two thousand make it all but certain that some were met.
  for (let made = 0; made < 2000; made += 1) {
    const { privateKey, publicKey } = newKeyPair();
    const read = ssh2.utils.parseKey(privateKey);
    if (read instanceof Error) throw read;
    expect(`ssh-ed25519 ${read.getPublicSSH().toString('base64')}`).toBe(publicKey);
  }
});
