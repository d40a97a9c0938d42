import {
  assignmentsOf,
  decodeString,
  type Leaf,
  LineIndex,
  type NixTree,
  nixPath,
  parseNix,
} from '../../../shared/nix-syntax';
import { notMoved } from './refuse';

/** A credential that is the whole value of an option. */
export interface MovableLiteral {
  readonly tree: NixTree;
  readonly leaf: Leaf;
  /** The option, and the one that takes a file in its place. */
  readonly option: readonly string[];
  readonly twin: readonly string[];
  readonly content: string;
}

/** Where a credential was found. */
export interface LeakPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The option whose value stands at a place. Throws `not-literal` for anything that is not the plain text of one option. */
export function literalAt(source: string, at: LeakPlace): MovableLiteral {
  if (!at.file.endsWith('.nix')) throw notMoved(`${at.file} is no Nix file, so no option holds this.`, at);
  const tree = parseNix(source);
  if (tree.errors.length > 0) throw notMoved(`${at.file} is not valid Nix.`, at);
  const lines = new LineIndex(source);
  const assignments = assignmentsOf(tree);
  const leaf = assignments.find(({ value }) => {
    const [start, end] = [lines.place(value.start), lines.place(value.end)];
    return !isAfter(start, at) && !isAfter(at, end);
  });
  if (!leaf || leaf.dynamic || leaf.inherited || leaf.binding.kind !== 'binding')
    throw notMoved('This is not the value of an option that source names.', at);
  const content = leaf.value.kind === 'string' ? decodeString(source, leaf.value) : undefined;
  if (content === undefined) throw notMoved('Only a part of the value is the credential.', at);
  const last = leaf.path.at(-1) ?? '';
  const twin = [...leaf.path.slice(0, -1), `${last}File`];
  const isSame = (path: readonly string[]) => (one: Leaf) => nixPath(one.path) === nixPath(path);
  if (assignments.filter(isSame(leaf.path)).length > 1)
    throw notMoved(`${nixPath(leaf.path)} is set more than once in ${at.file}.`, at);
  if (assignments.some(isSame(twin))) throw notMoved(`${nixPath(twin)} is set as well.`, at);
  return { tree, leaf, option: leaf.path, twin, content };
}

type Spot = Pick<LeakPlace, 'line' | 'column'>;
const isAfter = (one: Spot, other: Spot): boolean =>
  one.line > other.line || (one.line === other.line && one.column > other.column);
