/** Where something stands in the fleet: file relative to it with `/`, line and column from 1. */
export interface RulePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A public key as rules give it to age. */
export interface RuleKey {
  /** The binding it is bound to, else the host or person its comment names, else the key in short. */
  readonly name: string;
  /** As written, with its comment: `ssh-ed25519 AAAA… root@p620`, `age1…`. */
  readonly key: string;
}

/** A key that rules bind to a name, whether or not a file uses it. */
export interface NamedKey extends RuleKey {
  readonly place: RulePlace;
}

/** A list of keys that rules bind to a name. */
export interface KeyGroup {
  readonly name: string;
  /** Names of its keys, as {@link RuleKey.name}. */
  readonly members: readonly string[];
  readonly place: RulePlace;
}

/** What rules ask of one file. */
export interface SecretRule {
  /** The encrypted file, relative to the fleet with `/`; begins with `../` where the rule leads out of it. */
  readonly file: string;
  /** Its name as the rules have it. */
  readonly name: string;
  /** The rules it stands in, relative to the fleet. */
  readonly rules: string;
  /** Who shall be able to read it, each key once, in the order of the rules. */
  readonly wanted: readonly RuleKey[];
  /** Keys that the rules give more than once. */
  readonly repeated: readonly string[];
  /** Whether it is to be written as text. */
  readonly armor: boolean;
  /** Where its name stands; null where the rules compute it. */
  readonly place: RulePlace | null;
}

/** One `secrets.nix`. */
export interface RuleSet {
  /** Relative to the fleet. */
  readonly file: string;
  /** Folder that names of files are relative to, relative to the fleet; '' is the fleet itself. */
  readonly base: string;
  /** Whether source told all of it, or Nix was asked. */
  readonly from: 'source' | 'evaluation';
}

/** Why rules, or a part of them, could not be read. */
export interface RuleProblem {
  /**
   * syntax: not valid Nix · evaluation: Nix failed, or took too long · unknown: Nix is needed and was not asked, or is
   * not there · shape: not what agenix takes · outside: the file lies outside the fleet · twice: two rules for a file
   */
  readonly kind: 'syntax' | 'evaluation' | 'unknown' | 'shape' | 'outside' | 'twice';
  readonly words: string;
  readonly file: string;
  readonly line: number;
  /** The rule it is about; null for the rules as a whole. */
  readonly name: string | null;
}

/** All rules of a fleet for its secrets. */
export interface SecretRules {
  readonly sets: readonly RuleSet[];
  /** In the order of the rules. A file stands here once: the first rule for it counts. */
  readonly secrets: readonly SecretRule[];
  readonly keys: readonly NamedKey[];
  readonly groups: readonly KeyGroup[];
  readonly problems: readonly RuleProblem[];
}

interface KeyParts {
  readonly bare: string;
  readonly comment: string;
}

/** Keys that were taken apart: a fleet has few, and rules repeat each of them for every secret. */
const taken = new Map<string, KeyParts>();
const MAX_TAKEN = 10_000;

function partsOf(key: string): KeyParts {
  const known = taken.get(key);
  if (known) return known;
  const words = key.trim().split(/\s+/);
  const [type = '', body = ''] = words;
  const isSsh = type.startsWith('ssh-') || type.startsWith('ecdsa-') || type.startsWith('sk-');
  const parts = { bare: isSsh ? `${type} ${body}` : type, comment: words.slice(isSsh ? 2 : 1).join(' ') };
  if (taken.size >= MAX_TAKEN) taken.clear();
  taken.set(key, parts);
  return parts;
}

/** A key without its comment: what tells whether two are the same. */
export function bareKey(key: string): string {
  return partsOf(key).bare;
}

/** What stands behind a key: `root@p620`; '' where nothing does. */
export function keyComment(key: string): string {
  return partsOf(key).comment;
}

/** A key in so few characters that a person can tell it from another. */
export function shortKey(key: string): string {
  const [type = '', body = ''] = bareKey(key).split(' ');
  return body === '' ? `${type.slice(0, 8)}…${type.slice(-4)}` : `${type} …${body.slice(-4)}`;
}

/** Whether a text has the form of a recipient that age knows, whatever its key. */
export function looksLikeKey(text: string): boolean {
  return /^\s*(?:(?:ssh-|ecdsa-sha2-|sk-)[\w@.-]+\s+[A-Za-z0-9+/]{20,}|age1[a-z0-9]{20,})/.test(text);
}
