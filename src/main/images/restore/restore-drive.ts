import { randomInt, randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, type Drive, type Job, type WriteWish } from '../../../shared/contract';
import type { Jobs } from '../../jobs';
import { type Home, writeFileAtomic } from '../../state';
import { emptyFat32, SMALLEST_FAT32 } from './fat32';

/** Of larger drives the tables alone would be hundreds of megabytes, and nobody has files of 4 GB at most on them. */
const LARGEST = 300e9;
const LABEL = 'FILES';

export interface RestoreParts {
  readonly home: Home;
  readonly jobs: Pick<Jobs, 'result'>;
  /** Drives as they are now. */
  readonly drives: () => Promise<readonly Drive[]>;
  /** Starts a write. */
  readonly write: (wish: WriteWish) => Promise<Job>;
}

/** Which drive, confirmed as for a write. */
export type RestoreWish = Omit<WriteWish, 'image' | 'sha256'>;

/**
 * Starts to write one empty FAT32 partition to a drive, so that it takes files again. It is a write as any other, with the
 * same rules, helper and proof. Throws `unknown-drive`, `drive-refused` for a drive that FAT32 is not for, and what a write
 * throws.
 */
export async function restoreDrive(parts: RestoreParts, wish: RestoreWish): Promise<Job> {
  const drive = (await parts.drives()).find(({ path }) => path === wish.drive);
  if (drive === undefined) {
    throw new AppError('unknown-drive', `There is no drive ${wish.drive} here.`, {
      hint: 'See which there are: snowfleet drives',
      detail: { drive: wish.drive },
    });
  }
  if (drive.bytes < SMALLEST_FAT32 || drive.bytes > LARGEST) {
    throw new AppError('drive-refused', `${drive.path} has no size that FAT32 is for.`, {
      hint: 'Make a partition with your desktop’s disk program, or with parted. Nothing was written.',
      detail: { drive: drive.path, bytes: drive.bytes },
    });
  }
  const folder = join(parts.home.cache, 'restore', randomUUID());
  const image = join(folder, 'empty-fat32.img');
  const forget = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    await writeFileAtomic(image, emptyFat32(drive.bytes, LABEL, randomInt(2 ** 32)));
    const job = await parts.write({ ...wish, image });
    void parts.jobs
      .result(job.id)
      .catch(() => undefined)
      .then(forget)
      // It lies in the cache, which anybody may empty.
      .catch(() => undefined);
    return job;
  } catch (error) {
    await forget();
    throw error;
  }
}
