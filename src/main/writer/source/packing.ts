import type { Packing } from '../../../shared/contract';

/** Bytes at the beginning of a file that {@link packingOf} looks at. */
export const PACKING_BYTES = 6;

const XZ = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00];

/** How a file is packed, by its first bytes: names lie. `none` also for a file shorter than any mark. */
export function packingOf(first: Uint8Array): Packing {
  if (first[0] === 0x1f && first[1] === 0x8b) return 'gzip';
  if (XZ.every((byte, at) => first[at] === byte)) return 'xz';
  if (first.length >= 4) {
    const mark = new DataView(first.buffer, first.byteOffset, 4).getUint32(0, true);
    // A frame, or a frame that decoders pass over (RFC 8878, 3.1).
    if (mark === 0xfd2fb528 || (mark & 0xfffffff0) >>> 0 === 0x184d2a50) return 'zstd';
  }
  return 'none';
}
