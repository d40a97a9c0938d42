import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { AppError } from '../../shared/contract';
import { promptLine } from './prompt';

/**
 * Where a command's secrets come from: a file descriptor the caller has opened, the keyboard without echo, standard
 * input. Never the command line, which every process of the machine can read.
 */

/** What the descriptor holds, without the line end that `echo` and editors add. Throws `usage`. */
export function readDescriptor(descriptor: number): string {
  try {
    return withoutLineEnd(readFileSync(descriptor, 'utf8'));
  } catch (error) {
    throw new AppError('usage', `Nothing could be read from file descriptor ${descriptor}.`, {
      hint: 'Open it for the command, for example: --passphrase-fd 3 3< FILE.',
      cause: error,
    });
  }
}

/** Asks at the keyboard, or takes standard input whole where that is no terminal. Throws `cancelled`. */
export async function readSecret(words: string, signal: AbortSignal): Promise<string> {
  if (!process.stdin.isTTY) return withoutLineEnd(await text(process.stdin));
  return typed(words, signal);
}

/** The same, typed twice where it is typed. Throws `usage` when the two differ. */
export async function readNewSecret(words: string, signal: AbortSignal): Promise<string> {
  const first = await readSecret(words, signal);
  if (process.stdin.isTTY && (await typed('Once more: ', signal)) !== first) {
    throw new AppError('usage', 'The two are not the same.', { hint: 'Run the command again.' });
  }
  return first;
}

async function typed(words: string, signal: AbortSignal): Promise<string> {
  const line = await promptLine(words, { hidden: true, signal });
  if (line === null) throw new AppError('cancelled', 'Cancelled.');
  return line;
}

const withoutLineEnd = (value: string): string => value.replace(/\r?\n$/, '');
