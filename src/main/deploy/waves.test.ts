import { describe, expect, it } from 'vitest';
import type { HostOutcome, HostResult, Waves } from '../../shared/contract';
import { Seats } from './seats';
import { checkWaves, TurnTaking } from './waves';

const came = (host: string, outcome: HostOutcome, away?: boolean): HostResult => ({
  host,
  outcome,
  from: null,
  to: null,
  generation: null,
  ...(away !== undefined && { away }),
});

/** Hosts that ask for their turn in this order; what each was told stands in `told` as soon as it was. */
function ask(turns: TurnTaking, ...hosts: string[]) {
  const told: Record<string, string | null> = {};
  for (const host of hosts) void turns.turn(host).then((held) => (told[host] = held));
  return { told, settle: () => new Promise((resolve) => setImmediate(resolve)) };
}

const turnsOf = (waves: Waves, signal = new AbortController().signal): TurnTaking =>
  new TurnTaking(waves, signal);

describe('turns', () => {
  it('go to so many at once, in the order in which hosts are ready', async () => {
    const turns = turnsOf({ atOnce: 2 });
    const { told, settle } = ask(turns, 'c', 'a', 'b');
    await settle();
    expect(told).toEqual({ c: null, a: null });
    turns.settled(came('a', 'rolled-back'));
    await settle();
    expect(told).toEqual({ c: null, a: null, b: null });
  });

  it('go to the canary alone until it has come out well', async () => {
    const turns = turnsOf({ canary: 'c' });
    expect(turns.waitsFor('a')).toBe('Waits for the canary c');
    const { told, settle } = ask(turns, 'a', 'c', 'b');
    await settle();
    expect(told).toEqual({ c: null });
    turns.settled(came('c', 'switched'));
    await settle();
    expect(told).toEqual({ c: null, a: null, b: null });
  });

  it.each([
    [came('c', 'rolled-back'), 'did not come out well'],
    [came('c', 'units-failed'), 'did not come out well'],
    [came('c', 'failed'), 'did not come out well'],
    [came('c', 'unknown'), 'did not come out well'],
    [came('c', 'skipped', true), 'was away, so nothing was proven'],
  ])('are taken from all others by a canary that came out as $outcome', async (result, words) => {
    const turns = turnsOf({ canary: 'c' });
    const { told, settle } = ask(turns, 'a');
    turns.settled(result);
    await settle();
    expect(told['a']).toBe(`The canary c ${words}.`);
    expect(await turns.turn('b')).toBe(told['a']);
    expect(turns.held).toBe(told['a']);
  });

  it('end after so many bad ends, of which those that were away are none', async () => {
    const turns = turnsOf({ atOnce: 1, stopAfter: 2 });
    const { told, settle } = ask(turns, 'a', 'b', 'c');
    turns.settled(came('x', 'failed'));
    turns.settled(came('y', 'skipped', true));
    await settle();
    expect(told).toEqual({ a: null });
    turns.settled(came('a', 'rolled-back'));
    await settle();
    expect(told).toMatchObject({ b: expect.stringContaining('x, a did not come out well'), c: told['b'] });
  });

  it('are given to all when it is cancelled, who then see that for themselves', async () => {
    const controller = new AbortController();
    const turns = turnsOf({ canary: 'c' }, controller.signal);
    const { told, settle } = ask(turns, 'a');
    controller.abort();
    await settle();
    expect(told).toEqual({ a: null });
    expect(await turns.turn('b')).toBeNull();
  });
});

it('refuses a canary that is none of the hosts', () => {
  expect(() => checkWaves({ canary: 'x' }, ['a', 'b'])).toThrow(/none of the hosts/);
  expect(() => checkWaves({ canary: 'a' }, ['a', 'b'])).not.toThrow();
  expect(() => checkWaves(undefined, ['a'])).not.toThrow();
});

it('keeps the number of those at work, also past one that failed', async () => {
  const seats = new Seats(2);
  let most = 0;
  let now = 0;
  const work = (index: number) =>
    seats.while(async () => {
      most = Math.max(most, (now += 1));
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      if (index === 1) throw new Error('one');
      return index;
    });
  const ends = await Promise.allSettled([0, 1, 2, 3, 4].map((index) => work(index)));
  expect(ends.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
    'fulfilled',
  ]);
  expect(most).toBe(2);
});
