import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { resolveHome } from '../../state';
import type { SessionCredentials } from '../keys/credentials';
import { createSsh, type SshOptions } from '../ssh';
import { keychainOf, person } from '../testing/people';
import { createTestSshd, makeKey, type TestSshd } from '../testing/sshd';
import type { Reach, Ssh } from '../types';

const env = { ...process.env, SSH_AUTH_SOCK: '' };
const PASSPHRASE = 'a phrase of words';
let dir: string;
let sshd: TestSshd;
let locked: string;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'snowfleet-logins-'));
  sshd = await createTestSshd(['LogLevel DEBUG1']);
  locked = join(dir, 'a locked key');
  copyFileSync(sshd.identity, locked);
  copyFileSync(`${sshd.identity}.pub`, `${locked}.pub`);
  // Few rounds: deriving the key is the work of another test.
  execFileSync('ssh-keygen', ['-q', '-p', '-a', '1', '-P', '', '-N', PASSPHRASE, '-f', locked]);
});
afterAll(async () => {
  await sshd.remove();
  rmSync(dir, { recursive: true, force: true });
});

/** A reach by the configuration of the server, with some lines in front that win. */
function configured(of: TestSshd, ...lines: string[]): Reach {
  const file = join(mkdtempSync(join(dir, 'config-')), 'config');
  const text = readFileSync(of.configFile, 'utf8').replace(/^ {2}IdentityFile .*\n/m, '');
  writeFileSync(file, `Host testhost\n${lines.map((line) => `  ${line}\n`).join('')}${text}`);
  return { ...of.reach, configFile: file };
}

function client(options: Partial<SshOptions>): Ssh {
  const home = resolveHome({ SNOWFLEET_HOME: mkdtempSync(join(dir, 'home-')) });
  const ssh = createSsh({ home, env, ...options });
  onTestFinished(() => ssh.close());
  return ssh;
}

describe('an encrypted key file', () => {
  it('opens by the stored passphrase, which is looked up only when the host wants the key', async () => {
    const credentials = keychainOf({ [`key-passphrase ${locked}`]: PASSPHRASE });
    const ssh = client({ credentials });
    const reach = configured(sshd, `IdentityFile "${locked}"`);
    expect((await ssh.exec(reach, ['echo', 'in'])).stdout).toBe('in\n');
    await ssh.execFresh(reach, ['true']);
    // Once: the key then stays open in memory, as in an agent.
    expect(credentials.asked).toEqual([`key-passphrase ${locked}`]);
    expect(readFileSync(locked, 'utf8')).toContain('OPENSSH PRIVATE KEY');
    expect(spawnSync('ssh-keygen', ['-y', '-P', '', '-f', locked]).status).not.toBe(0);
  });

  it('is not opened for a host that does not know it', async () => {
    const stranger = join(dir, 'stranger');
    makeKey(stranger, '-N', PASSPHRASE, '-a', '1');
    const credentials = keychainOf({ [`key-passphrase ${stranger}`]: PASSPHRASE });
    const asker = person(() => null);
    const ssh = client({ credentials, asker });
    await expect(ssh.exec(configured(sshd, `IdentityFile ${stranger}`), ['true'])).rejects.toMatchObject({
      code: 'authentication-failed',
    });
    expect([credentials.asked, asker.asked]).toEqual([[], []]);
  });

  it('opens by a passphrase that somebody types, again after a wrong one, and keeps it when told to', async () => {
    const credentials = keychainOf({});
    const asker = person((question) =>
      question.kind === 'passphrase'
        ? { accept: true, value: question.again ? PASSPHRASE : 'wrong', remember: true }
        : null,
    );
    const ssh = client({ credentials, asker });
    await ssh.exec(configured(sshd, `IdentityFile "${locked}"`), ['true']);
    expect(asker.asked).toEqual([
      { kind: 'passphrase', file: locked, again: false },
      { kind: 'passphrase', file: locked, again: true },
    ]);
    expect(credentials.stored).toEqual({ [`key-passphrase ${locked}`]: PASSPHRASE });
  });

  it('is told by name when the stored passphrase is wrong, and never with it', async () => {
    const ssh = client({ credentials: keychainOf({ [`key-passphrase ${locked}`]: 'not-the-phrase' }) });
    const error: unknown = await ssh
      .exec(configured(sshd, `IdentityFile "${locked}"`), ['true'])
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'authentication-failed',
      message: expect.stringContaining('the stored passphrase does not open it'),
    });
    expect(JSON.stringify(error) + String((error as Error).stack)).not.toContain('not-the-phrase');
  });

  it('is left alone by a keychain that fails, which is told as it is', async () => {
    const broken: SessionCredentials = {
      ...keychainOf({}),
      get: () => Promise.reject(new Error('locked')),
    };
    const ssh = client({ credentials: broken });
    await expect(ssh.exec(configured(sshd, `IdentityFile "${locked}"`), ['true'])).rejects.toMatchObject({
      code: 'authentication-failed',
      message: expect.stringContaining('the keychain failed'),
    });
  });
});

/** Why a server with a user of its own cannot be had, or null: sshd then needs an /etc/passwd that only it sees. */
const missing = ((): string | null => {
  if (process.getuid?.() !== 0) return 'passwords need a user that only root can make';
  if (spawnSync('unshare', ['-m', 'true']).status !== 0) return 'there are no mount namespaces';
  return spawnSync('openssl', ['version']).status === 0 ? null : 'openssl is not installed';
})();
if (missing) console.log(`logins.test: passwords skipped, because ${missing}`);

