/** Stands in a word for what only a running shell can know: a variable, an interpolation, a command's output. */
export const UNKNOWN = '\uFFFC';

/** A word of a shell command. */
export interface Word {
  /** Quotes removed; what cannot be known is {@link UNKNOWN}. */
  readonly text: string;
  /** Whether any of it was quoted, so that it is no keyword and no pattern. */
  readonly quoted: boolean;
  /** Counting from 1. */
  readonly line: number;
}

/** Whether all of a word is known. */
export function isKnown(word: Word): boolean {
  return !word.text.includes(UNKNOWN);
}

export type ShellToken =
  | { readonly kind: 'word'; readonly word: Word }
  | { readonly kind: 'operator'; readonly text: string; readonly line: number }
  | { readonly kind: 'newline'; readonly line: number };

/** A script within a word: `$(…)`, `<(…)`, or backticks. */
export interface InnerScript {
  readonly text: string;
  readonly line: number;
}

const OPERATORS = [
  '&>>',
  '<<<',
  '<<-',
  ';;&',
  '&&',
  '||',
  ';;',
  ';&',
  '|&',
  '&>',
  '>>',
  '>&',
  '<&',
  '>|',
  '<>',
  '<<',
  '((',
  ';',
  '|',
  '&',
  '>',
  '<',
  '(',
  ')',
];
const ENDS_WORD = new Set([' ', '\t', '\n', ';', '|', '&', '>', '<', '(', ')']);

/**
 * Cuts a shell script into words and operators, as POSIX sh and bash do it: quotes, substitutions, comments, here
 * documents (left out). Nothing is expanded.
 */
export function shellTokens(
  text: string,
  firstLine: number,
): { readonly tokens: ShellToken[]; readonly inner: InnerScript[] } {
  return new Scanner(text, firstLine).run();
}

class Scanner {
  private at = 0;
  private readonly tokens: ShellToken[] = [];
  private readonly inner: InnerScript[] = [];
  private readonly hereEnds: string[] = [];

  constructor(
    private readonly text: string,
    private line: number,
  ) {}

  run(): { tokens: ShellToken[]; inner: InnerScript[] } {
    while (this.at < this.text.length) this.step();
    return { tokens: this.tokens, inner: this.inner };
  }

  private step(): void {
    const char = this.text[this.at] ?? '';
    if (char === '\n') {
      this.tokens.push({ kind: 'newline', line: this.line });
      this.forward();
      while (this.hereEnds.length > 0) this.skipHere(this.hereEnds.shift() ?? '');
    } else if (char === ' ' || char === '\t') this.at += 1;
    else if (char === '\\' && this.text[this.at + 1] === '\n') this.forward(2);
    else if (char === '#') this.at = indexOr(this.text.indexOf('\n', this.at), this.text.length);
    else if (this.isProcess()) this.word();
    else {
      const operator = OPERATORS.find((one) => this.text.startsWith(one, this.at));
      if (operator === undefined) this.word();
      else this.operator(operator);
    }
  }

  /** `<(` and `>(` begin a word. */
  private isProcess(): boolean {
    return this.text.startsWith('<(', this.at) || this.text.startsWith('>(', this.at);
  }

  private operator(text: string): void {
    this.at += text.length;
    if (text === '((') {
      const end = this.text.indexOf('))', this.at);
      this.forwardTo(end < 0 ? this.text.length : end + 2);
      return;
    }
    this.tokens.push({ kind: 'operator', text, line: this.line });
    if (text !== '<<' && text !== '<<-') return;
    while (this.text[this.at] === ' ') this.at += 1;
    const before = this.tokens.length;
    this.word();
    const end = this.tokens[before];
    if (end?.kind === 'word') this.hereEnds.push(end.word.text);
  }

  private skipHere(end: string): void {
    while (this.at < this.text.length) {
      const stop = indexOr(this.text.indexOf('\n', this.at), this.text.length);
      const line = this.text.slice(this.at, stop);
      this.forwardTo(Math.min(stop + 1, this.text.length));
      if (line.trim() === end) return;
    }
  }

