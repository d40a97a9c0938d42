import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Reach } from '../types';

/** A real OpenSSH server on loopback, with keys and an ssh configuration of its own. */
export interface TestSshd {
  readonly dir: string;
  readonly port: number;
  readonly configFile: string;
  readonly knownHosts: string;
  readonly identity: string;
  /** The host key as it stands in known_hosts. */
  readonly hostKey: string;
  readonly reach: Reach;
  /** Process of the server that listens; null while it is stopped. */
  readonly pid: number | null;
  /** What it wrote to its log since it was created. */
  log(): string;
  start(): Promise<void>;
  /** Ends the server and every session it serves. */
  stop(): Promise<void>;
  remove(): Promise<void>;
}

/**
 * A free port on loopback that stays ours while sshd is stopped and started again: below the ephemeral range
 * (32768 and up on Linux), so that no outgoing connection and no `listen(0)` of another test takes it.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(10_000, 20_000);
    const isFree = await new Promise<boolean>((resolve) => {
      const probe = createServer();
      probe.once('error', () => resolve(false));
      probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
    });
    if (isFree) return port;
  }
}

/** Makes a key pair; the public half as it stands in known_hosts. */
export function makeKey(file: string, ...extra: string[]): string {
  const passphrase = extra.includes('-N') ? [] : ['-N', ''];
  const type = extra.includes('-t') ? [] : ['-t', 'ed25519'];
  execFileSync('ssh-keygen', ['-q', ...type, ...passphrase, '-f', file, ...extra]);
  return readFileSync(`${file}.pub`, 'utf8').split(' ').slice(0, 2).join(' ').trim();
}

/**
 * @param settings lines that stand behind the usual ones of sshd_config.
 * @param wrap a command that ends by running the one put behind it, such as `unshare`.
 */
export async function createTestSshd(
  settings: readonly string[] = [],
  wrap: readonly string[] = [],
): Promise<TestSshd> {
  // OpenSSH refuses keys below a folder others may write to, which /tmp's sticky bit excuses only for its owner.
  const dir = mkdtempSync(join(tmpdir(), 'snowfleet-sshd-'));
  const port = await freePort();
  const hostKey = makeKey(join(dir, 'host_key'));
  const identity = join(dir, 'id');
  writeFileSync(join(dir, 'authorized_keys'), `${makeKey(identity)}\n`);
  if (userInfo().uid === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const configFile = join(dir, 'ssh_config');
  const knownHosts = join(dir, 'known_hosts');
  writeFileSync(knownHosts, `[127.0.0.1]:${port} ${hostKey}\n`);
  writeFileSync(
    configFile,
    `Host testhost\n  HostName 127.0.0.1\n  Port ${port}\n  User ${userInfo().username}\n  IdentityFile ${identity}\n` +
      `  IdentitiesOnly yes\n  UserKnownHostsFile ${knownHosts}\n  GlobalKnownHostsFile none\n  ConnectTimeout 5\n`,
  );
  writeFileSync(
    join(dir, 'sshd_config'),
    [
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${join(dir, 'host_key')}`,
      `AuthorizedKeysFile ${join(dir, 'authorized_keys')}`,
      'PidFile none',
      'StrictModes no',
      'PermitRootLogin yes',
      // sshd takes the first of two that contradict.
      ...settings,
      // Shells of tests read no login files of whoever runs them: what those start would be killed midway. The first
      // SetEnv counts, so a test's own goes before.
      `SetEnv HOME=${dir}`,
      'UsePAM no',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      '',
    ].join('\n'),
  );
  let child: ChildProcess | null = null;
  let log = '';

  const stop = async (): Promise<void> => {
    const running = child;
    child = null;
    if (!running?.pid) return;
    const gone = new Promise((resolve) => running.once('exit', resolve));
    // From the top down: a session must not live to report that its command was killed.
    for (const pid of [...descendants(running.pid), running.pid].toReversed()) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // Ended by itself in between.
      }
    }
    await gone;
  };

  const start = async (): Promise<void> => {
    const [command = '', ...words] = [...wrap, '/usr/sbin/sshd', '-D', '-e', '-f', join(dir, 'sshd_config')];
    child = spawn(command, words, { stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr?.on('data', (chunk: Buffer) => (log += chunk.toString()));
    for (let attempt = 0; attempt < 200; attempt++) {
      if (child.exitCode !== null) break;
      if (await answers(port)) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`sshd did not start: ${log}`);
  };

  await start();
  return {
    dir,
    port,
    configFile,
    knownHosts,
    identity,
    hostKey,
    reach: { host: 'testhost', source: 'ssh-config', destination: 'testhost', configFile },
    get pid() {
      return child?.pid ?? null;
    },
    log: () => log,
    start,
    stop,
    async remove() {
      await stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** The processes that serve sessions now, and what they run. */
export function sessionsOf(sshd: TestSshd): number[] {
  return sshd.pid === null ? [] : descendants(sshd.pid);
}

/** Below `pid`, from the process table, because sessions of sshd leave its process group. */
function descendants(pid: number): number[] {
  const table = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] =>
    table.flatMap(([child, of]) => (of === parent && child !== undefined ? [...below(child), child] : []));
  return below(pid);
}
