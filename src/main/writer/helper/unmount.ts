import { AppError } from '../../../shared/contract';
import { runProcess } from '../../process';

/** Folders of the system that hold `umount` and `lsblk`; only root can change them. */
export const SYSTEM_PATH = '/run/wrappers/bin:/run/current-system/sw/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Unmounts politely: never by force, since what is open there may not be saved. Throws `drive-busy`. */
export async function unmount(mounts: readonly string[], drive: string): Promise<void> {
  // What is mounted inside another mount goes first.
  for (const mount of mounts.toSorted((a, b) => b.length - a.length)) {
    const { code, stderr } = await runProcess(['umount', '--', mount], {
      env: { PATH: SYSTEM_PATH, LC_ALL: 'C' },
      timeoutMs: 60_000,
    });
    if (code === 0 || /not mounted/.test(stderr)) continue;
    throw new AppError('drive-busy', `${mount} on ${drive} is in use, so nothing was written.`, {
      hint: 'Close the programs that have files open there, then try again.',
      detail: { drive, mount, words: stderr.trim() },
    });
  }
}
