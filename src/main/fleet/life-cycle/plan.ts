import { AppError, type HostLeftover } from '../../../shared/contract';
import { findUndefined, parseNix } from '../../../shared/nix-syntax';
import type { PlannedGesture } from '../draft/plan-changes';
import type { FleetReading } from '../reading/read-fleet';
import type { LifeCycleSource, Mention, MentioningFile, Survey } from './survey';

/** A gesture of a host's life, with what it does not reach. */
export interface HostPlan extends PlannedGesture {
  /** Places that name the host and are not changed. */
  readonly leftovers: readonly HostLeftover[];
  /** What the user has to know or do besides, in sentences. */
  readonly warnings: readonly string[];
}

/** Which of the places that are not certain a gesture takes too. */
export interface Reach {
  /** Comments and texts for people. */
  readonly docs: boolean;
  /** Places that were left, as `file:line`. */
  readonly also: ReadonlySet<string>;
}

/** The host's own files under another name, each with the one it is made from. */
export function twinFiles({ own }: Pick<Survey, 'own'>, name: string): ReadonlyMap<string, string> {
  return new Map(own.files.map((file) => [own.renamed(file, name), file]));
}

/** Whether a gesture changes a mention. */
export function isTaken(file: string, mention: Mention, { docs, also }: Reach): boolean {
  if (also.has(`${file}:${mention.line}`)) return true;
  return mention.standing === 'host' && (docs || mention.kind === 'code');
}

/** A mention that stays, for the user to look at. */
export function leftover(
  { file, text }: Pick<MentioningFile, 'file' | 'text'>,
  mention: Pick<Mention, 'line' | 'kind' | 'standing'>,
  kind?: HostLeftover['kind'],
): HostLeftover {
  const words = (text.split('\n')[mention.line - 1] ?? '').trim();
  const told =
    mention.kind === 'code' ? (mention.standing === 'host' ? 'refers' : mention.standing) : mention.kind;
  return { file, line: mention.line, text: words.slice(0, 200), kind: kind ?? told };
}

/** One leftover a line. */
export function onePerLine(leftovers: readonly HostLeftover[]): HostLeftover[] {
  const seen = new Map<string, HostLeftover>();
  for (const one of leftovers) {
    const key = `${one.file}:${one.line}`;
    if (!seen.has(key)) seen.set(key, one);
  }
  return [...seen.values()];
}

/** Whether an edited file is as sound as it was: it parses, and no variable has lost its definition. */
export function isSound(before: string, after: string): boolean {
  const [was, is] = [parseNix(before), parseNix(after)];
  if (is.errors.length > was.errors.length || is.warnings.length > was.warnings.length) return false;
  return is.errors.length > 0 || findUndefined(is).length <= findUndefined(was).length;
}

/** Findings that mean a fleet which can no longer be read or evaluated. */
const BREAKS = new Set(['unreadable-file', 'syntax', 'undefined']);

/**
 * The fleet with the texts laid over it. Throws `not-literal` when it would be broken where it was not before, naming
 * the place; nothing is written then.
 */
export function readAfter(
  source: LifeCycleSource,
  before: FleetReading,
  texts: ReadonlyMap<string, string | null>,
  what: string,
): FleetReading {
  const after = source.read(texts);
  const known = new Set(before.findings.map(({ rule, file, message }) => `${rule} ${file ?? ''} ${message}`));
  const broken = after.findings.find(
    ({ rule, file, message }) => BREAKS.has(rule) && !known.has(`${rule} ${file ?? ''} ${message}`),
  );
  if (!broken) return after;
  const place = broken.file === undefined ? '' : `${broken.file}${broken.line ? `:${broken.line}` : ''} `;
  throw new AppError('not-literal', `${what} would break the fleet: ${place}${broken.message}`, {
    hint: 'Nothing was written. Part of it is computed; make that place literal, or do it by hand.',
    detail: { file: broken.file, line: broken.line },
  });
}

/** Rules that the change breaks and that held before, in words. */
export function newTroubles(before: FleetReading, after: FleetReading): string[] {
  const known = new Set(before.findings.map(({ rule, message }) => `${rule} ${message}`));
  return after.findings
    .filter(({ rule, severity, message }) => severity === 'error' && !known.has(`${rule} ${message}`))
    .map(({ message, host }) => (host === undefined ? message : `${host}: ${message}`));
}
