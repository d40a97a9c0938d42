import { randomUUID } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';

/**
 * Writes a file that a ssh which is just starting may be reading, for this user alone. It is whole at every instant:
 * ssh that finds it empty between two deploys of a run would offer no key.
 */
export async function writeForSsh(file: string, text: string): Promise<void> {
  const part = `${file}.${randomUUID()}`;
  await writeFile(part, text, { mode: 0o600 });
  await rename(part, file);
}
