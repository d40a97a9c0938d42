import { isUtf8 } from 'node:buffer';

/** The text of a Nix file, and how to write it back as the same bytes. */
export interface SourceText {
  readonly text: string;
  /**
   * `latin1`: the bytes are no UTF-8, as in files from before it was usual. Nix takes any bytes in comments and
   * strings, so each byte stands for one character here and the file still comes back as it was.
   */
  readonly encoding: 'utf8' | 'latin1';
}

/** Never fails, and never loses a byte. Throws a RangeError above the longest string of the engine (512 MB). */
export function decodeSource(bytes: Buffer): SourceText {
  const encoding = isUtf8(bytes) ? 'utf8' : 'latin1';
  const text = bytes.toString(encoding);
  return { text, encoding };
}
