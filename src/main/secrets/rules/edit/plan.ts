import type { RuleWish } from '../../../../shared/contract';
import { type NixTree, applyEdits, parseNix } from '../../../../shared/nix-syntax';
import { FleetFiles } from '../../../fleet';
import { type SecretRules, bareKey } from '../model';
import { readRules } from '../read';
import type { EditSource } from './edit-source';
import { editsFor, keyOf } from './one-wish';
import { refusal } from './refuse';

/** A change of rules, worked out and read back; nothing is written yet. */
export interface PlannedRules {
  readonly title: string;
  /** New texts by file, only of files that differ. */
  readonly texts: ReadonlyMap<string, string>;
  /** The rules as they will be. */
  readonly rules: SecretRules;
  /** Files whose recipients become others, so that they have to be encrypted anew. */
  readonly rekey: readonly string[];
}

/**
 * Works out wishes in order, on texts laid over the fleet, and reads the result back: what would not come out as it was
 * wished is refused. Rules that only Nix can tell are not changed here. Throws `secret-unknown`, `not-literal`, `conflict`,
 * `no-effect`, `unreadable-file`.
 */
export function planRules(
  dir: string,
  wishes: readonly RuleWish[],
  named: readonly string[] = [],
): PlannedRules {
  const texts = new Map<string, string>();
  const before = readRules(dir, { named }).rules;
  let rules = before;
  for (const wish of wishes) {
    for (const one of withGroup(wish)) {
      const files = new FleetFiles(dir, texts);
      const source: EditSource = { rules, tree: (file) => treeOf(files, file) };
      for (const { file, edits, made } of editsFor(source, one)) {
        const text = made ?? applyEdits(files.text(file), edits);
        if (made === undefined && !isSound(files.text(file), text))
          throw refusal(
            'not-literal',
            `${file} would no longer be valid Nix.`,
            'Nothing was written. Change it by hand.',
            { file, line: 1 },
          );
        texts.set(file, text);
      }
      rules = readRules(dir, { named, overlay: texts }).rules;
      verify({ ...source, rules }, one);
    }
  }
  return { title: titleOf(wishes), texts, rules, rekey: changedFiles(before, rules) };
}

/** A key that is to be in a list is bound first. */
function withGroup(wish: RuleWish): RuleWish[] {
  if (wish.kind !== 'add-key' || wish.group === undefined) return [wish];
  return [wish, { kind: 'add-to-group', group: wish.group, recipient: wish.name }];
}

function treeOf(files: FleetFiles, file: string): NixTree | null {
  return files.load(file)?.tree ?? null;
}

function isSound(before: string, after: string): boolean {
  return parseNix(after).errors.length <= parseNix(before).errors.length;
}

/** Throws `not-literal` where the rules, read again, are not what was wished. */
function verify(source: EditSource, wish: RuleWish): void {
  if (holds(source, wish)) return;
  throw refusal(
    'not-literal',
    'The rules would not come out as wished: a part of them is computed.',
    'Nothing was written. Change them by hand.',
  );
}

function holds(source: EditSource, wish: RuleWish): boolean {
  const { rules } = source;
  const rule = 'file' in wish ? rules.secrets.find(({ file }) => file === wish.file) : undefined;
  const wants = (recipient: string): boolean => {
    const { key } = keyOf(source, recipient);
    return rule?.wanted.some((one) => bareKey(one.key) === bareKey(key)) === true;
  };
  switch (wish.kind) {
    case 'add-recipient':
      return wants(wish.recipient);
    case 'remove-recipient':
      return (
        rule !== undefined &&
        !rule.wanted.some(({ name, key }) => name === wish.recipient || key === wish.recipient)
      );
    case 'add-to-group':
    case 'remove-from-group': {
      const { name } = keyOf(source, wish.recipient);
      const has = rules.groups.find((group) => group.name === wish.group)?.members.includes(name);
      return has === (wish.kind === 'add-to-group');
    }
    case 'add-rule':
      return rule !== undefined && rule.armor === wish.armor && rule.wanted.length > 0;
    case 'rename-rule':
      return rule === undefined && rules.secrets.some(({ file }) => file === wish.to);
    case 'remove-rule':
      return rule === undefined;
    case 'add-key':
      return rules.keys.some(({ name, key }) => name === wish.name && bareKey(key) === bareKey(wish.key));
  }
}

function changedFiles(before: SecretRules, after: SecretRules): string[] {
  const keysOf = (rules: SecretRules): ReadonlyMap<string, string> =>
    new Map(
      rules.secrets.map(({ file, wanted, armor }) => [
        file,
        JSON.stringify([armor, wanted.map(({ key }) => bareKey(key)).toSorted()]),
      ]),
    );
  const known = keysOf(before);
  return [...keysOf(after)]
    .filter(([file, keys]) => known.has(file) && known.get(file) !== keys)
    .map(([file]) => file);
}

function titleOf(wishes: readonly RuleWish[]): string {
  const titles = wishes.map((wish) => {
    switch (wish.kind) {
      case 'add-recipient':
        return `${shown(wish.recipient)} reads ${wish.file}`;
      case 'remove-recipient':
        return `${shown(wish.recipient)} no longer reads ${wish.file}`;
      case 'add-to-group':
        return `${shown(wish.recipient)} into ${wish.group}`;
      case 'remove-from-group':
        return `${shown(wish.recipient)} out of ${wish.group}`;
      case 'add-rule':
        return `rule for ${wish.file}`;
      case 'rename-rule':
        return `${wish.file} becomes ${wish.to}`;
      case 'remove-rule':
        return `rule for ${wish.file} removed`;
      case 'add-key':
        return `key ${wish.name}`;
    }
  });
  const [first] = titles;
  return titles.length > 1 ? `${first} and ${titles.length - 1} more` : (first ?? '');
}

const shown = (recipient: string): string =>
  recipient.length > 40 ? `${recipient.slice(0, 32)}…` : recipient;
