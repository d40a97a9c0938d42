import type { Fact } from '../../shared/contract';

/** One answer of a host, or that there was none. */
export interface HostFacts {
  readonly host: string;
  /** When it was asked. */
  readonly at: string;
  /** Whether it let us in. False says nothing about whether it is up. */
  readonly reachable: boolean;
  /**
   * By name, as `liveFacts` of the contract has them, and `reachable`; `reason` and `reasonCode` where something
   * failed; `partial`, what of the answer was not understood. What could not be had is not there.
   */
  readonly facts: Record<string, Fact>;
}

export interface ReadOptions {
  readonly signal?: AbortSignal;
  /** Nobody is in front of it: nothing is asked of a person on the way. */
  readonly unattended?: boolean;
}
