import {
  CLASSES,
  DIGIT,
  IDENTIFIER_PART,
  IDENTIFIER_START,
  PATH_CHAR,
  SPACE,
  URI_CHAR,
  isOf,
} from './characters';
import {
  endOfDigits,
  endOfFloat,
  endOfIndentedText,
  endOfLine,
  endOfPathChars,
  endOfSearchPath,
  endOfSegments,
  endOfStringText,
} from './scan';
import * as T from './tokens';
import type { TokenTable } from './tokens';

const DEFAULT_MODE = 0;
const STRING_MODE = 1;
const INDENTED_MODE = 2;
const PATH_MODE = 3;

const DOLLAR = 36;
const QUOTE = 34;
const APOSTROPHE = 39;
const OPEN_BRACE = 123;
const SLASH = 47;
const COLON = 58;
const UNDERSCORE = 95;
const PERIOD = 46;

/**
 * Cuts a Nix source into tokens with the rules of Nix's own lexer (longest match; modes for strings,
 * indented strings and paths; `${` and `{` open a scope that `}` closes). It never fails: what starts
 * no token becomes INVALID, and an unclosed string runs to the end of the file.
 */
export function lex(source: string): TokenTable {
  return new Lexer(source).run();
}

class Lexer {
  private readonly length: number;
  private kinds: Uint8Array;
  private starts: Uint32Array;
  private count = 0;
  private position = 0;
  /** End of the run of path characters around the position, so that `a.b.c` is scanned once. */
  private runEnd = 0;
  /** The last underscore of that run, or -1; a URI scheme has none. */
  private runUnderscore = -1;
  /** Whether some block comment has no end, so that no later one has. */
  private endlessComment = false;
  private mode = DEFAULT_MODE;
  private readonly stack: number[] = [];

  constructor(private readonly source: string) {
    this.length = source.length;
    const estimate = (source.length >> 2) + 64;
    this.kinds = new Uint8Array(estimate);
    this.starts = new Uint32Array(estimate);
  }

  run(): TokenTable {
    while (this.position < this.length) {
      switch (this.mode) {
        case STRING_MODE:
          this.lexString();
          break;
        case INDENTED_MODE:
          this.lexIndented();
          break;
        case PATH_MODE:
          this.lexPathRest();
          break;
        default:
          this.lexDefault();
      }
    }
    this.emit(T.END, this.length);
    const starts = this.starts.subarray(0, this.count + 1);
    starts[this.count] = this.length;
    return { kinds: this.kinds.subarray(0, this.count), starts, count: this.count };
  }

  private emit(kind: number, end: number): void {
    if (this.count + 2 > this.kinds.length) this.grow();
    this.kinds[this.count] = kind;
    this.starts[this.count] = this.position;
    this.count++;
    this.position = end;
  }

  private grow(): void {
    const size = this.kinds.length * 2;
    const kinds = new Uint8Array(size);
    kinds.set(this.kinds);
    const starts = new Uint32Array(size);
    starts.set(this.starts);
    this.kinds = kinds;
    this.starts = starts;
  }

  private push(mode: number): void {
    this.stack.push(this.mode);
    this.mode = mode;
  }

  private pop(): void {
    this.mode = this.stack.pop() ?? DEFAULT_MODE;
  }

  private at(index: number): number {
    return index < this.length ? this.source.charCodeAt(index) : 0;
  }

  private lexString(): void {
    const end = endOfStringText(this.source, this.position);
    if (end > this.position) this.emit(T.STRING_TEXT, Math.min(end, this.length));
    if (end >= this.length) return;
    if (this.source.charCodeAt(end) !== QUOTE) return this.openInterpolation(end);
    this.emit(T.STRING_CLOSE, end + 1);
    this.pop();
  }

  private lexIndented(): void {
    const end = endOfIndentedText(this.source, this.position);
    if (end > this.position) this.emit(T.INDENTED_TEXT, Math.min(end, this.length));
    if (end >= this.length) return;
    if (this.source.charCodeAt(end) === DOLLAR) return this.openInterpolation(end);
    this.emit(T.INDENTED_CLOSE, end + 2);
    this.pop();
  }

  private openInterpolation(at: number): void {
    this.emit(T.DOLLAR_BRACE, at + 2);
    this.push(DEFAULT_MODE);
  }

