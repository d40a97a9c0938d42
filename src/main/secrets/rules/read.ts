import { createHash } from 'node:crypto';
import path from 'node:path';
import { type Attribute, Evaluator, FleetFiles, type SourceFile, type Value, asText } from '../../fleet';
import { moduleBody, staticName } from '../../../shared/nix-syntax';
import { filesNamed } from '../files';
import { RULES_NAME, baseOf, candidatesIn } from './find';
import type { RulePlace, RuleProblem, RuleSet, SecretRule, SecretRules } from './model';
import { bareKey } from './model';
import { KeyNames, groupsIn, namedKeysIn, placeIn } from './names';

/** One rule as it was told, by source or by Nix. */
export interface ToldRule {
  readonly name: string;
  /** Null where they are no list of texts. */
  readonly publicKeys: readonly string[] | null;
  readonly armor: boolean;
  /** What Nix said where this rule alone failed. */
  readonly error?: string;
}

/** What Nix says of rules, by file; an error in its words. */
export type ToldByNix = ReadonlyMap<
  string,
  { readonly rules: readonly ToldRule[] } | { readonly error: string }
>;

/** What was read of one file of rules. */
interface FileReading {
  readonly file: string;
  readonly from: RuleSet['from'];
  readonly rules: readonly ToldRule[];
  readonly places: ReadonlyMap<string, RulePlace>;
  readonly problems: readonly RuleProblem[];
}

export interface ReadRulesOptions {
  /** Texts by file that stand in for what is on disk; null for a file that is not there. */
  readonly overlay?: ReadonlyMap<string, string | null>;
  /** Rules that are named (`$RULES`), relative to the fleet. */
  readonly named?: readonly string[];
  /** What Nix said of files that {@link needsNix} told of. */
  readonly told?: ToldByNix;
}

export interface RulesReading {
  readonly rules: SecretRules;
  /** Files of rules that source alone does not tell: what Nix is to be asked about. */
  readonly needsNix: readonly string[];
  /** Stands for the texts of all Nix files of the fleet; '' where nobody has to ask Nix. */
  readonly stamp: string;
}

/**
 * All rules of the fleet in `dir`: every `secrets.nix` in agenix's format, wherever it lies. Without Nix; what only it can
 * tell is taken from `told`, or becomes a problem. Never fails: what cannot be read is a problem.
 */
export function readRules(
  dir: string,
  { named = [], told = new Map(), overlay }: ReadRulesOptions = {},
): RulesReading {
  const files = new FleetFiles(dir, overlay);
  const evaluator = new Evaluator(files);
  const readings: FileReading[] = [];
  const needsNix: string[] = [];
  const others = new Set<string>();
  for (const file of candidatesIn(files, named)) {
    const reading = readFile(files, evaluator, file, named.includes(file));
    if (reading === null) {
      others.add(file);
      continue;
    }
    if (reading !== 'needs Nix') {
      readings.push(reading);
      continue;
    }
    needsNix.push(file);
    const answer = told.get(file);
    readings.push(
      answer === undefined || 'error' in answer
        ? unanswered(file, answer?.error)
        : { file, from: 'evaluation', rules: answer.rules, places: placesIn(files.load(file)), problems: [] },
    );
  }
  // Files of rules and what they import: the evaluator loaded nothing else.
  const sources = files.all().filter((source) => !others.has(source.file));
  const stamp = needsNix.length === 0 ? '' : stampOf(files);
  return { rules: together(files, sources, readings), needsNix, stamp };
}

function stampOf(files: FleetFiles): string {
  const hash = createHash('sha256');
  for (const file of filesNamed(files, (name) => name.endsWith('.nix'))) {
    files.peek(file, (text) => {
      hash.update(`${file}\0${text}\0`);
      return false;
    });
  }
  return hash.digest('hex');
}

/** Null where the file holds no rules. */
function readFile(
  files: FleetFiles,
  evaluator: Evaluator,
  file: string,
  isNamed: boolean,
): FileReading | 'needs Nix' | null {
  const source = files.load(file);
  if (source === null) return isNamed ? unreadable(file) : null;
  const [error] = source.tree.errors;
  const isRules = isNamed || path.posix.basename(file) === RULES_NAME;
  if (error) {
    if (!isRules || !source.tree.source.includes('publicKeys')) return null;
    const words = `${error.message}, so the rules of this file are not known`;
    const problem = { kind: 'syntax' as const, words, file, line: error.line, name: null };
    return { file, from: 'source', rules: [], places: new Map(), problems: [problem] };
  }
  const value = evaluator.file(file);
  if (value.type === 'lambda') return null;
  if (value.type !== 'attrs')
    return isRules && source.tree.source.includes('publicKeys') ? 'needs Nix' : null;
  const entries = [...value.entries];
  const rules = entries.map(([name, attribute]) => toldBySource(evaluator, name, attribute));
  const known = rules.filter((rule) => rule !== null && rule !== 'unknown');
  if (known.length === 0 && !rules.includes('unknown')) {
    const isEmpty = entries.length === 0 && value.complete && isRules;
    return isEmpty ? { file, from: 'source', rules: [], places: new Map(), problems: [] } : null;
  }
  if (!value.complete || rules.includes('unknown')) return 'needs Nix';
  const shapeless = entries.filter((_, index) => rules[index] === null).map(([name]) => name);
  const places = new Map(
    entries.flatMap(([name, { origin }]) => (origin ? [[name, placeIn(origin.source, origin.start)]] : [])),
  );
  const problems = shapeless.map((name) => shapeProblem(file, name, places.get(name)));
  return { file, from: 'source', rules: known, places, problems };
}

