import { create } from 'zustand';
import type { Answer, Ask } from '../../shared/contract';
import { client, useConnection } from './client';

/** Questions of sessions that nobody has answered yet, the oldest first. */
export const useAsks = create<{ asks: readonly Ask[] }>(() => ({ asks: [] }));

/** Follows them over every connection the page will have. While a page follows, somebody counts as there to ask. */
export function followAsks(): void {
  let abort = new AbortController();
  const follow = async (): Promise<void> => {
    abort.abort();
    const mine = new AbortController();
    abort = mine;
    try {
      for await (const { asks } of await client.asks.follow(undefined, { signal: mine.signal })) {
        useAsks.setState({ asks });
      }
    } catch {
      // The connection was lost; the next one begins anew.
    }
    if (abort === mine) useAsks.setState({ asks: [] });
  };
  useConnection.subscribe((now, before) => {
    if (now.epoch !== before.epoch) void follow();
  });
}

/** Hands an answer to the core, directly: the query client would remember what it was called with. */
export async function answerAsk(id: string, answer: Answer): Promise<void> {
  useAsks.setState(({ asks }) => ({ asks: asks.filter((ask) => ask.id !== id) }));
  await client.asks.answer({ id, answer });
}
