import { create } from 'zustand';
import type { Board } from '../../shared/contract';
import { judge, leafName, shortPath, type Verdict } from '../../shared/features';

/** A feature in the hand, by pointer or by keyboard, with every host's verdict taken when it was lifted. */
export interface Carry {
  readonly path: string;
  readonly by: 'pointer' | 'keyboard';
  readonly over: string | null;
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** Milliseconds all verdicts took together. */
  readonly tookMs: number;
}

export const useCarry = create<{ carry: Carry | null }>(() => ({ carry: null }));

/** Every host's verdict on one feature. */
export function judgeAll(board: Board, path: string): ReadonlyMap<string, Verdict> {
  return new Map(board.hosts.map(({ host }) => [host, judge(board, host, path)]));
}

export function lift(board: Board, path: string, by: Carry['by'], over: string | null): void {
  const begun = performance.now();
  const verdicts = judgeAll(board, path);
  useCarry.setState({ carry: { path, by, over, verdicts, tookMs: performance.now() - begun } });
}

export function carryOver(over: string | null): void {
  useCarry.setState((old) =>
    old.carry && old.carry.over !== over ? { carry: { ...old.carry, over } } : old,
  );
}

export function putBack(): void {
  useCarry.setState({ carry: null });
}

const WORDS = { fits: 'Would fit', on: 'Already on', refused: 'Refused' } as const;

/** The word a lane shows at its end. */
export function verdictWords(verdict: Verdict, isTarget: boolean): string {
  return verdict.verdict === 'fits' && isTarget ? 'Drop here' : WORDS[verdict.verdict];
}

/** Why a verdict refuses, in a sentence, and where the rule stands. */
export function refusal(verdict: Verdict): { reason: string; place: string | null } {
  const clash = verdict.conflicts[0];
  if (clash) {
    return {
      reason: `${leafName(clash.path)} is on there: ${clash.reason}`,
      place: `${clash.file}:${clash.line}`,
    };
  }
  const place = verdict.place ? `${verdict.place.file}:${verdict.place.line}` : null;
  return { reason: verdict.reason ?? 'A rule refuses it.', place };
}

function names(paths: readonly { readonly path: string }[], roots: readonly string[]): string {
  return paths.map(({ path }) => leafName(shortPath(path, roots))).join(' and ');
}

/** What the live region says of a feature over a host: "podman over razer: fits, also adds nftables". */
export function spokenVerdict(
  path: string,
  host: string,
  verdict: Verdict,
  roots: readonly string[],
): string {
  const lead = `${leafName(path)} over ${host}:`;
  switch (verdict.verdict) {
    case 'on':
      return `${lead} already on`;
    case 'refused':
      return `${lead} refused, ${refusal(verdict).reason}`;
    case 'fits': {
      const adds = verdict.needs.length > 0 ? `, also adds ${names(verdict.needs, roots)}` : '';
      const brings = verdict.brings.length > 0 ? `, brings ${names(verdict.brings, roots)}` : '';
      return `${lead} fits${adds}${brings}`;
    }
  }
}

/** The same of what is carried now, over one of the board's hosts. */
export function spokenOver(board: Board, carry: Carry, host: string): string {
  const verdict = carry.verdicts.get(host);
  return verdict ? spokenVerdict(carry.path, host, verdict, board.featureRoots) : '';
}
