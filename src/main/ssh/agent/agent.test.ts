import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { resolveHome } from '../../state';
import { connectAgent } from '../keys/agent-client';
import { createSsh, type SshOptions } from '../ssh';
import { keychainOf, person } from '../testing/people';
import { startTestAgent } from '../testing/ssh-agent';
import { createTestSshd, makeKey, type TestSshd } from '../testing/sshd';
import type { Ssh } from '../types';
import { uint32, wireString } from '../wire';
import { AGENT, SESSION_BIND } from './protocol';

const run = promisify(execFile);
const PASSPHRASE = 'kept in the keychain';
let dir: string;
let sshd: TestSshd;
/** The key the server knows, encrypted; the clear one is moved out of every tool's way. */
let locked: string;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'snowfleet-agent-'));
  sshd = await createTestSshd();
  locked = join(dir, 'locked');
  copyFileSync(sshd.identity, locked);
  copyFileSync(`${sshd.identity}.pub`, `${locked}.pub`);
  execFileSync('ssh-keygen', ['-q', '-p', '-a', '1', '-P', '', '-N', PASSPHRASE, '-f', locked]);
  const text = readFileSync(sshd.configFile, 'utf8');
  writeFileSync(sshd.configFile, text.replace(/IdentityFile .*/, `IdentityFile ${locked}`));
  env = { ...process.env, SSH_AUTH_SOCK: '', HOME: dir };
});
afterAll(async () => {
  await sshd.remove();
  rmSync(dir, { recursive: true, force: true });
});

function client(options: Partial<SshOptions> = {}): Ssh {
  const home = resolveHome({ SNOWFLEET_HOME: mkdtempSync(join(dir, 'h-')) });
  const credentials = keychainOf({ [`key-passphrase ${locked}`]: PASSPHRASE });
  const ssh = createSsh({ home, env, credentials, ...options });
  onTestFinished(() => ssh.close());
  return ssh;
}

/** One exchange on a connection of its own, byte for byte. */
async function exchange(socket: string, ...messages: Buffer[]): Promise<Buffer[]> {
  const agent = await connectAgent(socket);
  try {
    const answers: Buffer[] = [];
    for (const message of messages) answers.push(await agent.request(message));
    return answers;
  } finally {
    agent.close();
  }
}

