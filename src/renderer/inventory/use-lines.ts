import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { useEffect } from 'react';
import { usePreferences } from '../app';
import type { Item } from './arrange';

/** Up to so many lines all are drawn; past that only those on screen, and the one with the focus. */
const ALL_UP_TO = 100;
/** Heights in pixels, as the style sheet has them. */
const HEAD_HEIGHT = 28;
const GROUP_HEIGHT = 28;
const ROW_HEIGHT = { comfortable: 36, dense: 28 } as const;
const OVERSCAN = 8;

export interface DrawnLine {
  readonly index: number;
  /** Pixels left out before it. */
  readonly gap: number;
}

export interface Lines {
  readonly drawn: readonly DrawnLine[];
  /** Pixels left out after the last. */
  readonly gapAfter: number;
  /** Host lines that fit on the screen. */
  readonly page: number;
  /** Brings a line into view, where all are not drawn; drawn ones come by themselves with the focus. */
  reveal(index: number): void;
}

/** Which lines are drawn. `kept` stays drawn wherever one scrolls, or the focus would be lost with it. */
export function useLines(items: readonly Item[], scroller: HTMLElement | null, kept: number): Lines {
  const height = ROW_HEIGHT[usePreferences().density];
  const isVirtual = items.length > ALL_UP_TO;
  // oxlint-disable-next-line react/incompatible-library -- none of it is handed to what is memoized
  const virtual = useVirtualizer({
    count: items.length,
    enabled: isVirtual,
    getScrollElement: () => scroller,
    estimateSize: (index) => (items[index]?.kind === 'group' ? GROUP_HEIGHT : height),
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: OVERSCAN,
    scrollMargin: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT + GROUP_HEIGHT,
    scrollPaddingEnd: 2,
    rangeExtractor: (range: Range) => {
      const indexes = defaultRangeExtractor(range);
      return kept < 0 || indexes.includes(kept) ? indexes : [...indexes, kept].toSorted((a, b) => a - b);
    },
  });
  useEffect(() => virtual.measure(), [virtual, height, items]);

  const page = Math.max(1, Math.floor(((scroller?.clientHeight ?? 0) - HEAD_HEIGHT) / height) - 1);
  if (!isVirtual) {
    return {
      drawn: items.map((_, index) => ({ index, gap: 0 })),
      gapAfter: 0,
      page,
      reveal: () => undefined,
    };
  }
  let end = 0;
  const drawn = virtual.getVirtualItems().map(({ index, start, size }) => {
    const from = start - HEAD_HEIGHT;
    const gap = from - end;
    end = from + size;
    return { index, gap };
  });
  return {
    drawn,
    gapAfter: virtual.getTotalSize() - end,
    page,
    reveal: (index) => virtual.scrollToIndex(index),
  };
}
