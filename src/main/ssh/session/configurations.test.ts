import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolveHome } from '../../state';
import { createSsh } from '../ssh';
import { startTestAgent, type TestAgent } from '../testing/ssh-agent';
import { createTestSshd, type TestSshd } from '../testing/sshd';
import type { Ssh } from '../types';

let dir: string;
let sshd: TestSshd;
let gate: TestSshd;
let agent: TestAgent;
let ssh: Ssh;
/** What every configuration may name. */
let at: Record<
  'me' | 'key' | 'spaced' | 'port' | 'gatePort' | 'known' | 'gateKey' | 'agent' | 'home',
  string
>;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'snowfleet-configurations-'));
  [sshd, gate] = await Promise.all([createTestSshd(), createTestSshd()]);
  const home = join(dir, 'home');
  mkdirSync(join(home, '.ssh', 'more'), { recursive: true, mode: 0o700 });
  const spaced = join(dir, 'keys of mine');
  copyFileSync(sshd.identity, spaced);
  copyFileSync(sshd.identity, join(home, '.ssh', 'id_web'));
  copyFileSync(sshd.identity, join(home, '.ssh', `web-${userInfo().username}-${sshd.port}`));
  const known = join(dir, 'known');
  writeFileSync(
    known,
    `[127.0.0.1]:${sshd.port},alias.lan ${sshd.hostKey}\n[127.0.0.1]:${gate.port} ${gate.hostKey}\n`,
  );
  at = {
    me: userInfo().username,
    key: sshd.identity,
    spaced,
    port: String(sshd.port),
    gatePort: String(gate.port),
    known,
    gateKey: gate.identity,
    agent: join(dir, 'agent.sock'),
    home,
  };
  agent = await startTestAgent(at.agent, [at.key]);
  const env = { ...process.env, HOME: home, SSH_AUTH_SOCK: at.agent, WEB_KEY: at.key };
  ssh = createSsh({ home: resolveHome({ SNOWFLEET_HOME: join(dir, 'state') }), env });
});
afterAll(async () => {
  await ssh?.close();
  agent?.stop();
  await Promise.all([sshd?.remove(), gate?.remove()]);
  rmSync(dir, { recursive: true, force: true });
});

type Around = typeof at;
const plain = (a: Around): string =>
  `HostName 127.0.0.1\nPort ${a.port}\nUser ${a.me}\nIdentityFile ${a.key}\nIdentityAgent none\nUserKnownHostsFile ${a.known}`;
const known = (a: Around): string => `UserKnownHostsFile ${a.known}\nGlobalKnownHostsFile none`;
const gateHost = (a: Around, name = 'gate'): string =>
  `Host ${name}\nHostName 127.0.0.1\nPort ${a.gatePort}\nUser ${a.me}\nIdentityFile ${a.gateKey}\n${known(a)}`;
/** Written beside the configuration; the name to include it by. */
function include(name: string, text: string): string {
  const file = join(at.home, '.ssh', 'more', name);
  writeFileSync(file, text);
  return file;
}

