import { execFile, execFileSync, spawn } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolveHome } from '../state';
import { fingerprint } from './host-keys/known-hosts';
import { createSsh } from './ssh';
import { createTestSshd, freePort, type TestSshd } from './testing/sshd';
import type { Reach, Ssh } from './types';

let sshd: TestSshd;
let ssh: Ssh;
const env = { ...process.env, SSH_AUTH_SOCK: '' };

beforeAll(async () => {
  sshd = await createTestSshd();
  ssh = createSsh({ home: resolveHome({ SNOWFLEET_HOME: join(sshd.dir, 'home') }), env });
});
afterAll(async () => {
  await ssh.close();
  await sshd.remove();
});

/** A reach with its own copy of the configuration, some lines put in front. */
function configured(name: string, ...lines: string[]): Reach {
  const file = join(sshd.dir, `config-${name}`);
  writeFileSync(
    file,
    `Host testhost\n${lines.map((l) => `  ${l}\n`).join('')}${readFileSync(sshd.configFile, 'utf8')}`,
  );
  return { ...sshd.reach, configFile: file };
}

/** Address and port a command sees its connection come from. */
async function clientOf(run: Ssh['exec']): Promise<string> {
  return (await run(sshd.reach, ['sh', '-c', 'echo $SSH_CLIENT'])).stdout;
}

