import { useState } from 'react';
import { parseSides, type Sides, sidesText } from '../../../shared/desktop';
import { canWrite, type Standing } from './row-frame';

/** Lengths that differ by side, as CSS orders them; written with Enter or when it is left. */
export function SidesField({
  name,
  sides,
  standing,
  onTake,
}: {
  name: string;
  sides: Sides;
  standing: Standing;
  onTake: (text: string) => void;
}) {
  const present = sidesText(sides);
  const [typed, setTyped] = useState<string | null>(null);
  const read = typed === null ? sides : parseSides(typed);
  const done = (): void => {
    if (typed !== null && read && sidesText(read) !== present) onTake(sidesText(read));
    setTyped(null);
  };
  return (
    <input
      className="de-number de-sides mono"
      aria-label={`${name}: top, right, bottom, left in pixels`}
      aria-invalid={read === undefined}
      title="Top, right, bottom, left"
      value={typed ?? present}
      disabled={!canWrite(standing)}
      onChange={({ target }) => setTyped(target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') done();
        if (event.key === 'Escape') setTyped(null);
      }}
      onBlur={done}
    />
  );
}
