import { openSource } from '../app';

/** A place in the fleet that opens in the source viewer. */
export function PlaceLink({ file, line, column }: { file: string; line?: number; column?: number }) {
  const words = line === undefined ? file : `${file}:${line}`;
  return (
    <button
      type="button"
      className="place-link"
      aria-label={`Open ${words}`}
      onClick={() =>
        openSource({
          file,
          ...(line === undefined ? {} : { line }),
          ...(column === undefined ? {} : { column }),
        })
      }
    >
      {words}
    </button>
  );
}
