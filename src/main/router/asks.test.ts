import { createRouterClient } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import type { Ask } from '../../shared/contract';
import { createAsks } from '../ssh';
import { asksRouter } from './asks';
import type { Services } from './services';

const QUESTION = { kind: 'passphrase', file: '/key', again: false } as const;

describe('questions over the contract', () => {
  const doorTo = (asks: Services['asks']) => createRouterClient(asksRouter({ asks } as Services));

  it('fail at once while nobody follows', async () => {
    expect(await createAsks().ask(QUESTION)).toBeNull();
  });

  it('reach whoever follows, one after the other, and take the answer', async () => {
    const asks = createAsks();
    const door = doorTo(asks);
    const leave = new AbortController();
    const feed = await door.follow(undefined, { signal: leave.signal });
    expect((await feed.next()).value).toEqual({ asks: [] });
    const first = asks.ask(QUESTION);
    const open = async (): Promise<readonly Ask[]> => {
      const { value } = await feed.next();
      return (value as { asks: Ask[] } | undefined)?.asks ?? [];
    };
    const asked = await open();
    expect(asked).toMatchObject([{ question: QUESTION }]);
    const id = asked[0]?.id ?? '';
    expect(await door.answer({ id, answer: { accept: true, value: 'wrong' } })).toEqual({ taken: true });
    expect(await first).toEqual({ accept: true, value: 'wrong' });
    const second = asks.ask({ ...QUESTION, again: true });
    // The feed may tell of the moment in between first.
    let seen = await open();
    if (seen.length === 0) seen = await open();
    expect(seen).toMatchObject([{ question: { again: true } }]);
    expect(await door.answer({ id, answer: { accept: true } })).toEqual({ taken: false });
    leave.abort();
    await feed.return?.();
    expect(await second).toBeNull();
    expect(await asks.ask(QUESTION)).toBeNull();
  });
});
