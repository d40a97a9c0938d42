import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const SCRIPT = join(import.meta.dirname, 'simhost.sh');

const hostsSchema = z.object({
  bridge: z.string(),
  hosts: z.array(
    z.object({
      name: z.string(),
      address: z.string(),
      port: z.number(),
      user: z.string(),
      hostKey: z.string(),
    }),
  ),
});
export type SimHost = z.infer<typeof hostsSchema>['hosts'][number];

export interface SimHosts {
  readonly dir: string;
  /** Given as `--ssh-config` or in a Reach. */
  readonly sshConfig: string;
  readonly knownHosts: string;
  readonly bridge: string;
  readonly hosts: readonly SimHost[];
  /** Power off and on; a host that boots runs what its profile names. */
  stop(name: string): Promise<void>;
  start(name: string): Promise<void>;
  /** Whether it is up; one that has restarted itself is not, for nothing here starts it again. */
  isUp(name: string): Promise<boolean>;
  /** Cable out and in: connections neither end nor go on. */
  unplug(name: string): Promise<void>;
  plug(name: string): Promise<void>;
  /** Its line takes no more than `rate` (as of tc, such as `8mbit`), each way. */
  slow(name: string, rate: string): Promise<void>;
  /** The folder that is the host's `/`. */
  root(name: string): string;
  /** Leaves no process, link, namespace or file. */
  down(): Promise<void>;
}

export interface SimHostsOptions {
  readonly names: readonly string[];
  /** A store path of this machine's store to be the first generation, in place of the small built-in one. */
  readonly closure?: string;
  /** Logs in as this user, who has the real sudo and a nix-daemon, instead of as root. */
  readonly user?: { readonly name: string; readonly password?: string };
  /** Where nix and nix-store are looked for; this process's own PATH where absent. */
  readonly path?: string;
}

/** Why simulated hosts cannot be had here, or null. */
export function simHostsMissing(): string | null {
  return process.getuid?.() === 0 ? null : 'simulated hosts need root';
}

/** Why simulated hosts with a user and sudo cannot be had here, or null. */
export function sudoHostsMissing(): string | null {
  return simHostsMissing() ?? (existsSync('/usr/bin/sudo') ? null : 'sudo is not installed');
}

/** Starts simulated NixOS hosts with a real sshd each (root only). */
export async function startSimHosts(options: SimHostsOptions): Promise<SimHosts> {
  const parent = mkdtempSync(join(tmpdir(), 'snowfleet-sim-'));
  const dir = join(parent, 'hosts');
  const env = {
    ...process.env,
    ...(options.path === undefined ? {} : { PATH: options.path }),
    ...(options.user === undefined
      ? {}
      : { SIM_USER: options.user.name, SIM_PASSWORD: options.user.password ?? '' }),
    ...(options.closure === undefined ? {} : { SIM_CLOSURE: options.closure }),
  };
  const run = async (verb: string, ...words: string[]): Promise<void> => {
    await promisify(execFile)('bash', [SCRIPT, verb, dir, ...words], { env });
  };
  const remove = async (): Promise<void> => {
    await run('down');
    rmSync(parent, { recursive: true, force: true });
  };
  try {
    await run('up', ...options.names);
  } catch (error) {
    await remove();
    throw error;
  }
  const { bridge, hosts } = hostsSchema.parse(JSON.parse(readFileSync(join(dir, 'hosts.json'), 'utf8')));
  return {
    dir,
    sshConfig: join(dir, 'ssh_config'),
    knownHosts: join(dir, 'known_hosts'),
    bridge,
    hosts,
    stop: (name) => run('stop', name),
    start: (name) => run('start', name),
    isUp: (name) =>
      run('up?', name).then(
        () => true,
        (error: unknown) => {
          if ((error as { code?: unknown }).code === 3) return false;
          throw error;
        },
      ),
    unplug: (name) => run('unplug', name),
    plug: (name) => run('plug', name),
    slow: (name, rate) => run('slow', name, rate),
    root: (name) => join(dir, name, 'root'),
    down: remove,
  };
}