/** Each is the text of a configuration by which `web` is reached. */
const CONFIGURATIONS: Record<string, (a: Around) => string> = {
  'a host by its name': (a) => `Host web\n${plain(a)}`,
  'a pattern, and one that is ruled out': (a) => `Host *.lan !web\nPort 1\nHost w* !wiki\n${plain(a)}`,
  'the first value that is set wins': (a) => `Host web\nPort ${a.port}\nHost *\nPort 1\n${plain(a)}`,
  'Match host and originalhost': (a) =>
    `Host web\nHostName 127.0.0.1\nMatch host 127.0.0.1 originalhost web\n${plain(a)}`,
  'Match exec': (a) => `Match host web exec "test -e ${a.known}"\n${plain(a)}`,
  'Match final': (a) => `Host web\n${plain(a).replace(/^User .*\n/m, '')}\nMatch final all\nUser ${a.me}`,
  'Include by a glob': (a) => {
    include('10-web.conf', `Host web\n${plain(a)}`);
    return `Include ${join(a.home, '.ssh/more/*-web.conf')}`;
  },
  'Include inside of a host': (a) => `Host web\nInclude ${include('inner', plain(a))}`,
  'HostKeyAlias in place of name and port': (a) => `Host web\nHostKeyAlias alias.lan\n${plain(a)}`,
  'IdentityFile with blanks': (a) =>
    `Host web\nIdentityFile "${a.spaced}"\n${plain(a).replace(/^IdentityFile .*\n/m, '')}`,
  'IdentityFile below ~, with tokens': (a) =>
    `Host web\nIdentityFile ~/.ssh/%n-%r-%p\n${plain(a).replace(/^IdentityFile .*\n/m, '')}`,
  'IdentityFile from the environment': (a) =>
    `Host web\nIdentityFile \${WEB_KEY}\n${plain(a).replace(/^IdentityFile .*\n/m, '')}`,
  'several IdentityFiles, most of them absent': (a) =>
    `Host web\nIdentityFile /nowhere/a\nIdentityFile ~/.ssh/id_web\n${plain(a)}`,
  'the agent of the environment': (a) => `Host web\n${plain(a).replace(/^Identity.*\n/gm, '')}`,
  'IdentityAgent by path, IdentitiesOnly with a public key': (a) =>
    `Host web\nIdentityAgent ${a.agent}\nIdentitiesOnly yes\nIdentityFile ${a.key}.pub\n${plain(a).replace(/^Identity.*\n/gm, '')}`,
  'ProxyJump by alias': (a) => `${gateHost(a)}\nHost web\nProxyJump gate\n${plain(a)}`,
  'ProxyJump by user, address and port': (a) =>
    `Host 127.0.0.1\nIdentityFile ${a.gateKey}\n${known(a)}\nHost web\nProxyJump ${a.me}@127.0.0.1:${a.gatePort}\n${plain(a)}`,
  'ProxyJump over two hops': (a) =>
    `${gateHost(a, 'first')}\n${gateHost(a, 'second')}\nHost web\nProxyJump first,second\n${plain(a)}`,
  'ProxyJump of a jump host': (a) =>
    `${gateHost(a, 'first')}\nHost second\nProxyJump first\n${gateHost(a, 'second')}\nHost web\nProxyJump second\n${plain(a)}`,
  'ProxyCommand with tokens': (a) =>
    `${gateHost(a)}\nHost web\nProxyCommand ssh -F ${join(dir, 'configuration')} -W %h:%p gate\n${plain(a)}`,
  'ProxyCommand that is a line of shell': (a) =>
    `Host web\nProxyCommand bash -c 'exec 3<>/dev/tcp/%h/%p; cat <&3 & cat >&3; kill $!'\n${plain(a)}`,
  'a hashed known_hosts': (a) => {
    const file = join(dir, 'hashed');
    copyFileSync(a.known, file);
    execFileSync('ssh-keygen', ['-q', '-H', '-f', file], { stdio: 'ignore' });
    return `Host web\nUserKnownHostsFile ${file}\n${plain(a)}`;
  },
  'several known_hosts files, one with blanks': (a) => {
    const file = join(dir, 'known hosts');
    copyFileSync(a.known, file);
    return `Host web\nUserKnownHostsFile /nowhere "${file}"\n${plain(a)}`;
  },
  'algorithms of its own': (a) =>
    `Host web\nCiphers aes256-ctr,aes128-ctr\nMACs hmac-sha2-256\nKexAlgorithms curve25519-sha256\nHostKeyAlgorithms ssh-ed25519,rsa-sha2-512\n${plain(a)}`,
  'an address family and an address to come from': (a) =>
    `Host web\nAddressFamily inet\nBindAddress 127.0.0.1\n${plain(a).replace('127.0.0.1', 'localhost')}\nHostKeyAlias alias.lan`,
};

describe('a host is reached by a configuration with', () => {
  it.each(Object.entries(CONFIGURATIONS))('%s', async (_what, text) => {
    const configFile = join(dir, 'configuration');
    writeFileSync(configFile, `${text(at)}\n`, { mode: 0o600 });
    const { stdout } = await ssh.execFresh(
      { host: 'web', source: 'ssh-config', destination: 'web', configFile },
      ['sh', '-c', 'echo $SSH_CONNECTION'],
    );
    expect(stdout.trim().split(' ').at(-1)).toBe(at.port);
  });

  it('at least twenty of them', () => {
    expect(Object.keys(CONFIGURATIONS).length).toBeGreaterThanOrEqual(20);
  });
});

describe('a ProxyCommand', () => {
  const run = async (command: string, more = ''): Promise<unknown> => {
    const configFile = join(dir, 'proxied');
    writeFileSync(configFile, `Host web\nProxyCommand ${command}\n${more}\n${plain(at)}\n`);
    return ssh
      .execFresh({ host: 'web', source: 'ssh-config', destination: 'web', configFile }, ['true'])
      .catch((error: unknown) => error);
  };

  it('that fails is told with its own last words', async () => {
    expect(await run('sh -c "echo no way out >&2; exit 3"')).toMatchObject({
      code: 'unreachable',
      message: 'The ProxyCommand of web ended with 3: no way out.',
    });
  });

  it('that says nothing ends at the time limit, and its process with it', async () => {
    const marker = `31.${process.pid}`;
    expect(await run(`sleep ${marker}`, 'ConnectTimeout 1')).toMatchObject({ code: 'timeout' });
    await expect
      .poll(() => execFileSync('ps', ['-eo', 'args='], { encoding: 'utf8' }).includes(`sleep ${marker}`))
      .toBe(false);
  });

  it('is not given a name that a shell could read as more', async () => {
    const witness = join(dir, 'witness');
    expect(await run('nc %h %p', `HostName "x;touch ${witness}"`)).toMatchObject({
      code: expect.any(String),
    });
    expect(execFileSync('ls', [dir], { encoding: 'utf8' })).not.toContain('witness');
  });
});
