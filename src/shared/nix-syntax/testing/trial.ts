import { performance } from 'node:perf_hooks';
import { assignmentsOf, findUndefined, parseNix, printTree } from '../index';

/** The longest a text may take: 100 ms for every 100 kB, and a moment for the smallest. */
export function limitFor(length: number): number {
  return Math.max(10, length / 1000);
}

/** Milliseconds the parser needs for `text`. */
export function timeOf(text: string): number {
  const started = performance.now();
  parseNix(text);
  return performance.now() - started;
}

/**
 * Parses a text of any kind and says what went wrong, or null. A time over the limit counts when it comes
 * again three times in a row; the machine may have been busy the first time.
 */
export function trial(text: string): string | null {
  const started = performance.now();
  const tree = parseNix(text);
  const spent = performance.now() - started;
  if (printTree(tree) !== text) return 'does not come back as it was';
  const outside = tree.errors.find(({ start, end }) => start < 0 || end < start || end > text.length);
  if (outside) return `an error lies outside the text: ${JSON.stringify(outside)}`;
  findUndefined(tree);
  assignmentsOf(tree);
  const limit = limitFor(text.length);
  if (spent <= limit) return null;
  const again = [timeOf(text), timeOf(text), timeOf(text)];
  return Math.min(...again) > limit ? `takes ${again.map((ms) => ms.toFixed(0)).join(', ')} ms` : null;
}
