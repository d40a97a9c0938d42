import { spawn } from 'node:child_process';
import path from 'node:path';
import { AppError } from '../../../shared/contract';

type Env = Readonly<Record<string, string | undefined>>;

/** Has editors of vi's kind keep no swap, backup, undo or history file, which lie elsewhere than the file. */
const VIM = ['--cmd', 'set noswapfile nobackup nowritebackup noundofile viminfo='];
const NVIM = ['--cmd', 'set noswapfile nobackup nowritebackup noundofile shada='];
const QUIET: Readonly<Record<string, readonly string[]>> = {
  vim: VIM,
  vi: VIM,
  gvim: VIM,
  nvim: NVIM,
  nano: ['--ignorercfiles'],
};

/** The words that start the user's editor, without a shell. Throws `editor-absent`. */
export function editorWords(env: Env): string[] {
  const given = [env['VISUAL'], env['EDITOR']].find((value) => value !== undefined && value.trim() !== '');
  if (given === undefined) {
    throw new AppError('editor-absent', '$EDITOR is not set.', {
      hint: 'Set it, or give the content on standard input: snowfleet secrets edit FILE < CONTENT.',
    });
  }
  const [program = '', ...words] = given.trim().split(/\s+/);
  return [program, ...words, ...(QUIET[path.basename(program)] ?? [])];
}

/** Runs the editor at the terminal until it ends. Throws `editor-failed`, `editor-absent`. */
export function runEditor(
  [program = '', ...words]: readonly string[],
  file: string,
  env: Env,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...words, file], {
      stdio: 'inherit',
      cwd: path.dirname(file),
      env: { ...env } as NodeJS.ProcessEnv,
      shell: false,
    });
    child.on('error', (cause) =>
      reject(
        new AppError('editor-absent', `${program} cannot be started: ${cause.message}.`, {
          hint: 'Nothing was written. Set $EDITOR to an editor that is installed.',
          cause,
        }),
      ),
    );
    child.on('exit', (code, signal) => {
      if (code === 0) return resolve();
      const why = signal === null ? `ended with code ${code}` : `was ended by ${signal}`;
      reject(new AppError('editor-failed', `${program} ${why}.`, { hint: 'Nothing was written.' }));
    });
  });
}
