import { implement } from '@orpc/server';
import { type Ask, asksContract } from '../../shared/contract';
import type { Services } from './services';

const os = implement(asksContract);

export const asksRouter = ({ asks }: Services) => ({
  follow: os.follow.handler(({ signal }) => followAsks(asks, signal)),
  answer: os.answer.handler(({ input }) => ({ taken: asks.answer(input.id, input.answer) })),
});

/** All open questions at once and again at each change; whoever reads this counts as somebody to ask. */
async function* followAsks(asks: Services['asks'], signal?: AbortSignal): AsyncGenerator<{ asks: Ask[] }> {
  let hasChanged = true;
  let wake = (): void => undefined;
  const nudge = (): void => {
    hasChanged = true;
    wake();
  };
  const leave = asks.attend(nudge);
  const isOver = (): boolean => signal?.aborted === true;
  signal?.addEventListener('abort', nudge);
  try {
    while (!isOver()) {
      if (hasChanged) {
        hasChanged = false;
        yield { asks: [...asks.open()] };
        continue;
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    signal?.removeEventListener('abort', nudge);
    leave();
  }
}
