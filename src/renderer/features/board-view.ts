import { create } from 'zustand';
import type { OptionRow } from '../../shared/contract';
import type { RefusalGroup } from './refusals';

/** Why the last gesture was not taken; it stays in the panel until the next one. */
export interface Refusal {
  readonly title: string;
  readonly reason: string;
  readonly place: string | null;
  readonly hint: string;
  /** The host and features whose verdict this tells; null where the core refused. */
  readonly of: { readonly host: string; readonly paths: readonly string[] } | null;
}

/** An option that some of the hosts have to give a value. */
export interface WantedOption {
  readonly row: OptionRow;
  readonly hosts: readonly string[];
}

export interface Wants {
  readonly options: readonly WantedOption[];
  /** Secrets whose file is not there. */
  readonly secrets: readonly { readonly name: string; readonly file: string; readonly feature: string }[];
}

/** A drop that waits for an answer: not every host takes it, or it wants values. */
export interface Asked {
  readonly paths: readonly string[];
  /** Hosts that take it. */
  readonly fits: readonly string[];
  readonly refused: readonly RefusalGroup[];
  readonly wants: Wants;
}

interface BoardView {
  /** Feature whose consequences the panel shows while nothing is carried. */
  readonly selected: string | null;
  /** Features that are lifted together. */
  readonly features: ReadonlySet<string>;
  /** Where a selection with Shift begins. */
  readonly clicked: string | null;
  /** Hosts that a drop on any of them reaches. */
  readonly hosts: ReadonlySet<string>;
  readonly refusal: Refusal | null;
  readonly asked: Asked | null;
  /** Two hosts whose sets are being compared. */
  readonly compared: { readonly from: string; readonly to: string } | null;
  /** A gesture is on its way to the core. */
  readonly busy: boolean;
}

export const useBoardView = create<BoardView>(() => ({
  selected: null,
  features: new Set(),
  clicked: null,
  hosts: new Set(),
  refusal: null,
  asked: null,
  compared: null,
  busy: false,
}));

/** Shows what follows from one feature, and lets go of the others. */
export function selectFeature(path: string | null): void {
  useBoardView.setState({
    selected: path,
    features: new Set(path === null ? [] : [path]),
    refusal: null,
    asked: null,
  });
}

/** Takes a feature into the selection, or out of it. */
export function toggleFeature(path: string): void {
  useBoardView.setState(({ features }) => {
    const next = new Set(features);
    if (!next.delete(path)) next.add(path);
    return { features: next, selected: path, refusal: null, asked: null };
  });
}

/** Selects exactly these features; the panel tells of the last. */
export function selectFeatures(paths: readonly string[], last: string): void {
  useBoardView.setState({ features: new Set(paths), selected: last, refusal: null, asked: null });
}

/** Takes a host into the selection, or out of it. Returns whether it is in now. */
export function toggleHost(host: string): boolean {
  const next = new Set(useBoardView.getState().hosts);
  if (!next.delete(host)) next.add(host);
  useBoardView.setState({ hosts: next });
  return next.has(host);
}

/** Selects no host of the board. */
export function clearHosts(): void {
  useBoardView.setState({ hosts: new Set() });
}

/** The features that go along when one is lifted: all that are selected where it is one of them. */
export function liftedWith(path: string): readonly string[] {
  const { features } = useBoardView.getState();
  return features.has(path) ? [...features] : [path];
}

/** The hosts that a drop on one reaches: all that are selected where it is one of them. */
export function reachedWith(host: string): ReadonlySet<string> {
  const { hosts } = useBoardView.getState();
  return hosts.has(host) ? hosts : new Set([host]);
}
