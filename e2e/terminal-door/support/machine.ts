import { execFileSync } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { PROGRAM } from './door';

export const isRoot = process.getuid?.() === 0;

/** Where a program is on PATH, or null. */
export function programFile(name: string): string | null {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const file = join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

/** A PATH that is this machine's without any program of Nix. Links lie in `folder`. */
export function pathWithoutNix(folder: string): string {
  mkdirSync(folder);
  for (const from of (process.env['PATH'] ?? '').split(delimiter).filter((one) => existsSync(one))) {
    for (const name of readdirSync(from)) {
      if (!name.startsWith('nix') && !existsSync(join(folder, name))) {
        try {
          symlinkSync(join(from, name), join(folder, name));
        } catch (error) {
          // A dangling link in an earlier folder has the name already.
          if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        }
      }
    }
  }
  return folder;
}

/** Words that make what follows run as a user without rights, or null where that cannot be had for this checkout. */
export function asOrdinaryUser(): readonly string[] | null {
  if (!isRoot) return [];
  const words = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--'];
  try {
    execFileSync(words[0] as string, [...words.slice(1), process.execPath, PROGRAM, '--version'], {
      stdio: 'ignore',
    });
    return words;
  } catch {
    return null;
  }
}

/** Command lines of this machine that hold `text`. */
export function commandsWith(text: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      try {
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return command.includes(text) ? [`${name} ${command}`] : [];
      } catch {
        // Ended meanwhile.
        return [];
      }
    });
}
