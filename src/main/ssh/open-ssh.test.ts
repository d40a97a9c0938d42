import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolveHome } from '../state';
import { createSsh } from './ssh';
import type { Ssh } from './types';

let dir: string;
let ssh: Ssh;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'snowfleet-open-ssh-'));
  ssh = createSsh({ home: resolveHome({ SNOWFLEET_HOME: dir }), env: { ...process.env, SSH_AUTH_SOCK: '' } });
});
afterAll(async () => {
  await ssh.close();
  rmSync(dir, { recursive: true, force: true });
});

/** What ssh itself makes of the options given for a configuration of this text. */
async function sshSays(text: string, folder = 'plain'): Promise<Record<string, string>> {
  mkdirSync(join(dir, folder), { recursive: true });
  const configFile = join(dir, folder, 'config');
  writeFileSync(configFile, text);
  const words = await ssh.nixSshOpts({ host: 'web', source: 'ssh-config', destination: 'web', configFile });
  const said = execFileSync('ssh', ['-G', ...words.split(' '), 'web'], { encoding: 'utf8' });
  return Object.fromEntries(
    said.split('\n').map((line) => [line.split(' ')[0], line.split(' ').slice(1).join(' ')]),
  );
}

describe('what nix copy does about a host that falls silent', () => {
  it('gives up where the configuration says nothing of it', async () => {
    expect(await sshSays('Host web\n')).toMatchObject({ serveraliveinterval: '15', connecttimeout: '15' });
  });

  it('leaves the user what the user has set', async () => {
    expect(await sshSays('Host web\n  ServerAliveInterval 40\n  ConnectTimeout 60\n')).toMatchObject({
      serveraliveinterval: '40',
      connecttimeout: '60',
    });
    expect(await sshSays('Host other\n  ServerAliveInterval 40\n  ConnectTimeout 60\n')).toMatchObject({
      serveraliveinterval: '15',
      connecttimeout: '15',
    });
  });

  it('does not let a count of zero disarm it', async () => {
    expect(await sshSays('Host web\n  ServerAliveCountMax 0\n')).toMatchObject({ serveralivecountmax: '3' });
    expect(await sshSays('Host web\n  ServerAliveCountMax 9\n')).toMatchObject({ serveralivecountmax: '9' });
  });

  it('does so too where the path of the configuration has blanks', async () => {
    expect(await sshSays('Host web\n  ServerAliveInterval 40\n', 'with blanks')).toMatchObject({
      serveraliveinterval: '40',
    });
  });
});

describe('the configuration for OpenSSH', () => {
  it('asks nobody, shares no connection, and puts our list of host keys behind the user’s', async () => {
    const said = await sshSays(
      'Host web\n  UserKnownHostsFile "/a b/known" /c\n  StrictHostKeyChecking no\n',
    );
    expect(said).toMatchObject({
      batchmode: 'yes',
      stricthostkeychecking: 'true',
      globalknownhostsfile: 'none',
    });
    expect(said['userknownhostsfile']).toMatch(/^\/a b\/known \/c .*state\/known_hosts$/);
  });

  it('repeats how every hop is reached', async () => {
    const text =
      'Host web\n  HostName 10.0.0.1\n  User deploy\n  Port 2200\n  ProxyJump ops@first:2222,second\n  Ciphers aes256-ctr\n' +
      'Host first\n  HostName 10.0.0.2\n  HostKeyAlias one\nHost second\n  HostName 10.0.0.3\n';
    expect(await sshSays(text)).toMatchObject({
      hostname: '10.0.0.1',
      user: 'deploy',
      port: '2200',
      proxyjump: 'ops@first:2222,second',
      ciphers: 'aes256-ctr',
    });
    const reach = {
      host: 'web',
      source: 'ssh-config',
      destination: 'web',
      configFile: join(dir, 'plain', 'config'),
    } as const;
    const [, file = ''] = (await ssh.nixSshOpts(reach)).split(' ');
    const hop = execFileSync('ssh', ['-G', '-F', file, '-l', 'ops', '-p', '2222', 'first'], {
      encoding: 'utf8',
    });
    expect(hop).toMatch(/^hostname 10\.0\.0\.2$/m);
    expect(hop).toMatch(/^hostkeyalias one$/m);
    expect(hop).toMatch(/^batchmode yes$/m);
    expect(execFileSync('ssh', ['-G', '-F', file, 'second'], { encoding: 'utf8' })).toMatch(
      /^hostname 10\.0\.0\.3$/m,
    );
  });

  it('leaves a person at a terminal what the person has set', async () => {
    const configFile = join(dir, 'plain', 'person');
    writeFileSync(
      configFile,
      'Host web\n  ForwardAgent yes\n  LocalForward 8080 127.0.0.1:80\n  SetEnv "WORDS=a b"\n  RequestTTY force\n',
    );
    const words = await ssh.sshWords({ host: 'web', source: 'ssh-config', destination: 'web', configFile });
    const said = execFileSync('ssh', ['-G', ...words, 'web'], { encoding: 'utf8' });
    expect(said).toMatch(/^forwardagent yes$/m);
    expect(said).toMatch(/^localforward 8080 \[?127\.0\.0\.1\]?:80$/m);
    expect(said).toMatch(/^setenv WORDS=a b$/m);
    expect(said).toMatch(/^requesttty force$/m);
    expect(said).toMatch(/^batchmode no$/m);
  });

  it('says why ssh does not accept a configuration', async () => {
    await expect(sshSays('Host web\n  NoSuchOption yes\n')).rejects.toMatchObject({ code: 'unreachable' });
  });
});
