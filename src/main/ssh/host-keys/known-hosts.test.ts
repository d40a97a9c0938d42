import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprint, judgeHostKey, knownTypes, parseKnownHosts } from './known-hosts';

let dir: string;
interface Key {
  type: string;
  text: string;
  blob: Buffer;
  file: string;
}
let a: Key;
let b: Key;
let rsa: Key;

function makeKey(name: string, type: string): Key {
  const file = join(dir, name);
  execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-f', file]);
  const text = readFileSync(`${file}.pub`, 'utf8').split(' ').slice(0, 2).join(' ');
  return {
    type: text.split(' ')[0] ?? '',
    text,
    blob: Buffer.from(text.split(' ')[1] ?? '', 'base64'),
    file,
  };
}

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'snowfleet-known-'));
  a = makeKey('a', 'ed25519');
  b = makeKey('b', 'ed25519');
  rsa = makeKey('rsa', 'rsa');
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const judge = (text: string, host: string, port: number, key: Key): ReturnType<typeof judgeHostKey> =>
  judgeHostKey(parseKnownHosts(text, 'f'), host, port, key.blob);

describe('known_hosts', () => {
  it('prints the fingerprint ssh-keygen prints', () => {
    const printed = execFileSync('ssh-keygen', ['-l', '-f', `${a.file}.pub`], { encoding: 'utf8' });
    expect(printed).toContain(fingerprint(a.blob));
  });

  it('knows plain names, several names, ports and wildcards', () => {
    expect(judge(`web,10.0.0.1 ${a.text}`, '10.0.0.1', 22, a).kind).toBe('known');
    expect(judge(`[web]:2222 ${a.text} comment`, 'WEB', 2222, a).kind).toBe('known');
    expect(judge(`*.example,!bad.example ${a.text}`, 'x.example', 22, a).kind).toBe('known');
    expect(judge(`*.example,!bad.example ${a.text}`, 'bad.example', 22, a).kind).toBe('unknown');
    expect(judge(`we? ${a.text}`, 'web', 22, a).kind).toBe('known');
    expect(judge(`w.b ${a.text}`, 'web', 22, a).kind).toBe('unknown');
  });

  it('accepts an equal key under the bare name on another port, but says unknown for a different one', () => {
    expect(judge(`web ${a.text}`, 'web', 2222, a).kind).toBe('known');
    expect(judge(`web ${a.text}`, 'web', 2222, b).kind).toBe('unknown');
  });

  it('reads names that ssh-keygen itself has hashed', () => {
    const file = join(dir, 'hashed');
    writeFileSync(file, `web ${a.text}\n[deep]:2200 ${b.text}\n`);
    execFileSync('ssh-keygen', ['-q', '-H', '-f', file], { stdio: 'ignore' });
    expect(readFileSync(file, 'utf8')).not.toContain('web');
    const lines = parseKnownHosts(readFileSync(file, 'utf8'), file);
    expect(judgeHostKey(lines, 'web', 22, a.blob).kind).toBe('known');
    expect(judgeHostKey(lines, 'deep', 2200, b.blob).kind).toBe('known');
    expect(judgeHostKey(lines, 'deep', 2200, a.blob)).toMatchObject({
      kind: 'changed',
      line: { file, line: 2, origin: 'user' },
    });
    expect(judgeHostKey(lines, 'other', 22, a.blob).kind).toBe('unknown');
  });

  it('names the line of another key of the same type', () => {
    expect(judge(`# note\n\nweb ${a.text}`, 'web', 22, b)).toMatchObject({
      kind: 'changed',
      line: { file: 'f', line: 3 },
    });
  });

  it('calls a key of a type never seen unknown, and tells the types that are known', () => {
    expect(judge(`web ${a.text}`, 'web', 22, rsa)).toEqual({
      kind: 'unknown',
      knownTypes: ['ssh-ed25519'],
      authorities: [],
    });
    expect(
      knownTypes(parseKnownHosts(`web ${a.text}\nweb ${rsa.text}\nx ${b.text}`, 'f'), 'web', 22),
    ).toEqual(['ssh-ed25519', 'ssh-rsa']);
  });

  it('lets a revocation win, and does not take an authority for a key', () => {
    expect(judge(`web ${a.text}\n@revoked * ${a.text}`, 'web', 22, a)).toMatchObject({
      kind: 'revoked',
      line: { file: 'f', line: 2 },
    });
    expect(judge(`@cert-authority * ${a.text}`, 'web', 22, a)).toMatchObject({
      kind: 'unknown',
      authorities: [a.blob],
    });
    expect(judge(`@cert-authority * ${a.text}\n@revoked * ${a.text}`, 'web', 22, b)).toMatchObject({
      authorities: [],
    });
  });

  it('leaves damaged lines out', () => {
    expect(parseKnownHosts('web\nweb ssh-ed25519\nweb ssh-ed25519 AAAA\n@odd web x y\n', 'f')).toEqual([]);
  });
});
