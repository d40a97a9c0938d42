import {
  type AttrSet,
  addToList,
  applyEdits,
  type Binding,
  insertAfter,
  nixName,
  nixString,
  parseNix,
  setAttr,
  staticName,
  type TextEdit,
  wrapValue,
} from '../../../shared/nix-syntax';
import type { ToldLiteral } from '../../fleet';
import type { VirtualLine } from '../nix/virtual-text';
import { HOME } from '../nix/wanted';
import { around, escapedFor, type FileEdit } from './files';
import { keywordOf } from './line';
import { type Bench, inFiles, isOwn, refused, type Step } from './step';

/**
 * Writes an option that nobody sets yet into a file of the host's own: beside those of its section, else where the rest of
 * its settings is; where the host has none, beside those that it shares with others.
 */
export function insertOption(bench: Bench, key: string, text: string): Step {
  const path = key.split(':');
  if (bench.where === 'host') return inOwnFile(bench, path, scalar(text), false);
  const isOwnLine = (line: VirtualLine): boolean => line.at !== null && isOwn(bench, line.at.file);
  const hasOwnFile = bench.ownFiles.home.length > 0 || bench.ownFiles.nixos.length > 0;
  return (
    besideOthers(bench, key, text, isOwnLine) ??
    (hasOwnFile ? null : besideOthers(bench, key, text, () => true)) ??
    inOwnFile(bench, path, scalar(text), false)
  );
}

function besideOthers(
  bench: Bench,
  key: string,
  text: string,
  isMeant: (line: VirtualLine) => boolean,
): Step | null {
  const path = key.split(':');
  const lines = (bench.desktop.text?.lines ?? []).filter(isMeant);
  const sibling = besideSibling(bench, key, text, isMeant);
  if (sibling) return sibling;
  const setting = lines.find((line) => line.kind === 'setting' && line.literal !== null);
  const inserted =
    setting?.literal &&
    besideSettings(bench, setting.literal, `${path.map(nixName).join('.')} = ${scalar(text)};`);
  if (inserted) return inserted;
  const free = lines.findLast((line) => line.kind === 'free' && line.stretches.length > 0);
  return free ? inFiles(lineAfter(bench, free, `${key} = ${text}`)) : null;
}

/**
 * A line more of a keyword that may stand often: behind the last of its kind that is written as a literal, in the host's own
 * file, else in that of `near`, else in the one with the most of its kind.
 */
export function addLine(bench: Bench, keyword: string, value: string, near?: VirtualLine): Step {
  if (bench.where === 'host') return inOwnFile(bench, [keyword], value, true);
  const lines = bench.desktop.text?.lines ?? [];
  const same = lines.filter((line) => keywordOf(line) === keyword && !isInSubmap(bench, line));
  const isOpen = (line: VirtualLine): boolean =>
    line.list !== null || Boolean(line.through?.items) || line.kind === 'free';
  const open = same.filter(isOpen);
  const isIn = (file: string | undefined) => (line: VirtualLine) => line.at !== null && line.at.file === file;
  const last =
    open.findLast((line) => line.at !== null && isOwn(bench, line.at.file)) ??
    open.findLast(isIn(near?.at?.file)) ??
    open.findLast(isIn(fileOfMost(open))) ??
    open.at(-1);
  if (last?.through?.items)
    return {
      kind: 'option',
      option: last.through.option,
      value: `[ ${[...last.through.items, value].map(nixString).join(' ')} ]`,
    };
  if (last?.list) return inFiles(itemAfter(bench, last, value));
  if (last?.kind === 'free' && last.stretches.length > 0)
    return inFiles(lineAfter(bench, last, `${keyword} = ${value}`));
  const setting = lines.find((line) => line.kind === 'setting' && line.literal !== null);
  if (setting?.literal) {
    const inserted = besideSettings(bench, setting.literal, `${nixName(keyword)} = [ ${nixString(value)} ];`);
    if (inserted) return inserted;
  }
  const free = lines.findLast((line) => line.kind === 'free' && line.stretches.length > 0);
  if (free) return inFiles(lineAfter(bench, free, `${keyword} = ${value}`));
  return inOwnFile(bench, [keyword], value, true);
}

