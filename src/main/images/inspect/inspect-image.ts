import { constants } from 'node:fs';
import { open, realpath, type FileHandle } from 'node:fs/promises';
import { AppError, type ImageInspection, type Packing } from '../../../shared/contract';
import { PACKING_BYTES, packingOf, surveyFile, type Unpackers } from '../../writer';
import { bootsOf } from './boots';
import { expectedChecksum, wrongChecksum } from './checksum';
import { beginningOf, plainBytes } from './image-bytes';
import { readIso, type Iso } from './iso';
import { readPartitions, type PartitionTable } from './partitions';
import { xzSize } from './xz-size';
import { zstdSize } from './zstd-size';

export interface InspectOptions {
  readonly path: string;
  /** Of the file as it lies there; where absent, what lies beside it counts. */
  readonly sha256?: string | undefined;
  /** Read all of it where that is what tells: for the checksum, and for a size that no index tells. */
  readonly check: boolean;
  /** Whose threads read it through: the bundle of the helper. */
  readonly bundle: string;
  readonly unpackers: Unpackers;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Looks at a file as an image for a drive. Throws `image-unreadable` (absent, no file, empty), `image-damaged` (cut short or
 * corrupt, as far as was looked), `checksum-wrong`, `unpacker-absent`, `cancelled`.
 */
export async function inspectImage(options: InspectOptions): Promise<ImageInspection> {
  const file = await realpath(options.path).catch(unreadable(options.path));
  // Without O_NONBLOCK a pipe would be waited for.
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK).catch(unreadable(file));
  try {
    const stat = await handle.stat();
    if (!stat.isFile() || stat.size === 0)
      throw unreadableBecause(file, stat.isFile() ? 'it is empty' : 'it is no file');
    const first = Buffer.alloc(PACKING_BYTES);
    const { bytesRead } = await handle.read(first, 0, PACKING_BYTES, 0);
    const packing = packingOf(first.subarray(0, bytesRead));
    const indexed = await sizeOf(handle, packing, stat.size);
    const look = await lookAt(file, handle, packing, options.unpackers, indexed ?? null, stat.size);
    const expected = await expectedChecksum(file, options.sha256);
    const through = await readThrough(options, file, packing, {
      hashes: expected !== null,
      counts: indexed === null,
    });
    if (expected !== null && through.sha256 !== null && through.sha256 !== expected.sha256) {
      throw wrongChecksum(file, expected, through.sha256);
    }
    const bytes = indexed ?? through.bytes;
    return {
      file,
      packing,
      content: look.iso !== null ? 'iso' : look.table.kind !== 'none' ? 'disk' : 'other',
      fileBytes: stat.size,
      bytes,
      bytesFrom: bytes === null ? null : packing === 'none' ? 'file' : indexed === null ? 'counted' : 'index',
      boots: look.boots,
      sha256: through.sha256,
      checksum: expected === null ? null : { from: expected.from, file: expected.file },
      label: look.iso?.label || null,
    };
  } finally {
    await handle.close();
  }
}

/** The size once unpacked, where the file itself tells; null where only unpacking does. */
async function sizeOf(handle: FileHandle, packing: Packing, fileBytes: number): Promise<number | null> {
  switch (packing) {
    case 'none':
      return fileBytes;
    case 'xz':
      return xzSize(handle, fileBytes);
    case 'zstd':
      return zstdSize(handle, fileBytes);
    case 'gzip':
      // What gzip notes is the size of its last member modulo 4 GB, which is no size to erase a drive for.
      return null;
  }
}

interface Look {
  readonly iso: Iso | null;
  readonly table: PartitionTable;
  readonly boots: ImageInspection['boots'];
}

async function lookAt(
  file: string,
  handle: FileHandle,
  packing: Packing,
  unpackers: Unpackers,
  bytes: number | null,
  fileBytes: number,
): Promise<Look> {
  if (packing === 'none') return lookInto(plainBytes(handle, fileBytes), file);
  // A child process reads on from where a descriptor stands, so it gets one of its own.
  const own = await open(file, 'r');
  try {
    return await lookInto(await beginningOf(own.fd, packing, unpackers, bytes), file);
  } finally {
    await own.close();
  }
}

async function lookInto(image: Parameters<typeof readIso>[0], file: string): Promise<Look> {
  const iso = await readIso(image);
  const table = await readPartitions(image);
  const needs = Math.max(iso?.bytes ?? 0, table.bytes ?? 0);
  if (image.bytes !== null && needs > image.bytes) {
    throw new AppError(
      'image-damaged',
      `${file} is cut short: it has ${image.bytes} bytes, and its own table speaks of ${needs}.`,
      {
        hint: 'Fetch or build it again, and compare its checksum.',
        detail: { file, bytes: image.bytes, needs },
      },
    );
  }
  return { iso, table, boots: await bootsOf(image, table, iso) };
}

async function readThrough(
  { check, bundle, unpackers, signal, onProgress }: InspectOptions,
  file: string,
  packing: Packing,
  wants: { readonly hashes: boolean; readonly counts: boolean },
): Promise<{ sha256: string | null; bytes: number | null }> {
  if (!check || (!wants.hashes && !wants.counts)) return { sha256: null, bytes: null };
  return surveyFile({ bundle, file, packing, unpackers, ...wants, signal, onProgress });
}

function unreadable(file: string): (error: unknown) => never {
  return (error) => {
    const code = (error as NodeJS.ErrnoException).code;
    throw unreadableBecause(file, code === 'ENOENT' ? 'there is no such file' : String(code ?? error));
  };
}

function unreadableBecause(file: string, why: string): AppError {
  return new AppError('image-unreadable', `${file} cannot be read as an image: ${why}.`, {
    hint: 'Name a file that you may read: iso, img or raw, also packed as gz, xz or zst.',
    detail: { file },
  });
}
