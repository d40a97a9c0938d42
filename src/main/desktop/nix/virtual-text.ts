import type { ToldLiteral, ToldPiece, ToldPlace, TextRun } from '../../fleet';
import type { Place, PiecedText, TextPiece } from '../../../shared/desktop';

/** A stretch of a line that stands in the fleet as it is. */
export interface Stretch {
  /** Column of the line where it begins, from 1. */
  readonly column: number;
  readonly length: number;
  readonly file: string;
  readonly offset: number;
  readonly line: number;
  readonly sourceColumn: number;
}

/** One line of a configuration as Home Manager would write it, with what it comes from. */
export interface VirtualLine {
  readonly text: string;
  readonly stretches: readonly Stretch[];
  /** Where the line is written, or what it is made of. */
  readonly at: ToldPlace | null;
  /** The literal of Nix that the value of the line is; null in free text, and where it was made. */
  readonly literal: ToldLiteral | null;
  /** free: a line of `extraConfig`, written as it is · setting: made of a value of `settings`. */
  readonly kind: 'free' | 'setting';
  /** Whether a part of it is not known; it stands in `text` as it is written. */
  readonly isOpen: boolean;
  /** Column from which on the value of a setting stands. */
  readonly valueColumn: number;
  /** The list that a setting is an item of. */
  readonly list: ToldLiteral | null;
  readonly when: readonly string[];
  /** The fleet's own option that the value of a setting comes from. */
  readonly through: Through | null;
  /** Its value outdoes plain definitions. */
  readonly forced?: boolean;
}

/** An option that a line's value is taken from: whole, or as one item of its list. */
export interface Through {
  readonly option: string;
  /** Which item of the list, from 0; null where the value is no list. */
  readonly index: number | null;
  /** The texts of the whole list; null where one of them is not known, or the value is no list. */
  readonly items: readonly string[] | null;
}

type LineParts = Pick<VirtualLine, 'at' | 'literal' | 'kind' | 'list' | 'when' | 'through' | 'forced'>;

/** Fills a hole where its text is known after all: a colour of the palette. */
export type Fill = (hole: Extract<ToldPiece, { kind: 'hole' }>) => string | null;

/** The text of a configuration, put together of values from many files; its lines know where they come from. */
export class VirtualText {
  readonly lines: VirtualLine[] = [];
  private readonly pieces: TextPiece[] = [];

  constructor(
    /** Stands for the whole in places that the reader gives. */
    readonly name: string,
    private readonly fill: Fill,
  ) {}

  /** `before` is put in front of the value's first line: the key. */
  add(before: string, value: readonly ToldPiece[], parts: LineParts): void {
    let open = new OpenLine(before);
    for (const piece of value) {
      const known = piece.kind === 'hole' ? this.fill(piece) : null;
      if (piece.kind === 'hole' && known === null) {
        open.hole(piece.source);
        continue;
      }
      const text = piece.kind === 'hole' ? (known ?? '') : piece.text;
      const runs = piece.kind === 'text' && piece.file !== null ? piece : null;
      let from = 0;
      for (const part of text.split('\n')) {
        if (from > 0) {
          this.close(open, parts);
          open = new OpenLine('');
        }
        open.take(part, runs === null ? null : { file: runs.file ?? '', runs: runs.runs, from });
        from += part.length + 1;
      }
    }
    this.close(open, parts);
  }

  private close(open: OpenLine, parts: LineParts): void {
    const line = this.lines.length + 1;
    const [first] = open.stretches;
    const isOwn = parts.kind === 'free' && first !== undefined;
    const at = isOwn ? { file: first.file, line: first.line, column: first.sourceColumn } : parts.at;
    this.lines.push({
      ...parts,
      at,
      text: open.text,
      stretches: open.stretches,
      isOpen: open.holes > 0,
      valueColumn: open.valueColumn,
    });
    let column = 1;
    for (const piece of open.pieces) {
      if (piece.kind === 'hole') this.pieces.push(piece);
      else this.pieces.push({ kind: 'text', text: piece.text, line, column });
      column += piece.kind === 'hole' ? 0 : piece.text.length;
    }
    this.pieces.push({ kind: 'text', text: '\n', line, column });
  }

  /** The whole as one text, what is not known as it is written. */
  whole(): string {
    return this.lines.map(({ text }) => `${text}\n`).join('');
  }

  pieced(): PiecedText {
    return { file: this.name, pieces: this.pieces };
  }

  /** The line a place of the reader is in; undefined for a place elsewhere. */
  lineOf(place: Place | undefined): VirtualLine | undefined {
    return place?.file === this.name ? this.lines[place.line - 1] : undefined;
  }

  /** Where in the fleet a place of the reader is. */
  sourceOf(place: Place): Place | undefined {
    const line = this.lineOf(place);
    if (!line) return place.file === this.name ? undefined : place;
    const column = place.column ?? 1;
    const stretch = line.stretches.find(
      (each) => each.column <= column && column < each.column + Math.max(1, each.length),
    );
    // The value of a setting is the literal with its quotes.
    if (line.kind === 'setting' || !stretch) return line.at ?? undefined;
    const { file, line: sourceLine, sourceColumn } = stretch;
    return { file, line: sourceLine, column: sourceColumn + column - stretch.column };
  }
}

class OpenLine {
  text: string;
  readonly stretches: Stretch[] = [];
  holes = 0;
  readonly pieces: ({ kind: 'text'; text: string } | { kind: 'hole'; source: string })[];
  readonly valueColumn: number;

  constructor(before: string) {
    this.text = before;
    this.valueColumn = before.length + 1;
    this.pieces = before === '' ? [] : [{ kind: 'text', text: before }];
  }

  hole(source: string): void {
    this.text += `\${${source.replaceAll(/\s+/g, ' ')}}`;
    this.pieces.push({ kind: 'hole', source });
    this.holes += 1;
  }

  take(
    text: string,
    origin: { readonly file: string; readonly runs: readonly TextRun[]; readonly from: number } | null,
  ): void {
    if (text === '') return;
    if (origin) for (let i = 0; i < origin.runs.length; i++) this.stretch(text, i, origin);
    this.text += text;
    this.pieces.push({ kind: 'text', text });
  }

  /** The part of a run that is in this line. */
  private stretch(
    text: string,
    index: number,
    { file, runs, from }: { readonly file: string; readonly runs: readonly TextRun[]; readonly from: number },
  ): void {
    const run = runs[index]!;
    const next = runs[index + 1];
    const start = Math.max(run.from, from);
    const end = Math.min(next?.from ?? Number.POSITIVE_INFINITY, from + text.length);
    if (start >= end) return;
    this.stretches.push({
      column: this.text.length + 1 + start - from,
      length: end - start,
      file,
      offset: run.offset + start - run.from,
      line: run.line,
      sourceColumn: run.column + start - run.from,
    });
  }
}
