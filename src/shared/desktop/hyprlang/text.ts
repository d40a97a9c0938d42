/**
 * A part of a configuration's text. A hole is what other code puts there (`${…}` of a Nix string): its source is known,
 * what it will be is not. `line` and `column` say where the part begins in `file`.
 */
export type TextPiece =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly line: number;
      readonly column: number;
      readonly indent?: number;
    }
  | { readonly kind: 'hole'; readonly source: string };

/** The text of one file, or of one string within a file. */
export interface PiecedText {
  readonly file: string;
  readonly pieces: readonly TextPiece[];
}

/** A text without holes that begins at the beginning of its file. */
export const wholeFile = (file: string, text: string): PiecedText => ({
  file,
  pieces: [{ kind: 'text', text, line: 1, column: 1 }],
});

/** A line as hyprlang sees it: one that ends with a backslash goes on in the next. */
export interface TextLine {
  /** Holes stand as their number between two `HOLE`. */
  readonly text: string;
  readonly line: number;
  /** Where the first character of `text` stands. */
  readonly column: number;
}

/** Stands for a hole. A private character, so that no configuration has it by itself. */
export const HOLE = '\uE0F5';

/** The text with the holes' sources where they stand, as a person would read it: `${pkgs.kitty}/bin/kitty`. */
export function withHoles(text: string, holes: readonly string[]): string {
  if (!text.includes(HOLE)) return text;
  return text.replaceAll(/\uE0F5(\d+)\uE0F5/g, (_, place: string) => `\${${holes[Number(place)] ?? ''}}`);
}

/** Whether any part of the text is a hole. */
export const hasHole = (text: string): boolean => text.includes(HOLE);

interface OpenLine {
  text: string;
  readonly line: number;
  readonly column: number;
}

/**
 * The lines of a text. In an indented string of Nix, `indent` of a piece is how many characters at the beginning of each
 * further line are no part of the value; columns count them. The sources of holes are added to `holes`.
 */
export function linesOf({ pieces }: PiecedText, holes: string[]): TextLine[] {
  const lines: OpenLine[] = [];
  let open: OpenLine | null = null;
  // Where the next character stands, if a line begins with it.
  let next = { line: 1, column: 1 };
  for (const piece of pieces) {
    if (piece.kind === 'hole') {
      if (!open) lines.push((open = { text: '', ...next }));
      open.text += `${HOLE}${holes.length}${HOLE}`;
      holes.push(piece.source);
      continue;
    }
    for (const [nth, part] of piece.text.split('\n').entries()) {
      if (nth > 0) open = null;
      const column = nth === 0 ? piece.column : 1 + (piece.indent ?? 0);
      next = { line: piece.line + nth, column };
      if (part === '' && nth > 0) continue;
      if (!open) lines.push((open = { text: '', ...next }));
      open.text += part;
    }
  }
  return joined(lines);
}

/** Puts lines together that a backslash joins; blanks before it go, as in hyprlang. */
function joined(lines: readonly OpenLine[]): TextLine[] {
  const whole: TextLine[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const { line, column, text: begun } = lines[at]!;
    let text = withoutReturn(begun);
    for (let last = line; text.endsWith('\\') && lines[at + 1]?.line === last + 1; last += 1) {
      at += 1;
      text = text.slice(0, -1).replace(/[ \t]+$/, '') + withoutReturn(lines[at]!.text);
    }
    whole.push({ text, line, column });
  }
  return whole;
}

/** Files of Windows end their lines with a carriage return too. */
const withoutReturn = (text: string): string => (text.endsWith('\r') ? text.slice(0, -1) : text);
