import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { AppError } from '../../shared/contract';
import type { Header } from './format/header';
import { plainLength } from './format/payload';
import { allOf, oneSource, openFile } from './format/source';

/** What is known of an age file without any key. */
export interface AgeHeader extends Header {
  readonly armored: boolean;
  /**
   * Bytes of its content, 0 for a secret that is empty; `damaged` where a file of this length is none, so it was cut off or
   * added to; null for one that is armored and too long to look through.
   */
  readonly plainBytes: number | 'damaged' | null;
}

/** Most files are no longer than this and read at once. */
const READ_BYTES = 16 * 1024;
/** Armored files up to this are looked through for their length. */
const ARMORED_BYTES = 1024 * 1024;

/**
 * Reads the header of an age file, by its path or from memory, and no more of a long file than that. Throws `age-damaged`,
 * `age-unsupported`, `unreadable-file`.
 */
export async function readHeader(source: string | Uint8Array): Promise<AgeHeader> {
  if (typeof source !== 'string') return described(oneSource(source), source.length);
  // What is no file is not waited for: a named pipe would hold its reader until somebody writes.
  const file = await open(source, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: unknown) => {
    throw unreadable(source, error);
  });
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw unreadable(source, new Error('it is no file'));
    return await described(piecesOf(file, source), stats.size);
  } finally {
    await file.close();
  }
}

async function described(source: AsyncIterable<Uint8Array>, bytes: number): Promise<AgeHeader> {
  const { payload, close: _close, ...header } = await openFile(source);
  const length = header.armored ? await armoredLength(payload, bytes) : bytes - header.payloadOffset;
  return { ...header, plainBytes: typeof length === 'number' ? (plainLength(length) ?? 'damaged') : length };
}

async function armoredLength(
  payload: AsyncIterable<Uint8Array>,
  bytes: number,
): Promise<number | 'damaged' | null> {
  if (bytes > ARMORED_BYTES) return null;
  try {
    return (await allOf(payload)).length;
  } catch {
    return 'damaged';
  }
}

async function* piecesOf(file: FileHandle, path: string): AsyncGenerator<Uint8Array> {
  for (;;) {
    const { bytesRead, buffer } = await file
      .read(Buffer.alloc(READ_BYTES), 0, READ_BYTES)
      .catch((error: unknown) => {
        throw unreadable(path, error);
      });
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}

const unreadable = (path: string, error: unknown): AppError =>
  new AppError('unreadable-file', `${path} cannot be read: ${(error as Error).message}.`, { cause: error });
