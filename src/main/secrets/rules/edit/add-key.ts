import type { RuleWish } from '../../../../shared/contract';
import {
  type Binding,
  type NixTree,
  attrPathOf,
  insertAfter,
  moduleBody,
  nixName,
  nixPath,
  nixString,
  withoutParens,
} from '../../../../shared/nix-syntax';
import { RULES_NAME } from '../find';
import { type RuleKey, bareKey, looksLikeKey } from '../model';
import { textOfString } from '../names';
import type { EditSource, FileEdits } from './edit-source';
import { refusal } from './refuse';

/** Binds a key to a name beside the keys that are bound already. Throws `conflict`, `not-literal`. */
export function addKey(source: EditSource, wish: Extract<RuleWish, { kind: 'add-key' }>): FileEdits {
  const { keys, sets } = source.rules;
  const same = keys.find(({ name, key }) => name === wish.name || bareKey(key) === bareKey(wish.key));
  if (same) {
    const what =
      same.name === wish.name
        ? `The name ${wish.name} is taken`
        : `This key is there already, as ${same.name}`;
    throw refusal('conflict', `${what}.`, 'Choose another name, or use the one that is there.', same.place);
  }
  if (!looksLikeKey(wish.key))
    throw refusal(
      'not-literal',
      'This is no public key as age takes it.',
      'It begins with age1, ssh-ed25519 or ssh-rsa.',
    );
  const group =
    wish.group === undefined ? undefined : source.rules.groups.find(({ name }) => name === wish.group);
  const beside = keys.findLast(({ name }) => group?.members.includes(name)) ?? keys.at(-1);
  if (beside) {
    const tree = source.tree(beside.place.file);
    const found = tree && binderOf(tree, beside);
    if (found) {
      const prefix = attrPathOf(tree, found.binding)
        .slice(0, -1)
        .map(({ name }) => name ?? '');
      const text = `${nixPath([...prefix, wish.name])} = ${nixString(wish.key.trim())};`;
      return { file: beside.place.file, edits: [insertAfter(tree, found.container, found.binding, text)] };
    }
  }
  const file = sets[0]?.file ?? RULES_NAME;
  const tree = source.tree(file);
  const bound = `let\n  ${nixName(wish.name)} = ${nixString(wish.key.trim())};\nin\n`;
  if (tree === null) return { file, edits: [], made: `${bound}{ }\n` };
  return { file, edits: [{ start: tree.root.start, end: tree.root.start, text: bound }] };
}

/** The binding of a key, and the braces or the `let` it stands in. */
function binderOf(
  tree: NixTree,
  { key }: RuleKey,
): {
  binding: Binding;
  container: { open: number; close: number; items: readonly { start: number; end: number }[] };
} | null {
  const body = moduleBody(tree);
  const groups = [...(body?.scopes ?? []), ...(body?.sets ?? []).map(({ set }) => set.bindings)];
  for (const bindings of groups) {
    for (const binding of bindings) {
      if (binding.kind !== 'binding') continue;
      const text = textOfString(tree, binding.value);
      if (text !== undefined && bareKey(text) === bareKey(key))
        return {
          binding,
          container: { open: bindings[0]?.start ?? 0, close: bindings.at(-1)?.end ?? 0, items: bindings },
        };
      const inner = withoutParens(binding.value);
      if (inner.kind !== 'attrSet') continue;
      const within = inner.bindings.find((one): one is Binding => {
        const value = one.kind === 'binding' ? textOfString(tree, one.value) : undefined;
        return value !== undefined && bareKey(value) === bareKey(key);
      });
      if (within)
        return {
          binding: within,
          container: { open: inner.open, close: inner.close, items: inner.bindings },
        };
    }
  }
  return null;
}
