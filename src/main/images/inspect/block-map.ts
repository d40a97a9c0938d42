import { createHash } from 'node:crypto';
import type { ByteRange } from '../../../shared/contract';
import { textBeside } from './beside';

/** Bytes of a map of an image of terabytes; a longer one is none. */
const LONGEST = 16 * 1024 * 1024;

/**
 * The stretches of an image that must be written, from the block map (bmap 2.0, as bmaptool reads it) beside it; undefined
 * where there is none, or one that is damaged or of another image: everything is written then.
 */
export async function blockMapOf(image: string, imageBytes: number): Promise<ByteRange[] | undefined> {
  // The map of a packed image is that of what is inside, and may be named after either.
  const names = [image, image.replace(/\.(gz|xz|zst)$/, '')].map((name) => `${name}.bmap`);
  for (const name of new Set(names)) {
    const text = await textBeside(name, LONGEST);
    if (text !== null) return parseBlockMap(text, imageBytes);
  }
  return undefined;
}

/** The ranges of a block map in bytes; undefined where it is damaged or speaks of an image of another size. */
export function parseBlockMap(text: string, imageBytes: number): ByteRange[] | undefined {
  const field = (name: string): string | undefined =>
    new RegExp(`<${name}>\\s*([0-9a-f]+)\\s*</${name}>`).exec(text)?.[1];
  const [size, block, sum] = ['ImageSize', 'BlockSize', 'BmapFileChecksum'].map(field);
  if (Number(size) !== imageBytes || block === undefined || sum === undefined || sum.length !== 64)
    return undefined;
  // Its own checksum is that of the file with zeros in its place.
  const zeroed = createHash('sha256')
    .update(text.replace(sum, '0'.repeat(64)))
    .digest('hex');
  if (zeroed !== sum) return undefined;
  const blockBytes = Number(block);
  return [...text.matchAll(/<Range[^>]*>\s*(\d+)(?:-(\d+))?\s*<\/Range>/g)].map(([, first, last]) => ({
    from: Number(first) * blockBytes,
    to: Math.min(imageBytes, (Number(last ?? first) + 1) * blockBytes),
  }));
}
