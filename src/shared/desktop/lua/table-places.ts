/** Where a field of a table stands; lines and columns count from 1. */
export interface FieldPlace {
  readonly line: number;
  readonly column: number;
}

interface Token {
  readonly kind: 'name' | 'text' | 'other';
  readonly text: string;
  readonly at: number;
}

const TOKEN =
  /--\[(=*)\[[\s\S]*?\]\1\]|--[^\n]*|\[(=*)\[([\s\S]*?)\]\2\]|"((?:\\[\s\S]|[^"\\\n])*)"|'((?:\\[\s\S]|[^'\\\n])*)'|([A-Za-z_]\w*)|(\d[\w.]*)|\.\.\.?|[=~<>]=|[^\s]/g;

/** Names, texts and signs of a program; comments and blanks are left out. */
function* tokensOf(text: string): Generator<Token> {
  for (const match of text.matchAll(TOKEN)) {
    const [whole, , , long, double, single, name] = match;
    if (whole.startsWith('--')) continue;
    const told = long ?? double ?? single;
    if (told !== undefined) yield { kind: 'text', text: told, at: match.index };
    else yield { kind: name === undefined ? 'other' : 'name', text: whole, at: match.index };
  }
}

/** What opens and closes parts of an expression; `for` and `while` open with their `do`. */
const OPENS: ReadonlySet<string> = new Set(['(', '[', '{', 'function', 'if', 'do', 'repeat']);
const CLOSES: ReadonlySet<string> = new Set([')', ']', '}', 'end', 'until']);

/** More than a configuration's call has. */
const MOST_TOKENS = 5_000;
const MOST_CHARACTERS = 32_768;

/** Where the fields of tables stand that a program's text hands over. */
export class TablePlaces {
  readonly #text: string;
  readonly #starts: readonly number[];
  readonly #found = new Map<string, ReadonlyMap<string, FieldPlace>>();

  constructor(text: string) {
    this.#text = text;
    this.#starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  }

  /**
   * The fields of the table that a call of `hl.NAME` on `line` is given, by their path: `general.gaps_in`. Empty where no
   * table is written there, or where the line has several such calls.
   */
  of(name: string, line: number): ReadonlyMap<string, FieldPlace> {
    const id = `${line} ${name}`;
    const found = this.#found.get(id) ?? this.#find(name, line);
    this.#found.set(id, found);
    return found;
  }

  #find(name: string, line: number): ReadonlyMap<string, FieldPlace> {
    const places = new Map<string, FieldPlace>();
    const start = this.#starts[line - 1];
    if (start === undefined) return places;
    const row = this.#text.slice(start, this.#starts[line]);
    const call = new RegExp(
      String.raw`\bhl\s*\.\s*${name.replaceAll('.', String.raw`\s*\.\s*`)}\s*(?=[({])`,
      'g',
    );
    const [first, ...others] = row.matchAll(call);
    if (!first || others.length > 0) return places;
    const from = start + first.index + first[0].length;
    const tokens: Token[] = [];
    for (const token of tokensOf(this.#text.slice(from, from + MOST_CHARACTERS))) {
      tokens.push(token);
      if (tokens.length >= MOST_TOKENS) break;
    }
    const tell = (path: string, at: number): void => {
      if (!places.has(path)) places.set(path, placeOf(this.#starts, from + at));
    };
    new Tables(tokens, tell).table(tokens[0]?.text === '(' ? 1 : 0, '');
    return places;
  }
}

function placeOf(starts: readonly number[], at: number): FieldPlace {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= at) low = middle;
    else high = middle;
  }
  return { line: low + 1, column: at - starts[low]! + 1 };
}

class Tables {
  readonly #tokens: readonly Token[];
  readonly #tell: (path: string, at: number) => void;

  constructor(tokens: readonly Token[], tell: (path: string, at: number) => void) {
    this.#tokens = tokens;
    this.#tell = tell;
  }

  #text(at: number): string | undefined {
    const token = this.#tokens[at];
    return token?.kind === 'text' ? undefined : token?.text;
  }

  /** Reads the table that begins at a token, where one does; the place behind it. */
  table(at: number, path: string): number {
    if (this.#text(at) !== '{') return at;
    let next = at + 1;
    while (next < this.#tokens.length && this.#text(next) !== '}') {
      const key = this.#key(next);
      const inside = key && (path === '' ? key.name : `${path}.${key.name}`);
      if (inside !== undefined) this.#tell(inside, this.#tokens[next]!.at);
      const value = key ? key.value : next;
      next = this.#expression(
        this.#text(value) === '{' && inside !== undefined ? this.table(value, inside) : value,
      );
      if (this.#text(next) === ',' || this.#text(next) === ';') next += 1;
    }
    return next + 1;
  }

  /** `name =` or `["name"] =`. */
  #key(at: number): { readonly name: string; readonly value: number } | undefined {
    const token = this.#tokens[at];
    if (token?.kind === 'name' && this.#text(at + 1) === '=') return { name: token.text, value: at + 2 };
    const inner = this.#tokens[at + 1];
    if (
      this.#text(at) === '[' &&
      inner?.kind === 'text' &&
      this.#text(at + 2) === ']' &&
      this.#text(at + 3) === '='
    )
      return { name: inner.text, value: at + 4 };
    return undefined;
  }

  /** The token that ends an expression: a comma, a semicolon or a closing brace of the table around it. */
  #expression(at: number): number {
    let depth = 0;
    let next = at;
    for (; next < this.#tokens.length; next += 1) {
      const text = this.#text(next);
      if (text === undefined) continue;
      if (depth === 0 && (text === ',' || text === ';' || text === '}')) return next;
      if (OPENS.has(text)) depth += 1;
      else if (CLOSES.has(text)) depth -= 1;
    }
    return next;
  }
}
