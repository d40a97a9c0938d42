import type { Screen } from '../model';
import type { PlasmaScreen } from './session';

const COMMON = { width: 1920, height: 1080 };
/** Sizes beyond these belong to no screen. */
const SMALLEST = 64;
const LARGEST = 32_768;

const sane = (length: number): boolean => Number.isFinite(length) && length >= SMALLEST && length <= LARGEST;

/**
 * Screens as a preview of Plasma assumes them: in the mode each prefers, unscaled, side by side from the left. Plasma keeps
 * places and scales in files of its own, which no option writes.
 */
export function plasmaScreens(screens: readonly Screen[]): readonly PlasmaScreen[] {
  let x = 0;
  return screens.map(({ name, modes, millimetres }) => {
    const mode = modes[0];
    const { width, height } = mode && sane(mode.width) && sane(mode.height) ? mode : COMMON;
    const box = { x, y: 0, width, height };
    x += width;
    const glass = millimetres && millimetres.width > 0 && millimetres.height > 0 ? millimetres : null;
    return { name, box, scale: 1, millimetres: glass };
  });
}
