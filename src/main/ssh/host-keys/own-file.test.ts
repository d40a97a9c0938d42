import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolveHome } from '../../state';
import { makeKey } from '../testing/sshd';
import { declaredLines, type DeclaredHostKey, writeDeclaredFile } from './declared';
import { addedAt, ownKnownHosts, type OwnKnownHosts } from './own-file';

let dir: string;
let keys: Buffer[];
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'snowfleet-own-'));
  keys = [0, 1, 2].map((n) => Buffer.from(makeKey(join(dir, `key-${n}`)).split(' ')[1] ?? '', 'base64'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const fresh = (): OwnKnownHosts =>
  ownKnownHosts(resolveHome({ SNOWFLEET_HOME: mkdtempSync(join(dir, 'home-')) }));
const key = (at: number): Buffer => keys[at] ?? Buffer.alloc(0);

describe('our own list of host keys', () => {
  it('is a known_hosts file as ssh-keygen reads it, for this user alone', async () => {
    const own = fresh();
    expect(await own.read()).toEqual([]);
    await own.add('Web.lan', 22, key(0), 'asked', new Date('2026-01-02T03:04:05Z'));
    await own.add('web.lan', 2222, key(1), 'command');
    const found = execFileSync('ssh-keygen', ['-F', 'web.lan', '-f', own.path], { encoding: 'utf8' });
    expect(found).toContain(key(0).toString('base64'));
    expect(found).not.toContain(key(1).toString('base64'));
    expect(statSync(own.path).mode & 0o777).toBe(0o600);
    const [first] = await own.read();
    expect(first && addedAt(first)).toBe('2026-01-02T03:04:05.000Z');
  });

  it('holds a key once, and loses none when many are added at once', async () => {
    const own = fresh();
    const hosts = Array.from({ length: 12 }, (_, n) => `host-${n}`);
    await Promise.all([...hosts, ...hosts].map((host) => own.add(host, 22, key(0), 'asked')));
    expect((await own.read()).map((line) => line.patterns[0]).toSorted()).toEqual(hosts.toSorted());
  });

  it('forgets one host and keeps every other byte', async () => {
    const own = fresh();
    await own.add('a', 22, key(0), 'asked');
    await own.add('b', 22, key(1), 'asked');
    const before = readFileSync(own.path, 'utf8');
    writeFileSync(own.path, `${before}# a note of the user\nnot a line\n`);
    expect(await own.remove('a', 22)).toHaveLength(1);
    expect(await own.remove('a', 22)).toEqual([]);
    const after = readFileSync(own.path, 'utf8');
    expect(after).toContain('# a note of the user\nnot a line\n');
    expect((await own.read()).map((line) => line.patterns)).toEqual([['b']]);
  });
});

describe('keys the fleet declares', () => {
  const declare = (names: string[], publicKey: string, isAuthority = false): DeclaredHostKey => ({
    names,
    publicKey,
    isAuthority,
    file: 'hosts/a.nix',
    line: 3,
  });

  it('become lines with the place in the fleet, and a file for ssh; what is no key is left out', async () => {
    const text = `ssh-ed25519 ${key(0).toString('base64')}`;
    const declared = [
      declare(['a', '10.0.0.1'], `${text} root@a`),
      declare(['*.lan'], text, true),
      declare(['evil\nb ssh-ed25519'], text),
      declare(['c'], 'ssh-ed25519 AAAA\n@cert-authority * x'),
      declare(['d'], 'no key at all'),
    ];
    expect(declaredLines(declared)).toMatchObject([
      { patterns: ['a', '10.0.0.1'], origin: 'fleet', file: 'hosts/a.nix', line: 3, marker: null },
      { patterns: ['*.lan'], marker: 'cert-authority' },
    ]);
    const file = await writeDeclaredFile(dir, declared);
    expect(execFileSync('ssh-keygen', ['-F', '10.0.0.1', '-f', file ?? ''], { encoding: 'utf8' })).toContain(
      text,
    );
    expect(readFileSync(file ?? '', 'utf8')).not.toContain('evil');
    expect(await writeDeclaredFile(dir, [])).toBeNull();
  });
});