describe('our own agent', () => {
  it('lists the keys whose passphrase is stored and those of the user’s agent, to ssh-add', async () => {
    const other = join(dir, 'of-the-agent');
    makeKey(other, '-t', 'ecdsa');
    const theirs = await startTestAgent(join(dir, 'theirs.sock'), [other]);
    onTestFinished(() => theirs.stop());
    const ssh = client({ env: { ...env, SSH_AUTH_SOCK: theirs.socket } });
    const socket = await ssh.agent.serve();
    const { stdout } = await run('ssh-add', ['-l'], { env: { ...env, SSH_AUTH_SOCK: socket } });
    expect(stdout.split('\n').filter(Boolean)).toHaveLength(2);
    expect(await ssh.agent.keys()).toMatchObject([
      { from: 'agent', keyType: 'ecdsa-sha2-nistp256' },
      { from: 'file', comment: locked },
    ]);
    theirs.stop();
    await expect.poll(async () => (await ssh.agent.keys()).length).toBe(1);
  });

  it.each(['ed25519', 'rsa', 'ecdsa'])(
    'signs with keys of type %s as ssh-keygen verifies it',
    async (type) => {
      const file = join(dir, `signs-${type}`);
      makeKey(file, '-t', type, '-N', PASSPHRASE, '-a', '1');
      const ssh = client({ credentials: keychainOf({ [`key-passphrase ${file}`]: PASSPHRASE }) });
      const socket = await ssh.agent.serve();
      const words = join(dir, `words-${type}`);
      writeFileSync(words, 'signed');
      await run('ssh-keygen', ['-q', '-Y', 'sign', '-f', `${file}.pub`, '-n', 'test', words], {
        env: { ...env, SSH_AUTH_SOCK: socket },
      });
      const allowed = join(dir, `allowed-${type}`);
      writeFileSync(allowed, `me ${readFileSync(`${file}.pub`, 'utf8')}`);
      const checked = spawnSync(
        'ssh-keygen',
        ['-Y', 'verify', '-f', allowed, '-I', 'me', '-n', 'test', '-s', `${words}.sig`],
        { input: 'signed', encoding: 'utf8' },
      );
      expect(checked.stdout).toContain('Good "test" signature');
    },
  );

  it('lies in a folder of this user alone, and goes with the process', async () => {
    const ssh = client();
    const socket = await ssh.agent.serve();
    expect(statSync(socket).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(socket)).mode & 0o777).toBe(0o700);
    expect(statSync(dirname(dirname(socket))).mode & 0o777).toBe(0o700);
    await ssh.close();
    expect(() => statSync(dirname(socket))).toThrow();
  });

  it('is asked for each use where that is wanted, and refuses when nobody agrees', async () => {
    let answer = false;
    const asker = person(() => ({ accept: answer }));
    const ssh = client({ asker });
    const socket = await ssh.agent.serve({ confirm: true });
    const login = (): Promise<string> =>
      run(
        'ssh',
        [
          '-F',
          sshd.configFile,
          '-o',
          `IdentityAgent=${socket}`,
          '-o',
          'BatchMode=yes',
          'testhost',
          'echo',
          'in',
        ],
        { env },
      ).then(
        ({ stdout }) => stdout,
        () => 'refused',
      );
    expect(await login()).toBe('refused');
    answer = true;
    expect(await login()).toBe('in\n');
    // ssh binds its connection first, so the question can tell where the login goes.
    const hostKey = createHash('sha256').update(Buffer.from(sshd.hostKey.split(' ')[1] ?? '', 'base64'));
    const towards = `SHA256:${hostKey.digest('base64').replace(/=+$/, '')}`;
    expect(asker.asked.at(-1)).toMatchObject({ kind: 'use-key', comment: locked, towards });
  });

  it('refuses nonsense, keys from outside, and too much, and goes on', async () => {
    const ssh = client();
    const socket = await ssh.agent.serve();
    const add = Buffer.concat([Buffer.from([17]), wireString('ssh-ed25519'), wireString('x')]);
    const truncated = Buffer.from([AGENT.signRequest, 0, 0, 1, 0, 9]);
    const unknown = Buffer.concat([Buffer.from([AGENT.extension]), wireString('query')]);
    const refused = await exchange(socket, add, truncated, unknown, Buffer.from([200]));
    expect(refused.map(([code]) => code)).toEqual(Array.from({ length: 4 }, () => AGENT.failure));
    await new Promise<void>((resolve) => {
      const flood = connect(socket);
      flood.on('error', () => undefined);
      flood.once('close', () => resolve());
      flood.write(uint32(1 << 30));
    });
    const [list] = await exchange(socket, Buffer.from([AGENT.requestIdentities]));
    expect(list?.[0]).toBe(AGENT.identitiesAnswer);
  });
});

