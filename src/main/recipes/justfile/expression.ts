import type { Expression, Part, Reference } from './model';
import { tokenAt, type Token } from './tokens';

const MAX_DEPTH = 200;
const KEYWORDS = new Set(['if', 'else']);

/** Reads the tokens of one source, one ahead. */
export class TokenReader {
  private ahead: Token;
  /** How deep in brackets reading is. */
  depth = 0;

  constructor(
    readonly text: string,
    private from: number,
    line: number,
  ) {
    this.ahead = tokenAt(text, from, line);
  }

  /** The token that comes next. */
  get next(): Token {
    return this.ahead;
  }

  /** Offset behind the last token taken. */
  get position(): number {
    return this.from;
  }

  take(): Token {
    const token = this.ahead;
    this.from = token.end;
    this.ahead = tokenAt(this.text, token.end, token.line + lineBreaks(this.text, token));
    return token;
  }

  /** Takes the symbol if it comes next. */
  eat(symbol: string): boolean {
    if (this.ahead.kind !== 'symbol' || this.ahead.text !== symbol) return false;
    this.take();
    return true;
  }

  /** Skips line breaks and comments, which mean nothing within brackets. */
  skipLines(): void {
    while (this.ahead.kind === 'newline' || this.ahead.kind === 'comment') this.take();
  }
}

function lineBreaks(text: string, token: Token): number {
  let count = 0;
  for (let i = text.indexOf('\n', token.start); i >= 0 && i < token.end; i = text.indexOf('\n', i + 1))
    count += 1;
  return count;
}

const BINARY = new Set(['+', '/', '==', '!=', '=~', '!~', '&&', '||']);

/**
 * Reads an expression: values joined by operators. It takes what just takes and somewhat more; an error of grammar
 * within is left to just. `single` stops after one value, as defaults of parameters and arguments are.
 */
export function readExpression(reader: TokenReader, single = false): Expression {
  const start = reader.next.start;
  // Deeper than anybody writes; it keeps the stack safe.
  if (reader.depth >= MAX_DEPTH) return { text: '', references: [], parts: null };
  reader.depth += 1;
  try {
    return readJoined(reader, single, start);
  } finally {
    reader.depth -= 1;
  }
}

function readJoined(reader: TokenReader, single: boolean, start: number): Expression {
  const references: Reference[] = [];
  let parts: Part[] | null = [];
  const join = (more: readonly Part[] | null): void => {
    parts = parts === null || more === null ? null : [...parts, ...more];
  };
  if (reader.next.kind === 'symbol' && reader.next.text === '/') {
    reader.take();
    join([{ text: '/' }]);
  }
  join(readValue(reader, references));
  if (single) return { text: reader.text.slice(start, reader.position).trim(), references, parts };
  while (reader.next.kind === 'symbol' && BINARY.has(reader.next.text)) {
    const operator = reader.take().text;
    if (operator === '/') join([{ text: '/' }]);
    else if (operator !== '+') parts = null;
    reader.skipLines();
    join(readValue(reader, references));
  }
  return { text: reader.text.slice(start, reader.position).trim(), references, parts };
}

function readValue(reader: TokenReader, references: Reference[]): Part[] | null {
  const token = reader.next;
  switch (token.kind) {
    case 'string':
      reader.take();
      return [{ text: token.text }];
    case 'backtick':
      reader.take();
      return null;
    case 'name':
      reader.take();
      return readNamed(reader, token, references);
    case 'symbol':
      if (token.text === '(') {
        reader.take();
        reader.skipLines();
        const inner = readExpression(reader);
        references.push(...inner.references);
        reader.skipLines();
        reader.eat(')');
        return inner.parts === null ? null : [...inner.parts];
      }
      return null;
    case 'comment':
    case 'newline':
    case 'end':
    case 'invalid':
      return null;
  }
}

/** A variable, a call, or `if … { } else { }`. */
function readNamed(reader: TokenReader, token: Token, references: Reference[]): Part[] | null {
  if (KEYWORDS.has(token.text)) {
    readCondition(reader, references);
    return null;
  }
  if (reader.eat('(')) {
    reader.skipLines();
    while (!isClosing(reader, ')')) {
      const before = reader.position;
      references.push(...readExpression(reader).references);
      reader.skipLines();
      reader.eat(',');
      reader.skipLines();
      if (reader.position === before) reader.take();
    }
    reader.eat(')');
    return null;
  }
  references.push({ name: token.text, line: token.line });
  return [{ name: token.text }];
}

function readCondition(reader: TokenReader, references: Reference[]): void {
  references.push(...readExpression(reader).references);
  reader.skipLines();
  if (reader.eat('{')) {
    reader.skipLines();
    references.push(...readExpression(reader).references);
    reader.skipLines();
    reader.eat('}');
  }
  reader.skipLines();
  if (!isNamed(reader, 'else')) return;
  reader.take();
  if (isNamed(reader, 'if')) {
    reader.take();
    if (reader.depth < MAX_DEPTH) readElseIf(reader, references);
  } else if (reader.eat('{')) {
    reader.skipLines();
    references.push(...readExpression(reader).references);
    reader.skipLines();
    reader.eat('}');
  }
}

function readElseIf(reader: TokenReader, references: Reference[]): void {
  reader.depth += 1;
  readCondition(reader, references);
  reader.depth -= 1;
}

function isNamed({ next }: TokenReader, text: string): boolean {
  return next.kind === 'name' && next.text === text;
}

function isClosing(reader: TokenReader, symbol: string): boolean {
  const { kind, text } = reader.next;
  return kind === 'end' || (kind === 'symbol' && text === symbol);
}