  /** After a piece of a path: more path characters or `${` belong to it, anything else ends it. */
  private lexPathRest(): void {
    const start = this.position;
    const first = this.at(start);
    if (first === DOLLAR && this.at(start + 1) === OPEN_BRACE) {
      this.openInterpolation(start);
      return;
    }
    const run = endOfPathChars(this.source, start);
    let end = endOfSegments(this.source, run);
    if (end < 0) end = this.at(run) === SLASH ? run + 1 : run;
    if (end > start) this.emit(T.PATH_TEXT, end);
    else this.pop();
  }

  private startPath(end: number): void {
    this.emit(T.PATH, end);
    this.push(PATH_MODE);
    // A path that ends with the file has nothing left to look at.
    if (end >= this.length) this.pop();
  }

  private lexDefault(): void {
    const { source } = this;
    const start = this.position;
    const code = source.charCodeAt(start);
    if (code >= 128) {
      const pair = (code & 0xfc00) === 0xd800 && (this.at(start + 1) & 0xfc00) === 0xdc00;
      this.emit(T.INVALID, start + (pair ? 2 : 1));
      return;
    }
    const flags = CLASSES[code]!;
    if ((flags & SPACE) !== 0) {
      let i = start + 1;
      while (i < this.length && isOf(source.charCodeAt(i), SPACE)) i++;
      this.emit(T.WHITESPACE, i);
      return;
    }
    if ((flags & PATH_CHAR) !== 0 && this.lexPathOrUri(start, flags)) return;
    if ((flags & IDENTIFIER_START) !== 0) {
      this.lexWord(start);
      return;
    }
    if ((flags & DIGIT) !== 0 || (code === PERIOD && isOf(this.at(start + 1), DIGIT))) {
      this.lexNumber(start);
      return;
    }
    this.lexPunctuation(start, code);
  }

  /** Paths and URIs win over words, numbers and operators when they are longer; they always are. */
  private lexPathOrUri(start: number, flags: number): boolean {
    const { source, length } = this;
    if (this.runEnd <= start) {
      let i = start + 1;
      while (i < length && isOf(source.charCodeAt(i), PATH_CHAR)) i++;
      this.runEnd = i;
      this.runUnderscore = -1;
      // Only in front of a colon does it matter.
      if (this.at(i) === COLON) {
        let last = i - 1;
        while (last >= start && source.charCodeAt(last) !== UNDERSCORE) last--;
        this.runUnderscore = last >= start ? last : -1;
      }
    }
    const end = this.runEnd;
    const after = this.at(end);
    if (after === SLASH) {
      const path = endOfSegments(source, end);
      if (path > 0) {
        this.startPath(path);
        return true;
      }
      if (this.at(end + 1) === DOLLAR && this.at(end + 2) === OPEN_BRACE) {
        this.startPath(end + 1);
        return true;
      }
      return false;
    }
    if (after !== COLON || (flags & IDENTIFIER_START) === 0 || !isOf(this.at(end + 1), URI_CHAR))
      return false;
    if (this.runUnderscore >= start) return false;
    let i = end + 2;
    while (i < length && isOf(source.charCodeAt(i), URI_CHAR)) i++;
    this.emit(T.URI, i);
    return true;
  }

  private lexWord(start: number): void {
    const { source, length } = this;
    let i = start + 1;
    while (i < length && isOf(source.charCodeAt(i), IDENTIFIER_PART)) i++;
    const size = i - start;
    let kind: number = T.IDENTIFIER;
    if (
      size >= T.KEYWORD_LENGTHS.min &&
      size <= T.KEYWORD_LENGTHS.max &&
      startsKeyword(source.charCodeAt(start))
    ) {
      kind = T.KEYWORDS.get(source.slice(start, i)) ?? T.IDENTIFIER;
    }
    this.emit(kind, i);
  }

  private lexNumber(start: number): void {
    const float = endOfFloat(this.source, start);
    if (float >= 0) this.emit(T.FLOAT, float);
    else this.emit(T.INTEGER, endOfDigits(this.source, start));
  }

