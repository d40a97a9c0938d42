import { useState, type FocusEvent, type KeyboardEvent } from 'react';

/** The chip of this lane that an event came from; none for events out of a chip's menu. */
function chipOf(event: KeyboardEvent<HTMLElement> | FocusEvent<HTMLElement>): HTMLElement | null {
  const { target, currentTarget } = event;
  // React passes a menu's events on to the lane, though its elements stand elsewhere.
  if (!(target instanceof HTMLElement) || !currentTarget.contains(target)) return null;
  return target.closest<HTMLElement>('[data-chip]');
}

/** Where a key leads among `count` chips from the one at `at`; null where it is no key of a lane. */
export function stepChip(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, at - 1);
    case 'ArrowRight':
      return Math.min(count - 1, at + 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** One stop of Tab for a lane: the chip that had the focus last, else the first. Left and Right move among them. */
export function useChipKeys(paths: readonly string[]) {
  const [last, setLast] = useState<string | null>(null);
  return {
    entry: last !== null && paths.includes(last) ? last : paths[0],
    onFocus: (event: FocusEvent<HTMLElement>): void => {
      const path = chipOf(event)?.dataset['chip'];
      if (path !== undefined) setLast(path);
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>): void => {
      const chip = chipOf(event);
      if (!chip || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      const chips = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-chip]')];
      const to = stepChip(event.key, chips.indexOf(chip), chips.length);
      if (to === null) return;
      event.preventDefault();
      chips[to]?.focus();
    },
  };
}
