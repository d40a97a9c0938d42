import { isAppError } from '../../shared/contract';
import type { HostFacts, ReadOptions } from './types';

/** What is known of a host from its last answer. */
export interface LastAnswer {
  readonly host: string;
  /** When it was asked. */
  readonly at: string;
  readonly reachable: boolean;
  /** Whether it ever told anything of itself. */
  readonly hasAnswered: boolean;
  /** `reasonCode` of the last failure. */
  readonly failure: string | null;
}

export interface WatchOptions {
  readonly read: (hosts: readonly string[], options: ReadOptions) => Promise<HostFacts[]>;
  /** Somebody looks: a window is open. Without one nothing is asked. */
  readonly isWatched: () => boolean;
  /** The last answer of each host of the open fleet that was ever asked. */
  readonly answers: () => Promise<readonly LastAnswer[]>;
  readonly note: (answers: readonly HostFacts[]) => Promise<void>;
  /** Between two questions to a host that answers, spread by a fifth. */
  readonly everyMs?: number;
  /** How often is looked who is due. */
  readonly tickMs?: number;
  readonly now?: () => number;
  readonly random?: () => number;
}

export interface FactsWatch {
  /** A login to this host stands: what it says now is news. */
  connected(host: string): void;
  close(): void;
}

const EVERY_MS = 5 * 60_000;
const TICK_MS = 10_000;
/** A host that stays silent, or whose answers break off, is asked ever less often, down to this many times the usual wait. */
const SLOWEST = 6;
/** An answer this fresh is not asked for again because of a login. */
const FRESH_MS = 30_000;
const AT_ONCE = 4;
/** To try again by itself would lock the account, or wear out a warning. */
const FINAL: ReadonlySet<string> = new Set([
  'authentication-failed',
  'host-key-unknown',
  'host-key-changed',
  'host-key-revoked',
  'prompt-dismissed',
  'bad-host-name',
  'unknown-host',
]);

/**
 * Asks hosts again, slowly, for as long as somebody looks: only those that have answered before, a few at once, each
 * once at a time, and spread so that they do not all come in one moment. Never asks a person for anything.
 */
export function watchFacts(options: WatchOptions): FactsWatch {
  const { everyMs = EVERY_MS, tickMs = TICK_MS, now = Date.now, random = Math.random } = options;
  const due = new Map<string, { after: string; at: number }>();
  const silences = new Map<string, number>();
  const nudged = new Set<string>();
  const asking = new Set<string>();
  const closing = new AbortController();
  let isBusy = false;

  /** When a host is to be asked next, decided once for each answer. */
  const dueAt = ({ host, at }: LastAnswer): number => {
    const known = due.get(host);
    if (known?.after === at) return known.at;
    const slower = Math.min(SLOWEST, 2 ** (silences.get(host) ?? 0));
    const next = Date.parse(at) + everyMs * slower * (0.8 + random() * 0.4);
    due.set(host, { after: at, at: next });
    return next;
  };

  const isDue = (answer: LastAnswer): boolean => {
    if (nudged.has(answer.host)) return now() - Date.parse(answer.at) > FRESH_MS || !answer.reachable;
    if (!answer.hasAnswered || (answer.failure !== null && FINAL.has(answer.failure))) return false;
    return dueAt(answer) <= now();
  };

  const ask = async (hosts: readonly string[]): Promise<void> => {
    for (const host of hosts) asking.add(host);
    const answers = await options
      .read(hosts, { signal: closing.signal, unattended: true })
      .finally(() => asking.clear());
    for (const { host, facts } of answers) {
      // One that lets us in and then hangs would otherwise gather what hangs there.
      const isWhole = facts['reason'] === undefined && facts['partial'] === undefined;
      silences.set(host, isWhole ? 0 : (silences.get(host) ?? 0) + 1);
    }
    if (!closing.signal.aborted) await options.note(answers);
  };

  const round = async (): Promise<void> => {
    if (isBusy || closing.signal.aborted || !options.isWatched()) return;
    isBusy = true;
    try {
      const answers = await options.answers();
      const asked = new Set(answers.map(({ host }) => host));
      const hosts = [
        ...[...nudged].filter((host) => !asked.has(host)),
        ...answers
          .filter(isDue)
          .toSorted((a, b) => a.at.localeCompare(b.at))
          .map(({ host }) => host),
      ];
      nudged.clear();
      for (let at = 0; at < hosts.length && options.isWatched(); at += AT_ONCE) {
        await ask(hosts.slice(at, at + AT_ONCE));
      }
    } catch (error) {
      // No fleet is open any more, its source cannot be read just now, or we are closing: the next round sees.
      if (!isAppError(error) && !closing.signal.aborted) throw error;
    } finally {
      isBusy = false;
    }
  };

  const timer = setInterval(() => void round(), tickMs);
  timer.unref();
  return {
    connected(host) {
      // Our own question logs in too, and is no reason for the next.
      if (!asking.has(host)) nudged.add(host);
    },
    close() {
      clearInterval(timer);
      closing.abort();
    },
  };
}
