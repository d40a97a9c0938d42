/**
 * Finds the module specifiers of TypeScript source: `import … from 'x'`, `import 'x'`, `import x = require('x')`,
 * `export … from 'x'`, `import('x')`, `import.meta.glob('x')` and `require('x')`, with the line each stands on.
 *
 * A scanner, not a parser: it steps over comments, strings, templates, regular expressions and the text of
 * JSX, and looks at words and strings only. TypeScript 7 offers no compiler API to do this with.
 */

const WORD = /[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/uy;
const NUMBER = /[0-9][\w.]*/y;

/** Words after which a slash begins a regular expression and `<` begins JSX, though a value's name looks the same. */
const BEFORE_EXPRESSION = new Set(
  'return typeof case do else in of instanceof new void delete throw await yield default'.split(' '),
);

/** Steps through the text and calls `take(token)` for words, strings and punctuation, in order. */
class Scanner {
  constructor(text, jsx) {
    this.text = text;
    this.allowsJsx = jsx;
    this.at = 0;
    this.tokens = [];
  }

  /** Whether an expression (not an operator) is expected next, judged by the token before. */
  expectsExpression() {
    const last = this.tokens.at(-1);
    if (last === undefined) return true;
    if (last.kind === 'word')
      return BEFORE_EXPRESSION.has(last.text) && !this.isMember(this.tokens.length - 1);
    if (last.kind === 'value') return false;
    return last.text !== ')' && last.text !== ']' && last.text !== '}';
  }

  isMember(index) {
    const before = this.tokens[index - 1];
    return before !== undefined && before.kind === 'punctuation' && before.text === '.';
  }

  push(kind, text, start) {
    this.tokens.push({ kind, text, start });
  }

  scan() {
    this.code(null);
    return this.tokens;
  }

  /** Scans code up to `until` (a closing bracket at this depth) or the end. */
  code(until) {
    let depth = 0;
    while (this.at < this.text.length) {
      const start = this.at;
      const char = this.text[start];
      if (/\s/.test(char)) this.at += 1;
      else if (this.skipComment()) continue;
      else if (char === "'" || char === '"') this.string(char);
      else if (char === '`') this.template();
      else if (char === '/' && this.expectsExpression()) this.regularExpression();
      else if (char === '<' && this.startsJsx()) this.jsx();
      else if (this.match(WORD)) this.push('word', this.text.slice(start, this.at), start);
      else if (this.match(NUMBER)) this.push('value', '', start);
      else {
        if (depth === 0 && char === until) return;
        if (char === '{') depth += 1;
        if (char === '}') depth -= 1;
        this.at += 1;
        this.push('punctuation', char, start);
      }
    }
  }

  match(pattern) {
    pattern.lastIndex = this.at;
    if (!pattern.test(this.text)) return false;
    this.at = pattern.lastIndex;
    return true;
  }

  skipTo(end) {
    const found = this.text.indexOf(end, this.at);
    this.at = found === -1 ? this.text.length : found + end.length;
  }

  skipComment() {
    if (this.text.startsWith('//', this.at) || (this.at === 0 && this.text.startsWith('#!'))) {
      this.skipTo('\n');
      return true;
    }
    if (!this.text.startsWith('/*', this.at)) return false;
    this.at += 2;
    this.skipTo('*/');
    return true;
  }

  string(quote) {
    const start = this.at;
    this.at += 1;
    let value = '';
    while (this.at < this.text.length && this.text[this.at] !== quote && this.text[this.at] !== '\n') {
      if (this.text[this.at] === '\\') this.at += 1;
      value += this.text[this.at] ?? '';
      this.at += 1;
    }
    this.at += 1;
    this.push('string', value, start);
  }

  template() {
    const start = this.at;
    this.at += 1;
    let value = '';
    let plain = true;
    while (this.at < this.text.length && this.text[this.at] !== '`') {
      if (this.text[this.at] === '\\') {
        this.at += 1;
      } else if (this.text.startsWith('${', this.at)) {
        plain = false;
        this.at += 2;
        this.push('punctuation', '(', this.at);
        this.code('}');
        this.push('punctuation', ')', this.at);
      }
      value += this.text[this.at] ?? '';
      this.at += 1;
    }
    this.at += 1;
    this.push(plain ? 'string' : 'value', plain ? value : '', start);
  }

  regularExpression() {
    const start = this.at;
    let inClass = false;
    this.at += 1;
    while (this.at < this.text.length && this.text[this.at] !== '\n') {
      const char = this.text[this.at];
      if (char === '\\') this.at += 1;
      else if (char === '[') inClass = true;
      else if (char === ']') inClass = false;
      else if (char === '/' && !inClass) break;
      this.at += 1;
    }
    this.at += 1;
    this.push('value', '', start);
  }

  /**
   * In .tsx, `<` where an expression is expected begins an element, unless it is a generic function: `<T,>`,
   * `<T extends …`, or a bare `<T>` that nothing closes.
   */
  startsJsx() {
    if (!this.allowsJsx || !this.expectsExpression()) return false;
    const head = this.text.slice(this.at, this.at + 200);
    const bare = /^<([A-Za-z_$][\w$.:-]*)\s*>/.exec(head);
    if (bare !== null) return this.text.includes(`</${bare[1]}`, this.at);
    return /^<(>|[A-Za-z_$][\w$.:-]*(\s*\/>|\s+(?!extends\b)[A-Za-z_{/]))/.test(head);
  }

  /** Scans one element with everything inside it; text between tags is no code. */
  jsx() {
    const start = this.at;
    let open = 0;
    do {
      if (this.text.startsWith('</', this.at)) {
        this.skipTo('>');
        open -= 1;
      } else if (this.text[this.at] === '<') {
        open += this.openingTag() ? 1 : 0;
      } else if (this.text[this.at] === '{') {
        this.braces();
      } else {
        this.at += 1;
      }
    } while (open > 0 && this.at < this.text.length);
    this.push('value', '', start);
  }

  /** Steps over `<name attributes>`; false when it closes itself. */
  openingTag() {
    this.at += 1;
    while (this.at < this.text.length) {
      const char = this.text[this.at];
      if (char === '>') {
        this.at += 1;
        return true;
      }
      if (this.text.startsWith('/>', this.at)) {
        this.at += 2;
        return false;
      }
      if (char === '{') this.braces();
      else if (char === '"' || char === "'") {
        this.at += 1;
        this.skipTo(char);
      } else if (!this.skipComment()) this.at += 1;
    }
    return false;
  }

  braces() {
    this.push('punctuation', '{', this.at);
    this.at += 1;
    this.code('}');
    this.push('punctuation', '}', this.at);
    this.at += 1;
  }
}

const isWord = (token, text) => token !== undefined && token.kind === 'word' && token.text === text;

/** The string that `from` introduces after an `import` or `export` clause, or null when it has none. */
function specifierOfClause(tokens, index) {
  for (let next = index + 1; next < tokens.length; next += 1) {
    const token = tokens[next];
    if (token.kind === 'string') {
      if (isWord(tokens[next - 1], 'from')) return token;
      // A quoted export name: `{ 'odd name' as a }`.
      if (!isWord(tokens[next + 1], 'as') && !isWord(tokens[next - 1], 'as')) return null;
      continue;
    }
    const belongs = token.kind === 'word' || '{},*'.includes(token.text);
    if (token.kind === 'value' || !belongs) return null;
    if (isWord(token, 'import') || isWord(token, 'export')) return null;
  }
  return null;
}

function isPunctuation(token, text) {
  return token !== undefined && token.kind === 'punctuation' && token.text === text;
}

/** Whether the token is a property (`x.import`) and no keyword; a spread (`...import`) is none. */
function isProperty(tokens, index) {
  return isPunctuation(tokens[index - 1], '.') && !isPunctuation(tokens[index - 2], '.');
}

/** The strings between the parentheses of `import.meta.glob(…)`, where `index` is that of `import`. */
function globbed(tokens, index) {
  if (tokens[index + 4]?.text !== 'glob') return [];
  const open = tokens.findIndex((token, at) => at > index + 4 && isPunctuation(token, '('));
  const close = tokens.findIndex((token, at) => at > open && isPunctuation(token, ')'));
  return tokens.slice(open, close).filter((token) => token.kind === 'string');
}

/** The strings that the word at `index` loads, each with whether that happens later, on demand. */
function loadedBy(tokens, index) {
  const word = tokens[index].text;
  const next = tokens[index + 1];
  const argument =
    isPunctuation(next, '(') && tokens[index + 2]?.kind === 'string' ? [tokens[index + 2]] : [];
  const clause = () => [specifierOfClause(tokens, index)].filter((token) => token !== null);
  if (word === 'require') return { strings: argument, dynamic: false };
  if (word === 'export') {
    const reexports = isPunctuation(next, '{') || isPunctuation(next, '*') || next?.text === 'type';
    return { strings: reexports ? clause() : [], dynamic: false };
  }
  if (isPunctuation(next, '(')) return { strings: argument, dynamic: true };
  if (isPunctuation(next, '.')) return { strings: globbed(tokens, index), dynamic: true };
  return { strings: next?.kind === 'string' ? [next] : clause(), dynamic: false };
}

/**
 * Every specifier in a source text, in order, as `{ specifier, line, dynamic }`; `dynamic` are those loaded on
 * demand. `jsx` says whether the text may hold JSX (a .tsx file): `<T>` means something else there.
 */
export function scanImports(text, { jsx = false } = {}) {
  const tokens = new Scanner(text, jsx).scan();
  return tokens.flatMap((token, index) => {
    const loads = token.kind === 'word' && ['import', 'export', 'require'].includes(token.text);
    if (!loads || isProperty(tokens, index)) return [];
    const { strings, dynamic } = loadedBy(tokens, index);
    return strings.map((string) => ({
      specifier: string.text,
      line: text.slice(0, string.start).split('\n').length,
      dynamic,
    }));
  });
}
