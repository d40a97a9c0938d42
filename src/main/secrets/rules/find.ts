import path from 'node:path';
import type { FleetFiles } from '../../fleet';
import { filesNamed } from '../files';

/** The name agenix looks for. */
export const RULES_NAME = 'secrets.nix';

/**
 * Files that may be rules: every `.nix` file that speaks of public keys of `.age` files, by whatever name it goes, each
 * `secrets.nix` that is no module, and those that are named (`$RULES`).
 */
export function candidatesIn(files: FleetFiles, named: readonly string[]): string[] {
  const found = filesNamed(files, (name) => name.endsWith('.nix')).filter(
    (file) => files.peek(file, (text) => mayBeRules(file, text)) !== null,
  );
  return [...new Set([...named, ...found])];
}

function mayBeRules(file: string, text: string): boolean {
  if (text.includes('publicKeys')) return text.includes('.age') || path.posix.basename(file) === RULES_NAME;
  return path.posix.basename(file) === RULES_NAME && text.length < 20_000;
}

/**
 * What names of files in rules are relative to. agenix takes them as they are, from where it is started: mostly the
 * folder of the rules, else the fleet's. The place where more of the files are wins; the folder of the rules where both
 * have as many.
 */
export function baseOf(rules: string, names: readonly string[], has: (file: string) => boolean): string {
  const folder = path.posix.dirname(rules) === '.' ? '' : path.posix.dirname(rules);
  if (folder === '') return '';
  const count = (base: string): number =>
    names.filter((name) => has(path.posix.normalize(path.posix.join(base, name)))).length;
  return count('') > count(folder) ? '' : folder;
}
