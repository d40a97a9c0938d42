import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAppError } from '../../../shared/contract';
import { resolveHome } from '../../state';
import { createSsh, type SshOptions } from '../ssh';
import { person } from '../testing/people';
import { createTestSshd, makeKey, type TestSshd } from '../testing/sshd';
import type { Reach, Ssh } from '../types';
import { fingerprint } from './known-hosts';

const env = { ...process.env, SSH_AUTH_SOCK: '' };
let dir: string;
let inner: TestSshd;
let outer: TestSshd;
/** A key that neither server has. */
let other: string;
let count = 0;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'snowfleet-verdicts-'));
  [inner, outer] = await Promise.all([
    createTestSshd(['LogLevel DEBUG1']),
    createTestSshd(['LogLevel DEBUG1']),
  ]);
  other = makeKey(join(dir, 'other'));
});
afterAll(async () => {
  await Promise.all([inner.remove(), outer.remove()]);
  rmSync(dir, { recursive: true, force: true });
});

const blobOf = (key: string): Buffer => Buffer.from(key.split(' ')[1] ?? '', 'base64');
const at = (sshd: TestSshd): string => `[127.0.0.1]:${sshd.port}`;
/** Anything a client says after it has taken the host key. */
const credentialsIn = (log: string): string[] =>
  log.match(/userauth-request|Accepted|Failed \w+|Postponed|Invalid user|authenticating user/g) ?? [];

/** A configuration with both servers, the outer one as the way to the inner one, and these known hosts. */
function reachTo(known: string, lines: { inner?: string[]; outer?: string[] } = {}): Reach {
  const number = ++count;
  const knownHosts = join(dir, `known-${number}`);
  writeFileSync(knownHosts, known);
  const host = (name: string, sshd: TestSshd, more: readonly string[]): string =>
    [
      `Host ${name}`,
      ...more,
      'HostName 127.0.0.1',
      `Port ${sshd.port}`,
      `User ${userInfo().username}`,
      `IdentityFile ${sshd.identity}`,
      'IdentitiesOnly yes',
      `UserKnownHostsFile ${knownHosts}`,
      'GlobalKnownHostsFile none',
      'ConnectTimeout 10',
      '',
    ].join('\n  ');
  const configFile = join(dir, `config-${number}`);
  const text = [
    host('web', inner, [...(lines.inner ?? []), 'ProxyJump gate']),
    host('gate', outer, lines.outer ?? []),
    host('direct', inner, lines.inner ?? []),
  ].join('\n');
  writeFileSync(configFile, text);
  return { host: 'web', source: 'ssh-config', destination: 'web', configFile };
}

const direct = (reach: Reach): Reach => ({ ...reach, host: 'direct', destination: 'direct' });

async function withSsh<T>(options: Partial<SshOptions>, work: (ssh: Ssh) => Promise<T>): Promise<T> {
  const home = resolveHome({ SNOWFLEET_HOME: mkdtempSync(join(dir, 'home-')) });
  const ssh = createSsh({ home, env, ...options });
  try {
    return await work(ssh);
  } finally {
    await ssh.close();
  }
}

/** `ok`, or the error's code; by our own client and by OpenSSH as Nix runs it. */
async function answers(ssh: Ssh, reach: Reach): Promise<{ own: string; openSsh: string }> {
  const codeOf = (error: unknown): string => (isAppError(error) ? error.code : String(error));
  const own = await ssh.execFresh(reach, ['true']).then(() => 'ok', codeOf);
  const words = (await ssh.nixSshOpts(reach)).split(' ');
  const openSsh = await promisify(execFile)('ssh', [...words, reach.destination, 'true'], { env }).then(
    () => 'ok',
    (error: { stderr: string }) =>
      /REVOKED/.test(error.stderr)
        ? 'host-key-revoked'
        : /HAS CHANGED/.test(error.stderr)
          ? 'host-key-changed'
          : /host key is known|verification failed/.test(error.stderr)
            ? 'host-key-unknown'
            : error.stderr,
  );
  return { own, openSsh };
}

