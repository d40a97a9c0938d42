import { AppError } from '../../../shared/contract';
import {
  applyEdits,
  type NixNode,
  type NixTree,
  nixString,
  parseNix,
  type StringNode,
  type TextEdit,
  walk,
} from '../../../shared/nix-syntax';
import type { Overlay } from '../../fleet';
import type { VirtualLine } from '../nix/virtual-text';
import type { Range } from './line';

/** A change of one file of the fleet. */
export interface FileEdit extends TextEdit {
  readonly file: string;
}

/** The texts of files that edits work on, with trees for those that are Nix. */
export class EditedFiles {
  private readonly trees = new Map<string, NixTree>();

  constructor(
    private readonly read: (file: string) => string | null,
    private readonly overlay: Overlay,
  ) {}

  /** Throws `unreadable-file`. */
  text(file: string): string {
    const text = this.overlay.get(file) ?? this.read(file);
    if (text !== null) return text;
    throw new AppError('unreadable-file', `${file} cannot be read.`, {
      hint: 'Look whether it is still there.',
      detail: { file },
    });
  }

  /** Null for a file that is not Nix. */
  tree(file: string): NixTree | null {
    if (!file.endsWith('.nix')) return null;
    const known = this.trees.get(file) ?? parseNix(this.text(file));
    this.trees.set(file, known);
    return known;
  }

  /** The string of Nix that an offset is in; null for a file that is not Nix. */
  stringAt(file: string, offset: number): StringNode | null {
    const tree = this.tree(file);
    if (tree === null) return null;
    let found: StringNode | null = null;
    for (const node of walk(tree.root))
      if (node.kind === 'string' && node.start < offset + 1 && offset <= node.end) found = node;
    return found;
  }

  /** What a stretch of a line is in its file, replaced. Throws `not-literal` where it is computed. */
  replace(line: VirtualLine, range: Range, text: string): FileEdit {
    const from = placeOf(line, range.start);
    if (from === null) throw computed(line);
    const string = this.stringAt(from.file, from.offset);
    const escaped = string === null ? text : escapedFor(string, text);
    if (range.start === range.end)
      return { file: from.file, start: from.offset, end: from.offset, text: escaped };
    const last = placeOf(line, range.end - 1);
    if (last?.file !== from.file || last.offset < from.offset) throw computed(line);
    const end = last.offset + this.unitLength(from.file, last.offset, string);
    for (let column = range.start; column < range.end; column += 1)
      if (placeOf(line, column)?.file !== from.file) throw computed(line);
    return { file: from.file, start: from.offset, end, text: escaped };
  }

  /** How long one character of a string is in the source: escapes are longer. */
  private unitLength(file: string, offset: number, string: StringNode | null): number {
    if (string === null) return 1;
    const source = this.text(file);
    if (!string.indented) return source.charAt(offset) === '\\' ? 2 : 1;
    if (!source.startsWith("''", offset)) return 1;
    return source.startsWith("''\\", offset) ? 4 : 3;
  }
}

/** Where a column of a line stands in the fleet; the place behind the last character of a stretch counts too. */
function placeOf({ stretches }: VirtualLine, column: number): { file: string; offset: number } | null {
  const inside = stretches.find((each) => each.column <= column && column < each.column + each.length);
  const stretch = inside ?? stretches.find((each) => column === each.column + each.length);
  return stretch ? { file: stretch.file, offset: stretch.offset + column - stretch.column } : null;
}

/** `text` as it has to be written inside a string of Nix. */
export function escapedFor(string: StringNode, text: string): string {
  if (!string.indented) return nixString(text).slice(1, -1);
  return text.replaceAll("''", "'''").replaceAll('${', "''${");
}

/** The refusal to write over what other code makes. */
export function computed({ at, text }: VirtualLine): AppError {
  const place = at === null ? '' : ` in ${at.file}:${at.line}`;
  return new AppError('not-literal', `“${text.trim()}” is computed${place}.`, {
    hint: 'Change it there by hand.',
    detail: at === null ? {} : { file: at.file, line: at.line },
  });
}

/** The texts with all edits made, by file. */
export function applied(files: EditedFiles, edits: readonly FileEdit[]): ReadonlyMap<string, string> {
  const byFile = new Map<string, FileEdit[]>();
  for (const edit of edits) byFile.set(edit.file, [...(byFile.get(edit.file) ?? []), edit]);
  return new Map([...byFile].map(([file, all]) => [file, applyEdits(files.text(file), all)]));
}

/** Every node from the root to the smallest that covers a stretch, the smallest first. */
export function around(tree: NixTree, start: number, end: number): NixNode[] {
  const found: NixNode[] = [];
  for (const node of walk(tree.root)) if (node.start <= start && end <= node.end) found.unshift(node);
  return found;
}
