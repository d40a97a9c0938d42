import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { editorWords, runEditor } from './editor';
import { hasSwap, memoryFolder } from './folder';

export interface EditOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What the editor shows as the file's name. */
  readonly name: string;
  /** Words for the person, before the editor has the screen and after. */
  readonly say: (words: string) => void;
}

/**
 * Lets a person edit a content with their own editor, in a file that is in memory alone and gone afterwards. Throws
 * `not-in-memory`, `editor-absent`, `editor-failed`.
 */
export async function editInMemory(content: Uint8Array, { env, name, say }: EditOptions): Promise<Buffer> {
  const words = editorWords(env);
  const folder = await memoryFolder(env);
  const file = path.join(folder, path.basename(name, '.age'));
  // Whatever ends this process, short of a kill that cannot be caught, takes the file with it.
  const wipe = (): void => shred(folder);
  const onHangUp = (): void => {
    wipe();
    process.exit(129);
  };
  process.on('exit', wipe);
  process.on('SIGHUP', onHangUp);
  try {
    if (await hasSwap()) say('This machine has swap: what is in memory may be written to it. Encrypt it.');
    await writeFile(file, content, { mode: 0o600, flag: 'wx' });
    await runEditor(words, file, env);
    const left = readdirSync(folder).filter((other) => other !== path.basename(file));
    if (left.length > 0) say(`Removed what the editor left beside it: ${left.join(', ')}`);
    return await readFile(file);
  } finally {
    wipe();
    process.off('exit', wipe);
    process.off('SIGHUP', onHangUp);
  }
}

/** Overwrites what is in a folder and removes it. Synchronous, for a process that is about to end. */
function shred(folder: string): void {
  try {
    for (const name of readdirSync(folder)) {
      const file = path.join(folder, name);
      const stats = statSync(file);
      if (stats.isFile()) writeFileSync(file, Buffer.alloc(stats.size));
    }
  } catch {
    // Gone already, or the editor is at it: removing is what counts.
  }
  rmSync(folder, { recursive: true, force: true });
}
