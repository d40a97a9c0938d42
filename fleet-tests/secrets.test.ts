import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The files of the secrets are encrypted to those whom secrets.nix names, and to nobody else. */

const SECRETS = join(import.meta.dirname, '../fleet/secrets');

function evaluated(file: string): unknown {
  const { stdout, error } = spawnSync(
    'nix-instantiate',
    ['--eval', '--strict', '--json', join(SECRETS, file)],
    { encoding: 'utf8' },
  );
  return error === undefined ? JSON.parse(stdout) : null;
}

const rules = evaluated('secrets.nix') as Record<string, { publicKeys: string[] }> | null;
if (rules === null) console.warn('skipped: the secrets of the fleet; nix-instantiate is not installed');

/** How age writes in a file whom an SSH key belongs to. */
const tagOf = (key: string) =>
  createHash('sha256')
    .update(Buffer.from(key.split(' ')[1] ?? '', 'base64'))
    .digest()
    .subarray(0, 4)
    .toString('base64')
    .replaceAll('=', '');

function recipientsOf(file: string): { people: number; hosts: string[] } {
  const header = readFileSync(join(SECRETS, file), 'latin1').split('\n---')[0] ?? '';
  expect(header.startsWith('age-encryption.org/v1\n')).toBe(true);
  const stanzas = [...header.matchAll(/^-> (\S+) (\S+)/gm)];
  return {
    people: stanzas.filter(([, kind]) => kind === 'X25519').length,
    hosts: stanzas
      .flatMap(([, kind, tag]) => (kind === 'ssh-ed25519' && tag !== undefined ? [tag] : []))
      .toSorted(),
  };
}

describe.skipIf(rules === null)('the secrets of the fleet', () => {
  const names = Object.keys(rules ?? {});

  it('have a file each, and a file has its rule', () => {
    expect(
      readdirSync(SECRETS)
        .filter((file) => file.endsWith('.age'))
        .toSorted(),
    ).toEqual(names.toSorted());
  });

  it.each(names)('%s is encrypted to its recipients', (file) => {
    const keys = rules?.[file]?.publicKeys ?? [];
    expect(recipientsOf(file)).toEqual({
      people: keys.filter((key) => key.startsWith('age1')).length,
      hosts: keys
        .filter((key) => key.startsWith('ssh-ed25519 '))
        .map(tagOf)
        .toSorted(),
    });
  });

  it('have an owner and a date to be replaced by', () => {
    const rotation = evaluated('rotation.nix') as Record<
      string,
      { owner: string; days: number; last: string }
    >;
    expect(
      Object.keys(rotation)
        .map((name) => `${name}.age`)
        .toSorted(),
    ).toEqual(names.toSorted());
    for (const { owner, days, last } of Object.values(rotation)) {
      expect(owner).toMatch(/^[a-z]+\.[a-z0-9-]+$/);
      expect(days).toBeGreaterThan(0);
      expect(Number.isNaN(Date.parse(last))).toBe(false);
    }
  });
});
