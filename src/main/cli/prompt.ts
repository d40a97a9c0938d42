import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

export interface PromptOptions {
  /** Shows nothing of what is typed. */
  readonly hidden?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Asks whoever sits at the terminal for one line; words and echo go to standard error, so that standard output stays
 * the answer's own. Null at the end of the input, at Ctrl-C, and when the signal takes the question back.
 */
export function promptLine(words: string, options: PromptOptions = {}): Promise<string | null> {
  const answer = turn.then(() => askLine(words, options));
  turn = answer;
  return answer;
}

/** There is one keyboard: who asks waits for the question before. */
let turn: Promise<unknown> = Promise.resolve();

function askLine(words: string, options: PromptOptions): Promise<string | null> {
  const { hidden = false, signal } = options;
  if (signal?.aborted) return Promise.resolve(null);
  let isMute = false;
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (!isMute) process.stderr.write(chunk);
      done();
    },
  });
  const lines = createInterface({
    input: process.stdin,
    output,
    terminal: process.stdin.isTTY,
    historySize: 0,
  });
  return new Promise((resolve) => {
    let isSettled = false;
    const settle = (answer: string | null): void => {
      // Closing tells of itself once more.
      if (isSettled) return;
      isSettled = true;
      signal?.removeEventListener('abort', onAbort);
      lines.close();
      if (hidden || answer === null) process.stderr.write('\n');
      resolve(answer);
    };
    const onAbort = (): void => settle(null);
    signal?.addEventListener('abort', onAbort, { once: true });
    lines.once('SIGINT', () => settle(null));
    lines.once('close', () => settle(null));
    lines.question(words, settle);
    isMute = hidden;
  });
}
