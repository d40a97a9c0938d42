import path from 'node:path';
import { AppError, isAppError } from '../../../shared/contract';
import {
  addToList,
  applyEdits,
  moduleBody,
  nixString,
  type NixTree,
  parseNix,
  removeAttr,
  removeFromList,
  setAttr,
  staticName,
  type TextEdit,
} from '../../../shared/nix-syntax';
import { bareKey, type RuleSet, type SecretRule, type SecretRules } from '../rules/model';

/** What is wished of the rules. Files are relative to the fleet; keys are names that rules know, or whole public keys. */
export type RuleWish =
  | { readonly kind: 'add'; readonly file: string; readonly keys: readonly string[] }
  | { readonly kind: 'rename'; readonly file: string; readonly to: string }
  | { readonly kind: 'remove'; readonly file: string }
  | {
      readonly kind: 'recipients';
      readonly file: string;
      readonly add: readonly string[];
      readonly remove: readonly string[];
    };

/** What planning reads through. */
export interface RuleSource {
  /** The rules, with texts laid over those on disk. */
  rules(overlay: ReadonlyMap<string, string>): SecretRules;
  text(file: string): string;
}

export interface PlannedRules {
  /** The file of rules that changes. */
  readonly file: string;
  readonly before: string;
  readonly after: string;
  /** The rules as they will be. */
  readonly rules: SecretRules;
}

const PUBLIC_KEYS = 'publicKeys';

/**
 * Works out a change of rules in their text, and reads the result back: a change after which the rules ask for anything
 * else than was wished is refused. Null where they are so already. Throws `secret-unknown`, `secret-exists`,
 * `bad-recipient`, `not-literal` with file and line.
 */
export function planRules(source: RuleSource, wish: RuleWish): PlannedRules | null {
  const now = source.rules(new Map());
  const rule = now.secrets.find(({ file }) => file === wish.file);
  const wanted = wantedAfter(now, rule, wish);
  if (rule && wish.kind === 'recipients' && isSame(keysOf(rule), wanted)) return null;
  const set = rule ? setOf(now, rule.rules) : setFor(now, wish.file);
  if (set.from === 'evaluation') throw computed(set.file);
  const before = source.text(set.file);
  const tree = parseNix(before);
  let refusal: unknown = null;
  const ways = spellings(now, set);
  for (const spell of ways) {
    try {
      const after = applyEdits(before, editsFor(tree, set, rule, wish, [spell, ...ways]));
      if (after === before) continue;
      const rules = source.rules(new Map([[set.file, after]]));
      if (isAsWished(now, rules, wish, wanted)) return { file: set.file, before, after, rules };
    } catch (error) {
      if (!isAppError(error)) throw error;
      refusal = error;
    }
  }
  throw refusal ?? elsewhere(rule, set, wish);
}

/** Bare keys that a file shall have in the end; null where it shall have no rule. */
function wantedAfter(now: SecretRules, rule: SecretRule | undefined, wish: RuleWish): Set<string> | null {
  if (wish.kind === 'add') {
    if (rule) throw exists(wish.file, `${rule.rules} has a rule for it`);
    return new Set(wish.keys.map((key) => bareKey(keyText(now, key))));
  }
  if (!rule) throw unknown(wish.file);
  switch (wish.kind) {
    case 'rename':
      if (now.secrets.some(({ file }) => file === wish.to)) throw exists(wish.to, 'there is a rule for it');
      return keysOf(rule);
    case 'remove':
      return null;
    case 'recipients': {
      const wanted = keysOf(rule);
      for (const key of wish.add) wanted.add(bareKey(keyText(now, key)));
      for (const key of wish.remove) wanted.delete(bareKey(keyText(now, key)));
      if (wanted.size > 0) return wanted;
      throw new AppError('bad-recipient', `Nobody could read ${wish.file} any more.`, {
        hint: 'Nothing was written. Leave one key at least; to be rid of the secret, delete it.',
        detail: { file: wish.file },
      });
    }
  }
}

