import type { NixTree } from '../tree';
import { hasComment, lineTail } from '../read/comments';
import type { TextEdit } from './text-edit';

/** A set or a list: its brackets and what it holds, in source order. */
export interface Container {
  readonly open: number;
  readonly close: number;
  readonly items: readonly { readonly start: number; readonly end: number }[];
}

/** Where the line of `offset` begins. */
export function lineStart(source: string, offset: number): number {
  return source.lastIndexOf('\n', offset - 1) + 1;
}

function isBlank(source: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const character = source.charAt(i);
    if (character !== ' ' && character !== '\t') return false;
  }
  return true;
}

/** Whether nothing but blanks stands before `offset` on its line. */
export function isFirstOnLine(source: string, offset: number): boolean {
  return isBlank(source, lineStart(source, offset), offset);
}

/** The blanks at the beginning of the line of `offset`. */
function indentation(source: string, offset: number): string {
  const start = lineStart(source, offset);
  let end = start;
  while (source.charAt(end) === ' ' || source.charAt(end) === '\t') end++;
  return source.slice(start, end);
}

/** The indentation of a container's items: as one that begins a line, else one step deeper than it. */
export function itemIndentation(tree: NixTree, container: Container, near: number): string {
  const { source } = tree;
  const own = container.items.filter((item) => isFirstOnLine(source, item.start));
  const nearest = own.findLast((item) => item.start <= near) ?? own[0];
  if (nearest) return indentation(source, nearest.start);
  const outer = indentation(source, container.open);
  return outer + (outer.startsWith('\t') ? '\t' : '  ');
}

function lineBreakAt(source: string, lineEnd: number): string {
  return source.charAt(lineEnd) === '\r' ? '\r\n' : '\n';
}

/**
 * Inserts `text` after the item `anchor` of a container: on a line of its own when the anchor's line ends
 * there (behind its comments), else on the same line.
 */
export function insertAfter(
  tree: NixTree,
  container: Container,
  anchor: { readonly end: number; readonly start: number },
  text: string,
): TextEdit {
  const tail = lineTail(tree, anchor.end);
  if (tail.clear) {
    const indent = itemIndentation(tree, container, anchor.start);
    return at(tail.lineEnd, `${lineBreakAt(tree.source, tail.lineEnd)}${indent}${text}`);
  }
  return at(endOfComments(tree, anchor.end), ` ${text}`);
}

/** End of the comments that follow `offset` on its line and belong to what stands there. */
function endOfComments(tree: NixTree, offset: number): number {
  let end = offset;
  for (;;) {
    let next = end;
    while (tree.source.charAt(next) === ' ' || tree.source.charAt(next) === '\t') next++;
    const close = tree.source.startsWith('/*', next) ? tree.source.indexOf('*/', next) : -1;
    if (close < 0 || tree.source.slice(next, close).includes('\n')) return end;
    end = close + 2;
  }
}

/**
 * Inserts `text` into a container without items. `spacious` allows a line of its own where the brackets
 * stand on different lines; otherwise the text follows the opening bracket, and taking it out again
 * leaves the brackets as they were.
 */
export function insertIntoEmpty(
  tree: NixTree,
  container: Container,
  text: string,
  spacious: boolean,
): TextEdit {
  const { source } = tree;
  const { open, close } = container;
  const commented = hasComment(tree, open + 1, close);
  if (source.slice(open, close).includes('\n') && (spacious || commented) && isFirstOnLine(source, close)) {
    const start = lineStart(source, close);
    const lineBreak = source.charAt(start - 2) === '\r' ? '\r\n' : '\n';
    return at(start, `${itemIndentation(tree, container, open)}${text}${lineBreak}`);
  }
  if (commented) {
    let end = close;
    while (' \t\r\n'.includes(source.charAt(end - 1))) end--;
    return at(end, ` ${text}`);
  }
  return at(open + 1, close === open + 1 ? text : ` ${text}`);
}

/** Inserts `text` as the first item of a container. */
export function insertFirst(tree: NixTree, container: Container, text: string): TextEdit {
  if (container.items.length === 0) return insertIntoEmpty(tree, container, text, true);
  const tail = lineTail(tree, container.open + 1);
  if (!tail.clear) return at(container.open + 1, ` ${text}`);
  const indent = itemIndentation(tree, container, container.open);
  return at(tail.lineEnd, `${lineBreakAt(tree.source, tail.lineEnd)}${indent}${text}`);
}

function at(offset: number, text: string): TextEdit {
  return { start: offset, end: offset, text };
}

/**
 * Takes out a binding or a list item: its whole lines, with the comments behind it, when it has them for
 * itself; else the item and the blanks before it.
 */
export function removal(tree: NixTree, node: { readonly start: number; readonly end: number }): TextEdit {
  const { source } = tree;
  const tail = lineTail(tree, node.end);
  const start = lineStart(source, node.start);
  if (isBlank(source, start, node.start)) {
    if (tail.clear) return { start, end: afterLineBreak(source, tail.lineEnd), text: '' };
    let end = node.end;
    while (source.charAt(end) === ' ' || source.charAt(end) === '\t') end++;
    return { start: node.start, end, text: '' };
  }
  let from = node.start;
  while (source.charAt(from - 1) === ' ' || source.charAt(from - 1) === '\t') from--;
  return { start: from, end: node.end, text: '' };
}

function afterLineBreak(source: string, lineEnd: number): number {
  if (source.charAt(lineEnd) === '\r') return lineEnd + 2;
  return Math.min(lineEnd + 1, source.length);
}
