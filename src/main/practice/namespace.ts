import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { AppError } from '../../shared/contract';
import type { MachineTools } from './tools';

/** A booted practice host: its namespaces, held by its process 1. */
export interface Booted {
  /** Process 1 as the machine numbers it. */
  readonly pid: number;
  /** The best login shell inside. */
  readonly shell: string;
  /** Resolves when process 1 has ended, and with it every process of the host. */
  readonly ended: Promise<'reboot' | 'poweroff' | 'crash'>;
  halt(): Promise<void>;
}

const BOOT_MS = 20_000;

/**
 * Boots a host from its folder. Its processes die with the caller, however that ends.
 * @throws AppError `practice-unavailable` where the machine does not let an ordinary user make namespaces.
 */
export async function boot(
  dir: string,
  name: string,
  resourcesDir: string,
  tools: MachineTools,
): Promise<Booted> {
  const script = join(resourcesDir, 'boot.sh');
  const child = spawn(
    tools.setpriv,
    // A kernel's host name has at most 64 bytes.
    [
      '--pdeathsig',
      'KILL',
      tools.sh,
      script,
      dir,
      name.slice(0, 63),
      tools.union ? '1' : '0',
      ...tools.visible,
    ],
    { env: { PATH: tools.path }, stdio: ['ignore', 'pipe', 'pipe'], cwd: '/' },
  );
  const ended = new Promise<'reboot' | 'poweroff' | 'crash'>((resolve) => {
    child.once('error', () => resolve('crash'));
    child.once('exit', (code) => resolve(code === 0 ? 'reboot' : code === 3 ? 'poweroff' : 'crash'));
  });
  const { pid, shell } = await readReady(child, ended);
  return {
    pid,
    shell,
    ended,
    async halt() {
      // unshare ignores TERM; its death takes the pid namespace along.
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function readReady(child: ChildProcess, ended: Promise<unknown>): Promise<{ pid: number; shell: string }> {
  return new Promise((resolve, reject) => {
    let out = '';
    let problem = '';
    const refuse = (words: string): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(
        new AppError('practice-unavailable', `A practice host cannot be started on this machine: ${words}`, {
          hint: 'It needs user namespaces. Allow them (sysctl kernel.unprivileged_userns_clone=1, or kernel.apparmor_restrict_unprivileged_userns=0), or start Snowfleet as root in a test machine.',
          detail: { problem: problem.trim() },
        }),
      );
    };
    const timer = setTimeout(() => refuse('it did not boot in time.'), BOOT_MS);
    child.stderr?.on('data', (chunk: Buffer) => (problem += chunk.toString()));
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      const found = /^ready (\d+) (\S+)\n/m.exec(out);
      if (!found) return;
      clearTimeout(timer);
      resolve({ pid: Number(found[1]), shell: found[2] as string });
    });
    void ended.then(() => refuse(problem.trim().split('\n').at(-1) || 'it ended at once.'));
  });
}

/** How a command sees the store where the host's lies over the machine's. */
export type UnionUse = 'read' | 'build';

/**
 * A union shows only what the store held when it was mounted, so each command gets a new one. It is read-only, for a
 * garbage collection inside would hide the machine's tools for ever; only our own build of the first generation writes.
 */
const UNION_MOUNT: Record<UnionUse, string> = {
  read: 'mount -t overlay -o lowerdir=/.union/store:/.machine-store none /nix/store && exec "$@"',
  build:
    'options=lowerdir=/.machine-store,upperdir=/.union/store,workdir=/.union/.work;' +
    ' { mount -t overlay -o "userxattr,$options" none /nix/store || mount -t overlay -o "$options" none /nix/store; } && exec "$@"',
};

/** argv that runs `argv` inside a booted host, with the environment of a login there. It dies with whoever started it. */
export function insideArgv(
  booted: Booted,
  tools: MachineTools,
  argv: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  use: UnionUse = 'read',
): string[] {
  const target = `--preserve-credentials --target ${booted.pid}`;
  const enter = `${target} --user --mount --uts --ipc --net --pid`.split(' ');
  const union = tools.union ? ['unshare', '--mount', 'sh', '-c', UNION_MOUNT[use], 'sh'] : [];
  const variables = {
    LANG: 'C.UTF-8',
    HOME: '/root',
    USER: 'root',
    LOGNAME: 'root',
    SHELL: booted.shell,
    NIX_CONF_DIR: '/etc/nix',
    PATH: tools.insidePath,
    ...environment,
  };
  const settings = Object.entries(variables).map(([key, value]) => `${key}=${value}`);
  const live = ['--pdeathsig', 'KILL'];
  return [
    tools.setpriv,
    ...live,
    tools.nsenter,
    ...enter,
    'setpriv',
    ...live,
    ...union,
    'env',
    '-i',
    '-C',
    '/root',
    ...settings,
    ...argv,
  ];
}

/** Environment for starting {@link insideArgv}: what is looked up on the way in must be found inside. */
export function insideEnv(tools: MachineTools): NodeJS.ProcessEnv {
  return { PATH: `${tools.insidePath}:${tools.path}` };
}
