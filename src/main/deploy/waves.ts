import { AppError, AT_ONCE, type HostResult, type Waves } from '../../shared/contract';

/** Throws `usage` where the canary is none of the hosts. */
export function checkWaves(waves: Waves | undefined, hosts: readonly string[]): void {
  const canary = waves?.canary;
  if (canary === undefined || hosts.includes(canary)) return;
  throw new AppError('usage', `The canary ${canary} is none of the hosts of this deploy.`, {
    hint: `Choose one of ${hosts.join(', ')}.`,
    detail: { canary, hosts },
  });
}

/** Whether a host came out so that others should be warned by it. One that was away warns of nothing. */
export function isBad({ outcome }: Pick<HostResult, 'outcome'>): boolean {
  switch (outcome) {
    case 'failed':
    case 'rolled-back':
    case 'units-failed':
    case 'unknown':
      return true;
    case 'switched':
    case 'unchanged':
    case 'skipped':
      return false;
  }
}

interface Waiter {
  readonly host: string;
  readonly go: (held: string | null) => void;
}

/**
 * Says of each host when its turn has come to be activated. Whoever is ready first goes first, so that a slow host
 * keeps nobody waiting but itself.
 */
export class TurnTaking {
  readonly #canary: string | null;
  readonly #atOnce: number;
  readonly #stopAfter: number;
  #canaryIsProven: boolean;
  readonly #active = new Set<string>();
  readonly #bad = new Set<string>();
  readonly #signal: AbortSignal;
  #held: string | null = null;
  #waiting: Waiter[] = [];

  constructor({ canary, atOnce = AT_ONCE, stopAfter = Infinity }: Waves, signal: AbortSignal) {
    this.#canary = canary ?? null;
    this.#canaryIsProven = canary === undefined;
    this.#atOnce = atOnce;
    this.#stopAfter = stopAfter;
    this.#signal = signal;
    signal.addEventListener('abort', () => this.#letGo(() => true, null), { once: true });
  }

  /** Why no further host is begun, or null. */
  get held(): string | null {
    return this.#held;
  }

  /** What a host waits for, in words. */
  waitsFor(host: string): string {
    return this.#canaryIsProven || host === this.#canary
      ? `Waits, ${this.#atOnce} at once`
      : `Waits for the canary ${this.#canary}`;
  }

  isCanary(host: string): boolean {
    return host === this.#canary;
  }

  /** Whether a host could be activated now. */
  isFree(host: string): boolean {
    return this.#active.size < this.#atOnce && (this.#canaryIsProven || host === this.#canary);
  }

  /** Resolves when its turn has come, or all is cancelled: with null, or with why it has none. */
  turn(host: string): Promise<string | null> {
    if (this.#signal.aborted) return Promise.resolve(null);
    return new Promise((resolve) => {
      this.#waiting.push({ host, go: resolve });
      this.#next();
    });
  }

  /** A host has come out, whether or not it had a turn. */
  settled(result: HostResult): void {
    const { host } = result;
    this.#active.delete(host);
    if (isBad(result)) this.#bad.add(host);
    if (host === this.#canary && !this.#canaryIsProven) {
      if (result.away === true) this.#held = `The canary ${host} was away, so nothing was proven.`;
      else if (isBad(result)) this.#held = `The canary ${host} did not come out well.`;
      else this.#canaryIsProven = true;
    }
    if (this.#bad.size >= this.#stopAfter) {
      this.#held ??= `${[...this.#bad].join(', ')} did not come out well, and the run was to stop after ${this.#stopAfter}.`;
    }
    this.#next();
  }

  #next(): void {
    if (this.#held !== null) return this.#letGo(() => true, this.#held);
    for (const { host } of this.#waiting) {
      if (!this.isFree(host)) continue;
      this.#active.add(host);
      this.#letGo((one) => one.host === host, null);
    }
  }

  #letGo(whom: (waiter: Waiter) => boolean, held: string | null): void {
    const free = this.#waiting.filter(whom);
    this.#waiting = this.#waiting.filter((one) => !whom(one));
    for (const { go } of free) go(held);
  }
}
