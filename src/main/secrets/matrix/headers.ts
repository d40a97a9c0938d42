import { lstatSync, readFileSync, realpathSync, type Stats } from 'node:fs';
import path from 'node:path';
import { isAppError } from '../../../shared/contract';
import { type Stanza, readHeader } from '../../age';

/** What can be seen of one secret's file without any key. Plain data: it can be cloned between threads. */
export interface SecretFile {
  /** Relative to the fleet. */
  readonly file: string;
  readonly bytes: number;
  /** ISO 8601. */
  readonly changedAt: string;
  readonly armored: boolean | null;
  /** Ways to the file's key, without their bodies. */
  readonly stanzas: readonly Pick<Stanza, 'type' | 'args'>[];
  /** empty: nothing is in it, or nothing is encrypted in it · outside: a link out of the fleet */
  readonly trouble: {
    readonly kind: 'empty' | 'damaged' | 'unreadable' | 'outside';
    readonly words: string;
  } | null;
}

/** Files up to this are read as a whole, which takes one call. */
const SMALL_BYTES = 64 * 1024;
/** Files by absolute path, good while inode, size and times stay the same. */
const kept = new Map<string, { readonly stamp: string; readonly file: SecretFile }>();
const MAX_KEPT = 20_000;
/** A file that was changed so shortly before may change again without another time of change. */
const UNSURE_MS = 100;

/** Looks at the named files of the fleet in `dir`; those that are not there are left out. */
export async function lookAtSecrets(dir: string, files: readonly string[]): Promise<SecretFile[]> {
  const root = realpathSync(dir);
  const found: SecretFile[] = [];
  for (const file of files) {
    const seen = await lookAt(root, file);
    if (seen !== null) found.push(seen);
  }
  return found;
}

async function lookAt(root: string, file: string): Promise<SecretFile | null> {
  const absolute = path.join(root, file);
  let stats: Stats | undefined;
  try {
    stats = lstatSync(absolute, { throwIfNoEntry: false });
  } catch {
    return null;
  }
  if (stats === undefined) return null;
  const stamp = `${stats.ino}:${stats.size}:${stats.mtimeMs}:${stats.ctimeMs}`;
  const known = kept.get(absolute);
  if (known?.stamp === stamp && stats.isFile()) return known.file;
  const readAt = Date.now();
  const seen = await read(root, file, stats);
  if (seen !== null && stats.isFile() && readAt - stats.ctimeMs >= UNSURE_MS) {
    kept.delete(absolute);
    kept.set(absolute, { stamp, file: seen });
    const [oldest] = kept.keys();
    if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
  }
  return seen;
}

async function read(root: string, file: string, stats: Stats): Promise<SecretFile | null> {
  const base = {
    file,
    bytes: stats.size,
    changedAt: new Date(stats.mtimeMs).toISOString(),
    armored: null,
    stanzas: [],
  };
  const troubled = (kind: NonNullable<SecretFile['trouble']>['kind'], words: string): SecretFile => ({
    ...base,
    trouble: { kind, words },
  });
  let real: string;
  try {
    real = realpathSync(path.join(root, file));
  } catch {
    return stats.isSymbolicLink() ? troubled('unreadable', 'It is a link to nothing') : null;
  }
  if (!real.startsWith(`${root}${path.sep}`))
    return troubled('outside', 'It is a link that leads out of the fleet');
  try {
    const content = stats.isFile() && stats.size <= SMALL_BYTES ? readFileSync(real) : null;
    if (content?.length === 0) return troubled('empty', 'It has 0 bytes: whatever it held is gone');
    const header = await readHeader(content ?? real);
    const stanzas = header.stanzas.map(({ type, args }) => ({ type, args }));
    const seen = { ...base, armored: header.armored, stanzas };
    if (header.plainBytes === 0)
      return { ...seen, trouble: { kind: 'empty', words: 'It is encrypted, and there is nothing in it' } };
    if (header.plainBytes === 'damaged')
      return {
        ...seen,
        trouble: { kind: 'damaged', words: 'It was cut off or added to, so nobody can decrypt it' },
      };
    return { ...seen, trouble: null };
  } catch (error) {
    if (!isAppError(error)) {
      const code = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
      return troubled('unreadable', `It cannot be read (${code})`);
    }
    return troubled(error.code === 'unreadable-file' ? 'unreadable' : 'damaged', sentence(error.message));
  }
}

const sentence = (text: string): string => text.replace(/\.$/, '');
