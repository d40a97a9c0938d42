/** Character classes of Nix's lexer, as bit flags over the ASCII codes. */
export const IDENTIFIER_START = 1;
export const IDENTIFIER_PART = 2;
export const PATH_CHAR = 4;
export const URI_CHAR = 8;
export const DIGIT = 16;
export const SCHEME_CHAR = 32;
export const SPACE = 64;

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const DIGITS = '0123456789';

function table(): Uint8Array {
  const flags = new Uint8Array(128);
  const mark = (characters: string, flag: number): void => {
    for (let i = 0; i < characters.length; i++) {
      const code = characters.charCodeAt(i);
      flags[code] = (flags[code] ?? 0) | flag;
    }
  };
  mark(`${LETTERS}_`, IDENTIFIER_START);
  mark(`${LETTERS}${DIGITS}_'-`, IDENTIFIER_PART);
  mark(`${LETTERS}${DIGITS}._-+`, PATH_CHAR);
  mark(`${LETTERS}${DIGITS}%/?:@&=+$,-_.!~*'`, URI_CHAR);
  mark(DIGITS, DIGIT);
  mark(`${LETTERS}${DIGITS}+-.`, SCHEME_CHAR);
  mark(' \t\r\n', SPACE);
  return flags;
}

/** Flags by ASCII code; codes of 128 and above have none. */
export const CLASSES: Uint8Array = table();

/** Whether the character `code` belongs to any of the classes in `flags`. */
export function isOf(code: number, flags: number): boolean {
  return code < 128 && (CLASSES[code]! & flags) !== 0;
}
