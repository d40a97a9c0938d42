import path from 'node:path';
import type { RuleWish } from '../../../../shared/contract';
import {
  type Binding,
  type Expression,
  type NixTree,
  moduleBody,
  nixString,
  removeAttr,
  setAttr,
  staticName,
  withoutParens,
} from '../../../../shared/nix-syntax';
import { type RuleKey, type SecretRule, bareKey, looksLikeKey } from '../model';
import { RULES_NAME } from '../find';
import { addKey } from './add-key';
import type { EditSource, FileEdits } from './edit-source';
import { KeyLists, bindingOf } from './key-lists';
import { refusal } from './refuse';

const LITERAL_HINT = 'Change it by hand at that place; everything else of the rules can be changed here.';

/** What one wish changes. None where it holds already. Throws `secret-unknown`, `not-literal`, `conflict`, `no-effect`. */
export function editsFor(source: EditSource, wish: RuleWish): FileEdits[] {
  switch (wish.kind) {
    case 'add-recipient': {
      const rule = ruleOf(source, wish.file);
      const key = keyOf(source, wish.recipient);
      if (rule.wanted.some((one) => bareKey(one.key) === bareKey(key.key))) return [];
      const { tree, value } = keysOf(source, rule);
      const lists = new KeyLists(tree);
      return [{ file: rule.rules, edits: [lists.adding(value, lists.written(key))] }];
    }
    case 'remove-recipient': {
      const rule = ruleOf(source, wish.file);
      const key = keyOf(source, wish.recipient);
      if (!rule.wanted.some((one) => bareKey(one.key) === bareKey(key.key))) return [];
      if (rule.wanted.length === 1) throw lastOne(`the rule for ${rule.file}`, key.name, rule.place);
      const { tree, value } = keysOf(source, rule);
      const edits = new KeyLists(tree).removing(value, key.key);
      if (edits === null)
        throw computed(`Where ${key.name} comes from in the rule for ${rule.file}`, rule.place);
      return [{ file: rule.rules, edits }];
    }
    case 'add-to-group':
    case 'remove-from-group':
      return groupEdits(source, wish);
    case 'add-rule':
      return [addRule(source, wish)];
    case 'rename-rule': {
      const rule = ruleOf(source, wish.file);
      if (source.rules.secrets.some(({ file }) => file === wish.to))
        throw refusal('conflict', `${wish.to} has a rule already.`, 'Choose another name.', rule.place);
      const { binding } = keysOf(source, rule);
      const [name] = binding.path.names;
      if (!name) throw computed(`The rule for ${rule.file}`, rule.place);
      const edit = { start: name.start, end: name.end, text: nixString(nameIn(source, rule.rules, wish.to)) };
      return [{ file: rule.rules, edits: [edit] }];
    }
    case 'remove-rule': {
      const rule = ruleOf(source, wish.file);
      const { tree } = keysOf(source, rule);
      return [{ file: rule.rules, edits: removeAttr(tree, [rule.name]) }];
    }
    case 'add-key':
      return [addKey(source, wish)];
  }
}

/** Throws `secret-unknown`. */
export function ruleOf({ rules }: EditSource, file: string): SecretRule {
  const found = rules.secrets.find((rule) => rule.file === file);
  if (found) return found;
  throw refusal('secret-unknown', `No rule speaks of ${file}.`, 'Add a rule for it first.');
}

/** The key that a name stands for, or a key itself. Throws `no-effect` for a name that rules do not have. */
export function keyOf({ rules }: EditSource, recipient: string): RuleKey {
  const known = [...rules.keys, ...rules.secrets.flatMap(({ wanted }) => wanted)];
  const named = known.find(({ name }) => name === recipient);
  if (named) return { name: named.name, key: named.key };
  if (looksLikeKey(recipient)) {
    const bound = known.find(({ key }) => bareKey(key) === bareKey(recipient));
    return bound ? { name: bound.name, key: bound.key } : { name: '', key: recipient.trim() };
  }
  throw refusal(
    'no-effect',
    `No rule names a key ${recipient}.`,
    'Give the key itself, or bind it to a name first. `snowfleet secrets recipients` lists those that are there.',
  );
}

/** Where the keys of a rule are written. Throws `not-literal` where they are computed. */
function keysOf(
  source: EditSource,
  rule: SecretRule,
): { tree: NixTree; value: Expression; binding: Binding } {
  const tree = source.tree(rule.rules);
  const bindings = (tree && moduleBody(tree)?.sets.flatMap(({ set }) => set.bindings)) ?? [];
  for (const binding of bindings) {
    if (tree === null || binding.kind !== 'binding') continue;
    const [first, second, ...more] = binding.path.names;
    if (!first || staticName(tree.source, first) !== rule.name || more.length > 0) continue;
    if (second) {
      if (staticName(tree.source, second) === 'publicKeys') return { tree, value: binding.value, binding };
      continue;
    }
    const set = withoutParens(binding.value);
    const inner = set.kind === 'attrSet' ? set.bindings : [];
    const keys = inner.find(
      (one): one is Binding =>
        one.kind === 'binding' &&
        one.path.names.length === 1 &&
        one.path.names[0] !== undefined &&
        staticName(tree.source, one.path.names[0]) === 'publicKeys',
    );
    if (keys) return { tree, value: keys.value, binding };
  }
  throw computed(`The rule for ${rule.file}`, rule.place ?? { file: rule.rules, line: 1 });
}

