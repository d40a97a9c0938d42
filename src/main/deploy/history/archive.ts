import { open, readFile } from 'node:fs/promises';
import { parseStoredRun, type StoredRun } from './stored-run';

const NEWLINE = 10;

/** Adds runs, a line each; they are on disk when it resolves. A line that a crash cut off is ended first. */
export async function appendToArchive(path: string, runs: readonly StoredRun[]): Promise<void> {
  const file = await open(path, 'a+', 0o600);
  try {
    const { size } = await file.stat();
    const last = Buffer.alloc(1);
    if (size > 0) await file.read(last, 0, 1, size - 1);
    const start = size > 0 && last[0] !== NEWLINE ? '\n' : '';
    await file.appendFile(start + runs.map((run) => `${JSON.stringify(run)}\n`).join(''));
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Every whole line; a run that stands there twice is told twice. */
export async function readArchive(path: string): Promise<StoredRun[]> {
  const text = await readFile(path, 'utf8');
  return text.split('\n').flatMap((line) => {
    const run = line === '' ? null : parseStoredRun(line);
    return run === null ? [] : [run];
  });
}
