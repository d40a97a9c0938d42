import path from 'node:path';
import { AppError } from '../../../shared/contract';
import { parseNix } from '../../../shared/nix-syntax';
import type { EntryType, SourceFile, SourceTree } from '../static/value';
import { DiskLook } from './disk-look';
import { NixFile } from './disk';
import { laidOver, type Overlay } from './overlay';

/** Characters above which a file is worth a word: it was surely not written by a person. */
const LARGE = 4_000_000;

/** A file that the fleet imports and that cannot be read, or cannot be edited. */
export interface Trouble {
  readonly file: string;
  /** What is wrong, as the end of "FILE …". */
  readonly words: string;
  /** Whether it can be read after all, though not edited. */
  readonly isRead: boolean;
}

/**
 * Reads a fleet's `.nix` files, with a draft's texts laid over those on disk. One that cannot be read is as if
 * it were not there, and is remembered as trouble: the rest of the fleet stays open.
 */
export class FleetFiles implements SourceTree {
  private readonly loaded = new Map<string, SourceFile | null>();
  private readonly troubled = new Map<string, Trouble>();
  private readonly disk: DiskLook;

  constructor(
    readonly dir: string,
    private readonly overlay: Overlay = new Map(),
    look?: DiskLook,
  ) {
    this.disk = look ?? new DiskLook(dir);
  }

  /** The file, or the default.nix of that folder; null when there is none or it cannot be read. */
  readonly load = (file: string): SourceFile | null => {
    const known = this.loaded.get(file);
    if (known !== undefined) return known;
    const source = this.read(file);
    this.loaded.set(file, source);
    if (source) this.loaded.set(source.file, source);
    return source;
  };

  /**
   * An empty set in the place of a module that is not there or that {@link load} found unreadable, and trouble
   * from then on; null for a file that can be read.
   */
  readonly placeholder = (file: string): SourceFile | null => {
    if (this.load(file) === null) {
      const folder = path.posix.join(file, 'default.nix');
      const name = this.list(file) === null ? file : folder;
      if (!this.troubled.has(file) && !this.troubled.has(folder)) {
        this.troubled.set(name, { file: name, words: 'is imported, but is not there', isRead: false });
      }
    }
    if (this.troubled.size === 0) return null;
    const trouble = this.troubled.get(file) ?? this.troubled.get(path.posix.join(file, 'default.nix'));
    return trouble && !trouble.isRead ? { file: trouble.file, tree: EMPTY } : null;
  };

  /** The text of a file of the fleet, to be edited. Throws `unreadable-file`, also when it is not there. */
  text(file: string): string {
    const source = this.load(file);
    const trouble = this.troubled.get(file);
    if (source && !trouble) return source.tree.source;
    throw unreadable(trouble ?? { file, words: 'is not there', isRead: false });
  }

  /** The text of a file that need not be Nix; null when there is none or it cannot be read. */
  readonly plainText = (file: string): string | null => {
    const text = this.overlay.get(file);
    if (text !== undefined) return text;
    const content = this.disk.content(file);
    return content instanceof NixFile ? content.text : null;
  };

  /** Everything that kept a file from being read or keeps it from being edited, in the order it was met. */
  troubles(): readonly Trouble[] {
    return [...this.troubled.values()];
  }

  /**
   * The file without making it part of the reading, if its text passes; null when it does not, or is not there
   * or cannot be read.
   */
  peek(file: string, passes: (text: string) => boolean): SourceFile | null {
    const text = this.overlay.get(file);
    if (text === null) return null;
    if (text !== undefined) return passes(text) ? { file, tree: parseNix(text) } : null;
    const content = this.disk.content(file);
    return content instanceof NixFile && passes(content.text) ? { file, tree: content.tree } : null;
  }

  /** What a folder of the fleet holds, null when it is none. */
  readonly list = (folder: string): ReadonlyMap<string, EntryType> | null => {
    const onDisk = this.disk.list(folder);
    if (this.overlay.size === 0) return onDisk;
    return laidOver(onDisk, folder, this.overlay, (below) => this.list(below) !== null);
  };

  /** Every file loaded so far. */
  all(): SourceFile[] {
    return [...new Set(this.loaded.values())].filter((source) => source !== null);
  }

  /** Large files among those loaded, with their size in bytes. */
  large(): { file: string; bytes: number }[] {
    return this.all().flatMap(({ file, tree }) =>
      tree.source.length > LARGE ? [{ file, bytes: Buffer.byteLength(tree.source) }] : [],
    );
  }

  private read(file: string): SourceFile | null {
    const text = this.overlay.get(file);
    if (text === null) return null;
    if (text !== undefined) return { file, tree: parseNix(text) };
    const content = this.disk.content(file);
    if (content === null && this.list(file) !== null) return this.load(path.posix.join(file, 'default.nix'));
    if (content === null) return null;
    if (content === 'folder') return this.load(path.posix.join(file, 'default.nix'));
    if ('trouble' in content) {
      this.troubled.set(file, { file, words: content.trouble, isRead: false });
      return null;
    }
    if (content.encoding !== 'utf8') {
      const words = 'is not UTF-8 text, so it is read as Latin-1 and not edited';
      this.troubled.set(file, { file, words, isRead: true });
    }
    return { file, tree: content.tree };
  }
}

const EMPTY = parseNix('{ }');

/** The refusal to open or edit a troubled file. */
export function unreadable({ file, words, isRead }: Trouble): AppError {
  return new AppError('unreadable-file', `${file} ${words}.`, {
    hint: isRead
      ? 'Convert it to UTF-8, for example with iconv, and ask again.'
      : 'Make it a readable Nix file, or remove it from the fleet.',
    detail: { file },
  });
}
