import { isAppError, type ErrorCode, type HostResult } from '../../shared/contract';

const AWAY: readonly ErrorCode[] = ['unreachable', 'refused', 'timeout', 'practice-down'];

/** Whether a host that could not be reached may simply be off, asleep or on another network. */
export function isAway(error: unknown): boolean {
  return isAppError(error) && AWAY.includes(error.code);
}

/** The result of a host that is away, from what its failure would be. */
export function awayResult({ reason, ...rest }: HostResult): HostResult {
  return {
    ...rest,
    outcome: 'skipped',
    away: true,
    reason: `It was away, so nothing was done there: ${reason ?? ''}`,
  };
}
