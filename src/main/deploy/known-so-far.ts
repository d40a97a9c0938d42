import { toErrorShape, type HostResult } from '../../shared/contract';

type Facts = Pick<HostResult, 'from' | 'to' | 'generation'>;

const NOTHING: Facts = { from: null, to: null, generation: null };

/** What a run has learnt of each host, so that a failure still tells how far the host was known. */
export class KnownSoFar {
  readonly #facts = new Map<string, Facts>();

  note(host: string, facts: Partial<Facts>): void {
    this.#facts.set(host, { ...(this.#facts.get(host) ?? NOTHING), ...facts });
  }

  /** The result of a host that is left as it is. */
  skipped(host: string, reason: string): HostResult {
    return { host, outcome: 'skipped', ...(this.#facts.get(host) ?? NOTHING), reason };
  }

  /** The result of a host that came no further; it still runs what it ran. */
  failed(host: string, error: unknown): HostResult {
    const { message, hint } = toErrorShape(error);
    return {
      host,
      outcome: 'failed',
      ...(this.#facts.get(host) ?? NOTHING),
      reason: hint === '' ? message : `${message} ${hint}`,
    };
  }
}
