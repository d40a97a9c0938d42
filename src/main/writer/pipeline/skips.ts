import type { ByteRange } from '../../../shared/contract';
import { BLOCK } from './geometry';

const ZEROS = Buffer.alloc(BLOCK);

/** Whether a block holds nothing but zeros. */
export function isEmpty(block: Uint8Array): boolean {
  return ZEROS.compare(block, 0, block.length, 0, block.length) === 0;
}

/**
 * Which blocks may be left as they are on the drive: those that no stretch of the block map touches. Without a map none
 * may, since zeros can mean something to a file system.
 */
export function skipsOf(
  blockMap: readonly ByteRange[] | undefined,
  imageBytes: number,
): (block: number) => boolean {
  if (blockMap === undefined) return () => false;
  const needed = new Set<number>();
  for (const { from, to } of blockMap) {
    for (let block = Math.floor(from / BLOCK); block * BLOCK < Math.min(to, imageBytes); block += 1)
      needed.add(block);
  }
  return (block) => !needed.has(block);
}