function groupEdits(
  source: EditSource,
  wish: Extract<RuleWish, { kind: 'add-to-group' | 'remove-from-group' }>,
): FileEdits[] {
  const group = source.rules.groups.find(({ name }) => name === wish.group);
  if (!group) {
    throw refusal(
      'no-effect',
      `No list of keys is named ${wish.group}.`,
      'Lists are bound to a name in the rules: `hosts = [ p620 ];`.',
    );
  }
  const key = keyOf(source, wish.recipient);
  const { file } = group.place;
  const tree = source.tree(file);
  const binding = tree && bindingOf(tree, wish.group, (one) => simpleName(tree, one));
  if (!tree || !binding) throw computed(`The list ${wish.group}`, group.place);
  const lists = new KeyLists(tree);
  const has = group.members.includes(key.name);
  if (wish.kind === 'add-to-group')
    return has ? [] : [{ file, edits: [lists.adding(binding.value, lists.written(key))] }];
  if (!has) return [];
  if (group.members.length === 1) throw lastOne(`the list ${wish.group}`, key.name, group.place);
  const edits = lists.removing(binding.value, key.key);
  if (edits === null) throw computed(`Where ${key.name} comes from in the list ${wish.group}`, group.place);
  return [{ file, edits }];
}

function addRule(source: EditSource, wish: Extract<RuleWish, { kind: 'add-rule' }>): FileEdits {
  const { rules } = source;
  const known = rules.secrets.find(({ file }) => file === wish.file);
  if (known)
    throw refusal(
      'conflict',
      `${wish.file} has a rule already.`,
      'Change its recipients instead.',
      known.place,
    );
  const file = nearestSet(source, wish.file);
  const name = nameIn(source, file, wish.file);
  const tree = source.tree(file);
  const lists = tree && new KeyLists(tree);
  const groups = wish.recipients.filter((one) => lists?.hasList(one) === true);
  const keys = wish.recipients.filter((one) => !groups.includes(one)).map((one) => keyOf(source, one));
  const single = keys.map((key) => lists?.written(key) ?? nixString(key.key));
  const publicKeys = [...groups, ...(single.length > 0 ? [`[ ${single.join(' ')} ]`] : [])].join(' ++ ');
  const armored = `{\n    publicKeys = ${publicKeys};\n    armor = true;\n  }`;
  if (tree === null) {
    const rule = wish.armor
      ? `${nixString(name)} = ${armored}`
      : `${nixString(name)}.publicKeys = ${publicKeys}`;
    return { file, edits: [], made: `{\n  ${rule};\n}\n` };
  }
  const edits = wish.armor ? setAttr(tree, [name], armored) : setAttr(tree, [name, 'publicKeys'], publicKeys);
  return { file, edits };
}

/** Rules for a file: those whose folder is nearest above it, else the first, else a new file of rules. */
function nearestSet({ rules }: EditSource, file: string): string {
  const above = rules.sets.filter(({ base }) => base === '' || file.startsWith(`${base}/`));
  const nearest = above.toSorted((a, b) => b.base.length - a.base.length)[0];
  return nearest?.file ?? rules.sets[0]?.file ?? RULES_NAME;
}

/** A file as its rules name it. Throws `no-effect` for one that lies outside the folder of the rules. */
function nameIn({ rules }: EditSource, set: string, file: string): string {
  const base = rules.sets.find((one) => one.file === set)?.base ?? '';
  const name = path.posix.relative(base, file);
  if (!name.startsWith('../')) return name;
  throw refusal(
    'no-effect',
    `${file} does not lie below ${base}/, where the rules in ${set} are for.`,
    `Choose a place below ${base}/.`,
  );
}

function simpleName(tree: NixTree, { path: { names } }: Binding): string | undefined {
  const [first, second] = names;
  return first && !second ? staticName(tree.source, first) : undefined;
}

const computed = (what: string, place: { file: string; line: number } | null): Error =>
  refusal('not-literal', `${what} is computed, so it is not changed here.`, LITERAL_HINT, place);

const lastOne = (what: string, name: string, place: { file: string; line: number } | null): Error =>
  refusal(
    'conflict',
    `${name} is the last one in ${what}: nobody could read it any more.`,
    'Add another recipient first, or delete the secret.',
    place,
  );
