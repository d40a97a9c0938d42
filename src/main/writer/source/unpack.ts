import { spawn } from 'node:child_process';
import { read } from 'node:fs';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { createGunzip } from 'node:zlib';
import { AppError, type Packing } from '../../../shared/contract';
import { isCommandAbsent } from '../../process';

/** Programs for what Node cannot unpack itself; `xz` and `zstd` of the search path where absent. */
export interface Unpackers {
  readonly xz?: string | undefined;
  readonly zstd?: string | undefined;
}

/** The bytes of an image as they belong on a drive, in pieces of any length. */
export interface Unpacked extends AsyncIterable<Buffer> {
  /** Ends what is under way; the iterator then ends or throws. */
  close(): void;
}

/** Pieces larger than the default of 64 kB: fewer turns of the loop for each megabyte. */
const PIECE = 256 * 1024;
const WORDS_KEPT = 2_000;

const readFile = promisify(read);

/**
 * Unpacks a file from its beginning; `fd` must stand there. The iterator throws AppError `image-damaged` (cut short or
 * corrupt), `image-unreadable` (the file system fails), `unpacker-absent`.
 */
export function unpack(fd: number, packing: Packing, unpackers: Unpackers = {}): Unpacked {
  switch (packing) {
    case 'none':
      return plain(fd);
    case 'gzip':
      return gunzip(fd);
    case 'xz':
      return unpackWith(fd, [unpackers.xz ?? 'xz', '--decompress', '--stdout', '--quiet']);
    case 'zstd':
      return unpackWith(fd, [
        unpackers.zstd ?? 'zstd',
        '--decompress',
        '--stdout',
        '--quiet',
        '--no-progress',
      ]);
  }
}

function plain(fd: number): Unpacked {
  return { close: () => undefined, [Symbol.asyncIterator]: () => piecesOf(fd) };
}

function gunzip(fd: number): Unpacked {
  const file = Readable.from(piecesOf(fd), { objectMode: false, highWaterMark: PIECE });
  const stream = createGunzip({ chunkSize: PIECE });
  file.on('error', (error) => stream.destroy(error));
  file.pipe(stream);
  return {
    close() {
      file.destroy();
      stream.destroy();
    },
    async *[Symbol.asyncIterator]() {
      try {
        for await (const piece of stream) yield piece as Buffer;
      } catch (error) {
        if (error instanceof AppError) throw error;
        throw damaged('gzip', error instanceof Error ? error.message : String(error));
      }
    },
  };
}

/** The bytes of a file from its beginning. Node's own stream would close the descriptor, which is not ours. */
async function* piecesOf(fd: number): AsyncGenerator<Buffer, void> {
  for (let at = 0; ;) {
    const into = Buffer.allocUnsafe(PIECE);
    let bytesRead: number;
    try {
      ({ bytesRead } = await readFile(fd, into, 0, PIECE, at));
    } catch (error) {
      throw unreadable(error);
    }
    if (bytesRead === 0) return;
    at += bytesRead;
    yield into.subarray(0, bytesRead);
  }
}

/** A child process for formats that Node 20 does not know (docs/decisions/0028-unpacking-images.md). */
function unpackWith(fd: number, argv: readonly [string, ...string[]]): Unpacked {
  const [command, ...operands] = argv;
  const child = spawn(command, operands, { stdio: [fd, 'pipe', 'pipe'], shell: false });
  let words = '';
  child.stderr?.on('data', (piece: Buffer) => {
    words = (words + piece.toString()).slice(-WORDS_KEPT);
  });
  const ended = new Promise<{ error?: Error; code: number | null }>((resolve) => {
    child.once('error', (error) => resolve({ error, code: null }));
    child.once('close', (code) => resolve({ code }));
  });
  return {
    close: () => void child.kill('SIGKILL'),
    async *[Symbol.asyncIterator]() {
      if (child.stdout) for await (const piece of child.stdout) yield piece as Buffer;
      const { error, code } = await ended;
      if (error !== undefined) throw isCommandAbsent(error) ? absent(command) : error;
      if (code !== 0) throw damaged(command, words.trim() || `it ended with ${code}`);
    },
  };
}

function absent(command: string): AppError {
  return new AppError(
    'unpacker-absent',
    `The image is packed with ${command}, which is not installed here.`,
    {
      hint: `Install ${command}, or unpack the image by other means first.`,
      detail: { command },
    },
  );
}

function damaged(by: string, words: string): AppError {
  return new AppError('image-damaged', `The image is damaged or cut short: ${by} says “${words}”.`, {
    hint: 'Fetch or build it again, and compare its checksum.',
    detail: { by, words },
  });
}

function unreadable(error: unknown): AppError {
  const words = error instanceof Error ? error.message : String(error);
  return new AppError('image-unreadable', `The image can no longer be read: ${words}.`, {
    hint: 'The disk that holds it may be failing or gone.',
    cause: error,
  });
}
