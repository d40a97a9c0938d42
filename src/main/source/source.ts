import type { Editor, EditorPreference, SourceText } from '../../shared/contract';
import { chooseEditor, listEditors } from './editors';
import { fileInside } from './inside';
import { listFiles } from './list-files';
import { readFileOf } from './read-file';
import { startEditor } from './start-editor';

export interface SourceOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder of the open fleet; throws while none is open. */
  readonly dir: () => string;
  readonly preference: () => Promise<EditorPreference>;
}

/** The text of the open fleet, for reading, and the way into the user's own editor. It writes nothing. */
export interface Source {
  read(file: string): Promise<SourceText>;
  open(place: { file: string; line?: number; column?: number }): Promise<{ editor: string }>;
  files(): Promise<{ files: string[]; more: boolean }>;
  editors(): Editor[];
}

/** The source of the open fleet. */
export function createSource({ env, dir, preference }: SourceOptions): Source {
  return {
    read: (file) => readFileOf(dir(), file),
    files: () => listFiles(dir()),
    editors: () => listEditors(env),
    async open({ file, line = 1, column = 1 }) {
      const { absolute } = await fileInside(dir(), file);
      const command = chooseEditor(await preference(), { file: absolute, line, column }, env);
      await startEditor(command, { cwd: dir(), env });
      return { editor: command.name };
    },
  };
}
