import { open } from 'node:fs/promises';
import { constants } from 'node:fs';

/** The text of a small file beside an image; null where there is none, it is no regular file, or larger than `longest` bytes. */
export async function textBeside(file: string, longest: number): Promise<string | null> {
  try {
    // Without O_NONBLOCK a pipe of that name would be waited for.
    const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stat = await handle.stat();
      return stat.isFile() && stat.size <= longest ? await handle.readFile('utf8') : null;
    } finally {
      await handle.close();
    }
  } catch {
    return null;
  }
}
