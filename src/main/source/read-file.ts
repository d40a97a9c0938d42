import { open } from 'node:fs/promises';
import { isUtf8 } from 'node:buffer';
import { AppError, type SourceText } from '../../shared/contract';
import { fileInside } from './inside';

/** Bytes above which a file is not shown: no person wrote it. */
export const MOST_BYTES = 4_000_000;

/** A text file of the fleet in `dir`. Throws `outside-fleet` and `unreadable-file`. */
export async function readFileOf(dir: string, name: string): Promise<SourceText> {
  const { absolute, file } = await fileInside(dir, name);
  const bytes = await contentOf(absolute, file);
  if (bytes.includes(0))
    throw unreadable(file, 'is a binary file, not text', 'Open it in a program of its own.');
  const encoding = isUtf8(bytes) ? 'utf8' : 'latin1';
  return { file, text: bytes.toString(encoding), bytes: bytes.length, encoding };
}

async function contentOf(absolute: string, file: string): Promise<Buffer> {
  try {
    const handle = await open(absolute, 'r');
    try {
      const { size } = await handle.stat();
      if (size > MOST_BYTES) {
        const words = `is larger than ${MOST_BYTES / 1_000_000} MB`;
        throw unreadable(file, words, 'Open it in your editor.');
      }
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    const words =
      code === 'EACCES' || code === 'EPERM'
        ? 'cannot be read: permission denied'
        : `cannot be read (${code ?? 'unknown reason'})`;
    throw unreadable(file, words, 'Look at its permissions.');
  }
}

function unreadable(file: string, words: string, hint: string): AppError {
  return new AppError('unreadable-file', `${file} ${words}.`, { hint, detail: { file } });
}