  private forward(count = 1): void {
    this.forwardTo(this.at + count);
  }

  private forwardTo(end: number): void {
    for (let i = this.at; i < end; i++) if (this.text[i] === '\n') this.line += 1;
    this.at = end;
  }

  private word(): void {
    const { line } = this;
    let text = '';
    let quoted = false;
    const start = this.at;
    while (this.at < this.text.length) {
      const char = this.text[this.at] ?? '';
      if (this.isProcess() && this.at === start) {
        this.at += 1;
        this.substitution();
        text += UNKNOWN;
      } else if (ENDS_WORD.has(char)) break;
      else if (char === '\\') {
        const next = this.text[this.at + 1] ?? '';
        if (next !== '\n') text += next;
        this.forward(2);
        quoted = true;
      } else if (char === "'") {
        const end = indexOr(this.text.indexOf("'", this.at + 1), this.text.length);
        text += this.text.slice(this.at + 1, end);
        this.forwardTo(Math.min(end + 1, this.text.length));
        quoted = true;
      } else if (char === '"') {
        text += this.doubleQuoted();
        quoted = true;
      } else if (char === '$' || char === '`') text += this.dollar();
      else {
        text += char;
        this.at += 1;
      }
    }
    // Whatever stands here, the scan goes on.
    if (this.at === start) this.at += 1;
    else this.tokens.push({ kind: 'word', word: { text, quoted, line } });
  }

  private doubleQuoted(): string {
    let text = '';
    this.at += 1;
    while (this.at < this.text.length && this.text[this.at] !== '"') {
      const char = this.text[this.at] ?? '';
      if (char === '\\') {
        text += this.text[this.at + 1] ?? '';
        this.forward(2);
      } else if (char === '$' || char === '`') text += this.dollar();
      else {
        text += char;
        this.forward();
      }
    }
    this.at += 1;
    return text;
  }

  /** What begins with `$` or a backtick. */
  private dollar(): string {
    if (this.text[this.at] === '`') {
      const end = indexOr(this.text.indexOf('`', this.at + 1), this.text.length);
      this.inner.push({ text: this.text.slice(this.at + 1, end), line: this.line });
      this.forwardTo(Math.min(end + 1, this.text.length));
      return UNKNOWN;
    }
    const next = this.text[this.at + 1] ?? '';
    if (next === '(') {
      this.at += 1;
      this.substitution();
      return UNKNOWN;
    }
    if (next === '{') {
      this.forwardTo(closing(this.text, this.at + 2, '{', '}'));
      return UNKNOWN;
    }
    const name = /^\$(?:[A-Za-z_]\w*|[0-9@*#?$!-])/.exec(this.text.slice(this.at, this.at + 200))?.[0];
    this.at += name?.length ?? 1;
    return name === undefined ? '$' : UNKNOWN;
  }

  /** From the `(` of a substitution to behind its end; arithmetic is no script. */
  private substitution(): void {
    const from = this.at + 1;
    const end = closing(this.text, from, '(', ')');
    const arithmetic = this.text[from] === '(' && this.text[this.at - 1] === '$';
    if (!arithmetic) this.inner.push({ text: this.text.slice(from, end - 1), line: this.line });
    this.forwardTo(end);
  }
}

function indexOr(index: number, otherwise: number): number {
  return index < 0 ? otherwise : index;
}

/** Offset behind the bracket that closes the one before `from`; quotes are minded. */
function closing(text: string, from: number, open: string, close: string): number {
  let depth = 1;
  let quote = '';
  for (let i = from; i < text.length; i++) {
    const char = text[i] ?? '';
    if (char === '\\' && quote !== "'") i += 1;
    else if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === "'" || char === '"') quote = char;
    else if (char === open) depth += 1;
    else if (char === close && --depth === 0) return i + 1;
  }
  return text.length;
}
