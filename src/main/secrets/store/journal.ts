import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../shared/contract';
import { parseJson } from '../../../shared/json';
import { writeFileAtomic } from '../../state';
import { remove, syncPath } from './files';

const entrySchema = z.object({
  /** Relative to the fleet with `/`. */
  file: z.string(),
  target: z.string(),
  /** The new bytes, beside the target; null where the file goes away. */
  temporary: z.string().nullable(),
  /** A second name for the old bytes while the change is under way; null where the file is new. */
  former: z.string().nullable(),
  /** SHA-256 of the old bytes; null where the file is new. */
  before: z.string().nullable(),
  /** SHA-256 of the new bytes; null where the file goes away. */
  after: z.string().nullable(),
});
/** One file of a change. */
export type Entry = z.infer<typeof entrySchema>;

const deciderSchema = z.object({ file: z.string(), after: z.string() });

const pendingSchema = z.object({
  id: z.string(),
  title: z.string(),
  /**
   * `preparing`: no file is touched, temporary ones may stand about. `prepared`: the same, but texts that are written
   * meanwhile decide: when all of them stand, the change has happened. `committing`: the change has happened and files
   * may still have to follow. `undoing`: it was given up and files may still have to go back.
   */
  state: z.enum(['preparing', 'prepared', 'committing', 'undoing']),
  entries: z.array(entrySchema),
  deciders: z.array(deciderSchema).default([]),
});
/** What is under way, as the disk knows it. */
export type Pending = z.infer<typeof pendingSchema>;
export type Decider = z.infer<typeof deciderSchema>;

/** The one intent a fleet's secrets have on disk. */
export class Journal {
  readonly path: string;

  /** `folder`: of this fleet's secrets in the state folder. */
  constructor(folder: string) {
    this.path = path.join(folder, 'pending.json');
  }

  /** Null where nothing is under way. Throws `state-damaged`. */
  async read(): Promise<Pending | null> {
    let text: string;
    try {
      text = await readFile(this.path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
    const parsed = pendingSchema.safeParse(parseJson(text));
    if (parsed.success) return parsed.data;
    throw new AppError('state-damaged', 'The journal of an unfinished change of secrets cannot be read.', {
      hint: `Compare your secrets with git, then move ${this.path} away.`,
      detail: { file: this.path },
    });
  }

  async write(pending: Pending): Promise<void> {
    await mkdir(path.dirname(this.path), { recursive: true, mode: 0o700 });
    await writeFileAtomic(this.path, JSON.stringify(pending), { mode: 0o600 });
  }

  async clear(): Promise<void> {
    await remove(this.path);
    await syncPath(path.dirname(this.path));
  }
}