  private lexPunctuation(start: number, code: number): void {
    const next = this.at(start + 1);
    switch (code) {
      case 35:
        return this.emit(T.LINE_COMMENT, endOfLine(this.source, start));
      case QUOTE:
        this.emit(T.STRING_OPEN, start + 1);
        return this.push(STRING_MODE);
      case APOSTROPHE:
        if (next !== APOSTROPHE) return this.emit(T.INVALID, start + 1);
        this.emit(T.INDENTED_OPEN, start + 2);
        return this.push(INDENTED_MODE);
      case DOLLAR:
        if (next !== OPEN_BRACE) return this.emit(T.INVALID, start + 1);
        return this.openInterpolation(start);
      case OPEN_BRACE:
        this.emit(T.LEFT_BRACE, start + 1);
        return this.push(DEFAULT_MODE);
      case 125:
        this.emit(T.RIGHT_BRACE, start + 1);
        return this.pop();
      case 91:
        return this.emit(T.LEFT_BRACKET, start + 1);
      case 93:
        return this.emit(T.RIGHT_BRACKET, start + 1);
      case 40:
        return this.emit(T.LEFT_PAREN, start + 1);
      case 41:
        return this.emit(T.RIGHT_PAREN, start + 1);
      case 59:
        return this.emit(T.SEMICOLON, start + 1);
      case COLON:
        return this.emit(T.COLON, start + 1);
      case 44:
        return this.emit(T.COMMA, start + 1);
      case PERIOD:
        if (next === PERIOD && this.at(start + 2) === PERIOD) return this.emit(T.ELLIPSIS, start + 3);
        return this.emit(T.DOT, start + 1);
      case 64:
        return this.emit(T.AT, start + 1);
      case 63:
        return this.emit(T.QUESTION, start + 1);
      case 61:
        return next === 61 ? this.emit(T.EQUAL, start + 2) : this.emit(T.ASSIGN, start + 1);
      case 33:
        return next === 61 ? this.emit(T.NOT_EQUAL, start + 2) : this.emit(T.NOT, start + 1);
      case 38:
        return next === 38 ? this.emit(T.AND, start + 2) : this.emit(T.INVALID, start + 1);
      case 124:
        if (next === 124) return this.emit(T.OR_OPERATOR, start + 2);
        return next === 62 ? this.emit(T.PIPE_INTO, start + 2) : this.emit(T.INVALID, start + 1);
      case 45:
        return next === 62 ? this.emit(T.IMPLIES, start + 2) : this.emit(T.MINUS, start + 1);
      case 43:
        return next === 43 ? this.emit(T.CONCAT, start + 2) : this.emit(T.PLUS, start + 1);
      case 42:
        return this.emit(T.TIMES, start + 1);
      case SLASH:
        return this.lexSlash(start, next);
      case 60:
        return this.lexLess(start, next);
      case 62:
        return next === 61 ? this.emit(T.GREATER_EQUAL, start + 2) : this.emit(T.GREATER, start + 1);
      case 126:
        return this.lexHome(start);
      default:
        return this.emit(T.INVALID, start + 1);
    }
  }

  private lexSlash(start: number, next: number): void {
    if (isOf(next, PATH_CHAR)) return this.startPath(endOfSegments(this.source, start));
    if (next === DOLLAR && this.at(start + 2) === OPEN_BRACE) return this.startPath(start + 1);
    if (next === 42 && !this.endlessComment) {
      const end = this.source.indexOf('*/', start + 2);
      if (end >= 0) return this.emit(T.BLOCK_COMMENT, end + 2);
      this.endlessComment = true;
    }
    return next === SLASH ? this.emit(T.UPDATE, start + 2) : this.emit(T.DIVIDE, start + 1);
  }

  private lexLess(start: number, next: number): void {
    const path = endOfSearchPath(this.source, start);
    if (path >= 0) return this.emit(T.SEARCH_PATH, path);
    if (next === 61) return this.emit(T.LESS_EQUAL, start + 2);
    return next === 124 ? this.emit(T.PIPE_FROM, start + 2) : this.emit(T.LESS, start + 1);
  }

  private lexHome(start: number): void {
    if (this.at(start + 1) === SLASH) {
      const end = endOfSegments(this.source, start + 1);
      if (end > 0) return this.startPath(end);
      if (this.at(start + 2) === DOLLAR && this.at(start + 3) === OPEN_BRACE)
        return this.startPath(start + 2);
    }
    this.emit(T.INVALID, start + 1);
  }
}

function startsKeyword(code: number): boolean {
  // i t e a w l r o, the first letters of all reserved words.
  return (
    code === 105 ||
    code === 116 ||
    code === 101 ||
    code === 97 ||
    code === 119 ||
    code === 108 ||
    code === 114 ||
    code === 111
  );
}
