/** A place in a file as people and editors count it: both from 1, columns in UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Finds line and column of an offset; the table of lines is built at the first question. */
export class LineIndex {
  private starts: number[] | undefined;

  constructor(private readonly source: string) {}

  private table(): number[] {
    if (this.starts) return this.starts;
    const starts = [0];
    for (let i = this.source.indexOf('\n'); i >= 0; i = this.source.indexOf('\n', i + 1)) starts.push(i + 1);
    this.starts = starts;
    return starts;
  }

  /** Number of lines; a last line break begins one more, empty, line. */
  get count(): number {
    return this.table().length;
  }

  /** Place of `offset`. */
  place(offset: number): Place {
    const starts = this.table();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - starts[low]! + 1 };
  }

  /** Offset at which `line` (from 1) begins, or undefined when there is no such line. */
  startOf(line: number): number | undefined {
    return this.table()[line - 1];
  }
}
