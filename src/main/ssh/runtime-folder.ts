import { chmod, lstat, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../shared/contract';
import type { Home } from '../state';

/** A folder of this process alone (0700): the agent's socket, and what OpenSSH is given to read. No secret lies in it. */
export interface RuntimeFolder {
  /** Made on the first call. Its path has no blanks: Nix splits NIX_SSHOPTS at them, without any quoting. */
  path(): Promise<string>;
  close(): Promise<void>;
}

const BLANK = /\s/;
/** sun_path of a socket holds 108 bytes; the names below it take some. */
const MAX_PATH = 80;
const OWN_NAME = /^(\d+)-/;

export function createRuntimeFolder(home: Home): RuntimeFolder {
  let made: Promise<string> | null = null;
  const fits = (path: string): boolean => !BLANK.test(path) && Buffer.byteLength(path) <= MAX_PATH;

  const make = async (): Promise<string> => {
    const usual = join(home.runtime, 'ssh');
    if (fits(usual)) {
      await mkdir(usual, { recursive: true, mode: 0o700 });
      await ownOnly(usual);
      await dropDead(usual);
      return mkdtemp(join(usual, `${process.pid}-`));
    }
    if (!fits(tmpdir())) {
      throw new AppError(
        'usage',
        'OpenSSH cannot be given files in a folder whose path is long or holds blanks.',
        {
          hint: 'Set TMPDIR or SNOWFLEET_HOME to a folder with a short name without blanks.',
          detail: { folders: [home.runtime, tmpdir()] },
        },
      );
    }
    return mkdtemp(join(tmpdir(), 'snowfleet-ssh-'));
  };

  return {
    path: () => (made ??= make()),
    async close() {
      const folder = await made?.catch(() => null);
      made = null;
      if (folder) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Whoever else could write here could put a socket of theirs in our place. */
async function ownOnly(folder: string): Promise<void> {
  const { uid, mode } = await lstat(folder);
  if (uid !== process.getuid?.()) {
    throw new AppError('unreadable-file', `${folder} belongs to somebody else.`, {
      hint: 'Remove it, or set SNOWFLEET_HOME to a folder of your own.',
      detail: { folder },
    });
  }
  if ((mode & 0o077) !== 0) await chmod(folder, 0o700);
}

/** Folders that processes left behind which are gone. */
async function dropDead(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const pid = Number(OWN_NAME.exec(name)?.[1]);
    if (!Number.isInteger(pid) || isAlive(pid)) continue;
    await rm(join(folder, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
