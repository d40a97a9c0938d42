import { spawnSync } from 'node:child_process';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isUtf8 } from 'node:buffer';
import type { LifeCycleSource } from './survey';

/** Folders that hold nothing of a fleet, where no git says so. */
const SKIPPED = new Set(['.git', '.direnv', '.jj', 'node_modules', 'result']);
/** Bytes above which a file was surely not written by a person. */
const LARGE = 4_000_000;
const MAX_DEPTH = 24;

/**
 * Every file that belongs to a fleet: what git tracks or would (ignored files are not the fleet's), else all there
 * is. Links are among them.
 */
export function filesOf(dir: string): string[] {
  const listed = gitFiles(dir, ['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
  if (listed === null || listed.length === 0) return walk(dir, '', 0);
  const deleted = new Set(gitFiles(dir, ['ls-files', '-z', '--deleted']));
  return [...new Set(listed)].filter((file) => !deleted.has(file));
}

/**
 * Those of the files in which a name stands as a word. git looks through a hundred thousand files in the time that
 * reading them one by one takes for a few thousand.
 */
function filesNaming(dir: string, files: readonly string[], name: string): string[] {
  const found = gitFiles(dir, ['grep', '-zlwIF', '--untracked', '-e', name]);
  if (found !== null) return found;
  return files.filter((file) => textIn(dir, file)?.includes(name) === true);
}

/** The files git tells of, separated by NUL; null without git or a repository. */
function gitFiles(dir: string, args: readonly string[]): string[] | null {
  const { status, stdout } = spawnSync('git', args, {
    cwd: dir,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 256_000_000,
    env: { ...process.env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' },
  });
  // `git grep` ends with 1 where it finds nothing.
  if (status !== 0 && !(status === 1 && args[0] === 'grep')) return null;
  return stdout.split('\0').filter((file) => file !== '');
}

function walk(dir: string, folder: string, depth: number): string[] {
  if (depth > MAX_DEPTH) return [];
  return readdirSync(path.join(dir, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (!entry.isDirectory()) return entry.isFile() || entry.isSymbolicLink() ? [file] : [];
    return SKIPPED.has(entry.name) ? [] : walk(dir, file, depth + 1);
  });
}

/** A file's text; null for a link, for what is no UTF-8 text, and for what cannot be read or is no longer there. */
function textIn(dir: string, file: string): string | null {
  try {
    const absolute = path.join(dir, file);
    const stats = lstatSync(absolute);
    if (!stats.isFile() || stats.size > LARGE) return null;
    const bytes = readFileSync(absolute);
    return bytes.includes(0) || !isUtf8(bytes) ? null : bytes.toString('utf8');
  } catch {
    return null;
  }
}

/** What planning reads of the fleet in `dir`. */
export function sourceIn(dir: string, read: LifeCycleSource['read']): LifeCycleSource {
  const files = filesOf(dir);
  return {
    read,
    files,
    naming: (name) => filesNaming(dir, files, name),
    text: (file) => textIn(dir, file),
  };
}
