import type { PlaceBy } from '../../../shared/desktop';
import { rulerLength } from './fit';

/** A length in words: `10 cm`, `5 mm`, `500 px`. */
function lengthWords(length: number, by: PlaceBy): string {
  if (by === 'pixels') return `${length} px`;
  return length >= 10 ? `${length / 10} cm` : `${length} mm`;
}

/** A bar as long as what it says, in the picture's own measure. */
export function Ruler({ zoom, by }: { zoom: number; by: PlaceBy }) {
  const length = rulerLength(zoom);
  return (
    <div className="dk-ruler cap mut" aria-hidden>
      <i style={{ width: length * zoom }} />
      {lengthWords(length, by)}
    </div>
  );
}

/** How large the picture is, in words. `known`: whether the size of each monitor's glass is. */
export function scaleWords(zoom: number, by: PlaceBy, known: boolean): string {
  if (by === 'millimetres' && !known) return 'sizes in mm are not known: taken as 96 px to the inch';
  return by === 'millimetres'
    ? `true to scale, 1 cm is ${(zoom * 10).toFixed(1)} px`
    : `1 px of the page is ${(1 / zoom).toFixed(1)} px of the desktop`;
}
