/** Bytes moved at a time, and what is held back at either end of the drive. */
export const BLOCK = 1024 * 1024;

/** What makes a drive start: firmware looks at the first sector, and at the last for the table's copy. */
const ENDS = BLOCK;
/** The first sector goes last of all; a page, since drives write no less. */
export const FIRST_SECTOR = 4096;

/** Which bytes of a drive are written when. All in bytes. */
export interface Geometry {
  readonly driveBytes: number;
  readonly imageBytes: number;
  readonly blocks: number;
  /** Zeroed first: the beginning of the drive and its end. */
  readonly ends: readonly { readonly at: number; readonly bytes: number }[];
  /** Whether a block is held back until all others are verified: the first, and any that reaches into the drive's end. */
  isHeld(block: number): boolean;
  /** Bytes of the image in a block. */
  bytesOf(block: number): number;
}

/** How an image lies on a drive. The caller has seen to it that it fits. */
export function geometryOf(imageBytes: number, driveBytes: number): Geometry {
  const blocks = Math.ceil(imageBytes / BLOCK);
  const tailFrom = driveBytes - ENDS;
  const bytesOf = (block: number): number => Math.min(BLOCK, imageBytes - block * BLOCK);
  return {
    driveBytes,
    imageBytes,
    blocks,
    ends: [
      { at: 0, bytes: Math.min(ENDS, driveBytes) },
      ...(driveBytes > ENDS
        ? [{ at: Math.max(ENDS, tailFrom), bytes: driveBytes - Math.max(ENDS, tailFrom) }]
        : []),
    ],
    isHeld: (block) => block === 0 || block * BLOCK + bytesOf(block) > tailFrom,
    bytesOf,
  };
}

/** Up to a whole number of sectors, as O_DIRECT wants it. */
export function padded(bytes: number, sectorBytes: number): number {
  return Math.ceil(bytes / sectorBytes) * sectorBytes;
}