describe('a key that is not the known one', () => {
  it('stops before anything is offered: at the first hop', async () => {
    const reach = reachTo(`${at(outer)} ${other}\n${at(inner)} ${inner.hostKey}\n`);
    const [outerBefore, innerBefore] = [outer.log().length, inner.log().length];
    await withSsh({}, async (ssh) => {
      await expect(ssh.exec(reach, ['true'])).rejects.toMatchObject({
        code: 'host-key-changed',
        message: expect.stringContaining('gate (jump host of web)'),
        detail: { host: 'web', hop: 'gate', line: 1, knownFingerprint: fingerprint(blobOf(other)) },
      });
      expect(await answers(ssh, reach)).toMatchObject({
        own: 'host-key-changed',
        openSsh: 'host-key-changed',
      });
    });
    await expect.poll(() => outer.log().slice(outerBefore)).toMatch(/Connection (closed|reset)|disconnect/);
    // It was really spoken to, up to the exchange of keys; and the host behind it not at all.
    expect(outer.log().slice(outerBefore)).toMatch(/kex: algorithm/);
    expect(credentialsIn(outer.log().slice(outerBefore))).toEqual([]);
    expect(inner.log().slice(innerBefore)).not.toMatch(/kex: algorithm/);
  });

  it('stops before anything is offered: at the second hop', async () => {
    const reach = reachTo(`${at(outer)} ${outer.hostKey}\n${at(inner)} ${other}\n`);
    const before = inner.log().length;
    await withSsh({}, async (ssh) => {
      await expect(ssh.exec(reach, ['true'])).rejects.toMatchObject({
        code: 'host-key-changed',
        detail: { host: 'web', line: 2 },
        hint: expect.stringContaining(`ssh-keygen -R '${at(inner)}'`),
      });
      expect(await answers(ssh, reach)).toMatchObject({
        own: 'host-key-changed',
        openSsh: 'host-key-changed',
      });
    });
    await expect.poll(() => inner.log().slice(before)).toMatch(/Connection (closed|reset)|disconnect/);
    expect(inner.log().slice(before)).toMatch(/kex: algorithm/);
    expect(credentialsIn(inner.log().slice(before))).toEqual([]);
  });

  it('is refused where our own list has another, with the day and how to go on', async () => {
    const reach = direct(reachTo(''));
    await withSsh({ asker: person(() => ({ accept: true })) }, async (ssh) => {
      await ssh.exec(reach, ['true']);
      const [line] = await ssh.knownHosts.list();
      expect(line).toMatchObject({
        from: 'own',
        names: [at(inner)],
        fingerprint: fingerprint(blobOf(inner.hostKey)),
      });
      const file = line?.file ?? '';
      writeFileSync(file, readFileSync(file, 'utf8').replace(inner.hostKey, other));
      await expect(ssh.execFresh(reach, ['true'])).rejects.toMatchObject({
        code: 'host-key-changed',
        hint: expect.stringContaining('snowfleet known-hosts forget direct'),
        detail: { from: 'own', recordedAt: line?.addedAt },
      });
      expect((await ssh.knownHosts.forget(reach)).forgotten).toHaveLength(1);
      expect((await ssh.execFresh(reach, ['echo', 'again'])).stdout).toBe('again\n');
    });
  });
});

describe('a revoked key', () => {
  it('is refused by a line of known_hosts, also beside one that knows it', async () => {
    const reach = direct(reachTo(`${at(inner)} ${inner.hostKey}\n@revoked * ${inner.hostKey}\n`));
    const before = inner.log().length;
    await withSsh({}, async (ssh) => {
      expect(await answers(ssh, reach)).toEqual({ own: 'host-key-revoked', openSsh: 'host-key-revoked' });
    });
    expect(credentialsIn(inner.log().slice(before))).toEqual([]);
  });

  it('is refused by RevokedHostKeys, as a list and as a KRL, and by a list that cannot be read', async () => {
    const list = join(dir, 'revoked keys');
    writeFileSync(list, `${inner.hostKey} gone\n`);
    const krl = join(dir, 'revoked.krl');
    execFileSync('ssh-keygen', ['-q', '-k', '-f', krl, list]);
    const innocent = join(dir, 'innocent.krl');
    execFileSync('ssh-keygen', ['-q', '-k', '-f', innocent, join(dir, 'other.pub')]);
    await withSsh({}, async (ssh) => {
      const by = (file: string): Reach =>
        direct(reachTo(`${at(inner)} ${inner.hostKey}\n`, { inner: [`RevokedHostKeys "${file}"`] }));
      for (const file of [list, krl, join(dir, 'absent')]) {
        await expect(ssh.exec(by(file), ['true'])).rejects.toMatchObject({ code: 'host-key-revoked' });
      }
      expect(await answers(ssh, by(innocent))).toEqual({ own: 'ok', openSsh: 'ok' });
    });
  });
});