/** The file in which the most of these lines stand. */
function fileOfMost(lines: readonly VirtualLine[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { at } of lines) if (at) counts.set(at.file, (counts.get(at.file) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0];
}

/** The lines between `submap = NAME` and `submap = reset` are of that submap. */
function isInSubmap({ desktop }: Bench, line: VirtualLine): boolean {
  const bind = desktop.raw.binds.find(({ from }) => desktop.text?.lineOf(from) === line);
  return bind?.submap !== undefined;
}

/** Puts an option beside one of the same section, where one is written as a literal; null where none is. */
function besideSibling(
  bench: Bench,
  key: string,
  text: string,
  isMeant: (line: VirtualLine) => boolean,
): Step | null {
  const sectionOf = (of: string): string => of.slice(0, Math.max(0, of.lastIndexOf(':')));
  const nameOf = (of: string): string => of.slice(of.lastIndexOf(':') + 1);
  const siblings = Object.entries(bench.desktop.raw.options).filter(
    ([other]) => sectionOf(other) === sectionOf(key),
  );
  for (const [other, { from }] of siblings.toReversed()) {
    const line = bench.desktop.text?.lineOf(from);
    if (!line || !isMeant(line)) continue;
    if (line.kind === 'free') {
      const isInside = keywordOf(line) === nameOf(other);
      if (line.stretches.length === 0) continue;
      return inFiles(lineAfter(bench, line, `${isInside ? nameOf(key) : key} = ${text}`));
    }
    const place = line.literal && bindingAround(bench, line.literal);
    if (!line.literal || !place) continue;
    const { names } = place.binding.path;
    // A value may be bound to another name in another place, and that is no sibling.
    const last = names.at(-1);
    if (last === undefined || staticName(place.tree.source, last) !== nameOf(other)) continue;
    const before = names.slice(0, -1).map(({ start, end }) => place.tree.source.slice(start, end));
    const binding = [...before, `${nixName(nameOf(key))} = ${scalar(text)};`].join('.');
    return inFiles(after(line.literal.file, place, binding));
  }
  return null;
}

interface BindingPlace {
  readonly tree: ReturnType<typeof parseNix>;
  readonly set: AttrSet;
  readonly binding: Binding;
}

/** The binding whose value a literal is, and the set it stands in. */
function bindingAround(bench: Bench, literal: ToldLiteral): BindingPlace | null {
  const tree = bench.files.tree(literal.file);
  if (tree === null) return null;
  const nodes = around(tree, literal.start, literal.end);
  const index = nodes.findIndex(({ kind }) => kind === 'binding');
  const [binding, set] = [nodes[index], nodes.slice(index + 1).find(({ kind }) => kind === 'attrSet')];
  return binding?.kind === 'binding' && set?.kind === 'attrSet' ? { tree, binding, set } : null;
}

function after(file: string, { tree, set, binding }: BindingPlace, text: string): FileEdit {
  return {
    file,
    ...insertAfter(tree, { open: set.open, close: set.close, items: set.bindings }, binding, text),
  };
}

/** Puts a binding behind what stands in the set that is `settings`, or behind a dotted `….settings.x`. */
function besideSettings(bench: Bench, literal: ToldLiteral, text: string): Step | null {
  const tree = bench.files.tree(literal.file);
  if (tree === null) return null;
  const nodes = around(tree, literal.start, literal.end);
  for (const [index, node] of nodes.entries()) {
    if (node.kind !== 'binding') continue;
    const names = node.path.names.map(({ start, end }) => tree.source.slice(start, end));
    const at = names.indexOf('settings');
    if (at < 0) continue;
    const inner = nodes.slice(0, index).findLast(({ kind }) => kind === 'attrSet');
    if (at === names.length - 1 && inner?.kind === 'attrSet') {
      const last = inner.bindings.at(-1);
      if (!last) return null;
      const container = { open: inner.open, close: inner.close, items: inner.bindings };
      return inFiles({ file: literal.file, ...insertAfter(tree, container, last, text) });
    }
    const set = nodes.slice(index + 1).find(({ kind }) => kind === 'attrSet');
    if (set?.kind !== 'attrSet') return null;
    const dotted = `${names.slice(0, at + 1).join('.')}.${text}`;
    return inFiles(after(literal.file, { tree, set, binding: node }, dotted));
  }
  return null;
}

/** The list that a line is written in; of lists that were put together, the one of the line. */
function listOf(bench: Bench, { literal, list }: VirtualLine): ToldLiteral | null {
  const tree = literal && bench.files.tree(literal.file);
  const item = tree && around(tree, literal.start, literal.end).at(1);
  return item?.kind === 'list' ? literal : list;
}

/** An item behind the last one of the list a line is in. */
function itemAfter(bench: Bench, line: VirtualLine, value: string): FileEdit {
  const list = listOf(bench, line)!;
  const tree = bench.files.tree(list.file);
  const node = tree && around(tree, list.start, list.end).find(({ kind }) => kind === 'list');
  const last = node?.kind === 'list' ? node.items.at(-1) : undefined;
  if (!tree || node?.kind !== 'list' || !last)
    throw refused('not-literal', 'The list is computed.', 'Change it by hand.', line);
  const container = { open: node.open, close: node.close, items: node.items };
  return { file: list.file, ...insertAfter(tree, container, last, nixString(value)) };
}

/** A line of free text behind another, with the same blanks before it. */
export function lineAfter(bench: Bench, line: VirtualLine, text: string): FileEdit {
  const end = bench.files.replace(line, { start: line.text.length + 1, end: line.text.length + 1 }, '');
  const source = bench.files.text(end.file);
  const lineStart = source.lastIndexOf('\n', end.start - 1) + 1;
  const indent = /^[ \t]*/.exec(source.slice(lineStart, end.start))?.[0] ?? '';
  const string = bench.files.stringAt(end.file, end.start);
  if (string && !string.indented)
    throw refused(
      'not-literal',
      'The text is one line of Nix.',
      'Make it a text between two pairs of quotes.',
      line,
    );
  return { ...end, text: `\n${indent}${string ? escapedFor(string, text) : text}` };
}

function scalar(text: string): string {
  const value = text.trim();
  if (/^(true|false|-?\d+|-?\d+\.\d+)$/.test(value)) return value;
  return nixString(value);
}

/** Writes into a file of the host's own, by force where another file decides. Throws `no-effect` where there is none. */
function inOwnFile(bench: Bench, path: readonly string[], text: string, isItem: boolean): Step {
  const { ownFiles, desktop, host } = bench;
  const home = ownFiles.home[0];
  const file = home ?? ownFiles.nixos[0];
  if (file === undefined)
    throw refused(
      'no-effect',
      `${host} has no file of its own to write to.`,
      'Give it a module that no other host imports.',
    );
  const user = home === undefined ? ['home-manager', 'users', desktop.user ?? ''] : [];
  const full = [...user, ...HOME.settings.split('.'), ...path];
  const tree = parseNix(bench.files.text(file));
  if (isItem) return inFiles(...inFile(file, addToList(tree, full, nixString(text))));
  const set = setAttr(tree, full, text);
  if (bench.desktop.raw.options[path.join(':')] === undefined) return inFiles(...inFile(file, set));
  const source = applyEdits(tree.source, set);
  const forced = applyEdits(source, wrapValue(parseNix(source), full, 'mkForce'));
  return inFiles({ file, start: 0, end: tree.source.length, text: forced });
}

function inFile(file: string, edits: readonly TextEdit[]): FileEdit[] {
  return edits.map((edit) => ({ file, ...edit }));
}