describe.skipIf(missing !== null)('a password', () => {
  const PASSWORD = 'pass-wort-ÄÖ 1';
  const SERVERS = {
    password: ['PasswordAuthentication yes'],
    'keyboard-interactive': ['UsePAM yes', 'KbdInteractiveAuthentication yes'],
  } as const;
  const servers = new Map<string, TestSshd>();

  /** A server that sees a user `guest` with this password; the machine's own files stay as they are. */
  async function startFor(settings: readonly string[]): Promise<TestSshd> {
    const hash = execFileSync('openssl', ['passwd', '-6', '-stdin'], {
      input: PASSWORD,
      encoding: 'utf8',
    }).trim();
    const passwd = join(dir, 'passwd');
    const shadow = join(dir, 'shadow');
    writeFileSync(passwd, `${readFileSync('/etc/passwd', 'utf8')}guest:x:54321:54321::/tmp:/bin/sh\n`);
    writeFileSync(shadow, `${readFileSync('/etc/shadow', 'utf8')}guest:${hash}:19000:0:99999:7:::\n`, {
      mode: 0o600,
    });
    const mounts = `mount --bind '${passwd}' /etc/passwd && mount --bind '${shadow}' /etc/shadow && exec "$0" "$@"`;
    return createTestSshd(['LogLevel DEBUG1', ...settings], ['unshare', '-m', '--', 'sh', '-c', mounts]);
  }
  beforeAll(async () => {
    for (const [kind, settings] of Object.entries(SERVERS)) servers.set(kind, await startFor(settings));
  });
  afterAll(() => Promise.all([...servers.values()].map((one) => one.remove())));
  const server = (kind: string): TestSshd => {
    const found = servers.get(kind);
    if (!found) throw new Error(kind);
    return found;
  };

  it.each(Object.keys(SERVERS))('from the keychain lets us in by %s', async (kind) => {
    const credentials = keychainOf({ 'ssh-password testhost': PASSWORD });
    const ssh = client({ credentials });
    const { stdout } = await ssh.exec(configured(server(kind), 'User guest', 'PubkeyAuthentication no'), [
      'id',
      '-un',
    ]);
    expect(stdout).toBe('guest\n');
    expect(credentials.asked).toEqual(['ssh-password testhost']);
    expect(server(kind).log()).toMatch(new RegExp(`Accepted ${kind}`));
  });

  it.each(Object.keys(SERVERS))(
    'that somebody types lets us in by %s, and is kept only when it was right',
    async (kind) => {
      const credentials = keychainOf({});
      let tries = 0;
      const asker = person(() => ({
        accept: true,
        value: ++tries === 1 ? 'wrong' : PASSWORD,
        remember: true,
      }));
      const ssh = client({ credentials, asker });
      await ssh.exec(configured(server(kind), 'User guest'), ['true']);
      expect(asker.asked.map((question) => question.kind)).toEqual(
        kind === 'password' ? ['password', 'password'] : ['prompt', 'prompt'],
      );
      await expect.poll(() => credentials.stored).toEqual({ 'ssh-password testhost': PASSWORD });
    },
  );

  it('that is wrong is told with what was tried and what the host takes, and never itself', async () => {
    const ssh = client({ credentials: keychainOf({ 'ssh-password testhost': 'wrong-secret' }) });
    const reach = configured(server('password'), 'User guest', `IdentityFile ${join(dir, 'nothing')}`);
    const error: unknown = await ssh.exec(reach, ['true']).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'authentication-failed',
      message: 'testhost does not let guest in. Tried: the stored password. It takes: publickey, password.',
      detail: { accepted: ['publickey', 'password'] },
    });
    expect(JSON.stringify(error)).not.toContain('wrong-secret');
    const attempts = server('password')
      .log()
      .match(/Failed password for guest/g)?.length;
    await expect(ssh.execFresh(reach, ['true'])).rejects.toMatchObject({ code: 'authentication-failed' });
    expect(
      server('password')
        .log()
        .match(/Failed password for guest/g)?.length,
    ).toBe((attempts ?? 0) + 1);
  });

  it('stays in the keychain for a host whose key is not trusted', async () => {
    const credentials = keychainOf({ 'ssh-password testhost': PASSWORD });
    const asker = person((question) => ({ accept: question.kind !== 'host-key', value: PASSWORD }));
    const ssh = client({ credentials, asker });
    const empty = join(dir, 'knows nobody');
    writeFileSync(empty, '');
    const before = server('password').log().length;
    const reach = configured(server('password'), 'User guest', `UserKnownHostsFile "${empty}"`);
    await expect(ssh.exec(reach, ['true'])).rejects.toMatchObject({ code: 'host-key-unknown' });
    expect(credentials.asked).toEqual([]);
    expect(asker.asked.map((question) => question.kind)).toEqual(['host-key']);
    expect(server('password').log().slice(before)).not.toMatch(/userauth-request/);
  });

  it('is not offered where the configuration rules it out', async () => {
    const credentials = keychainOf({ 'ssh-password testhost': PASSWORD });
    const ssh = client({ credentials });
    for (const line of ['PasswordAuthentication no', 'PreferredAuthentications publickey', 'BatchMode yes']) {
      const reach = configured(server('password'), 'User guest', line);
      await expect(ssh.exec(reach, ['true'])).rejects.toMatchObject({ code: 'authentication-failed' });
    }
    expect(credentials.asked).toEqual([]);
  });
});
