/** A piece of a justfile outside the bodies of recipes. */
export interface Token {
  readonly kind: 'name' | 'string' | 'backtick' | 'symbol' | 'comment' | 'newline' | 'end' | 'invalid';
  /** As written; of strings and backticks the content, escapes resolved and common indentation removed. */
  readonly text: string;
  /** Counting from 1. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

const NAME = /[A-Za-z_][A-Za-z0-9_-]*/y;
const SYMBOL = /:=|::|==|!=|=~|!~|&&|\|\||[@:=+*$(){}[\],/?!&.]/y;
const STRING = /[xf]?('''|"""|'|")/y;
const BACKTICK = /```|`/y;
const BLANK = /(?:[ \t\r]|\\\r?\n)+/y;

function at(pattern: RegExp, text: string, from: number): string | null {
  pattern.lastIndex = from;
  return pattern.exec(text)?.[0] ?? null;
}

/** The token that begins at `from`, blanks before it skipped. Never fails: what fits nothing is `invalid`. */
export function tokenAt(text: string, from: number, line: number): Token {
  const blank = at(BLANK, text, from) ?? '';
  const start = from + blank.length;
  const here = line + countLines(blank);
  const make = (kind: Token['kind'], length: number, content?: string): Token => ({
    kind,
    text: content ?? text.slice(start, start + length),
    line: here,
    start,
    end: start + length,
  });
  if (start >= text.length) return make('end', 0);
  if (text[start] === '\n') return make('newline', 1);
  if (text[start] === '#') {
    const end = text.indexOf('\n', start);
    return make('comment', (end < 0 ? text.length : end) - start);
  }
  const string = at(STRING, text, start);
  if (string !== null) return stringToken(text, start, string, make);
  const tick = at(BACKTICK, text, start);
  if (tick !== null) {
    const end = text.indexOf(tick, start + tick.length);
    if (end < 0) return make('invalid', text.length - start);
    const inside = text.slice(start + tick.length, end);
    return make('backtick', end + tick.length - start, tick.length === 3 ? dedent(inside) : inside);
  }
  const name = at(NAME, text, start);
  if (name !== null) return make('name', name.length);
  const symbol = at(SYMBOL, text, start);
  return symbol === null ? make('invalid', 1) : make('symbol', symbol.length);
}

function stringToken(
  text: string,
  start: number,
  opening: string,
  make: (kind: Token['kind'], length: number, content?: string) => Token,
): Token {
  const quote = opening.replace(/^[xf]/, '');
  const cooked = quote.startsWith('"');
  let end = start + opening.length;
  while (end < text.length && !text.startsWith(quote, end)) end += cooked && text[end] === '\\' ? 2 : 1;
  if (end >= text.length) return make('invalid', text.length - start);
  const inside = text.slice(start + opening.length, end);
  const content = quote.length === 3 ? dedent(inside) : inside;
  return make('string', end + quote.length - start, cooked ? unescape(content) : content);
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '\\': '\\',
  '"': '"',
  '\n': '',
};

function unescape(text: string): string {
  return text.replaceAll(/\\(u\{[0-9A-Fa-f]{1,6}\}|[\s\S])/g, (whole, escape: string) => {
    if (!escape.startsWith('u{')) return ESCAPES[escape] ?? whole;
    const code = Number.parseInt(escape.slice(2, -1), 16);
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
  });
}

/** Removes a first line break and the indentation that all lines have, as just does with `'''` and `"""`. */
function dedent(text: string): string {
  const body = text.startsWith('\n') ? text.slice(1) : text;
  const lines = body.split('\n');
  const filled = lines.filter((line) => line.trim() !== '');
  const least = Math.min(...filled.map((line) => line.length - line.trimStart().length));
  return Number.isFinite(least) ? lines.map((line) => line.slice(least)).join('\n') : body;
}

function countLines(text: string): number {
  let count = 0;
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) count += 1;
  return count;
}
