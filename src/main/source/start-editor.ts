import { spawn } from 'node:child_process';
import { AppError } from '../../shared/contract';
import type { EditorCommand } from './editors';

/** An editor that ends with an error does so at once; one that lives this long has opened. Milliseconds. */
const SETTLED_MS = 1500;

/**
 * Starts an editor that outlives Snowfleet. Resolves when it has ended well or has lived a moment; throws
 * `editor-failed`.
 */
export function startEditor(
  { name, argv }: EditorCommand,
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string | undefined>> },
): Promise<void> {
  const [program = '', ...rest] = argv;
  return new Promise((resolve, reject) => {
    const child = spawn(program, rest, {
      cwd: options.cwd,
      env: { ...options.env } as NodeJS.ProcessEnv,
      stdio: 'ignore',
      detached: true,
      shell: false,
    });
    const timer = setTimeout(resolve, SETTLED_MS);
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(failed(name, error.message));
    });
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve();
      else reject(failed(name, signal === null ? `it ended with code ${code}` : `${signal} ended it`));
    });
    child.unref();
  });
}

function failed(name: string, why: string): AppError {
  return new AppError('editor-failed', `${name} could not show the file: ${why}.`, {
    hint: 'Start it by hand to see what it says, or choose another editor in Settings.',
  });
}
