import { decodeString } from '../decode';
import type { AttrName, AttrSet, BindingNode, Expression } from '../nodes';
import type { Cursor } from './cursor';

/** The name an attribute has whatever is evaluated, or undefined for a dynamic one. */
export function staticName(source: string, name: AttrName): string | undefined {
  switch (name.kind) {
    case 'identifier':
      return name.name;
    case 'string':
      return decodeString(source, name);
    case 'interpolation':
      // Nix takes `${"x"}` for a fixed name, and only that.
      return name.expression.kind === 'string' ? decodeString(source, name.expression) : undefined;
  }
}

/** What is known of one attribute: where it is named and, if it is a literal set, what it holds. */
interface Definition {
  readonly name: AttrName;
  readonly inside: Map<string, Definition> | undefined;
}

type Report = (kind: 'duplicate' | 'merge', path: string, name: AttrName) => void;

/**
 * Reports attributes defined twice in one set, by the rules of Nix: sets of the same name are merged
 * when both are literal; before Nix 2.31 only one level deep.
 */
export function checkDuplicates(p: Cursor, bindings: readonly BindingNode[]): void {
  if (bindings.length === 1 && bindings[0]!.kind === 'binding') return;
  const suspects = repeatedFirstNames(p.source, bindings);
  if (!suspects) return;
  const report: Report = (kind, path, name) => {
    const note = kind === 'merge' ? ' (Nix before 2.31 refuses this, newer ones merge both)' : '';
    p.report(kind, `the attribute \`${path}\` is already defined${note}`, name.start, name.end);
  };
  const table = new Map<string, Definition>();
  for (const binding of bindings) if (isWhole(binding)) add(p.source, table, binding, report, suspects);
}

/** Whether a binding has its equals sign; one without is an error already. */
function isWhole(binding: BindingNode): boolean {
  return binding.kind === 'inherit' || binding.equals >= 0;
}

/** Up to here comparing each name with each is faster than a hash table; nearly all sets are smaller. */
const FEW = 12;

/** First names that occur more than once; written for speed, since every set of every file comes here. */
function repeatedFirstNames(source: string, bindings: readonly BindingNode[]): Set<string> | undefined {
  const names: string[] = [];
  // By index: an iterator makes an object for each step until the engine has optimised it away.
  for (let i = 0; i < bindings.length; i++) {
    const binding = bindings[i]!;
    if (binding.kind === 'inherit') {
      for (const node of binding.names) {
        const name = staticName(source, node);
        if (name !== undefined) names.push(name);
      }
      continue;
    }
    const first = binding.path.names[0];
    const name = first && isWhole(binding) ? staticName(source, first) : undefined;
    if (name !== undefined) names.push(name);
  }
  let repeated: Set<string> | undefined;
  if (names.length <= FEW) {
    for (let i = 1; i < names.length; i++) {
      const name = names[i]!;
      if (names.indexOf(name) < i) (repeated ??= new Set()).add(name);
    }
    return repeated;
  }
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) (repeated ??= new Set()).add(name);
    else seen.add(name);
  }
  return repeated;
}

function literalSet(value: Expression): AttrSet | undefined {
  let node = value;
  while (node.kind === 'paren') node = node.inner;
  return node.kind === 'attrSet' ? node : undefined;
}

function add(
  source: string,
  table: Map<string, Definition>,
  binding: BindingNode,
  report: Report,
  only?: ReadonlySet<string>,
): void {
  if (binding.kind === 'inherit') {
    for (const name of binding.names) {
      const text = staticName(source, name);
      if (text === undefined || (only && !only.has(text))) continue;
      insert(table, [], text, { name, inside: undefined }, report);
    }
    return;
  }
  const { names } = binding.path;
  const path: string[] = [];
  let current = table;
  for (let i = 0; i < names.length; i++) {
    const name = names[i]!;
    const text = staticName(source, name);
    if (text === undefined || (i === 0 && only && !only.has(text))) return;
    if (i === names.length - 1) {
      const set = literalSet(binding.value);
      insert(current, path, text, { name, inside: set && tableOf(source, set) }, report);
      return;
    }
    path.push(text);
    const known = current.get(text);
    if (known && !known.inside) {
      report('duplicate', path.join('.'), name);
      return;
    }
    const inside = known?.inside ?? new Map<string, Definition>();
    if (!known) current.set(text, { name, inside });
    current = inside;
  }
}

function tableOf(source: string, set: AttrSet): Map<string, Definition> {
  const table = new Map<string, Definition>();
  // What is wrong inside the set was reported when the set was read.
  for (const binding of set.bindings) add(source, table, binding, () => undefined);
  return table;
}

function insert(
  table: Map<string, Definition>,
  above: readonly string[],
  text: string,
  definition: Definition,
  report: Report,
): void {
  const known = table.get(text);
  if (!known) {
    table.set(text, definition);
    return;
  }
  const path = [...above, text];
  if (!known.inside || !definition.inside) {
    report('duplicate', path.join('.'), definition.name);
    return;
  }
  for (const [inner, value] of definition.inside) {
    const other = known.inside.get(inner);
    if (other?.inside && value.inside) report('merge', [...path, inner].join('.'), value.name);
    insert(known.inside, path, inner, value, report);
  }
}
