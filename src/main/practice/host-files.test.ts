import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ssh2 from 'ssh2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyPair, usableKeyPair } from './host-files';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'snowfleet-keys-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('key pairs', () => {
  it('are made again while they cannot be read back', () => {
    const good = usableKeyPair(() => ssh2.utils.generateKeyPairSync('ed25519'));
    const made = [
      { private: 'not a key', public: '' },
      { private: good.private.slice(0, 80), public: '' },
      good,
    ];
    expect(usableKeyPair(() => made.shift() ?? good)).toBe(good);
    expect(made).toEqual([]);
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