describe('exec against a real sshd', () => {
  it('gives both streams and the exit code', async () => {
    const result = await ssh.exec(sshd.reach, ['sh', '-c', 'echo out; echo err >&2; exit 7']);
    expect(result).toMatchObject({ code: 7, stdout: 'out\n', stderr: 'err\n' });
    expect(result.ms).toBeGreaterThan(0);
  });

  it('carries nasty arguments unchanged', async () => {
    const words = ["it's", '$HOME', 'a\\b', '', 'x\ny', '; echo no'];
    const result = await ssh.exec(sshd.reach, ['printf', '%s|', ...words]);
    expect(result.stdout).toBe(`${words.join('|')}|`);
  });

  it('tells the signal that ended a command', async () => {
    const result = await ssh.exec(sshd.reach, ['sh', '-c', 'kill -TERM $$']);
    expect(result).toMatchObject({ code: null, signal: 'SIGTERM' });
  });

  it('sends input, and an empty one where none is given', async () => {
    const text = 'ümlaut '.repeat(50_000);
    expect((await ssh.exec(sshd.reach, ['cat'], { input: text })).stdout).toBe(text);
    expect((await ssh.exec(sshd.reach, ['wc', '-c'])).stdout.trim()).toBe('0');
  });

  it('streams while the command runs', async () => {
    const seen: string[] = [];
    await ssh.exec(sshd.reach, ['sh', '-c', 'echo one; sleep 0.3; echo two'], {
      onStdout: (t) => seen.push(t),
    });
    expect(seen).toEqual(['one\n', 'two\n']);
  });

  it('shares one connection, and opens another when sshd has no room for more sessions', async () => {
    const limited = await createTestSshd(['MaxSessions 2']);
    try {
      const results = await Promise.all(
        [1, 2, 3].map((n) => ssh.exec(limited.reach, ['sh', '-c', `sleep 0.5; echo ${n} $SSH_CLIENT`])),
      );
      expect(results.map((r) => r.stdout[0])).toEqual(['1', '2', '3']);
      const clients = new Set(results.map((r) => r.stdout.slice(2)));
      expect(clients.size).toBe(2);
    } finally {
      await limited.remove();
    }
  });

  it('uses a new connection for execFresh', async () => {
    const pooled = await clientOf(ssh.exec);
    expect(await clientOf(ssh.exec)).toBe(pooled);
    expect(await clientOf(ssh.execFresh)).not.toBe(pooled);
  });

  it('leaves a command at once on abort, and the connection to the others', async () => {
    const abort = new AbortController();
    const client = await clientOf(ssh.exec);
    const work = ssh.exec(sshd.reach, ['sh', '-c', 'echo begun; sleep 5'], {
      signal: abort.signal,
      onStdout: () => abort.abort(),
    });
    await expect(work).rejects.toMatchObject({ code: 'cancelled', detail: { begun: true } });
    await expect(ssh.exec(sshd.reach, ['true'], { signal: abort.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(await clientOf(ssh.exec)).toBe(client);
  });

  it('stops at the timeout', async () => {
    await expect(ssh.exec(sshd.reach, ['sleep', '20'], { timeoutMs: 200 })).rejects.toMatchObject({
      code: 'timeout',
    });
  });

  it('says that the outcome is unknown when the connection breaks, then connects anew', async () => {
    let stopped: Promise<void> | undefined;
    const work = ssh.exec(sshd.reach, ['sh', '-c', 'echo begun; sleep 20'], {
      onStdout: () => {
        stopped = sshd.stop();
      },
    });
    await expect(work).rejects.toMatchObject({
      code: 'unreachable',
      detail: { begun: true, stdout: 'begun\n' },
    });
    // Until it is gone its socket still takes connections, and breaks them.
    await stopped;
    await expect(ssh.exec(sshd.reach, ['true'])).rejects.toMatchObject({ code: 'refused' });
    await sshd.start();
    expect((await ssh.exec(sshd.reach, ['echo', 'back'])).stdout).toBe('back\n');
  });

  it('lets an unused connection go', async () => {
    const brief = createSsh({ home: resolveHome({ SNOWFLEET_HOME: sshd.dir }), env, idleMs: 100 });
    const pid = (await brief.exec(sshd.reach, ['sh', '-c', 'echo $PPID'])).stdout.trim();
    await expect.poll(() => processes(pid), { timeout: 5000 }).toBe(0);
    await brief.close();
  });
});

/** How many processes have this pid. */
function processes(pid: string): number {
  const table = execFileSync('ps', ['-eo', 'pid='], { encoding: 'utf8' });
  return table.split('\n').filter((line) => line.trim() === pid).length;
}

describe('host keys', () => {
  it('refuses an unknown key before it offers any credential', async () => {
    const empty = join(sshd.dir, 'nobody');
    writeFileSync(empty, '');
    const reach = configured('unknown', `UserKnownHostsFile ${empty}`);
    const expected = fingerprint(Buffer.from(sshd.hostKey.split(' ')[1] ?? '', 'base64'));
    await expect(ssh.exec(reach, ['true'])).rejects.toMatchObject({
      code: 'host-key-unknown',
      detail: { fingerprint: expected, keyType: 'ssh-ed25519' },
    });
  });

  it('offers nothing to a host it does not trust', async () => {
    const quiet = await createTestSshd(['LogLevel VERBOSE']);
    try {
      writeFileSync(quiet.knownHosts, '');
      await expect(ssh.exec(quiet.reach, ['true'])).rejects.toMatchObject({ code: 'host-key-unknown' });
      await expect.poll(() => quiet.log(), { timeout: 3000 }).toMatch(/Connection (closed|reset)/);
      expect(quiet.log()).not.toMatch(/publickey|Failed|authenticating user/);
    } finally {
      await quiet.remove();
    }
  });

  it('names the line that a changed key contradicts', async () => {
    const file = join(sshd.dir, 'other hosts');
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(sshd.dir, 'other')]);
    const other = readFileSync(join(sshd.dir, 'other.pub'), 'utf8');
    writeFileSync(file, `# mine\n[127.0.0.1]:${sshd.port} ${other}`);
    const reach = configured('changed', `UserKnownHostsFile "${file}"`);
    await expect(ssh.exec(reach, ['true'])).rejects.toMatchObject({
      code: 'host-key-changed',
      detail: { file, line: 2 },
    });
  });

  it('asks for the type it knows, so another type on offer does not confuse the verdict', async () => {
    const twoKeys = await createTestSshd();
    try {
      await twoKeys.stop();
      const rsa = join(twoKeys.dir, 'rsa');
      execFileSync('ssh-keygen', ['-q', '-t', 'rsa', '-b', '2048', '-N', '', '-f', rsa]);
      const config = join(twoKeys.dir, 'sshd_config');
      writeFileSync(config, `${readFileSync(config, 'utf8')}HostKey ${rsa}\n`);
      writeFileSync(twoKeys.knownHosts, `[127.0.0.1]:${twoKeys.port} ${readFileSync(`${rsa}.pub`, 'utf8')}`);
      await twoKeys.start();
      expect((await ssh.exec(twoKeys.reach, ['echo', 'ok'])).stdout).toBe('ok\n');
    } finally {
      await twoKeys.remove();
    }
  });
});

describe('logging in', () => {
  it('says refused for a closed port and timeout for a silent one', async () => {
    const closed = await freePort();
    await expect(ssh.exec({ ...sshd.reach, port: closed }, ['true'])).rejects.toMatchObject({
      code: 'refused',
    });
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as { port: number };
    const reach = { ...configured('silent', 'ConnectTimeout 1'), port };
    await expect(ssh.exec(reach, ['true'])).rejects.toMatchObject({ code: 'timeout' });
    silent.close();
  });

  it('says unreachable for something that is no ssh server, and for a name nobody knows', async () => {
    const web = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
    const { port } = web.address() as { port: number };
    await expect(ssh.exec({ ...sshd.reach, port }, ['true'])).rejects.toMatchObject({
      code: expect.stringMatching(/^(unreachable|refused)$/),
    });
    web.close();
    const nowhere = configured('nowhere', 'HostName nowhere.invalid');
    await expect(ssh.exec(nowhere, ['true'])).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('names the keys it could not use when the host lets nobody in', async () => {
    const locked = join(sshd.dir, 'locked');
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', 'secret', '-f', locked]);
    const file = join(sshd.dir, 'config-locked');
    const text = readFileSync(sshd.configFile, 'utf8').replace(/IdentityFile .*/, `IdentityFile ${locked}`);
    writeFileSync(file, text);
    await expect(ssh.exec({ ...sshd.reach, configFile: file }, ['true'])).rejects.toMatchObject({
      code: 'authentication-failed',
      message: expect.stringContaining(`${locked} (needs a passphrase`),
    });
  });

  it('uses the agent, also for a key whose file is locked', async () => {
    const socket = join(sshd.dir, 'agent.sock');
    const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
    try {
      const key = join(sshd.dir, 'agent-key');
      copyFileSync(sshd.identity, key);
      await expect
        .poll(
          () => {
            try {
              execFileSync('ssh-add', ['-q', sshd.identity], {
                env: { ...env, SSH_AUTH_SOCK: socket },
                stdio: 'ignore',
              });
              return true;
            } catch {
              return false;
            }
          },
          { timeout: 5000 },
        )
        .toBe(true);
      const absent = join(sshd.dir, 'absent-key');
      copyFileSync(`${sshd.identity}.pub`, `${absent}.pub`);
      const text = readFileSync(sshd.configFile, 'utf8').replace(/IdentityFile .*/, `IdentityFile ${absent}`);
      const file = join(sshd.dir, 'config-agent');
      writeFileSync(file, `${text}  IdentityAgent ${socket}\n`);
      expect((await ssh.exec({ ...sshd.reach, configFile: file }, ['echo', 'agent'])).stdout).toBe('agent\n');
      // With IdentitiesOnly, an agent key that no IdentityFile names stays in the agent.
      writeFileSync(
        file,
        `${text.replace(absent, join(sshd.dir, 'unnamed'))}  IdentityAgent ${socket}\n  Port ${sshd.port}\n`,
      );
      const fresh = ssh.execFresh({ ...sshd.reach, configFile: file }, ['true']);
      await expect(fresh).rejects.toMatchObject({ code: 'authentication-failed' });
    } finally {
      agent.kill();
    }
  });

  it('refuses a destination that ssh would read as an option', async () => {
    const reach: Reach = { host: 'x', source: 'address', destination: '-oProxyCommand=touch x' };
    await expect(ssh.exec(reach, ['true'])).rejects.toMatchObject({ code: 'bad-host-name' });
  });

  it('passes a jump host, judging the keys of both', async () => {
    const inner = await createTestSshd();
    try {
      const file = join(sshd.dir, 'config-jump');
      const jump = readFileSync(sshd.configFile, 'utf8').replace('testhost', 'jumphost');
      writeFileSync(file, `${readFileSync(inner.configFile, 'utf8')}  ProxyJump jumphost\n${jump}`);
      const reach = { ...inner.reach, configFile: file };
      const { stdout } = await ssh.exec(reach, ['sh', '-c', 'echo $SSH_CLIENT $SSH_CONNECTION']);
      expect(stdout).toContain(` ${inner.port}`);
      await sshd.stop();
      await expect(ssh.execFresh(reach, ['true'])).rejects.toMatchObject({ code: 'refused' });
      await sshd.start();
      await inner.stop();
      await expect(ssh.execFresh(reach, ['true'])).rejects.toMatchObject({ code: 'unreachable' });
    } finally {
      await inner.remove();
    }
  });
});

describe('shell', () => {
  it('has a terminal of the size asked for, and follows a resize', async () => {
    const shell = await ssh.shell(sshd.reach, { cols: 100, rows: 30 });
    let seen = '';
    shell.stream.on('data', (chunk: Buffer) => (seen += chunk.toString()));
    shell.stream.write('stty size; echo T=$TERM\n');
    await expect.poll(() => seen, { timeout: 5000 }).toMatch(/30 100[\s\S]*T=xterm-256color/);
    shell.resize(160, 50);
    shell.stream.write('stty size\n');
    await expect.poll(() => seen, { timeout: 5000 }).toContain('50 160');
    shell.stream.write('exit 3\n');
    expect(await shell.exited).toEqual({ code: 3 });
  });
});

/** Runs the real ssh, and not in one go: our agent, which serves the keys, lives in this process. */
async function openSsh(words: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('ssh', [...words, 'testhost', 'echo', 'same'], { env });
  return stdout;
}

describe('options for nix copy', () => {
  it('make OpenSSH reach the same host', async () => {
    const words = (await ssh.nixSshOpts(sshd.reach)).split(' ');
    expect(await openSsh(words)).toBe('same\n');
  });

  it('work for a configuration whose path has blanks', async () => {
    const file = join(sshd.dir, 'my config');
    copyFileSync(sshd.configFile, file);
    const words = (await ssh.nixSshOpts({ ...sshd.reach, configFile: file })).split(' ');
    expect(await openSsh(words)).toBe('same\n');
  });
});
