import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fromBase64 } from '../format/base64';
import { type Stanza, stanzaText } from '../format/header';

/** A plugin answers in this time; who wants a person to touch a key has that time for it. */
const LIMIT_MS = 60_000;
const COLUMNS = 64;
/** More than any plugin says. */
const MAX_LINES = 50_000;
/** Kept of what it says on standard error. */
const MAX_WORDS = 2_000;

/** What to answer to one command of a plugin. */
export type Reply = 'ok' | 'fail' | 'unsupported';

/**
 * Talks to a plugin by the protocol of C2SP: says all of `say`, then answers each of its commands with what `answer`
 * returns, until it says `done`. Throws Error with its own words where it ends, or is silent, before that.
 */
export async function converse(
  file: string,
  stateMachine: 'recipient-v1',
  say: readonly Stanza[],
  answer: (command: Stanza) => Reply,
  limitMs = LIMIT_MS,
): Promise<void> {
  const child = spawn(file, [`--age-plugin=${stateMachine}`], { stdio: ['pipe', 'pipe', 'pipe'], cwd: '/' });
  let words = '';
  child.stderr.on('data', (chunk: Buffer) => (words = (words + chunk.toString()).slice(-MAX_WORDS)));
  // That it no longer listens shows in what it says, or does not.
  child.stdin.on('error', () => undefined);
  const ended = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(words.trim() || `it ended with code ${code}`)));
  });
  ended.catch(() => undefined);
  const timer = setTimeout(() => {
    words = `it did not answer within ${limitMs / 1000} s`;
    child.kill('SIGKILL');
  }, limitMs);
  try {
    child.stdin.write(say.map(stanzaText).join(''));
    const lines = createInterface({ input: child.stdout });
    for await (const command of stanzasOf(lines)) {
      if (command.type === 'done') return;
      child.stdin.write(stanzaText({ type: answer(command), args: [], body: new Uint8Array(0) }));
    }
    await ended;
  } finally {
    clearTimeout(timer);
    child.kill('SIGKILL');
  }
}

async function* stanzasOf(lines: AsyncIterable<string>): AsyncGenerator<Stanza> {
  let begun: { type: string; args: string[]; text: string } | null = null;
  let count = 0;
  for await (const line of lines) {
    if ((count += 1) > MAX_LINES) throw new Error('it says more than a plugin does');
    if (begun === null) {
      const [arrow, type, ...args] = line.split(' ');
      if (arrow !== '->' || type === undefined) throw new Error('it does not speak as a plugin does');
      begun = { type, args, text: '' };
      continue;
    }
    begun.text += line;
    if (line.length >= COLUMNS) continue;
    const body = fromBase64(begun.text);
    if (body === null) throw new Error('it does not speak as a plugin does');
    yield { type: begun.type, args: begun.args, body };
    begun = null;
  }
}
