import type { Span } from '../../shared/nix-syntax';

/** Where a search found something: line from 0, columns from 0. */
export interface Hit {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

const MOST_HITS = 10_000;

/** Every place of `query` in the lines, top to bottom. Case counts only where the query has capitals. */
export function findInLines(lines: readonly string[], query: string): Hit[] {
  if (query === '') return [];
  const exact = query !== query.toLowerCase();
  const wanted = exact ? query : query.toLowerCase();
  const hits: Hit[] = [];
  for (const [line, text] of lines.entries()) {
    const heard = exact ? text : text.toLowerCase();
    for (let at = heard.indexOf(wanted); at >= 0; at = heard.indexOf(wanted, at + wanted.length)) {
      hits.push({ line, start: at, end: at + wanted.length });
      if (hits.length >= MOST_HITS) return hits;
    }
  }
  return hits;
}

/** A span of a line, cut where hits begin and end. `hit` is the number of the hit in `hits`. */
export interface CutSpan extends Span {
  readonly hit?: number;
}

/** The spans of one line with its hits cut out; `hits` are those of this line with their numbers. */
export function cutSpans(
  spans: readonly Span[],
  hits: readonly { readonly start: number; readonly end: number; readonly number: number }[],
): CutSpan[] {
  if (hits.length === 0) return [...spans];
  const cut: CutSpan[] = [];
  let from = 0;
  for (const { kind, text } of spans) {
    const to = from + text.length;
    let at = from;
    for (const hit of hits) {
      const start = Math.max(hit.start, at);
      const end = Math.min(hit.end, to);
      if (start >= end) continue;
      if (start > at) cut.push({ kind, text: text.slice(at - from, start - from) });
      cut.push({ kind, text: text.slice(start - from, end - from), hit: hit.number });
      at = end;
    }
    if (at < to) cut.push({ kind, text: text.slice(at - from) });
    from = to;
  }
  return cut;
}
