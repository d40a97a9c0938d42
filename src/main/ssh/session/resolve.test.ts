import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jumpReach } from './jumps';
import { parseSshG, resolveReach } from './resolve';
import type { Reach } from '../types';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'snowfleet-resolve-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function reachOf(name: string, text: string, more: Partial<Reach> = {}): Reach {
  const configFile = join(dir, name);
  writeFileSync(configFile, text);
  return { host: 'web', source: 'ssh-config', destination: 'web', configFile, ...more };
}

describe('resolveReach', () => {
  it('takes what ssh itself makes of Host, Match and Include', async () => {
    writeFileSync(join(dir, 'more'), 'Host w*\n  User deploy\n  HostKeyAlias web-alias\n');
    const reach = reachOf(
      'config',
      `Include ${join(dir, 'more')}\nHost web\n  HostName 10.1.2.3\n  Port 2200\n  IdentityFile ~/keys/%r@%h\n  IdentitiesOnly yes\n` +
        `  UserKnownHostsFile ${join(dir, 'one')} ${join(dir, 'two')}\n  GlobalKnownHostsFile none\n  ConnectTimeout 7\n  IdentityAgent none\n` +
        'Match host 10.1.2.3\n  ProxyJump first,ops@second:2222\n',
    );
    expect(
      await resolveReach(reach, { ...process.env, HOME: '/home/me', SSH_AUTH_SOCK: '/agent' }),
    ).toMatchObject({
      hostname: '10.1.2.3',
      port: 2200,
      user: 'deploy',
      hostKeyAlias: 'web-alias',
      identityFiles: ['/home/me/keys/deploy@10.1.2.3'],
      identitiesOnly: true,
      agent: null,
      knownHostsFiles: [join(dir, 'one'), join(dir, 'two')],
      connectTimeoutMs: 7000,
      addressFamily: null,
      jumps: ['first', 'ops@second:2222'],
      proxyCommand: null,
    });
  });

  it('lets port and user of the reach win', async () => {
    const reach = reachOf('plain', 'Host web\n  User a\n  Port 1\n', { user: 'b', port: 2 });
    expect(await resolveReach(reach, process.env)).toMatchObject({ user: 'b', port: 2, hostname: 'web' });
  });

  it('says why ssh does not accept a configuration', async () => {
    const reach = reachOf('broken', 'Host web\n  NoSuchOption yes\n');
    await expect(resolveReach(reach, process.env)).rejects.toMatchObject({
      code: 'unreachable',
      detail: { stderr: expect.stringMatching(/nosuchoption/i) },
    });
  });

  it('says that ssh is absent', async () => {
    const reach = reachOf('absent', '');
    await expect(resolveReach(reach, { PATH: dir })).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('not installed'),
    });
  });
});

describe('parseSshG', () => {
  it('joins a file name with blanks that exists', () => {
    const around = { homeDir: '/h', env: {}, exists: (path: string) => path === '/a b/known hosts' };
    const found = parseSshG('hostname x\nuserknownhostsfile /a b/known hosts /c\n', around);
    expect(found.knownHostsFiles).toEqual(['/a b/known hosts', '/c']);
  });

  it('finds the agent by variable, and the one of the environment by default', () => {
    const around = { homeDir: '/h', env: { MINE: '/mine', SSH_AUTH_SOCK: '/std' }, exists: () => false };
    expect(parseSshG('identityagent $MINE\n', around).agent).toBe('/mine');
    expect(parseSshG('identityagent SSH_AUTH_SOCK\n', around).agent).toBe('/std');
    expect(parseSshG('identityagent ~/a.sock\n', around).agent).toBe('/h/a.sock');
    expect(parseSshG('', around).agent).toBe('/std');
  });
});

describe('jumpReach', () => {
  const reach: Reach = { host: 'web', source: 'fleet', destination: 'web', user: 'root', port: 22 };
  it('reads the forms of ProxyJump and does not inherit user or port', () => {
    expect(jumpReach(reach, 'b')).toEqual({
      host: 'b',
      jumpFor: 'web',
      source: 'fleet',
      destination: 'b',
    });
    expect(jumpReach(reach, 'ops@b:2222')).toMatchObject({ destination: 'b', user: 'ops', port: 2222 });
    expect(jumpReach(reach, 'ssh://ops@[fe80::1]:23')).toMatchObject({ destination: 'fe80::1', port: 23 });
    expect(() => jumpReach(reach, 'a:b:c')).toThrow(/cannot be understood/);
  });
});
