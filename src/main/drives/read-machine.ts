import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/contract';
import type { Machine } from '../../shared/drives';
import { parseJson } from '../../shared/json';
import { isCommandAbsent, runProcess } from '../process';
import { mountsOf, swapsOf } from './kernel-tables';
import { devicesOfLsblk, LSBLK_COLUMNS, lsblkSchema, OLD_LSBLK_COLUMNS } from './lsblk-output';
import { withSysfs } from './sysfs';

export interface MachineSources {
  /** The program; `lsblk` of PATH where absent. */
  readonly lsblk?: string;
  /** Where the kernel's file systems are mounted: `/proc` and `/sys`. */
  readonly proc?: string;
  readonly sys?: string;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 10_000;

/**
 * What this machine's storage looks like now. Needs no rights. Throws `lsblk-absent`, `drives-unreadable` where lsblk
 * fails or says what is not understood, `timeout`, `cancelled`.
 */
export async function readMachine(sources: MachineSources = {}): Promise<Machine> {
  const { proc = '/proc', sys = '/sys' } = sources;
  const [output, mountinfo, swaps, zfsPools] = await Promise.all([
    askLsblk(sources),
    readFile(join(proc, 'self', 'mountinfo'), 'utf8').catch(unreadable),
    readFile(join(proc, 'swaps'), 'utf8').catch(() => ''),
    // The module makes a folder for each pool that is imported; without the module there is none.
    readdir(join(proc, 'spl', 'kstat', 'zfs'), { withFileTypes: true }).catch(() => []),
  ]);
  return {
    devices: await Promise.all(devicesOfLsblk(output).map((device) => withSysfs(device, sys))),
    mounts: mountsOf(mountinfo),
    swaps: swapsOf(swaps),
    zfsPools: zfsPools.filter((entry) => entry.isDirectory()).map(({ name }) => name),
  };
}

async function askLsblk(sources: MachineSources): Promise<ReturnType<typeof lsblkSchema.parse>> {
  const first = await runLsblk(sources, LSBLK_COLUMNS);
  const isOld = first.code !== 0 && first.stderr.includes('unknown column');
  const { code, stdout, stderr } = isOld ? await runLsblk(sources, OLD_LSBLK_COLUMNS) : first;
  // 32 and 64: some or all of what was asked for is gone again, which is no failure of a list.
  if (code !== 0 && code !== 64) {
    throw unreadableError(`lsblk ended with ${code ?? 'a signal'}: ${stderr.trim().slice(0, 500)}`);
  }
  const parsed = lsblkSchema.safeParse(parseJson(stdout));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw unreadableError(
      `What lsblk said was not understood${issue ? `: ${issue.path.join('.')}: ${issue.message}` : ''}.`,
    );
  }
  return parsed.data;
}

async function runLsblk(sources: MachineSources, columns: readonly string[]) {
  const { lsblk = 'lsblk', signal, timeoutMs = TIMEOUT_MS } = sources;
  try {
    return await runProcess([lsblk, '--json', '--bytes', '--output', columns.join(',')], {
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
      timeoutMs,
      killGraceMs: 500,
      maxOutputBytes: 16 * 1024 * 1024,
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (!isCommandAbsent(error)) throw error;
    throw new AppError('lsblk-absent', 'lsblk is not installed, so drives cannot be told from each other.', {
      hint: 'Install util-linux.',
      cause: error,
    });
  }
}

function unreadable(error: unknown): never {
  throw unreadableError(`The kernel’s table of mounts could not be read: ${String(error)}`);
}

function unreadableError(message: string): AppError {
  return new AppError('drives-unreadable', message, {
    hint: 'Nothing is offered until it is known which drive is which. Run lsblk in a terminal to see what it says.',
  });
}
