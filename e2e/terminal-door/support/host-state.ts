import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Door } from './door';
import { commandsWith } from './machine';

/** The folder that is a practice host's `/`. */
export function practiceRoot(door: Door, host: string): string {
  const hosts = join(door.home, 'data/practice/hosts');
  const [fleet = ''] = readdirSync(hosts);
  return join(hosts, fleet, host);
}

/** The ssh configuration that reaches the door's practice hosts. */
export function practiceSshConfig(door: Door): string {
  const fleets = join(door.home, 'state/practice/fleets');
  const [fleet = ''] = readdirSync(fleets);
  return join(fleets, fleet, 'ssh_config');
}

export interface HostState {
  /** What it runs. */
  readonly running: string;
  /** What it would boot. */
  readonly profile: string;
  /** Names of the generation links. */
  readonly generations: readonly string[];
}

/** How a host is, read from outside: through no program of Snowfleet's. */
export function hostState(root: string): HostState {
  const profiles = join(root, 'nix/var/nix/profiles');
  return {
    running: readlinkSync(join(root, 'run/current-system')),
    profile: readlinkSync(join(profiles, readlinkSync(join(profiles, 'system')))),
    generations: readdirSync(profiles)
      .filter((name) => /^system-\d+-link$/.test(name))
      .toSorted(),
  };
}

/** A command on a host with plain ssh; its standard output. */
export function onHost(sshConfig: string, host: string, command: string): string {
  return execFileSync('ssh', ['-F', sshConfig, '-o', 'BatchMode=yes', host, command], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Asks the host's own Nix whether every path of a closure is whole; answers how many there are. */
export function verifyClosure(sshConfig: string, host: string, system: string): number {
  const closure = onHost(sshConfig, host, `nix-store --query --requisites ${system}`).trim().split('\n');
  onHost(sshConfig, host, `nix-store --verify-path ${closure.join(' ')}`);
  return closure.length;
}

/** What must not change when a run is cut off: every file of the fleet, and git's index, byte for byte. */
export function workingTree(door: Door): unknown {
  const files = door.git('ls-files').trim().split('\n');
  return {
    status: door.git('status', '--porcelain'),
    files: files.map((file) => [file, door.read(file)]),
    index: createHash('sha256')
      .update(readFileSync(join(door.fleet, '.git/index')))
      .digest('hex'),
  };
}

/** Waits until no command line of this machine holds `text`; answers those that stayed. */
export async function goneWithin(text: string, ms: number): Promise<string[]> {
  const until = Date.now() + ms;
  for (;;) {
    const left = commandsWith(text);
    if (left.length === 0 || Date.now() > until) return left;
    await pause(50);
  }
}
