import { AppError } from '../../contract/errors';
import type { AttrName, BindingNode, Expression } from '../nodes';
import { staticName } from '../parser/duplicates';
import type { ModuleBody } from '../read/module';
import { textOf } from '../read/names';
import { callOf, unwrap, withoutParens } from '../read/properties';
import type { NixTree } from '../tree';
import { nixPath } from './print';
import { checked } from './refuse';
import { isOperand } from './set';
import { ownLeafOf, targetOf } from './target';
import type { TextEdit } from './text-edit';

/** The priorities an assignment can be given. */
export type Wrapper = 'mkForce' | 'mkDefault';

/**
 * Gives an assignment the priority of `mkForce` or `mkDefault`, or changes the one it has. The function is
 * written as the file can reach it; where it cannot, `lib` is added to the arguments of the module.
 * Throws `unknown-option` when the attribute is not set here, else as setAttr does.
 */
export function wrapValue(tree: NixTree, path: readonly string[], wrapper: Wrapper): TextEdit[] {
  const target = targetOf(tree, path);
  const leaf = ownLeafOf(tree, target);
  if (!leaf) {
    throw new AppError('unknown-option', `\`${nixPath(path)}\` is not set in this file.`, {
      hint: 'Set it first.',
    });
  }
  const part = unwrap(tree, leaf.written).find(({ value }) => value === leaf.value);
  const present = part?.wrapper && callOf(tree, part.wrapper);
  if (present) return checked(tree, rename(tree, present.fn, present.args, wrapper), 'The priority');
  const { prefix, edits } = reach(tree, target.body, wrapper);
  const text = textOf(tree, leaf.value);
  const call = `${prefix}${wrapper} ${isOperand(leaf.value) ? text : `(${text})`}`;
  const isArgument = withoutParens(leaf.written) !== leaf.value;
  const value = { start: leaf.value.start, end: leaf.value.end, text: isArgument ? `(${call})` : call };
  return checked(tree, [...edits, value], 'The priority');
}

/** Puts another function in place of the one called, with the number of `mkOverride`. */
function rename(tree: NixTree, fn: Expression, args: readonly Expression[], wrapper: Wrapper): TextEdit[] {
  const name: AttrName | Expression | undefined = fn.kind === 'select' ? fn.path.names.at(-1) : fn;
  if (!name || textOf(tree, name) === wrapper) return [];
  const [first, second] = args;
  return [{ start: name.start, end: second && first ? first.end : name.end, text: wrapper }];
}

/** How the file can name the function, and what must be added for it. */
function reach(tree: NixTree, body: ModuleBody, wrapper: Wrapper): { prefix: string; edits: TextEdit[] } {
  const isBound = (name: string): boolean =>
    body.scopes.some((scope) => scope.some((binding) => binds(tree, binding, name)));
  if (isBound(wrapper)) return { prefix: '', edits: [] };
  const isArgument = body.lambdas.some(({ name, formals }) =>
    name?.name === 'lib' ? true : formals?.items.some((item) => item.name.name === 'lib'),
  );
  if (isArgument || isBound('lib')) return { prefix: 'lib.', edits: [] };
  const lambda = body.lambdas.at(-1);
  if (!lambda) {
    const { start } = tree.root;
    return { prefix: 'lib.', edits: [{ start, end: start, text: '{ lib, ... }:\n' }] };
  }
  const { formals, name } = lambda;
  if (!formals) return { prefix: `${name?.name ?? ''}.lib.`, edits: [] };
  const at = formals.items[0]?.start ?? formals.ellipsis;
  if (at >= 0) return { prefix: 'lib.', edits: [{ start: at, end: at, text: 'lib, ' }] };
  return { prefix: 'lib.', edits: [{ start: formals.open + 1, end: formals.close, text: ' lib, ... ' }] };
}

function binds(tree: NixTree, binding: BindingNode, name: string): boolean {
  const names = binding.kind === 'inherit' ? binding.names : binding.path.names.slice(0, 1);
  return names.some((node) => staticName(tree.source, node) === name);
}