/** How a key is written: by the name that rules have for it, or in full. */
type Spell = (key: string) => string;

function spellings(now: SecretRules, set: RuleSet): Spell[] {
  const byName: Spell = (key) => {
    const full = bareKey(keyText(now, key));
    const named = now.keys.find((one) => bareKey(one.key) === full && one.place.file === set.file);
    return named ? named.name : nixString(keyText(now, key));
  };
  return [byName, (key) => nixString(keyText(now, key)), (key) => nixString(bareKey(keyText(now, key)))];
}

function editsFor(
  tree: NixTree,
  set: RuleSet,
  rule: SecretRule | undefined,
  wish: RuleWish,
  ways: readonly Spell[],
): TextEdit[] {
  const spell: Spell = ways[0] ?? nixString;
  const nameOf = (file: string): string => rule?.name ?? path.posix.relative(set.base, file);
  switch (wish.kind) {
    case 'add':
      return setAttr(tree, [nameOf(wish.file), PUBLIC_KEYS], `[ ${wish.keys.map(spell).join(' ')} ]`);
    case 'remove':
      return removeAttr(tree, [nameOf(wish.file)]);
    case 'rename':
      return renamed(tree, nameOf(wish.file), path.posix.relative(set.base, wish.to));
    case 'recipients':
      return recipientEdits(tree, [nameOf(wish.file), PUBLIC_KEYS], wish, ways);
  }
}

function recipientEdits(
  tree: NixTree,
  place: readonly string[],
  { add, remove }: Extract<RuleWish, { kind: 'recipients' }>,
  ways: readonly Spell[],
): TextEdit[] {
  const spell: Spell = ways[0] ?? nixString;
  // One edit after the other, each on the text that the one before left.
  let text = tree.source;
  const step = (edit: (now: NixTree) => TextEdit[]): void => {
    text = applyEdits(text, edit(parseNix(text)));
  };
  // Whichever way it is written.
  for (const key of remove) for (const way of ways) step((now) => removeFromList(now, place, way(key)));
  for (const key of add) step((now) => addTo(now, place, spell(key)));
  return text === tree.source ? [] : [{ start: 0, end: tree.source.length, text }];
}

/** Adds an element to a list, or to one of its own behind what is computed. */
function addTo(tree: NixTree, place: readonly string[], item: string): TextEdit[] {
  try {
    return addToList(tree, place, item);
  } catch (error) {
    const value = valueAt(tree, place);
    if (!isAppError(error, 'not-literal') || value === null) throw error;
    return [{ start: value.end, end: value.end, text: ` ++ [ ${item} ]` }];
  }
}

/** The expression of an attribute that the file writes as `"name".publicKeys = …` or inside `"name" = { … }`. */
function valueAt(tree: NixTree, [name, inner]: readonly string[]): { start: number; end: number } | null {
  for (const { set } of moduleBody(tree)?.sets ?? []) {
    for (const binding of set.bindings) {
      if (binding.kind !== 'binding' || nameAt(tree, binding, 0) !== name) continue;
      if (nameAt(tree, binding, 1) === inner) return binding.value;
      if (binding.value.kind !== 'attrSet') continue;
      for (const below of binding.value.bindings) {
        if (below.kind === 'binding' && nameAt(tree, below, 0) === inner) return below.value;
      }
    }
  }
  return null;
}

type Binding = Extract<
  NonNullable<ReturnType<typeof moduleBody>>['sets'][number]['set']['bindings'][number],
  { kind: 'binding' }
>;

function nameAt(tree: NixTree, binding: Binding, index: number): string | undefined {
  const name = binding.path.names[index];
  return name && staticName(tree.source, name);
}

function renamed(tree: NixTree, name: string, to: string): TextEdit[] {
  const edits: TextEdit[] = [];
  for (const { set } of moduleBody(tree)?.sets ?? []) {
    for (const binding of set.bindings) {
      const first = binding.kind === 'binding' ? binding.path.names[0] : undefined;
      if (!first || staticName(tree.source, first) !== name) continue;
      edits.push({ start: first.start, end: first.end, text: nixString(to) });
    }
  }
  return edits;
}

