import type { Desktop } from '../../../shared/contract';
import { type Desk, LayoutError, openingOf, playThrough, withBarThickness } from '../../../shared/desktop';

/** A desktop with the windows that are open when a preview begins; null where it cannot be laid out. */
export function laidOutAlone({ model, screens: { screens } }: Desktop): Desk | null {
  try {
    const names = screens.map(({ name }) => name);
    return playThrough(withBarThickness(model), screens, openingOf(model, names)).desk;
  } catch (error) {
    if (error instanceof LayoutError) return null;
    throw error;
  }
}
