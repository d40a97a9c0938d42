import { parseNumber } from '../model';

/** More rounds of replacing variables by their values are an error in hyprlang as well. */
const ROUNDS = 100;
/** Longer texts come from variables that double each other; Hyprland would run out of memory. */
const LONGEST = 65_536;

/** The variables of a configuration by name, without `$`. */
export class Variables {
  readonly #values = new Map<string, string>();
  /** Names by their first character, longest first, since the longest that fits is meant. */
  readonly #names = new Map<string, string[]>();

  constructor(environment: Readonly<Record<string, string>>) {
    for (const [name, value] of Object.entries(environment)) this.set(name, value);
  }

  set(name: string, value: string): void {
    if (name === '') return;
    if (!this.#values.has(name)) {
      const names = this.#names.get(name[0]!) ?? [];
      names.push(name);
      names.sort((one, other) => other.length - one.length);
      this.#names.set(name[0]!, names);
    }
    this.#values.set(name, value);
  }

  get(name: string): string | undefined {
    return this.#values.get(name);
  }

  /** `text` with the values in place of `$name`, or undefined where nothing was replaced. */
  replaceOnce(text: string): string | undefined {
    let replaced = '';
    let from = 0;
    for (let at = text.indexOf('$'); at !== -1; at = text.indexOf('$', at)) {
      const name = this.#names.get(text[at + 1] ?? '')?.find((each) => text.startsWith(each, at + 1));
      if (name === undefined) {
        at += 1;
        continue;
      }
      replaced += text.slice(from, at) + this.#values.get(name)!;
      at += 1 + name.length;
      from = at;
    }
    return from === 0 ? undefined : replaced + text.slice(from);
  }
}

/** The text with everything in place, or a sentence why it cannot be. */
export type Substituted = { readonly text: string } | { readonly problem: string };

/** Replaces variables and works out `{{a + b}}` until nothing is left to replace. */
export function substitute(text: string, variables: Variables): Substituted {
  let now = text;
  for (let round = 0; round < ROUNDS; round += 1) {
    const replaced = now.includes('$') ? variables.replaceOnce(now) : undefined;
    if (replaced !== undefined) now = replaced;
    if (now.length > LONGEST) return { problem: 'With its variables replaced this line is too long.' };
    if (now.includes('{{')) {
      const worked = withExpressions(now, variables);
      if ('problem' in worked) return worked;
      now = worked.text;
    }
    if (replaced === undefined) return { text: now };
  }
  return { problem: 'A variable refers to itself.' };
}

/** Takes the backslash away from `\{`, `\}` and `\\`, the only escapes hyprlang has. */
export const unescaped = (text: string): string =>
  text.includes('\\') ? text.replaceAll(/\\(\\|[{}])/g, '$1') : text;

function withExpressions(text: string, variables: Variables): Substituted {
  let now = text;
  let from = 0;
  for (;;) {
    const open = now.indexOf('{{', from);
    if (open === -1) return { text: now };
    if (isEscaped(now, open)) {
      from = open + 1;
      continue;
    }
    const close = now.indexOf('}}', open + 2);
    if (close === -1) return { text: now };
    const value = calculate(now.slice(open + 2, close), variables);
    if (value === undefined)
      return { problem: 'The calculation does not read: it takes two numbers and one of + - * /.' };
    now = now.slice(0, open) + value + now.slice(close + 2);
  }
}

/** An odd number of backslashes stands before the place. */
function isEscaped(text: string, at: number): boolean {
  let count = 0;
  while (text[at - 1 - count] === '\\') count += 1;
  return count % 2 === 1;
}

/** `a + b` with numbers or names of variables, in 32 bits as Hyprland calculates it. */
function calculate(text: string, variables: Variables): string | undefined {
  const [left = '', operator, right = ''] = text.trim().split(/\s+/);
  const [a, b] = [left, right].map((word) => parseNumber(variables.get(word) ?? word));
  if (a === undefined || b === undefined) return undefined;
  const value = apply(operator, Math.fround(a), Math.fround(b));
  return value === undefined || !Number.isFinite(value) ? undefined : shortest(Math.fround(value));
}

function apply(operator: string | undefined, a: number, b: number): number | undefined {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    default:
      return undefined;
  }
}

/** The shortest text that reads as the same number of 32 bits. */
function shortest(value: number): string {
  for (let digits = 1; digits < 9; digits += 1) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return String(Number(text));
  }
  return String(value);
}
