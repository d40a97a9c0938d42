import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Leak } from '../../../shared/contract';
import { LineIndex } from '../../../shared/nix-syntax';
import { FleetFiles } from '../../fleet';
import { filesNamed } from '../files';
import { type Found, inNix } from './nix';
import { byAssignment, byFormat } from './texts';

/** What was found, and how many files were looked through. */
export interface LeakScan {
  readonly leaks: Leak[];
  readonly files: number;
}

/** Files above this were not written by a person. */
const MAX_BYTES = 1_000_000;
/** What is no text, or holds hashes of what everybody may read. */
const SKIPPED =
  /\.(?:age|gpg|asc|pub|png|jpe?g|gif|webp|svg|ico|pdf|zip|gz|xz|zst|iso|img|ttf|otf|woff2?|mp[34]|wav|ogg|lock|sum|patch|diff|drv|nar)$|(?:^|\/)(?:package-lock\.json|yarn\.lock|pnpm-lock\.yaml|Cargo\.lock|known_hosts)$/i;
/** Where settings are written a line each. Prose has telling words beside anything. */
const SETTINGS =
  /(?:\.(?:env|ya?ml|toml|json|ini|conf|cfg|properties|sh|bash|zsh|fish|service|txt|tf|py|js|ts|rb|lua)|(?:^|\/)(?:\.env\S*|justfile|Makefile|Dockerfile))$/i;

/** Looks through every text of the fleet in `dir` for credentials in clear. What cannot be read is passed over. */
export function scanForLeaks(dir: string): LeakScan {
  const fleet = new FleetFiles(dir);
  const leaks: Leak[] = [];
  let files = 0;
  for (const file of filesNamed(fleet, (name) => !SKIPPED.test(name))) {
    const text = textOf(path.join(dir, file));
    if (text === null) continue;
    files += 1;
    leaks.push(...leaksIn(file, text, fleet));
  }
  return { leaks, files };
}

function leaksIn(file: string, text: string, fleet: FleetFiles): readonly Leak[] {
  const found = [...byFormat(text)];
  if (file.endsWith('.nix')) {
    const tree = fleet.peek(file, () => true)?.tree;
    if (tree && tree.errors.length === 0) found.push(...inNix(tree));
    found.push(...byAssignment(text));
  } else if (SETTINGS.test(file)) found.push(...byAssignment(text));
  return told(file, text, distinct(found));
}

/** One finding a place: what its form gives away says most, a name more than a line. */
function distinct(found: readonly Found[]): Found[] {
  const kept: Found[] = [];
  for (const one of found)
    if (!kept.some((other) => one.start < other.end && other.start < one.end)) kept.push(one);
  return kept.toSorted((a, b) => a.start - b.start);
}

function told(file: string, text: string, found: readonly Found[]): Leak[] {
  if (found.length === 0) return [];
  const lines = new LineIndex(text);
  return found.map(({ start, end, name, kind, words }) => {
    const { line, column } = lines.place(start);
    const from = text.lastIndexOf('\n', start - 1) + 1;
    const to = text.indexOf('\n', start);
    const whole = text.slice(from, to < 0 ? text.length : to);
    // Of a key over many lines only the first is shown.
    const covered =
      `${whole.slice(0, start - from)}••••${whole.slice(Math.min(end - from, whole.length))}`.trim();
    const severity =
      kind === 'password-hash' ? 'info' : kind === 'private-key' || name === '' ? 'error' : 'warning';
    return { file, line, column, name, kind, severity, words: sentence(words), covered: cut(covered) };
  });
}

const sentence = (words: string): string => `This is ${words}.`;

/** Nothing of a credential stays in view: other texts on its line are covered too. */
function cut(line: string): string {
  return line
    .replaceAll(/(["'])[^"']{3,}\1/g, '$1••••$1')
    .replaceAll(/[A-Za-z0-9+/=_-]{24,}/g, '••••')
    .slice(0, 160);
}

/** Null for what is no text, too large, or not to be read. */
function textOf(absolute: string): string | null {
  try {
    const stats = statSync(absolute);
    if (!stats.isFile() || stats.size > MAX_BYTES) return null;
    const bytes = readFileSync(absolute);
    return bytes.includes(0) ? null : bytes.toString('utf8');
  } catch {
    return null;
  }
}
