import { create } from 'zustand';
import type { Board } from '../../shared/contract';
import { judgeMany, leafName, shortPath, type Verdict } from '../../shared/features';

/** What is in the hand: features, or all that is on for a host. */
export type Load =
  | { readonly kind: 'features'; readonly paths: readonly string[] }
  | { readonly kind: 'set'; readonly host: string };

/** What it is held over, and the hosts a drop there would reach. */
export interface Over {
  /** A host, or a tag with its `@`. */
  readonly name: string;
  readonly hosts: ReadonlySet<string>;
}

/** How elements name what is dropped on them, in `data-drop`. */
export const dropOnHost = (host: string): string => `host:${host}`;
export const dropOnTag = (tag: string): string => `tag:${tag}`;

/** Something in the hand, by pointer or by keyboard. */
export interface Carry {
  readonly load: Load;
  readonly by: 'pointer' | 'keyboard';
  /** A host's verdict, worked out when it is asked for first: only lanes on screen ask. */
  readonly verdict: (host: string) => Verdict;
}

interface CarryState {
  readonly carry: Carry | null;
  /** Apart from `carry`, so that a move renders only the lanes it enters and leaves. */
  readonly over: Over | null;
}

export const useCarry = create<CarryState>(() => ({ carry: null, over: null }));

/** Verdicts of hosts on features that would arrive together, each worked out once. */
export function verdictsOf(board: Board, paths: readonly string[]): (host: string) => Verdict {
  const known = new Map<string, Verdict>();
  return (host) => {
    const told = known.get(host) ?? judgeMany(board, host, paths);
    known.set(host, told);
    return told;
  };
}

/** Takes something into the hand. */
export function lift(board: Board, load: Load, by: Carry['by']): Carry {
  const verdict = verdictsOf(board, load.kind === 'features' ? load.paths : []);
  const carry = { load, by, verdict };
  useCarry.setState({ carry, over: null });
  return carry;
}

/** Holds what is in the hand over a target; over none for null. */
export function carryOver(over: Over | null): void {
  useCarry.setState((old) => (old.carry && old.over?.name !== over?.name ? { over } : old));
}

/** Empties the hand, without a drop. */
export function putBack(): void {
  useCarry.setState({ carry: null, over: null });
}

/** Whether a drop would reach the host now. */
export function isReached(state: CarryState, host: string): boolean {
  return state.over?.hosts.has(host) === true;
}

/** What a lane says of features in the hand; undefined while there are none. */
export function verdictOn(state: CarryState, host: string): Verdict | undefined {
  return state.carry?.load.kind === 'features' ? state.carry.verdict(host) : undefined;
}

/** What is in the hand, by name. */
export function loadWords(load: Load): string {
  if (load.kind === 'set') return `the set of ${load.host}`;
  return featureWords(load.paths);
}

/** Features by name: one by its own, several by their number. */
export function featureWords(paths: readonly string[]): string {
  return paths.length === 1 ? leafName(paths[0] ?? '') : `${paths.length} features`;
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
    const lead = clash.isOn
      ? `${leafName(clash.path)} is on there`
      : `${leafName(clash.with)} and ${leafName(clash.path)} cannot both arrive`;
    return { reason: `${lead}: ${clash.reason}`, place: `${clash.file}:${clash.line}` };
  }
  const place = verdict.place ? `${verdict.place.file}:${verdict.place.line}` : null;
  return { reason: verdict.reason ?? 'A rule refuses it.', place };
}

function names(paths: readonly { readonly path: string }[], roots: readonly string[]): string {
  return paths.map(({ path }) => leafName(shortPath(path, roots))).join(' and ');
}

/** What the live region says of features over a host: "podman over razer: fits, also adds nftables". */
export function spokenVerdict(
  paths: readonly string[],
  host: string,
  verdict: Verdict,
  roots: readonly string[],
): string {
  const lead = `${featureWords(paths)} over ${host}:`;
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

/** Up to this many hosts are named; more are counted. */
const NAMED = 3;

/** Hosts by what they say, in words: "3 fit, dex5550 refuses". */
export function countWords(hosts: Iterable<string>, verdict: (host: string) => Verdict): string {
  const said: Record<Verdict['verdict'], string[]> = { fits: [], on: [], refused: [] };
  for (const host of hosts) said[verdict(host).verdict].push(host);
  const { fits, on, refused } = said;
  const refusers = refused.length <= NAMED ? refused.join(' and ') : `${refused.length}`;
  return [
    fits.length > 0 ? `${fits.length} ${fits.length === 1 ? 'fits' : 'fit'}` : '',
    on.length > 0 ? `${on.length} already on` : '',
    refused.length > 0 ? `${refusers} ${refused.length === 1 ? 'refuses' : 'refuse'}` : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** What the live region says of what is carried over a target: of one host its verdict, of several how many fit. */
export function spokenOver(board: Board, carry: Carry, over: Over): string {
  const { load } = carry;
  if (load.kind === 'set') {
    return load.host === over.name
      ? `${loadWords(load)} over its own host`
      : `${loadWords(load)} over ${over.name}: drop to compare`;
  }
  const [only] = over.hosts;
  if (over.hosts.size === 1 && only !== undefined) {
    return spokenVerdict(load.paths, only, carry.verdict(only), board.featureRoots);
  }
  const where = over.name.startsWith('@') ? over.name : `${over.hosts.size} hosts`;
  const counted = countWords(over.hosts, carry.verdict) || 'no host has it';
  return `${featureWords(load.paths)} over ${where}: ${counted}`;
}
