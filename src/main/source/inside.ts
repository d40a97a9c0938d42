import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../shared/contract';

/**
 * The absolute name of a file of the fleet, links followed. `file` is relative to the fleet with `/`; a folder
 * stands for its default.nix. Throws `outside-fleet` for what climbs out or lies in the repository's own folder,
 * and `unreadable-file` for what is not there or is no file.
 */
export async function fileInside(
  dir: string,
  file: string,
): Promise<{ readonly absolute: string; readonly file: string }> {
  const clean = path.posix.normalize(file);
  const parts = clean.split('/');
  if (clean.startsWith('/') || parts[0] === '..' || file.includes('\0')) throw outside(file);
  if (parts.includes('.git')) throw outside(file);
  const root = await realpath(dir);
  const absolute = await real(path.join(root, clean), file);
  if (absolute !== root && !absolute.startsWith(root + path.sep)) throw outside(file);
  if (absolute.slice(root.length).split(path.sep).includes('.git')) throw outside(file);
  const stats = await stat(absolute);
  if (stats.isDirectory()) {
    if (parts.at(-1) === 'default.nix') throw noFile(file);
    return fileInside(dir, path.posix.join(clean, 'default.nix'));
  }
  // Reading a pipe or a device might never end.
  if (!stats.isFile()) throw noFile(file);
  return { absolute, file: clean };
}

async function real(absolute: string, file: string): Promise<string> {
  try {
    return await realpath(absolute);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new AppError('unreadable-file', `${file} ${words(code)}.`, {
      hint: 'It may have been moved or removed since the fleet was read.',
      detail: { file },
    });
  }
}

function words(code: string | undefined): string {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'is not in this fleet';
    case 'ELOOP':
      return 'is a link that leads in a circle';
    case 'EACCES':
    case 'EPERM':
      return 'cannot be read: permission denied';
    default:
      return `cannot be read (${code ?? 'unknown reason'})`;
  }
}

function outside(file: string): AppError {
  return new AppError('outside-fleet', `${file} is not a file of this fleet.`, {
    hint: 'Only files inside the fleet’s folder are shown.',
    detail: { file },
  });
}

function noFile(file: string): AppError {
  return new AppError('unreadable-file', `${file} is no file that holds text.`, {
    hint: 'Name a file; a folder stands for its default.nix.',
    detail: { file },
  });
}