describe('an unknown key', () => {
  const ed25519 = (): string => fingerprint(blobOf(inner.hostKey));

  it('is asked about with its fingerprint on every hop, recorded, and not asked about again', async () => {
    const reach = reachTo('');
    const someone = person(() => ({ accept: true }));
    await withSsh({ asker: someone }, async (ssh) => {
      expect((await ssh.exec(reach, ['echo', 'in'])).stdout).toBe('in\n');
      expect(someone.asked).toMatchObject([
        {
          kind: 'host-key',
          host: 'gate (jump host of web)',
          fingerprint: fingerprint(blobOf(outer.hostKey)),
        },
        { kind: 'host-key', host: 'web', name: at(inner), fingerprint: ed25519() },
      ]);
      await ssh.execFresh(reach, ['true']);
      expect(someone.asked).toHaveLength(2);
      expect(await answers(ssh, reach)).toEqual({ own: 'ok', openSsh: 'ok' });
    });
  });

  it('stays out when it is refused, and where nobody can be asked, with the command to accept it', async () => {
    const reach = direct(reachTo(''));
    for (const asker of [person(() => ({ accept: false })), person(() => null)]) {
      await withSsh({ asker }, async (ssh) => {
        await expect(ssh.exec(reach, ['true'])).rejects.toMatchObject({
          code: 'host-key-unknown',
          hint: expect.stringContaining('snowfleet known-hosts accept direct'),
          detail: { fingerprint: ed25519(), keyType: 'ssh-ed25519' },
        });
        expect(await ssh.knownHosts.list()).toEqual([]);
        expect(await answers(ssh, reach)).toEqual({ own: 'host-key-unknown', openSsh: 'host-key-unknown' });
      });
    }
  });

  it('is accepted without a question where the configuration says so, and refused where it says that', async () => {
    const someone = person(() => ({ accept: true }));
    await withSsh({ asker: someone }, async (ssh) => {
      await expect(
        ssh.exec(direct(reachTo('', { inner: ['StrictHostKeyChecking yes'] })), ['true']),
      ).rejects.toMatchObject({ code: 'host-key-unknown' });
      await ssh.exec(direct(reachTo('', { inner: ['StrictHostKeyChecking accept-new'] })), ['true']);
      expect(await ssh.knownHosts.list()).toHaveLength(1);
    });
    expect(someone.asked).toEqual([]);
  });

  it('can be looked at and accepted by its fingerprint alone', async () => {
    const reach = reachTo(`${at(outer)} ${outer.hostKey}\n`);
    await withSsh({}, async (ssh) => {
      expect(await ssh.knownHosts.scan(reach)).toMatchObject({
        host: 'web',
        name: at(inner),
        keys: [{ keyType: 'ssh-ed25519', fingerprint: ed25519(), verdict: 'unknown' }],
      });
      await expect(ssh.knownHosts.accept(reach, fingerprint(blobOf(other)))).rejects.toMatchObject({
        code: 'host-key-unknown',
      });
      expect(await ssh.knownHosts.accept(reach, ed25519())).toMatchObject({ verdict: 'known' });
      expect(await ssh.knownHosts.scan(reach)).toMatchObject({ keys: [{ verdict: 'known' }] });
      expect(await answers(ssh, reach)).toEqual({ own: 'ok', openSsh: 'ok' });
      expect(await ssh.knownHosts.trusted(reach)).toMatchObject([
        { from: 'own', publicKey: inner.hostKey, fingerprint: ed25519() },
      ]);
    });
  });

  it('is vouched for by lists alone: none for a key only seen, one revoked, or an authority', async () => {
    const line = `${at(inner)} ${inner.hostKey}`;
    const trusted = (text: string): Promise<unknown> => {
      let found: unknown;
      return withSsh({}, async (ssh) => {
        found = await ssh.knownHosts.trusted(reachTo(`${at(outer)} ${outer.hostKey}\n${text}\n`));
      }).then(() => found);
    };
    expect(await trusted('')).toEqual([]);
    expect(await trusted(`@cert-authority ${line}`)).toEqual([]);
    expect(await trusted(`${line}\n@revoked ${line}`)).toEqual([]);
    expect(await trusted(line)).toMatchObject([{ from: 'user', publicKey: inner.hostKey, line: 2 }]);
  });

  it('that only the user’s ssh knows is recorded when it is accepted', async () => {
    const reach = reachTo(`${at(outer)} ${outer.hostKey}\n${at(inner)} ${inner.hostKey}\n`);
    await withSsh({}, async (ssh) => {
      await ssh.knownHosts.accept(reach, ed25519());
      expect((await ssh.knownHosts.trusted(reach)).map(({ from }) => from)).toEqual(['user', 'own']);
    });
  });
});

