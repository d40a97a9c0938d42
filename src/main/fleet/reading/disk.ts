import { type Dirent, readdirSync, readFileSync, statSync, type Stats } from 'node:fs';
import { type NixTree, parseNix } from '../../../shared/nix-syntax';
import type { EntryType } from '../static/value';
import { type SourceText, decodeSource } from './source-text';

/** A file of Nix, parsed when its tree is asked for. */
export class NixFile implements SourceText {
  readonly text: string;
  readonly encoding: SourceText['encoding'];
  private parsed: NixTree | undefined;

  constructor({ text, encoding }: SourceText) {
    this.text = text;
    this.encoding = encoding;
  }

  get tree(): NixTree {
    return (this.parsed ??= parseNix(this.text));
  }
}

/** What a file holds, or why it cannot be told. */
export type Content = NixFile | { readonly trouble: string };

interface Kept {
  readonly stamp: string;
  readonly content: Content;
  /** When the file was looked at, in milliseconds since 1970. */
  readonly readAt: number;
}

/** Files by absolute path, good while size and time of change stay the same. */
const kept = new Map<string, Kept>();
/** Enough for a fleet of some thousand files; the oldest go first. */
const MAX_KEPT = 8000;

/**
 * Milliseconds. A file that was changed so short a time before it was read may change once more without another
 * time of change: clocks of file systems tick every few milliseconds. Its bytes are compared.
 */
const UNSURE = 100;

/** What stands at a path: a file, a folder, or nothing. The same object as long as the file stays as it is. */
export function contentOf(absolute: string): Content | 'folder' | null {
  let stats: Stats | undefined;
  try {
    stats = statSync(absolute, { throwIfNoEntry: false });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOTDIR' ? null : { trouble: cannotBeRead(error) };
  }
  if (stats === undefined) return null;
  if (stats.isDirectory()) return 'folder';
  // Reading a pipe or a device might never end.
  if (!stats.isFile()) return { trouble: 'is a pipe or a device, not a file' };
  const stamp = `${stats.ino}:${stats.size}:${stats.mtimeMs}:${stats.ctimeMs}`;
  const known = kept.get(absolute);
  if (known?.stamp === stamp && known.readAt - stats.ctimeMs >= UNSURE) return known.content;
  const readAt = Date.now();
  const content = readContent(absolute, known?.content);
  kept.delete(absolute);
  kept.set(absolute, { stamp, content, readAt });
  const [oldest] = kept.keys();
  if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
  return content;
}

/** Whether two answers of {@link contentOf} say the same. */
export function isSameContent(a: Content | 'folder' | null, b: Content | 'folder' | null): boolean {
  if (a === b) return true;
  if (a === null || b === null || a === 'folder' || b === 'folder') return false;
  return 'trouble' in a && 'trouble' in b && a.trouble === b.trouble;
}

/** What a file holds; `before` itself where that says the same. */
function readContent(absolute: string, before: Content | undefined): Content {
  try {
    const bytes = readFileSync(absolute);
    if (bytes.includes(0)) return { trouble: 'is a binary file, not Nix' };
    const source = decodeSource(bytes);
    if (before instanceof NixFile && before.encoding === source.encoding && before.text === source.text)
      return before;
    return new NixFile(source);
  } catch (error) {
    return { trouble: cannotBeRead(error) };
  }
}

/** What a folder holds, in the order of names; null when it is none. */
export function listFolder(absolute: string): ReadonlyMap<string, EntryType> | null {
  try {
    const entries = readdirSync(absolute, { withFileTypes: true });
    return new Map(
      entries.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map((entry) => [entry.name, typeOf(entry)]),
    );
  } catch {
    return null;
  }
}

/** Whether two answers of {@link listFolder} say the same. */
export function isSameList(
  a: ReadonlyMap<string, EntryType> | null,
  b: ReadonlyMap<string, EntryType> | null,
): boolean {
  if (a === null || b === null) return a === b;
  if (a.size !== b.size) return false;
  for (const [name, type] of a) if (b.get(name) !== type) return false;
  return true;
}

function typeOf(entry: Dirent): EntryType {
  if (entry.isFile()) return 'regular';
  if (entry.isDirectory()) return 'directory';
  return entry.isSymbolicLink() ? 'symlink' : 'unknown';
}

function cannotBeRead(cause: unknown): string {
  const { code } = cause as NodeJS.ErrnoException;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return 'cannot be read: permission denied';
    case 'ELOOP':
      return 'cannot be read: its symbolic links lead in a circle';
    case 'ENOENT':
      return 'was removed while the fleet was read';
    default:
      return `cannot be read (${code ?? 'unknown reason'})`;
  }
}
