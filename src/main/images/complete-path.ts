import { readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { PathProposal } from '../../shared/contract';

/** What an image's name ends with, packed or not. */
const IMAGE_NAME = /\.(iso|img|raw)(\.(gz|xz|zst))?$/i;
/** More than anybody reads. */
const MAX = 50;

/**
 * Folders and images whose path begins with what was typed, folders first. A folder that cannot be read has none; a
 * path that is not absolute is none. `~` is the user's home.
 */
export async function completePath(
  typed: string,
  home: string = homedir(),
): Promise<{ proposals: PathProposal[]; truncated: boolean }> {
  const path = typed === '~' || typed.startsWith('~/') ? `${home}${typed.slice(1)}` : typed;
  if (!path.startsWith('/')) return { proposals: [], truncated: false };
  const folder = path.endsWith('/') ? path : dirname(path);
  const start = path.endsWith('/') ? '' : basename(path);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const named = entries.filter(
    ({ name }) => name.startsWith(start) && (start.startsWith('.') || !name.startsWith('.')),
  );
  const looked = await Promise.all(
    named
      .filter((entry) => entry.isDirectory() || entry.isSymbolicLink() || IMAGE_NAME.test(entry.name))
      .map(async ({ name }): Promise<PathProposal | null> => {
        const full = join(folder, name);
        const found = await stat(full).catch(() => null);
        if (found === null || !(found.isDirectory() || (found.isFile() && IMAGE_NAME.test(name))))
          return null;
        return {
          path: found.isDirectory() ? `${full}/` : full,
          name,
          isFolder: found.isDirectory(),
          bytes: found.isFile() ? found.size : 0,
          changedAt: found.mtime.toISOString(),
        };
      }),
  );
  const proposals = looked
    .filter((one) => one !== null)
    .toSorted((a, b) => Number(b.isFolder) - Number(a.isFolder) || a.name.localeCompare(b.name));
  return { proposals: proposals.slice(0, MAX), truncated: proposals.length > MAX };
}
