import { join } from 'node:path';
import type { ConfigFiles } from '../files/folder';

/** Files in the order they are run, or why there are none. `many`: a pattern was asked for. */
export type FoundModule =
  { readonly files: readonly string[]; readonly many: boolean } | { readonly problem: string };

/**
 * The files that `require(name)` means: a path (`./x`, `~/x`, `/x`, with a pattern too) or a module's name, which is looked
 * for in the folder and where `package.path` says below it.
 */
export function findModule(name: string, searched: string, folder: ConfigFiles): FoundModule {
  if (/^(\/|\.\/|\.\.\/|~\/)/.test(name) || searched === '') return findPath(name, folder);
  const path = name.replaceAll('.', '/');
  const templates = [...searched.split(';'), join(folder.root, '?.lua'), join(folder.root, '?', 'init.lua')];
  for (const template of templates) {
    if (!template.includes('?')) continue;
    const file = folder.locate(template.replaceAll('?', path));
    if (folder.has(file)) return { files: [file], many: false };
  }
  return { problem: 'it is not in the configuration’s folder' };
}

function findPath(name: string, folder: ConfigFiles): FoundModule {
  const path = folder.locate(name);
  if (/[*?[]/.test(name)) {
    const files = folder.match(path);
    return files.length === 0 ? { problem: 'nothing matches it' } : { files, many: true };
  }
  const file = [path, `${path}.lua`, join(path, 'init.lua')].find((each) => folder.has(each));
  return file === undefined ? { problem: 'it is not there' } : { files: [file], many: false };
}
