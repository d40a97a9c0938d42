import type { Assignment } from '../../../shared/contract';
import {
  type AttrName,
  type AttrSet,
  type Leaf,
  type NixTree,
  leafValue,
  priorityNumber,
  readSet,
  staticName,
} from '../../../shared/nix-syntax';
import type { SourceFile, WrittenSet } from '../static/value';

/** Attributes of a module that are no settings. */
const NOT_SETTINGS = new Set(['imports', 'options', '_file', '_class', 'key', 'disabledModules', 'meta']);

const settingsOfSet = new WeakMap<AttrSet, readonly Assignment[]>();

/** The settings one written set of a module makes; `wins` is decided later, over all modules of a host. */
export function settingsOf(written: WrittenSet): readonly Assignment[] {
  const known = settingsOfSet.get(written.node);
  if (known) return known;
  const { tree } = written.source;
  const explicit = written.node.bindings.some(
    (binding) =>
      binding.kind === 'binding' && ['config', 'options'].includes(firstName(tree, binding.path.names) ?? ''),
  );
  const settings = readSet(tree, written.node).leaves.flatMap((leaf) => {
    const [first, ...rest] = leaf.path;
    if (first === undefined) return [];
    if (explicit)
      return first === 'config' && rest.length > 0 ? [assignment(written.source, leaf, rest)] : [];
    return NOT_SETTINGS.has(first) ? [] : [assignment(written.source, leaf, leaf.path)];
  });
  settingsOfSet.set(written.node, settings);
  return settings;
}

function firstName(tree: NixTree, names: readonly AttrName[]): string | undefined {
  const [first] = names;
  return first && staticName(tree.source, first);
}

function assignment(source: SourceFile, leaf: Leaf, path: readonly string[]): Assignment {
  const { tree, file } = source;
  const place = tree.lines.place(leaf.nameStart);
  const value = leafValue(tree, leaf);
  return {
    path: path.join('.'),
    scope: 'nixos',
    value: value.literal ? value.value : null,
    text: tree.source.slice(leaf.value.start, leaf.value.end),
    computed: !value.literal || leaf.dynamic,
    file,
    line: place.line,
    column: place.column,
    priority: leaf.priority,
    ...(leaf.conditions.length > 0 ? { condition: leaf.conditions.join(' && ') } : {}),
    wins: false,
  };
}

/** Marks the assignments that decide their path: the strongest priority. Lists and sets may have several. */
export function withWinners(assignments: readonly Assignment[]): Assignment[] {
  const strongest = new Map<string, number>();
  for (const { path, priority } of assignments) {
    const number = priorityNumber(priority);
    strongest.set(path, Math.min(number, strongest.get(path) ?? Number.MAX_SAFE_INTEGER));
  }
  return assignments.map((one) => ({
    ...one,
    wins: priorityNumber(one.priority) === strongest.get(one.path),
  }));
}
