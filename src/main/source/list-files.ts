import { readdir } from 'node:fs/promises';
import path from 'node:path';

/** More than any fleet a person wrote; a checkout with build output in it ends here. */
const MOST_FILES = 5000;
/** What holds no source of the fleet. */
const LEFT_OUT = new Set(['.git', '.direnv', 'node_modules', 'result']);

/** Names of the fleet's files relative to it, in order. Links are not followed; what cannot be listed is left out. */
export async function listFiles(dir: string, most = MOST_FILES): Promise<{ files: string[]; more: boolean }> {
  const files: string[] = [];
  const folders = [''];
  for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
    const entries = await readdir(path.join(dir, folder), { withFileTypes: true }).catch(() => []);
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      if (LEFT_OUT.has(entry.name) || entry.name.startsWith('result-')) continue;
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) folders.push(name);
      else if (entry.isFile()) files.push(name);
    }
    if (files.length > most) return { files: files.slice(0, most), more: true };
  }
  return { files, more: false };
}
