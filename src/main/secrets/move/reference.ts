import path from 'node:path';
import {
  applyEdits,
  type Binding,
  type BindingNode,
  assignmentsOf,
  childrenOf,
  insertAfter,
  moduleBody,
  type NixNode,
  type NixTree,
  nixName,
  nixPath,
  parseNix,
  setAttr,
  staticName,
  type TextEdit,
  textOf,
  walk,
} from '../../../shared/nix-syntax';
import { isAppError } from '../../../shared/contract';
import type { LeakPlace, MovableLiteral } from './literal';
import { notMoved } from './refuse';

export interface SecretReference {
  readonly name: string;
  /** The encrypted file, relative to the fleet. */
  readonly secret: string;
}

/**
 * The text of a module in which an option reads the file of a secret, which is declared there too. Read back: what would not
 * come out so is refused. Throws `not-literal`.
 */
export function withReference(literal: MovableLiteral, at: LeakPlace, to: SecretReference): string {
  const { tree, leaf, option, twin } = literal;
  const { binding } = leaf;
  const last = binding.kind === 'binding' ? binding.path.names.at(-1) : undefined;
  if (!last) throw notMoved('This is not the value of an option that source names.', at);
  const file = path.posix.relative(path.posix.dirname(at.file), to.secret);
  const declared = file.startsWith('.') ? file : `./${file}`;
  if (!/^[\w./+-]+$/.test(declared)) throw notMoved(`Nix takes no path as ${declared}.`, at);
  const reference = `config.age.secrets.${nixName(to.name)}.path`;
  const swapped = applyEdits(tree.source, [
    ...configInScope(tree, leaf.value.start, at),
    { start: last.start, end: last.end, text: nixName(twin.at(-1) ?? '') },
    { start: leaf.value.start, end: leaf.value.end, text: reference },
  ]);
  const after = declare(parseNix(swapped), twin, ['age', 'secrets', to.name, 'file'], declared, at);

  const read = parseNix(after);
  const written = new Map(
    assignmentsOf(read).map(({ path: names, value }) => [nixPath(names), textOf(read, value)]),
  );
  const isSo =
    read.errors.length === 0 &&
    !written.has(nixPath(option)) &&
    written.get(nixPath(twin)) === reference &&
    written.get(nixPath(['age', 'secrets', to.name, 'file'])) === declared;
  if (!isSo) throw notMoved(`${at.file} would not come out as wished.`, at);
  return after;
}

/** What is needed for `config` to be the module's argument at an offset: nothing, or one more argument. */
function configInScope(tree: NixTree, offset: number, at: LeakPlace): TextEdit[] {
  const body = moduleBody(tree);
  const binder = binderOf(tree, offset);
  if (binder?.kind === 'lambda' && body?.lambdas.includes(binder) && binder.formals) return [];
  if (binder) throw notMoved('config is something else than the argument of the module here.', at);
  for (const node of walk(tree.root)) {
    if (node.kind === 'identifier' && node.name === 'config' && isFree(tree, node.start))
      throw notMoved('config is something else than the argument of the module here.', at);
  }
  const [lambda, ...more] = body?.lambdas ?? [];
  if (!lambda && tree.root.kind === 'attrSet') {
    return [{ start: tree.root.start, end: tree.root.start, text: '{ config, ... }:\n\n' }];
  }
  if (lambda?.formals && more.length === 0) {
    const { open, items } = lambda.formals;
    const [first] = items;
    if (first) return [{ start: first.start, end: first.start, text: 'config, ' }];
    return [{ start: open + 1, end: open + 1, text: ' config, ' }];
  }
  throw notMoved('The module does not take config as an argument.', at);
}

/** Whether `config` at an offset is an expression, not the name of an attribute. */
function isFree(tree: NixTree, offset: number): boolean {
  return around(tree, offset).every(({ kind }) => kind !== 'attrPath');
}

/** Nodes around an offset, outermost first. */
function around(tree: NixTree, offset: number): NixNode[] {
  const found: NixNode[] = [];
  let node: NixNode | undefined = tree.root;
  while (node) {
    found.push(node);
    node = childrenOf(node).find(({ start, end }) => start <= offset && offset < end);
  }
  return found;
}

/** What binds `config` at an offset: the nearest function, `let` or recursive set that does. */
function binderOf(tree: NixTree, offset: number): NixNode | undefined {
  return around(tree, offset).findLast((node) => {
    switch (node.kind) {
      case 'lambda':
        return node.name?.name === 'config' || node.formals?.items.some(({ name }) => name.name === 'config');
      case 'let':
      case 'legacyLet':
        return node.bindings.some((one) => namesConfig(tree, one));
      case 'attrSet':
        return node.recursive && node.bindings.some((one) => namesConfig(tree, one));
      default:
        return false;
    }
  });
}

function namesConfig(tree: NixTree, binding: BindingNode): boolean {
  const names = binding.kind === 'binding' ? binding.path.names.slice(0, 1) : binding.names;
  return names.some((name) => staticName(tree.source, name) === 'config');
}

/** With the declaration: where such stand, else right behind the option, on its conditions. */
function declare(
  tree: NixTree,
  twin: readonly string[],
  attribute: readonly string[],
  value: string,
  at: LeakPlace,
): string {
  try {
    return applyEdits(tree.source, setAttr(tree, attribute, value));
  } catch (error) {
    if (!isAppError(error, 'not-literal') && !isAppError(error, 'conflict')) throw error;
  }
  const leaf = assignmentsOf(tree).find((one) => nixPath(one.path) === nixPath(twin));
  const body = moduleBody(tree);
  const isConfig = (binding: Binding): boolean => {
    const [first, ...rest] = binding.path.names;
    return first !== undefined && rest.length === 0 && staticName(tree.source, first) === 'config';
  };
  const chain = leaf ? [...leaf.enclosing, leaf.binding] : [];
  const [first, second] = chain;
  const anchor = first?.kind === 'binding' && body?.explicit && isConfig(first) ? second : first;
  const set = anchor && setAround(tree, anchor.start);
  if (!anchor || !set || (body?.explicit && anchor === first))
    throw notMoved('There is no place for the declaration of the secret here.', at);
  const container = { open: set.open, close: set.close, items: set.bindings };
  const edit = insertAfter(tree, container, anchor, `${nixPath(attribute)} = ${value};`);
  return applyEdits(tree.source, [edit]);
}

/** The set that has a binding which begins at `start`. */
function setAround(tree: NixTree, start: number) {
  for (const node of walk(tree.root)) {
    if (node.kind === 'attrSet' && node.bindings.some((one) => one.start === start)) return node;
  }
  return undefined;
}
