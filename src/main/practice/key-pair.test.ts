import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ssh2 from 'ssh2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyPair, newKeyPair } from './key-pair';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'snowfleet-keys-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('key pairs', () => {
  it('are made again while they cannot be read back', () => {
    const { privateKey, publicKey } = newKeyPair();
    const made = [
      { private: 'not a key', public: '' },
      { private: privateKey.slice(0, 80), public: '' },
      { private: privateKey, public: `${publicKey} comment` },
    ];
    expect(newKeyPair(() => made.shift() as (typeof made)[number])).toEqual({ privateKey, publicKey });
    expect(made).toEqual([]);
  });

  it('can all be read back', () => {
    // One in 256 used to be damaged: two thousand make it all but certain that some were met.
    for (let count = 0; count < 2000; count += 1) {
      const { privateKey, publicKey } = newKeyPair();
      const read = ssh2.utils.parseKey(privateKey);
      if (read instanceof Error) throw read;
      expect(`ssh-ed25519 ${read.getPublicSSH().toString('base64')}`).toBe(publicKey);
    }
  });

  it('stay the same once written, and are replaced when damaged', async () => {
    const file = path.join(dir, 'id');
    const first = await keyPair(file);
    expect(await keyPair(file)).toEqual(first);
    writeFileSync(file, 'damaged');
    const second = await keyPair(file);
    expect(second.publicKey).not.toBe(first.publicKey);
    expect(ssh2.utils.parseKey(readFileSync(file, 'utf8'))).not.toBeInstanceOf(Error);
    expect(readFileSync(`${file}.pub`, 'utf8').trim()).toBe(second.publicKey);
  });
});
