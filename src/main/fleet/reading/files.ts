import { type Dirent, readdirSync, readFileSync, statSync, type Stats } from 'node:fs';
import path from 'node:path';
import { AppError } from '../../../shared/contract';
import { type NixTree, parseNix } from '../../../shared/nix-syntax';
import type { EntryType, SourceFile, SourceTree } from '../static/value';

/** Parsed files by absolute path, good while size and time of change stay the same. */
const parsed = new Map<string, { stamp: string; tree: NixTree }>();
/** Enough for a fleet of some thousand files; the oldest go first. */
const MAX_PARSED = 8000;

/** Reads a fleet's `.nix` files, with a draft's texts laid over those on disk. */
export class FleetFiles implements SourceTree {
  private readonly loaded = new Map<string, SourceFile | null>();
  private readonly listed = new Map<string, ReadonlyMap<string, EntryType> | null>();

  /** `overlay`: texts by file (relative to the fleet) that stand in for the ones on disk. */
  constructor(
    readonly dir: string,
    private readonly overlay: ReadonlyMap<string, string> = new Map(),
  ) {}

  /** The file, or the default.nix of that folder; null when there is none. Throws `unreadable-file`. */
  readonly load = (file: string): SourceFile | null => {
    const known = this.loaded.get(file);
    if (known !== undefined) return known;
    const source = this.read(file);
    this.loaded.set(file, source);
    if (source) this.loaded.set(source.file, source);
    return source;
  };

  /** The text of a file of the fleet. Throws `unreadable-file`, also when it is not there. */
  text(file: string): string {
    const source = this.load(file);
    if (source) return source.tree.source;
    throw unreadable(file, Object.assign(new Error('not there'), { code: 'ENOENT' }));
  }

  /** The text of a file without making it part of the reading; null when it cannot be read. */
  peek(file: string): string | null {
    try {
      return this.overlay.get(file) ?? readFileSync(path.join(this.dir, file), 'utf8');
    } catch {
      return null;
    }
  }

  /** Parses a text that {@link peek} gave. */
  parse(file: string, text: string): SourceFile {
    const absolute = path.join(this.dir, file);
    const stats = this.overlay.has(file) ? null : statOrNull(absolute, file);
    return { file, tree: stats ? parseOnce(absolute, file, stats) : parseNix(text) };
  }

  /** What a folder of the fleet holds, null when it is none. */
  readonly list = (folder: string): ReadonlyMap<string, EntryType> | null => {
    const known = this.listed.get(folder);
    if (known !== undefined) return known;
    const entries = listFolder(path.join(this.dir, folder));
    this.listed.set(folder, entries);
    return entries;
  };

  /** Every file loaded so far. */
  all(): SourceFile[] {
    return [...new Set(this.loaded.values())].filter((source) => source !== null);
  }

  private read(file: string): SourceFile | null {
    const text = this.overlay.get(file);
    if (text !== undefined) return { file, tree: parseNix(text) };
    const absolute = path.join(this.dir, file);
    const stats = statOrNull(absolute, file);
    if (stats === null) return null;
    if (stats.isDirectory()) return this.load(path.posix.join(file, 'default.nix'));
    return { file, tree: parseOnce(absolute, file, stats) };
  }
}

function parseOnce(absolute: string, file: string, stats: Stats): NixTree {
  const stamp = `${stats.ino}:${stats.size}:${stats.mtimeMs}:${stats.ctimeMs}`;
  const known = parsed.get(absolute);
  if (known?.stamp === stamp) return known.tree;
  const tree = parseNix(readText(absolute, file));
  parsed.delete(absolute);
  parsed.set(absolute, { stamp, tree });
  const [oldest] = parsed.keys();
  if (parsed.size > MAX_PARSED && oldest !== undefined) parsed.delete(oldest);
  return tree;
}

function readText(absolute: string, file: string): string {
  try {
    return readFileSync(absolute, 'utf8');
  } catch (error) {
    throw unreadable(file, error);
  }
}

function statOrNull(absolute: string, file: string): Stats | null {
  try {
    return statSync(absolute);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw unreadable(file, error);
  }
}

function listFolder(absolute: string): ReadonlyMap<string, EntryType> | null {
  try {
    const entries = readdirSync(absolute, { withFileTypes: true });
    return new Map(
      entries.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map((entry) => [entry.name, typeOf(entry)]),
    );
  } catch {
    return null;
  }
}

function typeOf(entry: Dirent): EntryType {
  if (entry.isFile()) return 'regular';
  if (entry.isDirectory()) return 'directory';
  return entry.isSymbolicLink() ? 'symlink' : 'unknown';
}

function unreadable(file: string, cause: unknown): AppError {
  const { code } = cause as NodeJS.ErrnoException;
  return new AppError('unreadable-file', `${file} cannot be read (${code ?? 'unknown reason'}).`, {
    hint: 'Give yourself permission to read it, or remove it from the fleet.',
    detail: { file },
    cause,
  });
}
