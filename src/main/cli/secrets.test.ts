import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startDoor, type Ended } from '../secrets/testing/door';
import { findProgram, usePlace } from './testing/terminal';

const place = usePlace();
const hasPrograms = findProgram('ssh-keygen') !== null && findProgram('age') !== null;

function keyPair(name: string): string {
  const file = join(place.dir, name);
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', file]);
  return readFileSync(`${file}.pub`, 'utf8').trim();
}

/** Runs in a folder of the fleet, as agenix users do. */
const run = (args: readonly string[], input = '', folder = '.'): Promise<Ended> =>
  startDoor(['--fleet', place.fleet, ...args], place.env, input, join(place.fleet, folder)).ended;

describe.skipIf(!hasPrograms)('secrets at the terminal', () => {
  it('are made, shown, edited and rekeyed, byte for byte as agenix has them', async () => {
    const [me, host] = [keyPair('me'), keyPair('host')];
    mkdirSync(join(place.fleet, 'secrets'));
    writeFileSync(
      join(place.fleet, 'secrets.nix'),
      `{ "secrets/token.age".publicKeys = [ "${me}" "${host}" ]; }\n`,
    );
    const key = ['-i', join(place.dir, 'me')];
    const made = await run(['--json', 'secrets', 'create', 'token.age', ...key], 'first\n', 'secrets');
    expect(JSON.parse(made.stdout)).toEqual({
      changed: ['secrets/token.age'],
      verified: ['secrets/token.age'],
      notes: [],
    });
    const byAge = (name: string): string =>
      execFileSync('age', ['-d', '-i', join(place.dir, name), join(place.fleet, 'secrets/token.age')], {
        encoding: 'utf8',
      });
    expect([byAge('me'), byAge('host')]).toEqual(['first\n', 'first\n']);
    expect((await run(['secrets', 'show', 'token', ...key])).stdout).toBe('first\n');

    // A shell without a terminal once erased secrets of agenix users.
    const erased = await run(['secrets', 'edit', 'token', ...key], '');
    expect([erased.code, byAge('me')]).toEqual([3, 'first\n']);
    expect((await run(['secrets', 'edit', 'token', ...key], 'second')).code).toBe(0);
    expect(byAge('host')).toBe('second');

    expect(JSON.parse((await run(['--json', 'rekey', ...key])).stdout)).toMatchObject({
      verified: ['secrets/token.age'],
    });
    expect(byAge('host')).toBe('second');
  });
});
