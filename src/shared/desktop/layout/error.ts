/** Something about a layout that cannot be, in words for the user. `code` is stable; nothing was changed. */
export class LayoutError extends Error {
  override readonly name = 'LayoutError';
  constructor(
    readonly code: 'bad-number' | 'too-many' | 'no-monitor' | 'no-window' | 'bad-dispatch' | 'not-possible',
    message: string,
  ) {
    super(message);
  }
}

/** More than anybody opens; beyond it a preview would only be slow. */
export const MOST_WINDOWS = 500;
/** More monitors than these are a slip, and would only take time. */
export const MOST_MONITORS = 16;
/** Wider than any monitor, in physical pixels. */
export const LARGEST_SIDE = 32_768;
/** Gaps and borders beyond this are a slip of the keyboard. */
export const LARGEST_LENGTH = 10_000;

/** Throws LayoutError unless `value` is a finite number between `least` and `most`. */
export function within(value: number, least: number, most: number, what: string): number {
  if (!Number.isFinite(value) || value < least || value > most)
    throw new LayoutError(
      'bad-number',
      `${what} must be between ${least} and ${most}, not ${String(value)}.`,
    );
  return value;
}
