import { LineIndex, mappedParts } from '../../../../shared/nix-syntax';
import type { SourceFile, Value, Writing } from '../value';

/** A stretch of a text that stands in the source as it is: characters from `from` on are those from `offset` on. */
export interface TextRun {
  readonly from: number;
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** A part of a text: known, with where it stands, or a hole that source does not fill. */
export type ToldPiece =
  | {
      readonly kind: 'text';
      readonly text: string;
      /** Null where the text was made by a function. */
      readonly file: string | null;
      /** In order; a line never shares a run with another. */
      readonly runs: readonly TextRun[];
    }
  | {
      readonly kind: 'hole';
      /** What stands there, as it is written. */
      readonly source: string;
      /** The option of the host it is, below `config`, where it is one. */
      readonly option: string | null;
    };

/** What a text is made of; null where the value is no text. */
export function piecesOf(value: Value): ToldPiece[] | null {
  if (value.type === 'path') return [{ kind: 'text', text: value.path, file: null, runs: [] }];
  if (value.type !== 'plain' && value.type !== 'unknown') return null;
  const written = value.written ? fromWriting(value.written, value) : null;
  if (written !== null || value.type === 'unknown') return written;
  return typeof value.value === 'string' ? [made(value.value)] : null;
}

function made(text: string): ToldPiece {
  return { kind: 'text', text, file: null, runs: [] };
}

function fromWriting(written: Writing, value: Value): ToldPiece[] | null {
  switch (written.kind) {
    case 'literal': {
      const { node, source } = written;
      if (node.kind !== 'string') return null;
      return mappedParts(source.tree.source, node).flatMap((part) =>
        'offsets' in part ? [textOf(source, part.text, part.offsets)] : [],
      );
    }
    case 'text': {
      const { node, source, holes } = written;
      let nth = 0;
      return mappedParts(source.tree.source, node).flatMap((part) => {
        if ('offsets' in part) return [textOf(source, part.text, part.offsets)];
        const hole = holes[nth++];
        const words = source.tree.source.slice(part.expression.start, part.expression.end);
        return (hole && filled(hole)) ?? [holeOf(hole, words)];
      });
    }
    case 'joined':
      return written.parts.flatMap((part) => filled(part) ?? [holeOf(part, '…')]);
    case 'file': {
      const text = value.type === 'plain' && typeof value.value === 'string' ? value.value : '';
      const offsets = Array.from({ length: text.length }, (_, index) => index);
      return [
        textOf({ file: written.file, tree: { source: text, lines: new LineIndex(text) } }, text, offsets),
      ];
    }
  }
}

/** What stands in a hole: a text, also one known in part, or a number; null where it is unknown. */
function filled(value: Value): ToldPiece[] | null {
  const pieces = piecesOf(value);
  if (pieces !== null) return pieces;
  return value.type === 'plain' && typeof value.value === 'number' ? [made(String(value.value))] : null;
}

function holeOf(value: Value | undefined, words: string): ToldPiece {
  const path = value?.type === 'unknown' ? value.path : undefined;
  const option = path?.startsWith('config.') === true ? path.slice('config.'.length) : null;
  return { kind: 'hole', source: words, option };
}

type Lined = Pick<SourceFile, 'file'> & {
  readonly tree: Pick<SourceFile['tree'], 'source' | 'lines'>;
};

function textOf({ file, tree }: Lined, text: string, offsets: readonly number[]): ToldPiece {
  const runs: TextRun[] = [];
  for (let i = 0; i < text.length; i++) {
    const offset = offsets[i]!;
    const goesOn = i > 0 && offsets[i - 1]! + 1 === offset && text.charAt(i - 1) !== '\n';
    if (!goesOn) runs.push({ from: i, offset, ...tree.lines.place(offset) });
  }
  return { kind: 'text', text, file, runs };
}
