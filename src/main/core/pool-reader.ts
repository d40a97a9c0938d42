import type { FleetReader } from '../fleet';
import type { WorkerPool } from '../workers';

/**
 * Reads fleets on worker threads, so that a window never waits for a parser. One thread owns all readings of a fleet:
 * they rest on each other and would be made once more in any other.
 */
export function poolReader(pool: WorkerPool): FleetReader {
  return {
    ask: (name, of, input) => pool.run('ask-fleet', { name, of, input }, { owner: of.dir }) as never,
  };
}
