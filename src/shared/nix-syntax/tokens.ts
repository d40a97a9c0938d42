/**
 * Token kinds. The first three are trivia. They are plain numbers because a file has one for every
 * four or five bytes and they live in a byte array.
 */
export const WHITESPACE = 0;
export const LINE_COMMENT = 1;
export const BLOCK_COMMENT = 2;
/** A character that starts no token of the language; kept so that printing gives the file back. */
export const INVALID = 3;
export const END = 4;
export const IDENTIFIER = 5;
export const INTEGER = 6;
export const FLOAT = 7;
/** First piece of a path: `./a/b`, `~/a/`, or the `./` before `${`. */
export const PATH = 8;
/** A later piece of a path, after an interpolation. */
export const PATH_TEXT = 9;
export const SEARCH_PATH = 10;
export const URI = 11;
export const STRING_OPEN = 12;
export const STRING_TEXT = 13;
export const STRING_CLOSE = 14;
export const INDENTED_OPEN = 15;
export const INDENTED_TEXT = 16;
export const INDENTED_CLOSE = 17;
export const DOLLAR_BRACE = 18;
export const LEFT_BRACE = 19;
export const RIGHT_BRACE = 20;
export const LEFT_BRACKET = 21;
export const RIGHT_BRACKET = 22;
export const LEFT_PAREN = 23;
export const RIGHT_PAREN = 24;
export const SEMICOLON = 25;
export const COLON = 26;
export const COMMA = 27;
export const DOT = 28;
export const ELLIPSIS = 29;
export const AT = 30;
export const QUESTION = 31;
export const ASSIGN = 32;
export const EQUAL = 33;
export const NOT_EQUAL = 34;
export const LESS = 35;
export const LESS_EQUAL = 36;
export const GREATER = 37;
export const GREATER_EQUAL = 38;
export const AND = 39;
export const OR_OPERATOR = 40;
export const IMPLIES = 41;
export const UPDATE = 42;
export const CONCAT = 43;
export const PLUS = 44;
export const MINUS = 45;
export const TIMES = 46;
export const DIVIDE = 47;
export const NOT = 48;
export const PIPE_INTO = 49;
export const PIPE_FROM = 50;
export const IF = 51;
export const THEN = 52;
export const ELSE = 53;
export const ASSERT = 54;
export const WITH = 55;
export const LET = 56;
export const IN = 57;
export const REC = 58;
export const INHERIT = 59;
export const OR = 60;

/** How many token kinds there are. */
export const TOKEN_KINDS = 61;

/**
 * All tokens of a file, trivia among them. Token `i` covers `starts[i]` to `starts[i + 1]` (UTF-16
 * offsets), so the tokens always join to the whole file; the last one is END and empty.
 */
export interface TokenTable {
  readonly kinds: Uint8Array;
  readonly starts: Uint32Array;
  readonly count: number;
}

/** The reserved words and the kinds they have. */
export const KEYWORDS: ReadonlyMap<string, number> = new Map([
  ['if', IF],
  ['then', THEN],
  ['else', ELSE],
  ['assert', ASSERT],
  ['with', WITH],
  ['let', LET],
  ['in', IN],
  ['rec', REC],
  ['inherit', INHERIT],
  ['or', OR],
]);

/** Longest and shortest reserved word, so that most identifiers need no look-up. */
export const KEYWORD_LENGTHS = { min: 2, max: 7 } as const;

const SPELLINGS: Readonly<Record<number, string>> = {
  [STRING_OPEN]: '`"`',
  [STRING_CLOSE]: '`"`',
  [INDENTED_OPEN]: "`''`",
  [INDENTED_CLOSE]: "`''`",
  [DOLLAR_BRACE]: '`${`',
  [LEFT_BRACE]: '`{`',
  [RIGHT_BRACE]: '`}`',
  [LEFT_BRACKET]: '`[`',
  [RIGHT_BRACKET]: '`]`',
  [LEFT_PAREN]: '`(`',
  [RIGHT_PAREN]: '`)`',
  [SEMICOLON]: '`;`',
  [COLON]: '`:`',
  [COMMA]: '`,`',
  [DOT]: '`.`',
  [ELLIPSIS]: '`...`',
  [AT]: '`@`',
  [QUESTION]: '`?`',
  [ASSIGN]: '`=`',
  [THEN]: '`then`',
  [ELSE]: '`else`',
  [IN]: '`in`',
  [END]: 'the end of the file',
  [STRING_TEXT]: 'text of a string',
  [INDENTED_TEXT]: 'text of a string',
};

/** What a person would call a token: its spelling, shortened, or "the end of the file". */
export function describeToken(kind: number, text: string): string {
  const known = SPELLINGS[kind];
  if (known !== undefined) return known;
  const line = text.length > 30 ? `${text.slice(0, 30)}…` : text;
  return `\`${line}\``;
}
