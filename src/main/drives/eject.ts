import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, type Drive } from '../../shared/contract';
import { isCommandAbsent, runProcess, type ProcessResult } from '../process';

/** How a drive is let go; tests give their own. */
export interface EjectMeans {
  run(argv: readonly string[]): Promise<ProcessResult | 'absent'>;
  readonly isRoot: boolean;
  readonly sys: string;
}

const TIMEOUT_MS = 60_000;

/** The programs of this machine. */
export const MACHINE_MEANS: EjectMeans = {
  async run(argv) {
    try {
      return await runProcess(argv, { timeoutMs: TIMEOUT_MS });
    } catch (error) {
      if (isCommandAbsent(error)) return 'absent';
      throw error;
    }
  },
  isRoot: process.getuid?.() === 0,
  sys: '/sys',
};

/**
 * Unmounts all of a drive and takes it off the bus, through udisks where it is there. Returns what it says now. Throws
 * `eject-failed`, with the words of who refused.
 */
export async function ejectDrive(drive: Drive, means: EjectMeans = MACHINE_MEANS): Promise<string> {
  if (drive.path.startsWith('/dev/loop')) {
    must(await means.run(['losetup', '--detach', drive.path]), drive, 'losetup');
    return `${drive.path} is detached.`;
  }
  const through = await udisks(drive, means);
  if (through !== null) return through;
  for (const target of drive.mounts) must(await means.run(['umount', '--', target]), drive, 'umount');
  const taken = await means.run(['eject', '--', drive.path]);
  if (taken !== 'absent' && taken.code === 0) return pulled(drive);
  if (!means.isRoot) throw failed(drive, 'Neither udisks nor eject could do it.');
  const name = drive.path.slice('/dev/'.length);
  try {
    await writeFile(join(means.sys, 'block', name, 'device', 'delete'), '1');
  } catch (error) {
    // A card in a slot of the board has no such switch: unmounted, it may be pulled out.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw failed(drive, String(error));
  }
  return pulled(drive);
}

/** Null where udisks is not there. */
async function udisks(drive: Drive, { run }: EjectMeans): Promise<string | null> {
  for (const { path, mounts } of drive.contents) {
    if (mounts.length === 0) continue;
    const unmounted = await run(['udisksctl', 'unmount', '--block-device', path]);
    if (unmounted === 'absent') return null;
    must(unmounted, drive, 'udisks');
  }
  const off = await run(['udisksctl', 'power-off', '--block-device', drive.path]);
  if (off === 'absent') return null;
  // It refuses what has no power of its own to switch off, such as cards.
  return off.code === 0 ? pulled(drive) : null;
}

function pulled({ title, path }: Drive): string {
  return `${title} (${path}) may be pulled out.`;
}

function must(result: ProcessResult | 'absent', drive: Drive, who: string): void {
  if (result === 'absent') throw failed(drive, `${who} is not installed.`);
  if (result.code !== 0) throw failed(drive, result.stderr.trim().slice(0, 500));
}

function failed({ path }: Drive, words: string): AppError {
  return new AppError('eject-failed', `${path} could not be let go: ${words}`, {
    hint: 'Close what uses it, or unmount it in a terminal, and try again.',
    detail: { drive: path },
  });
}
