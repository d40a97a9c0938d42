import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Assignment } from '../../shared/contract';
import { declaredIn } from './declared-host-keys';

const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDlRTopSEL3tBKJUq+3dxdbDX6Gfv+2CWlz34Se4eVlW';
let dir: string;
beforeAll(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), 'snowfleet-declared-')));
  mkdirSync(join(dir, 'fleet', 'hosts'), { recursive: true });
  writeFileSync(join(dir, 'fleet', 'web.pub'), `${KEY} root@web\n`);
  writeFileSync(join(dir, 'outside.pub'), KEY);
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function assigned(path: string, value: unknown, more: Partial<Assignment> = {}): Assignment {
  return {
    path: `programs.ssh.knownHosts.${path}`,
    scope: 'nixos',
    value,
    text: '',
    computed: value === null,
    file: 'hosts/a.nix',
    line: 4,
    column: 1,
    priority: 'plain',
    wins: true,
    ...more,
  };
}
const declared = (...assignments: Assignment[]) => declaredIn(assignments, join(dir, 'fleet'));

describe('host keys in the source of a fleet', () => {
  it('have the names of their entry, those that are added, or those in its place', async () => {
    expect(await declared(assigned('web.publicKey', KEY))).toEqual([
      { names: ['web'], publicKey: KEY, isAuthority: false, file: 'hosts/a.nix', line: 4 },
    ]);
    expect(
      await declared(assigned('web.publicKey', KEY), assigned('web.extraHostNames', ['web.lan', '10.0.0.1'])),
    ).toMatchObject([{ names: ['web', 'web.lan', '10.0.0.1'] }]);
    expect(
      await declared(
        assigned('ca.publicKey', KEY),
        assigned('ca.hostNames', ['*.lan']),
        assigned('ca.certAuthority', true),
      ),
    ).toMatchObject([{ names: ['*.lan'], isAuthority: true }]);
    expect(await declared(assigned('git.example.org.publicKey', KEY))).toMatchObject([
      { names: ['git.example.org'] },
    ]);
  });

  it('stand in a file of the fleet too, and in none outside it', async () => {
    const inFile = (text: string): Assignment => assigned('web.publicKeyFile', null, { text });
    expect(await declared(inFile('../web.pub'))).toMatchObject([{ publicKey: `${KEY} root@web\n` }]);
    expect(await declared(inFile('../../outside.pub'))).toEqual([]);
    expect(await declared(inFile('../absent.pub'))).toEqual([]);
  });

  it('are left out where they are computed, conditional, or overruled', async () => {
    expect(await declared(assigned('web.publicKey', null))).toEqual([]);
    expect(await declared(assigned('web.publicKey', KEY, { condition: 'cfg.enable' }))).toEqual([]);
    expect(await declared(assigned('web.publicKey', KEY, { wins: false }))).toEqual([]);
    expect(await declared(assigned('web.publicKey', KEY), assigned('web.hostNames', null))).toEqual([]);
    expect(await declared(assigned('web.publicKey', KEY), assigned('web.certAuthority', null))).toEqual([]);
  });
});
