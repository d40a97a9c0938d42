import { AppError } from '../../../shared/contract';
import { isCommandAbsent, runProcess } from '../../process';

export interface GitOptions {
  readonly cwd: string;
  readonly input?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
  /** Exit codes other than 0 that are an answer and no failure. */
  readonly accept?: readonly number[];
}

export interface GitResult {
  readonly code: number;
  readonly stdout: string;
}

/** How git says that another git holds a lock. */
const LOCKED = /Unable to create '(.*\.lock)': File exists/;

/**
 * The user's own git, so that their hooks, signing and configuration apply.
 * Throws `git-absent`, `git-busy` while another git holds a lock, or `git-failed` with git's own words.
 */
export async function git(args: readonly string[], options: GitOptions): Promise<GitResult> {
  let result;
  try {
    result = await runProcess(['git', ...args], {
      cwd: options.cwd,
      input: options.input,
      signal: options.signal,
      env: { ...process.env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', ...options.env },
    });
  } catch (error) {
    if (isCommandAbsent(error)) {
      throw new AppError('git-absent', 'git is not installed.', {
        hint: 'Install git and try again.',
        cause: error,
      });
    }
    throw error;
  }
  const code = result.code ?? -1;
  if (code !== 0 && !(options.accept ?? []).includes(code)) {
    const lock = LOCKED.exec(result.stderr)?.[1];
    if (lock !== undefined) {
      throw new AppError('git-busy', `Another git is at work here: ${lock} is there.`, {
        hint: 'Wait until it is done; if none runs, one was killed: remove that file.',
        detail: { command: ['git', ...args].join(' '), lock },
      });
    }
    const words = (result.stderr.trim() || result.stdout.trim()).split('\n').slice(-12).join('\n');
    throw new AppError('git-failed', `git ${args[0] ?? ''} failed: ${words || `exit ${code}`}`, {
      hint: 'Nothing was lost: the files are as they were. Mend what git names and try again.',
      detail: { command: ['git', ...args].join(' '), code },
    });
  }
  return { code, stdout: result.stdout };
}
