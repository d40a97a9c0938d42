import { create } from 'zustand';

/** What the one live region says. `turn` makes the same words heard twice. */
export const useAnnouncement = create<{ words: string; turn: number }>(() => ({ words: '', turn: 0 }));

/** Speaks through the page's live region. */
export function announce(words: string): void {
  useAnnouncement.setState((old) => ({ words, turn: old.turn + 1 }));
}
