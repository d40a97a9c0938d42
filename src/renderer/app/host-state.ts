import { driftSchema, type Fact, type Host } from '../../shared/contract';
import type { IconName, Tone } from '../ui';

/** How a host stands: shape, then word, then colour. */
export interface HostState {
  readonly key: 'ok' | 'drift' | 'failed' | 'unknown' | 'unseen' | 'answers';
  readonly icon: IconName;
  readonly words: string;
  /** The class that colours the icon, and the words where the news is not good. */
  readonly tone: Tone | 'mut';
  readonly wordsTone: 'sec' | 'warn' | 'bad' | 'mut';
  /** Someone should look: a failed unit, drift, or no answer. */
  readonly needsLook: boolean;
  /** When a host last told us something. */
  readonly seenAt: string | null;
  readonly seenFrom: Fact['from'] | null;
}

/** The names of failed units, or their count where only that is known. */
export function failedUnits(fact: Fact | undefined): { count: number; names: readonly string[] } {
  const value = fact?.value;
  if (Array.isArray(value)) {
    const names = value.filter((name): name is string => typeof name === 'string');
    return { count: value.length, names };
  }
  return { count: typeof value === 'number' ? value : 0, names: [] };
}

/** Told of a host, but not by it. */
const NO_NEWS: ReadonlySet<string> = new Set(['drift', 'reason', 'reasonCode', 'name']);

/** When any fact was last read from the host itself. */
export function lastSeen(host: Host): { at: string; from: Fact['from'] } | null {
  let best: { at: string; from: Fact['from'] } | null = null;
  for (const [name, fact] of Object.entries(host.facts)) {
    if ((fact.from !== 'host' && fact.from !== 'tailscale') || fact.at === undefined) continue;
    // That a host did not answer, or that nothing could be compared, is no news from it.
    if ((name === 'reachable' && fact.value !== true) || NO_NEWS.has(name)) continue;
    if (!best || fact.at > best.at) best = { at: fact.at, from: fact.from };
  }
  return best;
}

/** What the facts say. A host nobody has asked, or that did not answer, is unknown and never "down". */
export function hostState(host: Host): HostState {
  const seen = lastSeen(host);
  const base = { seenAt: seen?.at ?? null, seenFrom: seen?.from ?? null };
  const reachable = host.facts['reachable'];
  if (reachable?.value !== true) {
    return reachable === undefined
      ? {
          ...base,
          key: 'unseen',
          icon: 'unknown',
          words: 'Unknown: not asked yet',
          tone: 'mut',
          wordsTone: 'mut',
          needsLook: false,
        }
      : {
          ...base,
          key: 'unknown',
          icon: 'unknown',
          words: 'Unknown: no answer',
          tone: 'mut',
          wordsTone: 'mut',
          needsLook: true,
        };
  }
  const failed = failedUnits(host.facts['failedUnits']).count;
  if (failed > 0) {
    const words = failed === 1 ? '1 unit failed' : `${failed} units failed`;
    return { ...base, key: 'failed', icon: 'fail', words, tone: 'bad', wordsTone: 'bad', needsLook: true };
  }
  const drift = driftSchema.safeParse(host.facts['drift']?.value);
  if (drift.data === 'differs') {
    return {
      ...base,
      key: 'drift',
      icon: 'drift',
      words: 'Drift: not this commit',
      tone: 'warn',
      wordsTone: 'warn',
      needsLook: true,
    };
  }
  if (drift.data === 'as-declared') {
    return {
      ...base,
      key: 'ok',
      icon: 'ok',
      words: 'Running as declared',
      tone: 'ok',
      wordsTone: 'sec',
      needsLook: false,
    };
  }
  return {
    ...base,
    key: 'answers',
    icon: 'host',
    words: 'Answers, not yet compared',
    tone: 'mut',
    wordsTone: 'sec',
    needsLook: false,
  };
}

/** A fact's value as one line of text, or null where nothing was ever read. */
export function factText(fact: Fact | undefined): string | null {
  if (fact === undefined || fact.value === null || fact.value === undefined) return null;
  return valueText(fact.value);
}

/** Any fact value for reading; lists and sets become comma-separated. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return 'not known';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(valueText).join(', ');
  if (typeof value === 'object') {
    return Object.entries(value)
      .filter(([, part]) => part !== null && part !== undefined && part !== '' && part !== false)
      .map(([key, part]) => (part === true ? key : `${key} ${valueText(part)}`))
      .join(', ');
  }
  return String(value);
}

/** Hosts that can be deployed to: what is in the flake and no installer image. */
export function deployable(host: Host): boolean {
  return host.inFlake && host.kind !== 'installer';
}
