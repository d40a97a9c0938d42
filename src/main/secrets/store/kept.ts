import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { parseJson } from '../../../shared/json';
import { writeFileAtomic } from '../../state';
import { remove, secondName } from './files';

const keptSchema = z.object({
  title: z.string(),
  at: z.string(),
  files: z.array(z.object({ file: z.string(), name: z.string(), bytes: z.number() })),
});

/** A replaced secret that is still there, encrypted as it was. */
export interface KeptFile {
  /** Names it for a restore. */
  readonly id: string;
  /** Relative to the fleet with `/`. */
  readonly file: string;
  readonly at: string;
  /** What replaced it, in words. */
  readonly title: string;
  readonly bytes: number;
  /** Absolute. */
  readonly path: string;
}

export interface KeptLimits {
  readonly days: number;
  readonly bytes: number;
}

/** Long enough to notice that a new value does not work; little enough that nobody minds. */
export const KEPT: KeptLimits = { days: 30, bytes: 256 * 1024 * 1024 };

const DAY_MS = 86_400_000;
const LIST = 'kept.json';

/** Secrets as they were before they were replaced: still encrypted, for some days, in the state folder. */
export class KeptFiles {
  constructor(
    private readonly folder: string,
    private readonly limits: KeptLimits = KEPT,
    private readonly now: () => number = Date.now,
  ) {}

  /** Keeps `files` as they are now. Throws Node's own errors; then nothing of them is kept. */
  async keep(id: string, title: string, files: readonly { file: string; target: string }[]): Promise<void> {
    if (files.length === 0) return;
    const at = new Date(this.now()).toISOString();
    const place = path.join(this.folder, id);
    try {
      await mkdir(place, { recursive: true, mode: 0o700 });
      const kept: z.infer<typeof keptSchema>['files'] = [];
      for (const [index, { file, target }] of files.entries()) {
        const name = `${index}.age`;
        await secondName(target, path.join(place, name));
        kept.push({ file, name, bytes: (await stat(target)).size });
      }
      await writeFileAtomic(path.join(place, LIST), JSON.stringify({ title, at, files: kept }), {
        mode: 0o600,
      });
    } catch (error) {
      await this.forget(id);
      throw error;
    }
  }

  /** What a change that did not happen had kept. */
  async forget(id: string): Promise<void> {
    await rm(path.join(this.folder, id), { recursive: true, force: true });
  }

  /** Newest first. */
  async list(): Promise<KeptFile[]> {
    const all: KeptFile[] = [];
    for (const id of await readdir(this.folder).catch(() => [])) {
      const text = await readFile(path.join(this.folder, id, LIST), 'utf8').catch(() => '');
      const parsed = keptSchema.safeParse(parseJson(text));
      if (!parsed.success) continue;
      const { title, at, files } = parsed.data;
      for (const { file, name, bytes } of files) {
        all.push({ id: `${id}/${name}`, file, at, title, bytes, path: path.join(this.folder, id, name) });
      }
    }
    return all.toSorted((a, b) => b.at.localeCompare(a.at) || a.file.localeCompare(b.file));
  }

  /** Removes what is older than the limit, then the oldest until the rest fits. */
  async prune(): Promise<void> {
    let left = this.limits.bytes;
    const since = new Date(this.now() - this.limits.days * DAY_MS).toISOString();
    for (const { path: file, at, bytes } of await this.list()) {
      left -= bytes;
      if (at < since || left < 0) await remove(file);
    }
    for (const id of await readdir(this.folder).catch(() => [])) {
      const place = path.join(this.folder, id);
      const names = await readdir(place).catch(() => []);
      if (!names.some((name) => name.endsWith('.age'))) await rm(place, { recursive: true, force: true });
    }
  }
}
