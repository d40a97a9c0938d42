import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readFleet } from '../../fleet';
import { scanForLeaks } from '../leaks/scan';
import { readSecretsInThisThread } from '../reading';
import { matrixOf } from './matrix';

/** A clone of github.com/olafkfreund/nixos_config: a real fleet that once lost all its secrets. */
const HISTORY = process.env['SNOWFLEET_HISTORY'];
if (HISTORY === undefined)
  console.warn('skipped: SNOWFLEET_HISTORY names no clone of olafkfreund/nixos_config');

const scratch = mkdtempSync(path.join(tmpdir(), 'snowfleet-history-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** The Nix files and secrets of a commit, and nothing else: a partial clone may lack the rest. */
function checkout(commit: string): string {
  const dir = path.join(scratch, commit);
  mkdirSync(dir);
  const git = (words: readonly string[]): string =>
    execFileSync('git', ['-C', HISTORY ?? '', ...words], {
      encoding: 'utf8',
      maxBuffer: 64e6,
      // Of a partial clone git says that it lacks what nobody asks for.
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  const files = git(['ls-tree', '-r', '--name-only', '-z', commit]).split('\0');
  const wanted = files.filter((file) => /\.(?:nix|age)$/.test(file));
  const archive = path.join(scratch, `${commit}.tar`);
  git(['archive', '-o', archive, commit, '--', ...wanted]);
  execFileSync('tar', ['xf', archive, '-C', dir]);
  return dir;
}

async function secretsAt(commit: string) {
  const dir = checkout(commit);
  const declares = readFleet(dir)
    .hosts.filter(({ inFlake }) => inFlake)
    .map(({ name, secrets }) => ({ host: name, secrets }));
  const declared = declares.flatMap(({ secrets }) => secrets.flatMap(({ file }) => file ?? []));
  const { rules, files } = await readSecretsInThisThread({ dir, declared });
  return { keys: rules.keys, ...matrixOf({ rules, files, declares, evaluated: new Map(), hostKeys: [] }) };
}

const isRsa = ({ type }: { type: string }): boolean => type === 'ssh-rsa';

describe.skipIf(HISTORY === undefined)('a real fleet and its history', () => {
  it('0da658ce3: two rules without file, two declared without rule, and none of those in comments', async () => {
    const { secrets, findings } = await secretsAt('0da658ce3');
    const absent = secrets.filter(({ state }) => state === 'absent');
    expect(absent.filter(({ declared }) => declared).map(({ name }) => name)).toEqual([
      'api-jira-pat',
      'api-confluence-pat',
    ]);
    expect(absent.filter(({ declared }) => !declared).map(({ name }) => name)).toEqual([
      'github-token',
      'postgres-password',
    ]);
    const told = JSON.stringify(findings);
    for (const commented of ['api-langchain', 'api-qwen', 'docker-auth', 'ssh-host-ed25519-key'])
      expect(told).not.toContain(commented);
    // Encrypted, and nothing in them: nobody had noticed.
    expect(secrets.filter(({ state }) => state === 'empty').map(({ name }) => name)).toEqual([
      'user-password-olafkfreund',
      'wifi-password',
    ]);
  });

  it('0e9ef5c16: nine files without rule still open for a key that no rule names any more', async () => {
    const { secrets, keys } = await secretsAt('0e9ef5c16');
    const open = secrets.filter(({ unknownKeys }) => unknownKeys.some(isRsa));
    expect(open).toHaveLength(9);
    expect(open.every(({ file, declared }) => !declared && file.startsWith('secrets/corrupted-'))).toBe(true);
    expect(keys.some(({ key }) => key.startsWith('ssh-rsa'))).toBe(false);
    // Every secret that hosts use had become empty after a change of keys.
    expect(secrets.filter(({ declared, state }) => declared && state === 'empty')).toHaveLength(7);
  });

  it('dec473b31: the key is declared, and fifteen of seventeen files are open for it', async () => {
    const { secrets, recipients } = await secretsAt('dec473b31');
    const key = recipients.find(({ type }) => type === 'ssh-rsa');
    expect(key).toMatchObject({ name: 'samsung-rsa', kind: 'host', host: 'samsung' });
    const there = secrets.filter(({ exists }) => exists);
    expect(there).toHaveLength(17);
    expect(there.filter(({ matched }) => matched.includes('samsung-rsa'))).toHaveLength(15);
  });

  it('0da658ce3: finds the credentials in clear that its owner knows of', async () => {
    const { leaks } = scanForLeaks(path.join(scratch, '0da658ce3'));
    const places = leaks.map(({ file, line }) => `${file}:${line}`);
    for (const place of [
      'hosts/p510/configuration.nix:335',
      'hosts/p510/nixos/microvm/k3s-master.nix:9',
      'hosts/p510/nixos/microvm/k3s-master.nix:184',
      'lib/live-images.nix:44',
      'lib/live-images.nix:50',
    ])
      expect(places).toContain(place);
    // Each was looked at by a person, and is one.
    expect(leaks).toHaveLength(19);
  });
});
