import { closeSync, constants, fstatSync, openSync, statSync, type Stats } from 'node:fs';
import { AppError } from '../../../shared/contract';
import type { FileMark } from './protocol';

/** What marks a file as it lies there now. Throws Node's own error. */
export function markOf(file: string): FileMark {
  return markOfStat(statSync(file));
}

function markOfStat(stat: Stats): FileMark {
  return { dev: stat.dev, ino: stat.ino, size: stat.size, mtimeMs: stat.mtimeMs };
}

/** Opens an image that was looked at before. Throws `image-unreadable`, `image-changed`. */
export function openImage(file: string, mark: FileMark): number {
  let fd: number;
  try {
    // Without O_NONBLOCK a pipe in its place would hold us for ever.
    fd = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw new AppError('image-unreadable', `The image ${file} cannot be opened: ${String(error)}.`, {
      hint: 'It was moved or removed, or you may not read it.',
      detail: { file },
      cause: error,
    });
  }
  const stat = fstatSync(fd);
  const now = markOfStat(stat);
  const same =
    stat.isFile() &&
    now.dev === mark.dev &&
    now.ino === mark.ino &&
    now.size === mark.size &&
    now.mtimeMs === mark.mtimeMs;
  if (same) return fd;
  closeSync(fd);
  throw new AppError('image-changed', `The image ${file} is not the one that was looked at a moment ago.`, {
    hint: 'Something writes to the image; wait for it to end and begin again.',
    detail: { file },
  });
}