describe('session-bind', () => {
  const pair = generateKeyPairSync('ed25519');
  const raw = pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const hostKey = Buffer.concat([wireString('ssh-ed25519'), wireString(raw)]);
  const session = Buffer.alloc(32, 7);
  const bind = (id: Buffer, signed: Buffer, forwarding = false): Buffer =>
    Buffer.concat([
      Buffer.from([AGENT.extension]),
      wireString(SESSION_BIND),
      wireString(hostKey),
      wireString(id),
      wireString(Buffer.concat([wireString('ssh-ed25519'), wireString(sign(null, signed, pair.privateKey))])),
      Buffer.from([forwarding ? 1 : 0]),
    ]);
  const loginFor = (id: Buffer): Buffer =>
    Buffer.concat([
      wireString(id),
      Buffer.from([50]),
      wireString('me'),
      wireString('ssh-connection'),
      wireString('publickey'),
    ]);
  const signRequest = (data: Buffer): Buffer => {
    const blob = Buffer.from(readFileSync(`${locked}.pub`, 'utf8').split(' ')[1] ?? '', 'base64');
    return Buffer.concat([Buffer.from([AGENT.signRequest]), wireString(blob), wireString(data), uint32(0)]);
  };
  const codes = async (...messages: Buffer[]): Promise<(number | undefined)[]> =>
    (await exchange(await client().agent.serve(), ...messages)).map(([code]) => code);

  it('is taken when the host key has signed the session, and refused when it has not', async () => {
    const other = Buffer.alloc(32, 8);
    expect(await codes(bind(session, session))).toEqual([AGENT.success]);
    expect(await codes(bind(session, other))).toEqual([AGENT.extensionFailure]);
    expect(await codes(bind(session, session).subarray(0, -3))).toEqual([AGENT.extensionFailure]);
  });

  it('binds the connection: only logins of that session are signed, and no further bind follows a login', async () => {
    const other = Buffer.alloc(32, 8);
    expect(
      await codes(
        signRequest(loginFor(other)),
        bind(session, session),
        bind(session, session),
        signRequest(loginFor(session)),
        signRequest(loginFor(other)),
        // No login: a signed commit, say.
        signRequest(Buffer.from('SSHSIG and so on')),
        bind(other, other),
      ),
    ).toEqual([
      AGENT.signResponse,
      AGENT.success,
      AGENT.success,
      AGENT.signResponse,
      AGENT.failure,
      AGENT.signResponse,
      AGENT.extensionFailure,
    ]);
  });

  it('is handed on to the user’s agent, whose keys may be bound to certain hosts', async () => {
    const key = join(dir, 'bound');
    makeKey(key);
    copyFileSync(`${key}.pub`, join(sshd.dir, 'bound.pub'));
    const authorised = join(sshd.dir, 'authorized_keys');
    writeFileSync(authorised, `${readFileSync(authorised, 'utf8')}${readFileSync(`${key}.pub`, 'utf8')}`);
    const theirs = await startTestAgent(join(dir, 'bound.sock'), [key]);
    onTestFinished(() => theirs.stop());
    const theirEnv = { ...env, SSH_AUTH_SOCK: theirs.socket };
    execFileSync('ssh-add', ['-q', '-d', key], { env: theirEnv, stdio: 'ignore' });
    const known = join(dir, 'bound-known');
    writeFileSync(known, `here ${sshd.hostKey}\nelsewhere ${makeKey(join(dir, 'elsewhere'))}\n`);
    const login = async (host: string): Promise<string> => {
      execFileSync('ssh-add', ['-q', '-D'], { env: theirEnv, stdio: 'ignore' });
      execFileSync('ssh-add', ['-q', '-H', known, '-h', host, key], { env: theirEnv, stdio: 'ignore' });
      const ssh = client({ env: theirEnv, credentials: keychainOf({}) });
      const socket = await ssh.agent.serve();
      const words = ['-F', sshd.configFile, '-o', `IdentityAgent=${socket}`, '-o', 'IdentitiesOnly=no'];
      return run('ssh', [...words, '-o', 'BatchMode=yes', 'testhost', 'echo', 'in'], { env }).then(
        ({ stdout }) => stdout,
        () => 'refused',
      );
    };
    expect(await login('here')).toBe('in\n');
    expect(await login('elsewhere')).toBe('refused');
  });
});

const noStrace = spawnSync('strace', ['-V']).error ? 'strace is not installed' : null;
const noTools = ['nix', 'git'].find((tool) => spawnSync(tool, ['--version']).error !== undefined);
const missing = noStrace ?? (noTools === undefined ? null : `${noTools} is not installed`);
if (missing) console.log(`agent.test: programs over the agent skipped, because ${missing}`);

