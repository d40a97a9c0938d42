import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';

/** The program of a plugin, or null where it is not installed. What PATH names relative to a folder is not looked at. */
export async function findPlugin(
  name: string,
  searchPath = process.env['PATH'] ?? '',
): Promise<string | null> {
  for (const folder of searchPath.split(path.delimiter).filter((one) => path.isAbsolute(one))) {
    const file = path.join(folder, `age-plugin-${name}`);
    const isThere = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  return null;
}
