import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The built worker entry: `worker.js` beside the bundle this code is in, or one folder up when it is in a chunk.
 * Null where nothing was built, as in unit tests.
 */
export function findWorkerFile(from: string = import.meta.url): string | null {
  const folder = dirname(fileURLToPath(from));
  const candidates = [join(folder, 'worker.js'), join(folder, '..', 'worker.js')];
  return candidates.find((path) => existsSync(path)) ?? null;
}
