import type { FleetReader } from '../fleet';
import type { WorkerPool } from '../workers';

/** Reads fleets on worker threads, so that a window never waits for a parser. */
export function poolReader(pool: WorkerPool): FleetReader {
  return {
    read: (request) => pool.run('read-fleet', request),
    plan: (request) => pool.run('plan-gesture', request),
    meaning: (request) => pool.run('draft-meaning', request),
  };
}
