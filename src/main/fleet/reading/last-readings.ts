import { DiskLook } from './disk-look';
import type { SourceReading } from './read-fleet';

interface Last {
  readonly look: DiskLook;
  readonly reading: SourceReading;
}

/** The last reading of each fleet, by folder and by the roots that were asked for. */
const readings = new Map<string, Last>();
/** Nobody has more fleets open; the oldest goes first. */
const MAX_READINGS = 8;

/**
 * The reading of a fleet as it is on disk: the last one while the disk still says everything that was read then,
 * else what `read` makes of a new look.
 */
export function readingOf(
  dir: string,
  featureRoots: readonly string[] | undefined,
  read: (look: DiskLook) => SourceReading,
): SourceReading {
  const key = JSON.stringify([dir, featureRoots]);
  const last = readings.get(key);
  const look = last?.look.again() ?? new DiskLook(dir);
  if (last?.look.isLike(look) === true) return last.reading;
  const reading = read(look);
  readings.delete(key);
  readings.set(key, { look, reading });
  const [oldest] = readings.keys();
  if (readings.size > MAX_READINGS && oldest !== undefined) readings.delete(oldest);
  return reading;
}
