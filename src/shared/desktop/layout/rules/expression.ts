/**
 * The arithmetic of `size` and `move` rules: numbers, names, + - * / ^, comparisons, `a ? b : c`, and the common
 * functions of muParser, which Hyprland uses. Never runs code.
 */

const LONGEST = 500;
const DEEPEST = 50;

const FUNCTIONS: ReadonlyMap<string, (...values: number[]) => number> = new Map([
  ['abs', Math.abs],
  ['min', Math.min],
  ['max', Math.max],
  ['sqrt', Math.sqrt],
  ['floor', Math.floor],
  ['ceil', Math.ceil],
  ['round', Math.round],
  ['rint', Math.round],
  ['trunc', Math.trunc],
  ['sign', Math.sign],
  ['sin', Math.sin],
  ['cos', Math.cos],
  ['tan', Math.tan],
  ['exp', Math.exp],
  ['ln', Math.log],
  ['sum', (...values) => values.reduce((total, value) => total + value, 0)],
  ['avg', (...values) => values.reduce((total, value) => total + value, 0) / values.length],
] satisfies [string, (...values: number[]) => number][]);

const BINARY: readonly Readonly<Record<string, (a: number, b: number) => number>>[] = [
  { '||': (a, b) => Number(a !== 0 || b !== 0) },
  { '&&': (a, b) => Number(a !== 0 && b !== 0) },
  {
    '<=': (a, b) => Number(a <= b),
    '>=': (a, b) => Number(a >= b),
    '==': (a, b) => Number(a === b),
    '!=': (a, b) => Number(a !== b),
    '<': (a, b) => Number(a < b),
    '>': (a, b) => Number(a > b),
  },
  { '+': (a, b) => a + b, '-': (a, b) => a - b },
  { '*': (a, b) => a * b, '/': (a, b) => a / b },
];

class Reader {
  private readonly tokens: readonly string[];
  private at = 0;

  constructor(
    text: string,
    private readonly names: Readonly<Record<string, number>>,
  ) {
    this.tokens =
      text.match(/\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+|[a-zA-Z_]\w*|<=|>=|==|!=|&&|\|\||[-+*/^()?:,<>]|\S/g) ??
      [];
  }

  whole(): number | undefined {
    const value = this.choice(0);
    return this.at === this.tokens.length ? value : undefined;
  }

  private take(token: string): boolean {
    if (this.tokens[this.at] !== token) return false;
    this.at += 1;
    return true;
  }

  private choice(depth: number): number | undefined {
    if (depth > DEEPEST) return undefined;
    const asked = this.binary(0, depth);
    if (asked === undefined || !this.take('?')) return asked;
    const yes = this.choice(depth + 1);
    if (yes === undefined || !this.take(':')) return undefined;
    const no = this.choice(depth + 1);
    return no === undefined ? undefined : asked !== 0 ? yes : no;
  }

  private binary(level: number, depth: number): number | undefined {
    const operators = BINARY[level];
    if (operators === undefined) return this.power(depth);
    let left = this.binary(level + 1, depth);
    for (;;) {
      const token = this.tokens[this.at] ?? '';
      const operator = Object.hasOwn(operators, token) ? operators[token] : undefined;
      if (operator === undefined || left === undefined) return left;
      this.at += 1;
      const right = this.binary(level + 1, depth);
      left = right === undefined ? undefined : operator(left, right);
    }
  }

  private power(depth: number): number | undefined {
    if (depth > DEEPEST) return undefined;
    if (this.take('-')) {
      const value = this.power(depth + 1);
      return value === undefined ? undefined : -value;
    }
    if (this.take('+')) return this.power(depth + 1);
    const base = this.single(depth);
    if (base === undefined || !this.take('^')) return base;
    const exponent = this.power(depth + 1);
    return exponent === undefined ? undefined : base ** exponent;
  }

  private single(depth: number): number | undefined {
    if (this.take('(')) {
      const value = this.choice(depth + 1);
      return this.take(')') ? value : undefined;
    }
    const token = this.tokens[this.at];
    if (token === undefined) return undefined;
    this.at += 1;
    if (/^[\d.]/.test(token)) return Number(token);
    const called = FUNCTIONS.get(token);
    if (called && this.take('(')) return this.call(called, depth);
    return Object.hasOwn(this.names, token) ? this.names[token] : undefined;
  }

  private call(called: (...values: number[]) => number, depth: number): number | undefined {
    const values: number[] = [];
    do {
      const value = this.choice(depth + 1);
      if (value === undefined) return undefined;
      values.push(value);
    } while (this.take(','));
    return this.take(')') ? called(...values) : undefined;
  }
}

/** The value of an expression; undefined where it does not read or is not finite. */
export function evaluate(text: string, names: Readonly<Record<string, number>>): number | undefined {
  if (text.length > LONGEST) return undefined;
  const value = new Reader(text, names).whole();
  return value === undefined || !Number.isFinite(value) ? undefined : value;
}

/** Two expressions with a blank between. A blank inside parentheses does not part them, so that older rules read too. */
export function splitPair(text: string): [string, string] | undefined {
  let depth = 0;
  const trimmed = text.trim();
  for (let index = 0; index < trimmed.length; index += 1) {
    const letter = trimmed[index];
    if (letter === '(') depth += 1;
    else if (letter === ')') depth -= 1;
    else if (depth === 0 && /\s/.test(letter ?? '')) {
      const rest = trimmed.slice(index).trim();
      return rest === '' ? undefined : [trimmed.slice(0, index), rest];
    }
  }
  return undefined;
}

/** `50%` becomes that share of the length named: how rules before 0.53 wrote it. */
export const withoutPercent = (text: string, length: string): string =>
  text.replaceAll(/(\d+(?:\.\d+)?)%/g, `($1*${length}/100)`);
