import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../../../shared/contract';
import type { TextNow } from './stand';

/** Reads files of the fleet as they are now, each once; null for one that is not there. Throws `unreadable-file`. */
export function textsOf(dir: string): TextNow {
  const known = new Map<string, string | null>();
  return (file) => {
    const text = known.get(file);
    if (text !== undefined) return text;
    const read = textOf(dir, file);
    known.set(file, read);
    return read;
  };
}

function textOf(dir: string, file: string): string | null {
  try {
    return readFileSync(path.join(dir, file), 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A folder in the place of a file: the file is gone all the same.
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return null;
    throw new AppError('unreadable-file', `${file} cannot be read.`, {
      hint: 'It was moved or its permissions changed; put it back to go on.',
      detail: { file },
      cause: error,
    });
  }
}
