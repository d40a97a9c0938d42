import { questionsAbout } from '../static/questions';
import { DiskLook } from './disk-look';
import { FleetFiles } from './files';
import type { Overlay } from './overlay';
import type { ReadBase, SourceReading } from './read-fleet';

/** A reading, and what the next one may take over from it. */
export interface Made {
  readonly reading: SourceReading;
  readonly base: ReadBase;
}

interface Last extends Made {
  readonly look: DiskLook;
}

/** Makes a reading of files, beside the one before and the questions that may be answered otherwise since. */
export type Read = (files: FleetFiles, before?: { base: ReadBase; changed: ReadonlySet<string> }) => Made;

/** The last reading of each fleet on disk, by folder and by the roots that were asked for. */
const readings = new Map<string, Last>();
/** Nobody has more fleets open; the oldest goes first. */
const MAX_READINGS = 8;

const keyOf = (dir: string, featureRoots: readonly string[] | undefined): string =>
  JSON.stringify([dir, featureRoots]);

/** A look at a fleet's folder as it is now; it asks what the last reading asked. */
export function lookAt(dir: string, featureRoots: readonly string[] | undefined): DiskLook {
  return readings.get(keyOf(dir, featureRoots))?.look.again() ?? new DiskLook(dir);
}

/**
 * The reading of a fleet as a look saw it: the last one while the look says everything that was read then, else what
 * `read` makes of it and of what changed.
 */
export function readingOf(
  dir: string,
  featureRoots: readonly string[] | undefined,
  look: DiskLook,
  read: Read,
): SourceReading {
  const key = keyOf(dir, featureRoots);
  const last = readings.get(key);
  const changed = last?.look.differences(look) ?? [];
  if (last && changed.length === 0) return last.reading;
  const made = read(
    new FleetFiles(dir, undefined, look),
    last && { base: last.base, changed: questionsAbout(changed) },
  );
  readings.delete(key);
  readings.set(key, { ...made, look });
  const [oldest] = readings.keys();
  if (readings.size > MAX_READINGS && oldest !== undefined) readings.delete(oldest);
  return made.reading;
}

/** The reading of a fleet as it would be with an overlay. It is not kept: the disk says something else. */
export function readingWith(
  dir: string,
  featureRoots: readonly string[] | undefined,
  look: DiskLook,
  overlay: Overlay,
  read: Read,
): SourceReading {
  const last = readings.get(keyOf(dir, featureRoots));
  const files = new FleetFiles(dir, overlay, look);
  if (!last) return read(files).reading;
  const changed = [
    ...last.look.differences(look),
    ...[...overlay].flatMap(([file, text]) => touchedBy(file, text, look)),
  ];
  return read(files, { base: last.base, changed: questionsAbout(changed) }).reading;
}

/** What is another thing with a text laid over it: a file that comes or goes may change every folder around it too. */
function touchedBy(file: string, text: string | null, look: DiskLook): string[] {
  if (text !== null && look.content(file) !== null) return [file];
  const parts = file.split('/');
  return parts.map((_, index) => parts.slice(0, index).join('/')).concat(file);
}
