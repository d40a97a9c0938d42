import type { ReactNode } from 'react';
import type { Place, SceneColour } from '../../../shared/desktop';
import { PlaceLink } from '../../explain';

/** Colours beside each other, in their own light. */
export function Swatches({ colours }: { colours: readonly SceneColour[] }) {
  if (colours.length === 0) return null;
  return (
    <span className="dk-swatches">
      {colours.map((colour, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- the same colour may stand twice
        <span key={index} className="row g4 mono m11">
          <i style={{ background: colour }} aria-hidden />
          {colour.slice(1, 7)}
        </span>
      ))}
    </span>
  );
}

/** Where a value is written, as a way to its line, or that it is a default. */
export function Origin({ from, otherwise }: { from: Place | undefined; otherwise: string }) {
  return from ? (
    <PlaceLink
      file={from.file}
      line={from.line}
      {...(from.column === undefined ? {} : { column: from.column })}
    />
  ) : (
    <span className="mono m11 mut">{otherwise}</span>
  );
}

/** A name, its value, and where the value comes from. */
export function ValueLine({
  name,
  words,
  colours,
  from,
  otherwise,
}: {
  name: string;
  words: ReactNode;
  colours: readonly SceneColour[];
  from: Place | undefined;
  otherwise: string;
}) {
  return (
    <div className="dk-value">
      <dt>{name}</dt>
      <dd>
        <span className="mono">{words}</span>
        <Swatches colours={colours} />
      </dd>
      <dd className="dk-origin">
        <Origin from={from} otherwise={otherwise} />
      </dd>
    </div>
  );
}
