import {
  type Binding,
  type Expression,
  type ListNode,
  type NixTree,
  type TextEdit,
  insertAfter,
  lookUp,
  moduleBody,
  nixString,
  removal,
  textOf,
  withoutParens,
} from '../../../../shared/nix-syntax';
import { type RuleKey, bareKey, looksLikeKey } from '../model';
import { textOfString } from '../names';

/** One part of a list of keys as it is written: a list, a name that stands for one, or what only evaluation can tell. */
type Part =
  | { readonly kind: 'list'; readonly node: ListNode }
  | { readonly kind: 'name'; readonly node: Expression; readonly value: Expression }
  | { readonly kind: 'computed'; readonly node: Expression };

type Scopes = Parameters<typeof lookUp>[1];

/** Works on the lists of keys of one file. */
export class KeyLists {
  private readonly scopes: Scopes;

  constructor(private readonly tree: NixTree) {
    this.scopes = moduleBody(tree)?.scopes ?? [];
  }

  /** How a key is best written here: by the name it is bound to where that is in scope, else as a text. */
  written({ name, key }: RuleKey): string {
    const bound = lookUp(this.tree, this.scopes, name);
    const text = bound && textOfString(this.tree, bound);
    return text !== undefined && bareKey(text) === bareKey(key) ? name : nixString(key);
  }

  /** Whether a name is bound to a list here. */
  hasList(name: string): boolean {
    const bound = lookUp(this.tree, this.scopes, name);
    return bound !== undefined && this.partsOf(bound).every(({ kind }) => kind !== 'computed');
  }

  /** Adds a key at the end of a list of keys: to the last list that is written there, else behind it. */
  adding(value: Expression, text: string): TextEdit {
    const own = this.partsOf(value).findLast((part) => part.kind === 'list');
    if (own?.kind === 'list' && own.node.close >= 0) {
      const { open, close, items } = own.node;
      const last = items.at(-1);
      if (last) return insertAfter(this.tree, { open, close, items }, last, text);
      return { start: open, end: close + 1, text: `[ ${text} ]` };
    }
    const node = withoutParens(value);
    const isBare = node !== value || ['identifier', 'select', 'apply', 'binary', 'list'].includes(node.kind);
    const isLoose = node.kind === 'binary' && node === value && node.operator !== '++';
    const before = isBare && !isLoose ? textOf(this.tree, value) : `(${textOf(this.tree, value)})`;
    return { start: value.start, end: value.end, text: `${before} ++ [ ${text} ]` };
  }

  /**
   * Takes a key out of a list of keys. A name that stands for a list with it is replaced by what else is in that list.
   * Null where the key is in a part that is computed.
   */
  removing(value: Expression, key: string): TextEdit[] | null {
    const edits: TextEdit[] = [];
    for (const part of this.partsOf(value)) {
      if (part.kind === 'computed') continue;
      if (part.kind === 'list') {
        const items = part.node.items.filter((item) => this.isKey(item, key));
        if (items.length > 0 && items.length === part.node.items.length)
          edits.push({ start: part.node.start, end: part.node.end, text: '[ ]' });
        else edits.push(...items.map((item) => removal(this.tree, item)));
        continue;
      }
      const members = this.membersOf(part.value, new Set());
      if (members === null || !members.some((member) => this.isKey(member, key))) continue;
      const others = members.filter((member) => !this.isKey(member, key));
      const texts = [...new Set(others.map((member) => textOf(this.tree, member)))];
      edits.push({
        start: part.node.start,
        end: part.node.end,
        text: texts.length === 0 ? '[ ]' : `[ ${texts.join(' ')} ]`,
      });
    }
    return edits.length === 0 ? null : edits;
  }

  private partsOf(value: Expression): Part[] {
    const node = withoutParens(value);
    if (node.kind === 'binary' && node.operator === '++')
      return [...this.partsOf(node.left), ...this.partsOf(node.right)];
    if (node.kind === 'with' || node.kind === 'let') return this.partsOf(node.body);
    if (node.kind === 'list') return [{ kind: 'list', node }];
    const bound = node.kind === 'identifier' ? lookUp(this.tree, this.scopes, node.name) : undefined;
    return [bound ? { kind: 'name', node, value: bound } : { kind: 'computed', node }];
  }

  /** The elements of a list of keys as they are written, through names; null where a part is computed. */
  private membersOf(value: Expression, seen: ReadonlySet<Expression>): Expression[] | null {
    if (seen.has(value)) return null;
    const members: Expression[] = [];
    for (const part of this.partsOf(value)) {
      if (part.kind === 'computed') return null;
      const more =
        part.kind === 'list' ? [...part.node.items] : this.membersOf(part.value, new Set([...seen, value]));
      if (more === null) return null;
      members.push(...more);
    }
    return members;
  }

  private isKey(item: Expression, key: string): boolean {
    const node = withoutParens(item);
    const bound = node.kind === 'identifier' ? lookUp(this.tree, this.scopes, node.name) : node;
    const text = bound && textOfString(this.tree, bound);
    return text !== undefined && looksLikeKey(text) && bareKey(text) === bareKey(key);
  }
}

/** The binding of a name in a `let` around the rules, or in the set that a file of keys is. */
export function bindingOf(
  tree: NixTree,
  name: string,
  nameOf: (binding: Binding) => string | undefined,
): Binding | undefined {
  const body = moduleBody(tree);
  const around = [...(body?.scopes ?? [])].toReversed().flat();
  return [...around, ...(body?.sets ?? []).flatMap(({ set }) => set.bindings)].find(
    (binding): binding is Binding => binding.kind === 'binding' && nameOf(binding) === name,
  );
}
