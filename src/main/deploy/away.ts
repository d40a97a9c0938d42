import { isAppError, type ErrorCode } from '../../shared/contract';

const AWAY: readonly ErrorCode[] = ['unreachable', 'refused', 'timeout'];

/** Whether a host that could not be reached may simply be off, asleep or on another network. */
export function isAway(error: unknown): boolean {
  return isAppError(error) && AWAY.includes(error.code);
}
