import { expect, it } from 'vitest';
import type { JobContext } from '../jobs';
import type { Nix, NixRequest } from '../nix';
import { evaluateEarly } from './evaluate-early';
import type { DeployFleet } from './types';

const FLEET: DeployFleet = { dir: '/fleet', sourceVersion: async () => ({ commit: null, draft: null }) };

/** A Nix that fails when it is told to stop, and never ends else; `asked` is what it was asked for. */
function nixThatWaits(): { nix: Pick<Nix, 'instantiate'>; asked: string[][]; fractions: (() => void)[] } {
  const asked: string[][] = [];
  const fractions: (() => void)[] = [];
  const instantiate = ({
    hosts,
    signal,
    progress,
  }: NixRequest & { hosts: readonly string[] }): Promise<never> => {
    asked.push([...hosts]);
    fractions.push(() => progress?.fraction?.(0.5));
    return new Promise((_, reject) =>
      signal?.addEventListener('abort', () => reject(new Error('stopped')), { once: true }),
    );
  };
  return { nix: { instantiate } as Pick<Nix, 'instantiate'>, asked, fractions };
}

function context(): { context: JobContext; told: number[] } {
  const told: number[] = [];
  const parts = { signal: new AbortController().signal, progress: (share: number) => told.push(share) };
  return { context: parts as unknown as JobContext, told };
}

it('begins with a single host at once, tells no progress of its own, and can be stopped', async () => {
  const { nix, asked, fractions } = nixThatWaits();
  const { context: job, told } = context();
  const early = evaluateEarly(nix, FLEET, ['attic'], job);
  expect(asked).toEqual([['attic']]);
  fractions[0]?.();
  expect(told).toEqual([]);
  early?.stop();
  await expect(early?.found).rejects.toThrow('stopped');
});

it('leaves several alone: some may be away', () => {
  const { nix, asked } = nixThatWaits();
  expect(evaluateEarly(nix, FLEET, ['attic', 'cellar'], context().context)).toBeNull();
  expect(asked).toEqual([]);
});
