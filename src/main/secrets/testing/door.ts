import { spawn, execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The terminal door in a process group of its own. */
export interface Running {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  isOver(): boolean;
  /** SIGKILL to all of it. */
  kill(): void;
}

/** For tests: builds the terminal door where it is stale. */
export function buildDoor(): void {
  execFileSync(process.execPath, [join(ROOT, 'scripts/build.mjs'), '--only', 'main', '--if-stale'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

/** For tests: starts a command of the terminal door, which {@link buildDoor} has built, with this on standard input. */
export function startDoor(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  input: string | null = null,
  cwd = ROOT,
): Running {
  const child = spawn(process.execPath, [join(ROOT, 'bin/snowfleet'), ...args], {
    cwd,
    env: { PATH: process.env['PATH'], LANG: 'C.UTF-8', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (part: Buffer) => (stdout += part.toString()));
  child.stderr.on('data', (part: Buffer) => (stderr += part.toString()));
  // A process that is killed does not read.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input ?? '');
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  const { pid = 0 } = child;
  return {
    pid,
    ended,
    isOver: () => child.exitCode !== null || child.signalCode !== null,
    kill() {
      try {
        process.kill(-pid, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    },
  };
}
