import { isKnown, shellTokens, type ShellToken, type Word } from './words';

/** A simple command of a script. */
export interface Command {
  /** Program and words; assignments before it and redirections left out. */
  readonly words: readonly Word[];
  /** Files it writes by `>`. */
  readonly writes: readonly Word[];
  /** Whether the output of another command is its input. */
  readonly isPiped: boolean;
  /** Counting from 1. */
  readonly line: number;
}

export interface Script {
  readonly commands: readonly Command[];
  /** Functions the script defines. */
  readonly functions: ReadonlySet<string>;
}

/** Words that begin or end a compound command, before a command or alone. */
const AROUND = new Set([
  'if',
  'then',
  'elif',
  'else',
  'fi',
  'while',
  'until',
  'do',
  'done',
  '!',
  '{',
  '}',
  'time',
]);
const MAX_DEPTH = 12;

/** Every simple command of a shell script, also within substitutions, loops and cases. Never fails. */
export function readScript(text: string, firstLine = 1, depth = 0): Script {
  const { tokens, inner } = shellTokens(text, firstLine);
  const reader = new CommandReader(tokens);
  const script = reader.run();
  if (depth >= MAX_DEPTH) return script;
  const more = inner.map((one) => readScript(one.text, one.line, depth + 1));
  return {
    commands: [...script.commands, ...more.flatMap((one) => one.commands)].toSorted(
      (a, b) => a.line - b.line,
    ),
    functions: new Set([...script.functions, ...more.flatMap((one) => [...one.functions])]),
  };
}

class CommandReader {
  private at = 0;
  private words: Word[] = [];
  private writes: Word[] = [];
  private piped = false;
  /** For each open `case`: whether a pattern comes next. */
  private readonly cases: { inPattern: boolean }[] = [];
  private readonly commands: Command[] = [];
  private readonly functions = new Set<string>();

  constructor(private readonly tokens: readonly ShellToken[]) {}

  run(): Script {
    while (this.at < this.tokens.length) this.step();
    this.end(false);
    return { commands: this.commands, functions: this.functions };
  }

  private step(): void {
    const token = this.tokens[this.at];
    this.at += 1;
    if (token === undefined) return;
    const inCase = this.cases.at(-1);
    if (inCase?.inPattern) return this.pattern(token, inCase);
    switch (token.kind) {
      case 'newline':
        return this.end(false);
      case 'operator':
        return this.operator(token.text, inCase);
      case 'word':
        return this.word(token.word);
    }
  }

  private pattern(token: ShellToken, inCase: { inPattern: boolean }): void {
    if (token.kind === 'operator' && token.text === ')') inCase.inPattern = false;
    else if (token.kind === 'word' && isWord(token.word, 'esac')) this.cases.pop();
  }

  private operator(text: string, inCase: { inPattern: boolean } | undefined): void {
    switch (text) {
      case '|':
      case '|&':
        return this.end(true);
      case ';;':
      case ';&':
      case ';;&':
        this.end(false);
        if (inCase) inCase.inPattern = true;
        return;
      case '(': {
        const next = this.tokens[this.at];
        const [only] = this.words;
        if (this.words.length === 1 && only && next?.kind === 'operator' && next.text === ')') {
          this.functions.add(only.text);
          this.words = [];
          this.at += 1;
          return;
        }
        return this.end(false);
      }
      case '>':
      case '>>':
      case '>|':
      case '&>':
      case '&>>':
        return this.redirect(true);
      case '<':
      case '<>':
      case '<<<':
        return this.redirect(false);
      case '>&':
      case '<&':
        return this.redirect(false);
      case '<<':
      case '<<-':
        return this.redirect(false);
      default:
        return this.end(false);
    }
  }

  private redirect(writes: boolean): void {
    const last = this.words.at(-1);
    // The number of a descriptor, as in `2>`.
    if (last && /^[0-9]$/.test(last.text) && this.words.length > 1) this.words.pop();
    const target = this.tokens[this.at];
    if (target?.kind !== 'word') return;
    this.at += 1;
    if (writes) this.writes.push(target.word);
  }

  private word(word: Word): void {
    if (this.words.length === 0) {
      if (!word.quoted && AROUND.has(word.text)) return;
      if (isWord(word, 'case')) return this.beginCase();
      if (isWord(word, 'esac')) return void this.cases.pop();
      if (isWord(word, 'for') || isWord(word, 'select')) return this.skipLoop();
      if (isWord(word, 'function')) {
        const name = this.tokens[this.at];
        if (name?.kind === 'word') this.functions.add(name.word.text);
        this.at += 1;
        return;
      }
      if (/^[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=/.test(word.text)) return this.assignment(word);
    }
    this.words.push(word);
  }

  /** `A=1`, and `A=( … )`, whose items are no commands. */
  private assignment(word: Word): void {
    const next = this.tokens[this.at];
    if (!word.text.endsWith('=') || next?.kind !== 'operator' || next.text !== '(') return;
    while (this.at < this.tokens.length) {
      const token = this.tokens[this.at];
      this.at += 1;
      if (token?.kind === 'operator' && token.text === ')') return;
    }
  }

  private beginCase(): void {
    while (this.at < this.tokens.length) {
      const token = this.tokens[this.at];
      this.at += 1;
      if (token?.kind === 'word' && isWord(token.word, 'in')) break;
    }
    this.cases.push({ inPattern: true });
  }

  private skipLoop(): void {
    while (this.at < this.tokens.length) {
      const token = this.tokens[this.at];
      if (token?.kind === 'newline' || (token?.kind === 'operator' && token.text === ';')) return;
      this.at += 1;
    }
  }

  private end(pipes: boolean): void {
    const [first] = this.words;
    // A line break after a pipe does not end it.
    if (!first && !pipes) return;
    if (first) {
      const { words, writes, piped: isPiped } = this;
      this.commands.push({ words, writes, isPiped, line: first.line });
    }
    this.words = [];
    this.writes = [];
    this.piped = pipes;
  }
}

function isWord(word: Word, text: string): boolean {
  return !word.quoted && isKnown(word) && word.text === text;
}
