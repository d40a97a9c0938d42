import path from 'node:path';
import { unwrapped } from '../dangers';
import type { Command } from '../shell/commands';
import { isKnown, UNKNOWN, type Word } from '../shell/words';
import type { RecipeProblem } from '../../../shared/contract';

/** Programs whose first word is a script. */
const INTERPRETERS = new Set([
  'sh',
  'bash',
  'zsh',
  'dash',
  'fish',
  'python',
  'python3',
  'node',
  'ruby',
  'perl',
  'source',
  '.',
]);
/** Programs that only read the files they name, all or, where the last is written, all but that. */
const READERS: Readonly<Record<string, 'all' | 'but-last'>> = {
  cp: 'but-last',
  install: 'but-last',
  mv: 'but-last',
  cat: 'all',
  head: 'all',
  tail: 'all',
  wc: 'all',
};

/**
 * Scripts and files that commands use and that are not in the folder they run in. What a command made before, what
 * the recipe itself looks for first (`[ -f … ]`), and what only a run can know is let be.
 */
export function fileProblems(
  commands: readonly Command[],
  exists: (file: string) => boolean,
  place: { readonly file: string; readonly folder: string },
): RecipeProblem[] {
  const allowed = new Set<string>();
  const problems: RecipeProblem[] = [];
  const isMissing = (written: string): boolean => {
    const file = path.posix.normalize(path.posix.join(place.folder, written));
    if (file === '.' || file.startsWith('..') || /^(?:result|\.git)(?:$|[-/])/.test(file)) return false;
    return ![...allowed].some((one) => file === one || file.startsWith(`${one}/`)) && !exists(file);
  };
  const allow = (written: string): void =>
    void allowed.add(path.posix.normalize(path.posix.join(place.folder, written)));
  for (const command of commands) {
    const { program, words } = unwrapped(command.words.map((word) => word.text));
    const script = scriptOf(command, program, words);
    if (script !== null && isMissing(script)) {
      problems.push({
        kind: 'script',
        words: `${script} is not there`,
        file: place.file,
        line: command.line,
      });
    }
    for (const file of filesRead(program, words)) {
      if (isMissing(file))
        problems.push({ kind: 'file', words: `${file} is not there`, file: place.file, line: command.line });
    }
    if (['[', '[[', 'test', 'mkdir', 'touch', 'mktemp', 'ln', 'cd', 'pushd', 'tee'].includes(program))
      words.forEach(allow);
    if (['cp', 'mv', 'install'].includes(program)) allow(words.at(-1) ?? '');
    command.writes.forEach((word) => allow(word.text));
    // After `cd` relative names mean something else.
    if (['cd', 'pushd'].includes(program)) break;
  }
  return problems;
}

/** The script a command runs, where it is named by a path within the fleet. */
function scriptOf(command: Command, program: string, words: readonly string[]): string | null {
  const named = command.words.find((word) => path.posix.basename(word.text) === program);
  if (named && isInside(named) && named.text.includes('/')) return named.text;
  if (!INTERPRETERS.has(program)) return null;
  const [first] = words.filter((word) => !word.startsWith('-'));
  if (first === undefined || words.some((word) => /^-[a-z]*[ce]$/.test(word) || word === '-m')) return null;
  return isInsideText(first) && (first.includes('/') || /\.\w+$/.test(first)) ? first : null;
}

function filesRead(program: string, words: readonly string[]): string[] {
  const rule = Object.hasOwn(READERS, program) ? READERS[program] : undefined;
  if (rule === undefined || words.includes('-t') || words.includes('-d')) return [];
  const operands = words.filter((word) => !word.startsWith('-'));
  const read = rule === 'but-last' ? operands.slice(0, -1) : operands;
  return read.filter((word) => isInsideText(word) && word.includes('/'));
}

function isInside(word: Word): boolean {
  return isKnown(word) && isInsideText(word.text);
}

function isInsideText(text: string): boolean {
  return text !== '' && !/^[/~-]/.test(text) && !/[*?[\]{}:]/.test(text) && !text.includes(UNKNOWN);
}
