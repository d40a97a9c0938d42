import { InvalidArgumentError } from 'commander';

const UNITS = { s: 1_000, min: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 } as const;
type Unit = keyof typeof UNITS;

/** A span as it is typed (`30d`, `12h`, `90min`, `2w`) in milliseconds. Throws InvalidArgumentError. */
export function spanOf(text: string): number {
  const [, count, unit] = /^(\d{1,6})\s*(s|min|h|d|w)$/.exec(text.trim()) ?? [];
  if (count === undefined) throw new InvalidArgumentError('It is a span such as 30d, 12h or 2w.');
  return Number(count) * UNITS[unit as Unit];
}

/**
 * A time as it is typed, in ISO 8601: a day or a moment (in local time where it names no zone), `today`, `yesterday`, or
 * a span before `now`. Throws InvalidArgumentError.
 */
export function timeOf(text: string, now: Date = new Date()): string {
  const words = text.trim();
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  if (words === 'today') return midnight.toISOString();
  if (words === 'yesterday') {
    return new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1).toISOString();
  }
  if (/^\d{1,6}\s*(s|min|h|d|w)$/.test(words)) return new Date(now.getTime() - spanOf(words)).toISOString();
  // Without a clock, JavaScript would take a day in UTC.
  const moment = new Date(/^\d{4}-\d{2}-\d{2}$/.test(words) ? `${words}T00:00` : words);
  if (/^\d{4}-/.test(words) && !Number.isNaN(moment.getTime())) return moment.toISOString();
  throw new InvalidArgumentError(
    'It is a day (2026-01-31), a moment, today, yesterday, or a span ago (12h).',
  );
}
