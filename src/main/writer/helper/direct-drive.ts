import { close, constants, fstatSync, fsync, open, read, readFileSync, write } from 'node:fs';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { AppError, type DriveIdentity } from '../../../shared/contract';
import type { OpenDrive } from '../pipeline';

const [openFile, closeFile, syncFile] = [promisify(open), promisify(close), promisify(fsync)];

/** What sysfs says of a whole drive. */
interface Kernel {
  readonly majMin: string;
  readonly diskSeq: number | null;
  readonly bytes: number;
  readonly sectorBytes: number;
}

function kernelOf(path: string): Kernel {
  const dir = `/sys/class/block/${basename(path)}`;
  const text = (name: string): string => readFileSync(`${dir}/${name}`, 'utf8').trim();
  const optional = (name: string): string | null => {
    try {
      return text(name);
    } catch {
      return null;
    }
  };
  const diskSeq = optional('diskseq');
  return {
    majMin: text('dev'),
    diskSeq: diskSeq === null ? null : Number(diskSeq),
    // In units of 512 bytes, whatever the drive's sectors are.
    bytes: Number(text('size')) * 512,
    sectorBytes: Number(optional('queue/logical_block_size') ?? 512),
  };
}

/** A drive that this process holds alone. */
export interface HeldDrive extends OpenDrive {
  /** Throws `drive-gone` where the drive is no longer the one that was opened. */
  confirm(): void;
  close(): Promise<void>;
}

/**
 * Opens a drive for this process alone and past the machine's memory. What was opened is compared with `identity` by the
 * numbers of the device itself, so that no other drive can have slipped in under the same path. Throws `drive-changed`,
 * `drive-busy`, `drive-gone`, `drive-failed`.
 */
export async function openDirect(path: string, identity: DriveIdentity): Promise<HeldDrive> {
  const { O_RDWR, O_EXCL, O_NOFOLLOW } = constants;
  const fd = await openFile(path, O_RDWR | O_EXCL | O_NOFOLLOW | constants.O_DIRECT).catch(
    (error: unknown) => {
      throw driveError(error, path);
    },
  );
  try {
    const stat = fstatSync(fd);
    const kernel = confirmed(path, identity);
    if (!stat.isBlockDevice() || numbersOf(stat.rdev) !== kernel.majMin) throw changed(path);
    return {
      bytes: kernel.bytes,
      sectorBytes: kernel.sectorBytes,
      write: (from, at) => whole(fd, from, at, writeSome, path),
      read: (into, at) => whole(fd, into, at, readSome, path),
      async sync() {
        await syncFile(fd).catch((error: unknown) => {
          throw driveError(error, path);
        });
      },
      confirm: () => void confirmed(path, identity, 'gone'),
      close: () => closeFile(fd),
    };
  } catch (error) {
    await closeFile(fd);
    throw error;
  }
}

/** What the kernel says of the drive, if it is still the one that was looked at. */
function confirmed(path: string, identity: DriveIdentity, otherwise: 'changed' | 'gone' = 'changed'): Kernel {
  let kernel: Kernel;
  try {
    kernel = kernelOf(path);
  } catch (error) {
    throw gone(path, error);
  }
  const same =
    kernel.majMin === identity.majMin &&
    kernel.bytes === identity.bytes &&
    (identity.diskSeq === null || kernel.diskSeq === identity.diskSeq);
  if (!same) throw otherwise === 'gone' ? gone(path) : changed(path);
  return kernel;
}

/** As `8:32` (makedev(3) of glibc). */
function numbersOf(rdev: number): string {
  const value = BigInt(rdev);
  const major = ((value >> 8n) & 0xfffn) | ((value >> 32n) & 0xfffff000n);
  const minor = (value & 0xffn) | ((value >> 12n) & 0xffffff00n);
  return `${major}:${minor}`;
}

type Move = (fd: number, bytes: Uint8Array, at: number) => Promise<number>;

const writeSome: Move = (fd, bytes, at) =>
  new Promise((resolve, reject) => {
    write(fd, bytes, 0, bytes.length, at, (error, moved) => (error ? reject(error) : resolve(moved)));
  });

const readSome: Move = (fd, bytes, at) =>
  new Promise((resolve, reject) => {
    read(fd, bytes, 0, bytes.length, at, (error, moved) => (error ? reject(error) : resolve(moved)));
  });

async function whole(fd: number, bytes: Uint8Array, at: number, move: Move, path: string): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    let moved: number;
    try {
      moved = await move(fd, bytes.subarray(done), at + done);
    } catch (error) {
      throw driveError(error, path);
    }
    // The end of a drive that was larger a moment ago.
    if (moved === 0) throw gone(path);
    done += moved;
  }
}

/** A failure of the system as one of the drive. */
export function driveError(error: unknown, path: string): AppError {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (['ENXIO', 'ENODEV', 'ENOMEDIUM', 'ENOENT'].includes(code)) return gone(path, error);
  if (code === 'EBUSY') {
    return new AppError('drive-busy', `Something else uses ${path}, so it cannot be written.`, {
      hint: 'Close what has files open on it, then try again.',
      detail: { drive: path },
      cause: error,
    });
  }
  if (code === 'EROFS' || code === 'EPERM' || code === 'EACCES') {
    return new AppError('drive-failed', `${path} refuses to be written (${code}).`, {
      hint: 'Some drives have a switch against writing; others turn read-only when they fail.',
      detail: { drive: path, code },
      cause: error,
    });
  }
  return new AppError('drive-failed', `${path} reports a failure (${code || String(error)}).`, {
    hint: 'It may be failing, or its port: try another port, then another drive.',
    detail: { drive: path, code },
    cause: error,
  });
}

function gone(path: string, cause?: unknown): AppError {
  return new AppError('drive-gone', `${path} was pulled out or has vanished.`, {
    hint: 'What it holds starts no machine. Plug it in and write it again.',
    detail: { drive: path },
    cause,
  });
}

function changed(path: string): AppError {
  return new AppError('drive-changed', `${path} is no longer the drive that you chose.`, {
    hint: 'Look at the list of drives again and choose anew. Nothing was written.',
    detail: { drive: path },
  });
}
