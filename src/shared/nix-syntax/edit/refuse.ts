import { AppError } from '../../contract/errors';
import type { ErrorCode } from '../../contract/errors';
import { parseNix } from '../parser/parse';
import type { NixTree } from '../tree';
import { applyEdits } from './text-edit';
import type { TextEdit } from './text-edit';

/** The error of an edit that cannot be made; it names the place that stands in the way. */
export function refusal(
  tree: NixTree,
  code: Extract<ErrorCode, 'not-literal' | 'conflict'>,
  offset: number,
  message: string,
): AppError {
  const { line, column } = tree.lines.place(offset);
  return new AppError(code, `${message} (line ${line}).`, {
    hint: 'Change it by hand at that place.',
    detail: { line, column },
  });
}

/** The tree after the edits, or undefined when they would break what was sound before. */
export function reparsed(tree: NixTree, edits: readonly TextEdit[]): NixTree | undefined {
  const after = parseNix(applyEdits(tree.source, edits));
  const isSound = after.errors.length <= tree.errors.length && after.warnings.length <= tree.warnings.length;
  return isSound ? after : undefined;
}

/** Returns the edits if the file is as sound with them as without; throws `conflict` otherwise. */
export function checked(tree: NixTree, edits: readonly TextEdit[], what: string): TextEdit[] {
  if (edits.length > 0 && !reparsed(tree, edits)) {
    throw refusal(tree, 'conflict', edits[0]!.start, `${what} would break the file`);
  }
  return [...edits];
}

/** Throws `syntax-error` unless `text` is one whole Nix expression; returns its tree. */
export function parsedValue(text: string): NixTree {
  const value = parseNix(text);
  const [error] = value.errors;
  if (error) {
    throw new AppError('syntax-error', `The value is not valid Nix: ${error.message}.`, {
      hint: 'Text needs quotes.',
      detail: { line: error.line, column: error.column },
    });
  }
  return value;
}
