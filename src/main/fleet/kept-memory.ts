import { stat } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Document } from '../state';

/**
 * The document with its last value kept: read again only when its file is another (each write makes a new one), and
 * with what `share` takes over from the value before, so that whoever compares by identity finds what did not change.
 */
export function keepLast<T>(document: Document<T>, share: (before: T, after: T) => T): Document<T> {
  let kept: { readonly stamp: string; readonly value: T } | undefined;
  return {
    ...document,
    async read() {
      const stamp = await stampOf(document.path);
      if (kept !== undefined && kept.stamp === stamp) return kept.value;
      // A file written between the two looks is seen again by the next reader.
      const value = await document.read();
      kept = { stamp, value: kept === undefined ? value : share(kept.value, value) };
      return kept.value;
    },
  };
}

async function stampOf(path: string): Promise<string> {
  try {
    const { ino, size, mtimeNs } = await stat(path, { bigint: true });
    return `${ino}:${size}:${mtimeNs}`;
  } catch {
    return 'absent';
  }
}

/** The later record with the earlier's values where they are equal. */
export function sharing<T>(
  before: Readonly<Record<string, T>>,
  after: Readonly<Record<string, T>>,
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(after).map(([name, value]) => {
      const known = before[name];
      return [name, known !== undefined && isDeepStrictEqual(known, value) ? known : value];
    }),
  );
}
