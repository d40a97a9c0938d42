import type { Assignment } from '../../../shared/contract';
import { optionPath } from '../../../shared/features';
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

const settingsOfSet: Readonly<Record<Assignment['scope'], WeakMap<AttrSet, readonly Assignment[]>>> = {
  nixos: new WeakMap(),
  home: new WeakMap(),
};

/** The settings one written set of a module makes; `wins` is decided later, over all modules of a host. */
export function settingsOf(written: WrittenSet, scope: Assignment['scope']): readonly Assignment[] {
  const known = settingsOfSet[scope].get(written.node);
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
      return first === 'config' && rest.length > 0 ? [assignment(written.source, leaf, rest, scope)] : [];
    return NOT_SETTINGS.has(first) ? [] : [assignment(written.source, leaf, leaf.path, scope)];
  });
  settingsOfSet[scope].set(written.node, settings);
  return settings;
}

function firstName(tree: NixTree, names: readonly AttrName[]): string | undefined {
  const [first] = names;
  return first && staticName(tree.source, first);
}

function assignment(
  source: SourceFile,
  leaf: Leaf,
  path: readonly string[],
  scope: Assignment['scope'],
): Assignment {
  const { tree, file } = source;
  const place = tree.lines.place(leaf.nameStart);
  const value = leafValue(tree, leaf);
  return {
    path: optionPath(path),
    scope,
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

/** The two forms an assignment can take in a host, made once: hosts share thousands of them. */
interface Forms {
  readonly key: string;
  readonly strength: number;
  readonly lost: Assignment;
  readonly won: Assignment;
}

const forms = new WeakMap<Assignment, Forms>();

function formsOf(one: Assignment): Forms {
  const known = forms.get(one);
  if (known) return known;
  const made = {
    key: `${one.scope} ${one.path}`,
    strength: priorityNumber(one.priority),
    lost: { ...one, wins: false },
    won: { ...one, wins: true },
  };
  forms.set(one, made);
  return made;
}

/** Marks the assignments that decide their path: the strongest priority. Lists and sets may have several. */
export function withWinners(assignments: readonly Assignment[]): Assignment[] {
  const strongest = new Map<string, number>();
  const all = assignments.map(formsOf);
  for (const { key, strength } of all) {
    const known = strongest.get(key);
    if (known === undefined || strength < known) strongest.set(key, strength);
  }
  return all.map(({ key, strength, won, lost }) => (strength === strongest.get(key) ? won : lost));
}