describe.skipIf(missing !== null)('programs over the agent', () => {
  /** Runs a program with all that come of it; the paths they opened, and those of them to write to. */
  async function traced(
    argv: readonly string[],
    more: NodeJS.ProcessEnv,
  ): Promise<{ opened: string[]; written: string[]; stdout: string }> {
    const log = join(mkdtempSync(join(dir, 'trace-')), 'log');
    const { stdout } = await run(
      'strace',
      ['-f', '-qq', '-s', '4096', '-e', 'trace=open,openat,openat2,creat', '-o', log, '--', ...argv],
      { env: { ...env, ...more } },
    );
    const lines = readFileSync(log, 'utf8').split('\n');
    const pathOf = (line: string): string[] => /"([^"]*)"/.exec(line)?.slice(1) ?? [];
    return {
      stdout,
      opened: lines.flatMap(pathOf),
      written: lines.filter((line) => /O_WRONLY|O_RDWR|creat\(/.test(line)).flatMap(pathOf),
    };
  }

  const secret = (): string => readFileSync(sshd.identity, 'latin1').split('\n').slice(1, -2).join('');
  /** Every file below a folder. */
  const filesBelow = (folder: string): string[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
      entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
    );
  /** No private key was opened, and nothing that was written holds the clear key. */
  function expectNoKey({ opened, written }: { opened: string[]; written: string[] }): void {
    expect(opened.length).toBeGreaterThan(20);
    expect(opened).toContainEqual(expect.stringMatching(/\.pub$|agent\.sock|known_hosts/));
    const privateKeys = [
      locked,
      sshd.identity,
      ...['rsa', 'ed25519', 'ecdsa', 'dsa'].map((type) => `/id_${type}`),
    ];
    expect(opened.filter((path) => privateKeys.some((key) => path === key || path.endsWith(key)))).toEqual(
      [],
    );
    const bytes = Buffer.from(secret(), 'base64').subarray(-80);
    for (const path of [...written, ...filesBelow(dir)]) {
      let text: Buffer;
      try {
        if (!statSync(path).isFile()) continue;
        text = readFileSync(path);
      } catch {
        continue;
      }
      expect(text.includes(secret().slice(-60)) || text.includes(bytes), path).toBe(false);
    }
  }

  it('the trace sees a private key where one is opened', async () => {
    const known = await traced(
      ['ssh', '-F', sshd.configFile, '-o', `IdentityFile=${sshd.identity}`, 'testhost', 'true'],
      {},
    );
    expect(known.opened).toContain(sshd.identity);
  });

  it('nix copies without opening a private key', async () => {
    const ssh = client();
    const store = join(dir, 'store');
    const file = join(dir, 'to-copy');
    writeFileSync(file, 'copied over our agent');
    const nix = ['nix', '--extra-experimental-features', 'nix-command'];
    const NIX_CONFIG = 'build-users-group =\nsubstituters =\nsandbox = false';
    const added = await run(
      'nix',
      [...nix.slice(1), 'store', 'add-file', '--store', `local?root=${store}`, file],
      {
        env: { ...env, NIX_CONFIG },
      },
    );
    const path = added.stdout.trim();
    const remote = join(dir, 'remote');
    mkdirSync(remote);
    const url = `ssh-ng://testhost?remote-store=${encodeURIComponent(`local?root=${remote}`)}`;
    const trace = await traced(
      [...nix, 'copy', '--no-check-sigs', '--from', `local?root=${store}`, '--to', url, path],
      { NIX_CONFIG, NIX_SSHOPTS: await ssh.nixSshOpts(sshd.reach) },
    );
    expect(readFileSync(join(remote, path), 'utf8')).toBe('copied over our agent');
    expectNoKey(trace);
  });

  it('git clones and pushes without opening a private key', async () => {
    const ssh = client();
    const bare = join(dir, 'bare.git');
    execFileSync('git', ['init', '-q', '--bare', bare]);
    const SSH_AUTH_SOCK = await ssh.agent.serve();
    const GIT_SSH_COMMAND = ['ssh', ...(await ssh.nixSshOpts(sshd.reach)).split(' ')].join(' ');
    const work = join(dir, 'work');
    const clone = await traced(['git', 'clone', '-q', `testhost:${bare}`, work], {
      GIT_SSH_COMMAND,
      SSH_AUTH_SOCK,
    });
    expectNoKey(clone);
    writeFileSync(join(work, 'file'), 'x');
    const git = (...words: string[]): string[] => [
      'git',
      '-C',
      work,
      '-c',
      'user.name=me',
      '-c',
      'user.email=me@x',
      ...words,
    ];
    await run('git', git('add', 'file').slice(1), { env });
    await run('git', git('commit', '-qm', 'one').slice(1), { env });
    expectNoKey(await traced(git('push', '-q', 'origin', 'HEAD:main'), { GIT_SSH_COMMAND, SSH_AUTH_SOCK }));
    expect(execFileSync('git', ['-C', bare, 'log', '--format=%s', 'main'], { encoding: 'utf8' })).toBe(
      'one\n',
    );
  });

  it('plain ssh finds the key by SSH_AUTH_SOCK alone', async () => {
    const socket = await client().agent.serve();
    const words = ['-F', 'none', '-p', String(sshd.port), '-l', userInfo().username];
    const options = [
      '-o',
      `UserKnownHostsFile=${sshd.knownHosts}`,
      '-o',
      'BatchMode=yes',
      '127.0.0.1',
      'echo',
      'in',
    ];
    const { stdout } = await run('ssh', [...words, ...options], { env: { ...env, SSH_AUTH_SOCK: socket } });
    expect(stdout).toBe('in\n');
  });
});
