import type { EntryType } from '../static/value';
import { type Content, contentOf, isSameContent, isSameList, listFolder } from './disk';

type Found = Content | 'folder' | null;
type Listed = ReadonlyMap<string, EntryType> | null;

/** One look at a folder on disk: each thing is asked for once, and what was answered is remembered. */
export class DiskLook {
  private readonly found = new Map<string, Found>();
  private readonly listed = new Map<string, Listed>();

  constructor(private readonly dir: string) {}

  /** What stands at a path below the folder. */
  content(file: string): Found {
    const known = this.found.get(file);
    if (known !== undefined) return known;
    const content = contentOf(`${this.dir}/${file}`);
    this.found.set(file, content);
    return content;
  }

  /** What a folder below the folder holds, null when it is none. */
  list(folder: string): Listed {
    const known = this.listed.get(folder);
    if (known !== undefined) return known;
    const entries = listFolder(`${this.dir}/${folder}`);
    this.listed.set(folder, entries);
    return entries;
  }

  /** The same questions once more. */
  again(): DiskLook {
    const next = new DiskLook(this.dir);
    for (const file of this.found.keys()) next.content(file);
    for (const folder of this.listed.keys()) next.list(folder);
    return next;
  }

  /** Paths of which a look {@link again} was answered something else. */
  differences(next: DiskLook): string[] {
    const found: string[] = [];
    for (const [file, content] of this.found)
      if (!isSameContent(content, next.content(file))) found.push(file);
    for (const [folder, entries] of this.listed)
      if (!isSameList(entries, next.list(folder))) found.push(folder);
    return found;
  }
}