/** Null for what is no rule, `unknown` for what only Nix can tell. */
function toldBySource(evaluator: Evaluator, name: string, { thunk }: Attribute): ToldRule | 'unknown' | null {
  const rule = thunk.force();
  if (rule.type !== 'attrs') return rule.type === 'plain' || rule.type === 'list' ? null : 'unknown';
  const keys = evaluator.attribute(rule, 'publicKeys')?.force();
  if (keys === undefined) return null;
  const publicKeys = textsOf(keys);
  if (publicKeys === 'unknown') return 'unknown';
  const armor = evaluator.attribute(rule, 'armor')?.force();
  if (armor !== undefined && armor.type !== 'plain') return 'unknown';
  return { name, publicKeys, armor: armor?.value === true };
}

/** The texts of a list; null for what is no list of texts. */
function textsOf(value: Value): string[] | 'unknown' | null {
  if (value.type === 'plain' || value.type === 'attrs') return null;
  if (value.type !== 'list' || !value.complete) return 'unknown';
  const items = value.items.map((item) => item.force());
  if (items.some((item) => item.type !== 'plain' && item.type !== 'list' && item.type !== 'attrs'))
    return 'unknown';
  const texts = items.map((item) => (item.type === 'plain' ? asText(item) : null));
  return texts.includes(null) ? null : texts.filter((text) => text !== null);
}

/** Where names stand that the file writes as attributes of its set. */
function placesIn(source: SourceFile | null): ReadonlyMap<string, RulePlace> {
  const places = new Map<string, RulePlace>();
  if (source === null) return places;
  for (const { set } of moduleBody(source.tree)?.sets ?? [])
    for (const binding of set.bindings) {
      const first = binding.kind === 'binding' ? binding.path.names[0] : undefined;
      const name = first && staticName(source.tree.source, first);
      if (name !== undefined && !places.has(name)) places.set(name, placeIn(source, binding.start));
    }
  return places;
}

function unreadable(file: string): FileReading {
  const words = 'The rules that $RULES names are not there, or are no readable text';
  const problem = { kind: 'unknown' as const, words, file, line: 1, name: null };
  return { file, from: 'source', rules: [], places: new Map(), problems: [problem] };
}

function unanswered(file: string, error: string | undefined): FileReading {
  const problem =
    error === undefined
      ? { kind: 'unknown' as const, words: 'These rules are computed, and Nix was not there to be asked' }
      : { kind: 'evaluation' as const, words: error };
  return {
    file,
    from: 'evaluation',
    rules: [],
    places: new Map(),
    problems: [{ ...problem, file, line: 1, name: null }],
  };
}

function shapeProblem(file: string, name: string, place: RulePlace | undefined): RuleProblem {
  return {
    kind: 'shape',
    words: `The rule for ${name} has no publicKeys, so agenix cannot use it`,
    file: place?.file ?? file,
    line: place?.line ?? 1,
    name,
  };
}

/** One reading of all files of rules. */
function together(
  files: FleetFiles,
  sources: readonly SourceFile[],
  readings: readonly FileReading[],
): SecretRules {
  const keys = sources.flatMap(namedKeysIn);
  const names = new KeyNames(keys);
  const seen = new Map<string, SecretRule>();
  const problems = readings.flatMap((reading) => [...reading.problems]);
  const sets = readings.map(({ file, from, rules }): RuleSet => {
    const base = baseOf(
      file,
      rules.map(({ name }) => name),
      (candidate) => has(files, candidate),
    );
    return { file, base, from };
  });
  readings.forEach(({ file: rulesFile, rules, places }, index) => {
    for (const told of rules) {
      const place = places.get(told.name) ?? null;
      const problem = (kind: RuleProblem['kind'], words: string): void =>
        void problems.push({
          kind,
          words,
          file: place?.file ?? rulesFile,
          line: place?.line ?? 1,
          name: told.name,
        });
      if (told.error !== undefined) problem('evaluation', `The rule for ${told.name} fails: ${told.error}`);
      if (told.publicKeys === null) {
        if (told.error === undefined) problem('shape', `publicKeys of ${told.name} is no list of texts`);
        continue;
      }
      const file = fileOf(sets[index]?.base ?? '', told.name);
      if (file.startsWith('../') || path.posix.isAbsolute(told.name)) {
        problem('outside', `${told.name} lies outside the fleet, so it is left alone`);
        continue;
      }
      const first = seen.get(file);
      if (first) {
        problem('twice', `${file} has a rule in ${first.rules} already; that one counts`);
        continue;
      }
      seen.set(file, {
        file,
        name: told.name,
        rules: rulesFile,
        ...wantedOf(told.publicKeys, names),
        armor: told.armor,
        place,
      });
    }
  });
  const groups = sources.flatMap((source) => groupsIn(source, names.of));
  return { sets, secrets: [...seen.values()], keys, groups, problems };
}

function wantedOf(publicKeys: readonly string[], names: KeyNames): Pick<SecretRule, 'wanted' | 'repeated'> {
  const wanted = new Map<string, string>();
  const repeated = new Set<string>();
  for (const key of publicKeys) {
    const bare = bareKey(key);
    if (wanted.has(bare)) repeated.add(names.of(key));
    else wanted.set(bare, key);
  }
  return { wanted: [...wanted.values()].map((key) => names.named(key)), repeated: [...repeated] };
}

function fileOf(base: string, name: string): string {
  return path.posix.normalize(path.posix.join(base, name));
}

function has(files: FleetFiles, file: string): boolean {
  const folder = path.posix.dirname(file) === '.' ? '' : path.posix.dirname(file);
  return !file.startsWith('../') && files.list(folder)?.has(path.posix.basename(file)) === true;
}
