import { expect, it } from 'vitest';
import { AppError, type HostPreflight, type HostResult } from '../../shared/contract';
import type { JobContext } from '../jobs';
import { KnownSoFar } from './known-so-far';
import { LookFirst } from './look-first';
import type { Look, Preflight } from './preflight';

const look = (host: string, failure: AppError | null, ok = failure === null): Look => {
  const lights: HostPreflight = { host, at: '2026-01-01T00:00:00Z', ok, checks: [] };
  return { lights, failure, signWith: null, again: async () => lights };
};

/** A preflight that has these looks at once and the late ones when they are let go. */
function start(early: readonly Look[], late: readonly Look[] = []) {
  let letGo: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  const preflight: Preflight = {
    async *looks() {
      yield* early;
      await gate;
      yield* late;
    },
    note: () => undefined,
  };
  const told: string[] = [];
  const context = {
    signal: new AbortController().signal,
    progress: () => undefined,
    data: (data: { kind: string; lights?: HostPreflight }) => told.push(data.lights?.host ?? ''),
  } as unknown as JobContext;
  const first = new LookFirst({
    preflight,
    context,
    known: new KnownSoFar(),
    nix: { sign: async () => undefined },
    patienceMs: 50,
  });
  const settled: HostResult[] = [];
  const ready = first.ready(
    [...early, ...late].map(({ lights }) => lights.host),
    {},
    async (result) => {
      settled.push(result);
    },
  );
  return { first, ready, settled, told, letGo };
}

const away = new AppError('timeout', 'It does not answer.');

it('settles those with a red light at once, and lets the others go on', async () => {
  const { ready, settled } = start([look('good', null), look('red', null, false), look('away', away)]);
  expect(await ready).toEqual(['good']);
  expect(settled).toMatchObject([
    { host: 'red', outcome: 'failed' },
    { host: 'away', outcome: 'skipped', away: true },
  ]);
});

it('keeps nobody waiting for a host that does not answer, whose verdict comes later', async () => {
  const { first, ready, settled, told, letGo } = start([look('good', null)], [look('late', away)]);
  expect(await ready).toEqual(['good', 'late']);
  expect(await first.verdict('good')).toBeNull();
  const verdict = first.verdict('late');
  letGo();
  expect(await verdict).toMatchObject({ host: 'late', outcome: 'skipped', away: true });
  expect(settled).toEqual([]);
  expect(told).toEqual(['good', 'late']);
});

it('tells nobody of a look that comes after the run', async () => {
  const { first, ready, told, letGo } = start([], [look('late', null)]);
  await ready;
  first.leave();
  letGo();
  expect(await first.verdict('late')).toBeNull();
  expect(told).toEqual([]);
});
