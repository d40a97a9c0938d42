import { create } from 'zustand';

/** What a live region says. `turn` makes the same words heard twice. */
interface Spoken {
  readonly words: string;
  readonly turn: number;
}

/** Answers to what the person just did: spoken at once, over anything else. */
export const useAnnouncement = create<Spoken>(() => ({ words: '', turn: 0 }));

/** News of work in the background: waits until nothing else is being said. */
export const useNews = create<Spoken>(() => ({ words: '', turn: 0 }));

/** Answers a gesture through the assertive live region. */
export function announce(words: string): void {
  useAnnouncement.setState((old) => ({ words, turn: old.turn + 1 }));
}

/** Tells background news through the polite live region, so that it never cuts off an answer. */
export function tell(words: string): void {
  useNews.setState((old) => ({ words, turn: old.turn + 1 }));
}
