import { AppError } from '../../shared/contract';
import type { Reach } from '../ssh';
import { readHost, type ReadHostParts } from './read-host';
import type { HostFacts, ReadOptions } from './types';

export interface FactsOptions extends Omit<ReadHostParts, 'script'> {
  /** The text of resources/facts/host-facts.sh. Asked for at the first host. */
  readonly script: () => Promise<string>;
  /** How a host of the open fleet is reached; throws when nothing says. */
  readonly reach: (host: string) => Promise<Reach>;
  /** What tells hosts of one name apart: the folder of the open fleet. */
  readonly fleet: () => string;
}

/** Reads facts of hosts, each host once at a time whoever asks. */
export interface Facts {
  /** In the order of `hosts`. @throws AppError `cancelled`; a host that does not answer is no error. */
  read(hosts: readonly string[], options?: ReadOptions): Promise<HostFacts[]>;
}

/** Hosts spoken to at once. */
const AT_ONCE = 16;

interface Reading {
  readonly answer: Promise<HostFacts>;
  readonly isUnattended: boolean;
  readonly abort: AbortController;
  waiting: number;
}

export function createFacts(options: FactsOptions): Facts {
  const underWay = new Map<string, Reading>();
  let script: Promise<string> | null = null;

  const begin = (key: string, host: string, isUnattended: boolean): Reading => {
    const abort = new AbortController();
    const work = async (): Promise<HostFacts> => {
      script ??= options.script();
      return readHost({ ...options, script: await script }, host, () => options.reach(host), {
        signal: abort.signal,
        unattended: isUnattended,
      });
    };
    const reading = {
      answer: work().finally(() => underWay.delete(key)),
      isUnattended,
      abort,
      waiting: 0,
    };
    // Whoever waits hears of a failure; when all have left nobody does.
    reading.answer.catch(() => undefined);
    underWay.set(key, reading);
    return reading;
  };

  /** Joins the reading that is under way. The last one that leaves ends it. */
  const readOne = async (host: string, { signal, unattended = false }: ReadOptions): Promise<HostFacts> => {
    if (signal?.aborted) throw cancelled();
    const key = JSON.stringify([options.fleet(), host]);
    const reading = underWay.get(key) ?? begin(key, host, unattended);
    reading.waiting += 1;
    const answer = await untilAborted(reading.answer, signal).finally(() => {
      reading.waiting -= 1;
      if (reading.waiting === 0) reading.abort.abort();
    });
    // It failed because nobody was to be asked, and now somebody is there.
    if (!answer.reachable && reading.isUnattended && !unattended)
      return readOne(host, { signal, unattended });
    return answer;
  };

  return {
    async read(hosts, how = {}) {
      const answers: HostFacts[] = [];
      const waiting = hosts.map((host, index) => ({ host, index }));
      const worker = async (): Promise<void> => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          answers[next.index] = await readOne(next.host, how);
        }
      };
      await Promise.all(Array.from({ length: Math.min(AT_ONCE, hosts.length) }, worker));
      return answers;
    },
  };
}

const cancelled = (): AppError => new AppError('cancelled', 'Reading facts was cancelled.');

function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(cancelled());
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
