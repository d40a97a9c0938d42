/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a picture made of cells */
import type { ByteRange, WriteProgress } from '../../shared/contract';
import { blockMap, type Cell } from './cells';
import { fineBytes } from './words';

const SHAPE: Record<Cell, string> = { waiting: '', empty: 'e', written: 'w', verified: 'v' };

/** The image as cells: which are written, read back, or left out as empty. */
export function BlockMap({ progress, empty }: { progress: WriteProgress; empty: readonly ByteRange[] }) {
  const { cells, cellBytes, at } = blockMap(progress, empty);
  const share = (cell: Cell): number => cells.filter((one) => one === cell).length;
  return (
    <div className="blocks">
      <div
        className="blk"
        role="img"
        aria-label={`Map of the image: ${share('verified')} of ${cells.length} parts verified, ${share('written')} written`}
      >
        {cells.map((cell, index) => (
          <i key={index} className={index === at ? `${SHAPE[cell]} now` : SHAPE[cell]} />
        ))}
      </div>
      <div className="row g16 cap mut">
        <span className="row g4">
          <i className="k v" />
          verified
        </span>
        <span className="row g4">
          <i className="k w" />
          written
        </span>
        {empty.length > 0 ? (
          <span className="row g4">
            <i className="k e" />
            empty, skipped
          </span>
        ) : null}
        <span className="sp" />
        <span>one cell is {fineBytes(cellBytes)}</span>
      </div>
    </div>
  );
}