function isAsWished(
  before: SecretRules,
  after: SecretRules,
  wish: RuleWish,
  wanted: ReadonlySet<string> | null,
): boolean {
  const name = wish.kind === 'rename' ? wish.to : wish.file;
  const others = (rules: SecretRules): string =>
    JSON.stringify(
      rules.secrets
        .filter(({ file }) => file !== wish.file && file !== name)
        .map(({ file, armor, wanted: keys }) => [file, armor, keys.map(({ key }) => bareKey(key))]),
    );
  const result = after.secrets.find(({ file }) => file === name);
  const isRight = wanted === null ? !result : result !== undefined && isSame(keysOf(result), wanted);
  return isRight && others(before) === others(after) && after.problems.length <= before.problems.length;
}

const keysOf = (rule: SecretRule): Set<string> => new Set(rule.wanted.map(({ key }) => bareKey(key)));

const isSame = (one: ReadonlySet<string>, other: ReadonlySet<string> | null): boolean =>
  other !== null && one.size === other.size && [...one].every((key) => other.has(key));

/** The public key that a name stands for, or the key itself. Throws `bad-recipient`. */
function keyText({ keys, secrets }: SecretRules, given: string): string {
  if (/\s/.test(given.trim()) || given.startsWith('age1')) return given.trim();
  const named =
    keys.find(({ name }) => name === given) ??
    secrets.flatMap(({ wanted }) => wanted).find(({ name }) => name === given);
  if (named) return named.key;
  throw new AppError('bad-recipient', `The rules know no key named ${given}.`, {
    hint: 'Nothing was written. Name a key as snowfleet secrets list shows it, or give the whole public key.',
    detail: { recipient: given },
  });
}

const setOf = ({ sets }: SecretRules, file: string): RuleSet => {
  const set = sets.find((one) => one.file === file);
  if (!set) throw new Error(`the rules ${file} were not read`);
  return set;
};

/** The rules where a new file belongs: the nearest that it lies below. */
function setFor({ sets }: SecretRules, file: string): RuleSet {
  const fitting = sets
    .filter(({ base }) => base === '' || file.startsWith(`${base}/`))
    .toSorted((a, b) => b.base.length - a.base.length);
  const [nearest] = fitting;
  if (nearest) return nearest;
  throw new AppError('secret-unknown', 'This fleet has no secrets.nix to add a rule to.', {
    hint: 'Nothing was written. Write one as agenix has it: { } is enough.',
    detail: { file },
  });
}

const exists = (file: string, why: string): AppError =>
  new AppError('secret-exists', `${file} cannot be made: ${why}.`, {
    hint: 'Nothing was written. Choose another name.',
    detail: { file },
  });

const unknown = (file: string): AppError =>
  new AppError('secret-unknown', `No rule names ${file}.`, {
    hint: 'See snowfleet secrets list.',
    detail: { file },
  });

const computed = (file: string): AppError =>
  new AppError(
    'not-literal',
    `The rules in ${file} are computed, and only Nix can tell what a change does.`,
    {
      hint: 'Nothing was written. Change them by hand, then rekey.',
      detail: { file },
    },
  );

/** The rule does not write itself what is to change. */
function elsewhere(rule: SecretRule | undefined, set: RuleSet, wish: RuleWish): AppError {
  const line = rule?.place?.line;
  const where = line === undefined ? set.file : `${set.file}:${line}`;
  const what =
    wish.kind === 'recipients'
      ? 'gets its keys from a group or a function, which other secrets have too'
      : 'is not written out in the rules';
  return new AppError('not-literal', `${wish.file} ${what} (${where}).`, {
    hint: 'Nothing was written. Change the rules by hand, then rekey.',
    detail: { file: rule?.place?.file ?? set.file, ...(line === undefined ? {} : { line }) },
  });
}
