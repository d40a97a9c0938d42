import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../shared/contract';
import type { HostFacts } from './types';
import { type FactsWatch, type LastAnswer, watchFacts, type WatchOptions } from './watch';

const MINUTE = 60_000;

describe('the slow reading of facts', () => {
  let answers: Map<string, LastAnswer>;
  let asked: { host: string; at: number }[];
  let under: { now: number; most: number };
  let watched: boolean;
  let silent: Set<string>;
  let broken: Set<string>;
  let failure: string;
  let slowness: number;
  let onRead: (host: string) => void;
  let watch: FactsWatch;

  const options = (): WatchOptions => ({
    isWatched: () => watched,
    answers: async () => [...answers.values()],
    async read(hosts, how): Promise<HostFacts[]> {
      expect(how.unattended).toBe(true);
      under.now += hosts.length;
      under.most = Math.max(under.most, under.now);
      const at = new Date().toISOString();
      for (const host of hosts) {
        asked.push({ host, at: Date.now() });
        onRead(host);
      }
      await new Promise((resolve) => setTimeout(resolve, slowness));
      under.now -= hosts.length;
      return hosts.map((host) => ({
        host,
        at,
        reachable: !silent.has(host),
        facts:
          silent.has(host) || broken.has(host)
            ? { [broken.has(host) ? 'partial' : 'reason']: { value: '', from: 'host' } }
            : {},
      }));
    },
    async note(told) {
      for (const { host, at, reachable } of told) {
        answers.set(host, { host, at, reachable, hasAnswered: true, failure: reachable ? null : failure });
      }
    },
    random: () => 0.5,
  });
  const known = (host: string, more: Partial<LastAnswer> = {}): void => {
    answers.set(host, {
      host,
      at: new Date().toISOString(),
      reachable: true,
      hasAnswered: true,
      failure: null,
      ...more,
    });
  };
  const times = (host: string): number => asked.filter((one) => one.host === host).length;

  beforeEach(() => {
    vi.useFakeTimers({ now: Date.UTC(2025, 0, 1) });
    answers = new Map();
    asked = [];
    under = { now: 0, most: 0 };
    watched = true;
    silent = new Set();
    broken = new Set();
    failure = 'unreachable';
    slowness = 100;
    onRead = () => undefined;
    watch = watchFacts(options());
  });
  afterEach(() => {
    watch.close();
    vi.useRealTimers();
  });

  it('asks every few minutes, and only while somebody looks', async () => {
    known('p510');
    await vi.advanceTimersByTimeAsync(4 * MINUTE);
    expect(times('p510')).toBe(0);
    await vi.advanceTimersByTimeAsync(17 * MINUTE);
    expect(times('p510')).toBe(4);
    watched = false;
    await vi.advanceTimersByTimeAsync(60 * MINUTE);
    expect(times('p510')).toBe(4);
    watched = true;
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(times('p510')).toBe(5);
  });

  it('leaves alone who never answered, and who does not let us in', async () => {
    known('never', { reachable: false, hasAnswered: false, failure: 'unreachable' });
    for (const code of ['authentication-failed', 'host-key-changed', 'host-key-unknown', 'host-key-revoked'])
      known(code, { reachable: false, failure: code });
    await vi.advanceTimersByTimeAsync(600 * MINUTE);
    expect(asked).toEqual([]);
  });

  it('asks a silent host ever less often, and as before once it answers', async () => {
    known('laptop');
    silent.add('laptop');
    await vi.advanceTimersByTimeAsync(120 * MINUTE);
    const gaps = asked.slice(1).map((one, at) => Math.round((one.at - (asked[at]?.at ?? 0)) / MINUTE));
    expect(gaps.slice(0, 4)).toEqual([10, 20, 30, 30]);
    silent.clear();
    await vi.advanceTimersByTimeAsync(30 * MINUTE);
    const before = times('laptop');
    await vi.advanceTimersByTimeAsync(21 * MINUTE);
    expect(times('laptop') - before).toBe(4);
  });

  it('asks less often whose answers break off, so that nothing gathers there', async () => {
    known('wedged');
    broken.add('wedged');
    await vi.advanceTimersByTimeAsync(120 * MINUTE);
    expect(times('wedged')).toBeLessThanOrEqual(6);
  });

  it('never piles up: few hosts at once, and none twice, however slow they are', async () => {
    for (let host = 0; host < 40; host++) known(`host-${host}`);
    slowness = 15_000;
    await vi.advanceTimersByTimeAsync(12 * MINUTE);
    expect(under.most).toBe(4);
    expect(new Set(asked.map(({ host }) => host)).size).toBe(40);
    // Forty hosts at four a quarter of a minute take two and a half minutes.
    expect(asked.length).toBeLessThanOrEqual(80);
  });

  it('asks soon after a login, except right after an answer or because of its own', async () => {
    onRead = (host) => watch.connected(host);
    watch.connected('new');
    await vi.advanceTimersByTimeAsync(2 * MINUTE);
    expect(times('new')).toBe(1);
    watch.connected('new');
    await vi.advanceTimersByTimeAsync(11_000);
    expect(times('new')).toBe(2);
    watch.connected('new');
    await vi.advanceTimersByTimeAsync(11_000);
    expect(times('new')).toBe(2);
  });

  it('is not driven round by the logins of its own questions to a host that then says nothing', async () => {
    known('odd');
    silent.add('odd');
    onRead = (host) => watch.connected(host);
    await vi.advanceTimersByTimeAsync(9 * MINUTE);
    expect(times('odd')).toBe(1);
  });

  it('asks again who had refused us, once somebody was let in', async () => {
    known('p510', { reachable: false, failure: 'authentication-failed' });
    watch.connected('p510');
    await vi.advanceTimersByTimeAsync(11_000);
    expect(times('p510')).toBe(1);
  });

  it('goes on when a round fails', async () => {
    watch.close();
    let fails = true;
    watch = watchFacts({
      ...options(),
      async answers() {
        if (fails) throw new AppError('not-a-flake', 'No fleet is open.');
        return [...answers.values()];
      },
    });
    known('p510');
    await vi.advanceTimersByTimeAsync(10 * MINUTE);
    expect(asked).toEqual([]);
    fails = false;
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(times('p510')).toBe(1);
  });

  it('stops for good', async () => {
    known('p510');
    watch.close();
    await vi.advanceTimersByTimeAsync(60 * MINUTE);
    expect(asked).toEqual([]);
  });
});
