import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A text that is another one when a drive or a medium came or went, or something was mounted. Cheap enough to be asked
 * for each second, where lsblk, which opens every drive, is not.
 */
export async function storageSigns(sys = '/sys', proc = '/proc'): Promise<string> {
  const folder = join(sys, 'class', 'block');
  const read = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');
  const names = (await readdir(folder).catch(() => [])).toSorted();
  const devices = names.map(async (name) => {
    const [size, diskSeq, ro] = await Promise.all(
      ['size', 'diskseq', 'ro'].map((file) => read(join(folder, name, file))),
    );
    return [name, size, diskSeq, ro].join(' ');
  });
  const tables = [read(join(proc, 'self', 'mountinfo')), read(join(proc, 'swaps'))];
  return (await Promise.all([...devices, ...tables])).join('\n');
}
