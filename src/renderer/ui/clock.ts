import { create } from 'zustand';

const useClock = create<{ now: number }>(() => ({ now: Date.now() }));

/** Lets ages on screen move, once a second while the page is visible. */
export function startClock(): void {
  setInterval(() => {
    if (document.visibilityState === 'visible') useClock.setState({ now: Date.now() });
  }, 1000);
}

/** The present time in milliseconds, renewed each second. */
export function useNow(): number {
  return useClock((state) => state.now);
}

/** What `words` makes of the present time; its component is drawn anew only when that changes, not every second. */
export function useNowWords(words: (now: number) => string): string {
  return useClock((state) => words(state.now));
}
