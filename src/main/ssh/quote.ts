import { AppError } from '../../shared/contract';

const PLAIN = /^[A-Za-z0-9_@:,./+-]+$/;

/**
 * One command line that the login shell of a host splits back into exactly `argv`. The only place where
 * arguments become shell text. Quoted so that sh, bash, zsh and fish agree: inside fish's single quotes a
 * backslash is special, so backslashes and single quotes both stand outside the quotes. The first word is
 * quoted unless it is plainly a path or a hyphenated name, because a bare word could be a keyword.
 * @throws AppError `usage` when argv is empty or holds a NUL byte, which no shell can pass on.
 */
export function quoteForRemoteShell(argv: readonly string[]): string {
  if (argv.length === 0) throw new AppError('usage', 'There is no command to run on the host.');
  return argv.map((word, index) => quoteWord(word, index === 0)).join(' ');
}

function quoteWord(word: string, first: boolean): string {
  if (word.includes('\0')) {
    throw new AppError('usage', 'A command for a host holds a NUL byte.', {
      hint: 'No program can receive a NUL byte in an argument; send such data on standard input.',
    });
  }
  if (PLAIN.test(word) && (!first || /[/-]/.test(word))) return word;
  return `'${word.replaceAll(/['\\]/g, (special) => `'\\${special}'`)}'`;
}
