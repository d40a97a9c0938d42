import type { LineIndex } from '../lines';
import type { Missing } from '../nodes';
import * as T from '../tokens';
import type { TokenTable } from '../tokens';
import type { NixProblem, ProblemKind } from '../tree';

/**
 * Deepest nesting the parser follows. A level costs about 1 kB of stack and a thread of Node or a browser
 * has about 1 MB; files written by people stay below 50.
 */
export const MAX_DEPTH = 400;

/** So many problems are kept of a file; one with more is no Nix at all, and nobody reads further. */
const MAX_PROBLEMS = 1000;

/** Walks the significant tokens of a file and collects what is wrong with it. */
export class Cursor {
  /** Kind of the token at the cursor; the hot paths read it directly. */
  kind: number = T.END;
  /** Where the token at the cursor starts and ends. */
  start = 0;
  end = 0;
  /** End of the last token that was taken. */
  lastEnd = 0;
  /** How deep the parser is. */
  depth = 0;
  readonly errors: NixProblem[] = [];
  readonly warnings: NixProblem[] = [];
  private index = -1;
  private lastErrorAt = -1;
  private aborted = false;
  private readonly kinds: Uint8Array;
  private readonly starts: Uint32Array;

  constructor(
    readonly source: string,
    tokens: TokenTable,
    private readonly lines: LineIndex,
  ) {
    this.kinds = tokens.kinds;
    this.starts = tokens.starts;
    this.move(0);
  }

  private move(from: number): void {
    let i = from;
    let kind = this.kinds[i]!;
    while (kind <= T.INVALID) {
      if (kind === T.INVALID) this.invalid(i);
      i++;
      kind = this.kinds[i]!;
    }
    this.index = i;
    this.kind = kind;
    this.start = this.starts[i]!;
    this.end = this.starts[i + 1]!;
  }

  private invalid(index: number): void {
    const start = this.starts[index]!;
    const end = this.starts[index + 1]!;
    const text = this.source.slice(start, end);
    const message =
      text === '\uFEFF'
        ? 'a byte order mark is not allowed here'
        : `the character \`${text}\` is not allowed here`;
    this.report('syntax', message, start, end);
  }

  /** Takes the token at the cursor. */
  next(): void {
    this.lastEnd = this.end;
    if (this.kind !== T.END) this.move(this.index + 1);
  }

  /** Whether the token at the cursor is of `kind`. */
  is(kind: number): boolean {
    return this.kind === kind;
  }

  /** Takes the token if it is of `kind`. */
  accept(kind: number): boolean {
    if (this.kind !== kind) return false;
    this.next();
    return true;
  }

  /** The kind of the significant token `n` places after the one at the cursor. */
  peek(n: number): number {
    let i = this.index;
    for (let left = n; left > 0; left--) {
      if (this.kinds[i] === T.END) return T.END;
      i++;
      while (this.kinds[i]! <= T.INVALID) i++;
    }
    return this.kinds[i]!;
  }

  /** Whether no trivia stands between the last token taken and the one at the cursor. */
  adjoins(): boolean {
    return this.start === this.lastEnd;
  }

  /** Text of the token at the cursor. */
  text(): string {
    return this.source.slice(this.start, this.end);
  }

  /** Takes a token of `kind` and returns its offset, or reports that it is missing and returns -1. */
  expect(kind: number, role: string): number {
    const at = this.start;
    if (this.kind === kind) {
      this.next();
      return at;
    }
    this.expected(`${T.describeToken(kind, '')} ${role}`);
    return -1;
  }

  /** As {@link expect} for what closes something opened at `opened`, which the message then names. */
  expectClose(kind: number, opened: number): number {
    if (this.kind === kind) return this.expect(kind, '');
    const { line } = this.lines.place(opened);
    const wide = kind === T.INDENTED_CLOSE || this.source.charAt(opened) === '$';
    const opener = this.source.slice(opened, opened + (wide ? 2 : 1));
    this.expected(`${T.describeToken(kind, '')} to close the \`${opener}\` of line ${line}`);
    return -1;
  }

  /** Reports that `what` should stand where the cursor is. */
  expected(what: string): void {
    const found = T.describeToken(this.kind, this.text());
    this.report('syntax', `expected ${what}, found ${found}`, this.start, this.end);
  }

  /** Adds a problem; of several at one place only the first is kept. */
  report(kind: ProblemKind, message: string, start: number, end: number): void {
    if (this.aborted) return;
    if (kind === 'syntax') {
      if (this.lastErrorAt === start) return;
      this.lastErrorAt = start;
    }
    const problems = kind === 'merge' ? this.warnings : this.errors;
    if (problems.length >= MAX_PROBLEMS) return;
    const { line, column } = this.lines.place(start);
    problems.push({ kind, message, start, end, line, column });
  }

  /** Enters one level; false when there are too many, and then the rest of the file is given up. */
  enter(): boolean {
    if (++this.depth <= MAX_DEPTH) return true;
    this.report('syntax', `nested more than ${MAX_DEPTH} levels deep`, this.start, this.end);
    this.aborted = true;
    this.move(this.kinds.length - 1);
    return false;
  }

  leave(): void {
    this.depth--;
  }

  /** An empty expression where the last token ended. */
  missing(): Missing {
    return { kind: 'missing', start: this.lastEnd, end: this.lastEnd };
  }
}

/**
 * A copy that takes no more room than it needs. Engines give an array that is pushed to room for about
 * twenty elements, and a file has an array of one or two for every name and every string.
 */
export function trimmed<T>(items: readonly T[]): readonly T[] {
  return items.slice();
}