describe('a key the fleet declares', () => {
  const declare = (publicKey: string): Partial<SshOptions> => ({
    declaredHostKeys: async () => [
      { names: [at(inner)], publicKey, isAuthority: false, file: 'hosts/web.nix', line: 7 },
    ],
  });

  it('is trusted as it is, by OpenSSH too', async () => {
    await withSsh(declare(`${inner.hostKey} root@web`), async (ssh) => {
      expect(await answers(ssh, direct(reachTo('')))).toEqual({ own: 'ok', openSsh: 'ok' });
      expect(await ssh.knownHosts.list()).toMatchObject([{ from: 'fleet', file: 'hosts/web.nix', line: 7 }]);
    });
  });

  it('contradicts the host by file and line of the fleet', async () => {
    await withSsh(declare(other), async (ssh) => {
      await expect(ssh.exec(direct(reachTo('')), ['true'])).rejects.toMatchObject({
        code: 'host-key-changed',
        message: expect.stringContaining('hosts/web.nix:7'),
        hint: expect.stringContaining('correct the key in hosts/web.nix:7'),
      });
    });
  });
});

describe('a certificate authority', () => {
  let authority: string;
  /** Has the server show a certificate made with these options of ssh-keygen, by this authority. */
  async function certify(signer: string, ...options: string[]): Promise<void> {
    const key = join(inner.dir, 'host_key');
    execFileSync('ssh-keygen', ['-q', '-s', signer, '-I', 'the host', ...options, `${key}.pub`]);
    const config = join(inner.dir, 'sshd_config');
    const text = readFileSync(config, 'utf8').replace(/^HostCertificate .*\n/m, '');
    writeFileSync(config, `HostCertificate ${key}-cert.pub\n${text}`);
    await inner.stop();
    await inner.start();
  }
  const trusting = (key: string): Reach =>
    reachTo(`${at(outer)} ${outer.hostKey}\n@cert-authority * ${key}\n`, { inner: ['HostKeyAlias web.lan'] });

  beforeAll(() => {
    authority = makeKey(join(dir, 'authority'));
  });

  it('makes a host known by its certificate, through a jump host as well', async () => {
    await certify(join(dir, 'authority'), '-h', '-n', 'web.lan,other', '-V', '-1d:+1d');
    await withSsh({}, async (ssh) => {
      expect(await answers(ssh, trusting(authority))).toEqual({ own: 'ok', openSsh: 'ok' });
      expect(await answers(ssh, direct(trusting(authority)))).toEqual({ own: 'ok', openSsh: 'ok' });
      expect(await ssh.knownHosts.scan(trusting(authority))).toMatchObject({
        keys: [{ verdict: 'certified' }],
      });
      // Nothing is recorded: the next certificate must prove itself again.
      expect(await ssh.knownHosts.list()).toEqual([]);
    });
  });

  it.each([
    ['of another authority', 'another authority', ['-h', '-n', 'web.lan'], 'other'],
    ['for another host', 'it is for db.lan', ['-h', '-n', 'db.lan'], 'authority'],
    ['for a pattern', 'it is for web.*', ['-h', '-n', 'web.*'], 'authority'],
    ['that ran out', 'it ran out', ['-h', '-n', 'web.lan', '-V', '-3d:-1d'], 'authority'],
    ['that is not valid yet', 'not valid yet', ['-h', '-n', 'web.lan', '-V', '+1d:+2d'], 'authority'],
    [
      'with a critical option',
      'critical option',
      ['-h', '-n', 'web.lan', '-O', 'critical:x@y=1'],
      'authority',
    ],
  ])('does not for a certificate %s', async (_what, words, options, signer) => {
    await certify(join(dir, signer), ...options);
    await withSsh({}, async (ssh) => {
      const reach = direct(trusting(authority));
      const before = inner.log().length;
      await expect(ssh.exec(reach, ['true'])).rejects.toMatchObject({
        code: 'host-key-unknown',
        message: expect.stringContaining(words),
      });
      expect(credentialsIn(inner.log().slice(before))).toEqual([]);
      expect((await answers(ssh, reach)).openSsh).not.toBe('ok');
    });
  });

  it('can be waited for no longer at any moment', async () => {
    const reach = trusting(authority);
    await withSsh({}, async (ssh) => {
      for (const after of [20, 60, 100, 140, 180, 220, 300]) {
        const signal = AbortSignal.timeout(after);
        const error: unknown = await ssh
          .execFresh(reach, ['true'], { signal })
          .catch((reason: unknown) => reason);
        if (signal.aborted && isAppError(error))
          expect(['cancelled', 'host-key-unknown']).toContain(error.code);
      }
    });
  });

  it.each(['rsa', 'ecdsa'])('may sign with a key of type %s', async (type) => {
    const signer = join(dir, `authority-${type}`);
    const key = makeKey(signer, '-t', type);
    await certify(signer, '-h', '-n', 'web.lan');
    await withSsh({}, async (ssh) => {
      expect(await answers(ssh, direct(trusting(key)))).toEqual({ own: 'ok', openSsh: 'ok' });
    });
  });
});
