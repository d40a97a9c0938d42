import type { ByteRange, WriteProgress } from '../../shared/contract';

/** What a cell of the map says of its stretch of the image. */
export type Cell = 'waiting' | 'empty' | 'written' | 'verified';

/** The map of a write in as many cells as are drawn. */
export interface BlockMapView {
  readonly cells: readonly Cell[];
  /** Bytes a cell stands for. */
  readonly cellBytes: number;
  /** The cell that is worked on; null while none is. */
  readonly at: number | null;
}

const CELLS = 320;
const MEGABYTE = 1e6;

/** The map of a write: 320 cells at most, each of whole megabytes where the image is large enough. */
export function blockMap(progress: WriteProgress, empty: readonly ByteRange[]): BlockMapView {
  const { bytes, written, verified, phase } = progress;
  const even = bytes / CELLS;
  const cellBytes = even > MEGABYTE ? Math.ceil(even / MEGABYTE) * MEGABYTE : Math.max(1, Math.ceil(even));
  const count = Math.ceil(bytes / cellBytes);
  const cells = Array.from({ length: count }, (_, index): Cell => {
    const from = index * cellBytes;
    const to = Math.min(bytes, from + cellBytes);
    if (empty.some((range) => range.from <= from && range.to >= to)) return 'empty';
    if (to <= verified) return 'verified';
    return to <= written ? 'written' : 'waiting';
  });
  const reached = phase === 'write' ? written : phase === 'verify' ? verified : null;
  const at =
    reached === null || reached >= bytes ? null : Math.min(count - 1, Math.floor(reached / cellBytes));
  return { cells, cellBytes, at };
}
