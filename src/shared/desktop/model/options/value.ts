import {
  parseColour,
  parseFlag,
  parseGradient,
  parseNumber,
  parsePair,
  parseSides,
  type Colour,
  type Gradient,
  type Pair,
  type Sides,
} from '../values';
import type { OptionKind } from './known';

/** An option's value, read. */
export type OptionValue =
  | { readonly kind: 'flag'; readonly flag: boolean }
  /** A whole number; many of them stand for a choice. */
  | { readonly kind: 'whole'; readonly number: number }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'sides'; readonly sides: Sides }
  | { readonly kind: 'gradient'; readonly gradient: Gradient }
  | { readonly kind: 'colour'; readonly colour: Colour }
  | { readonly kind: 'pair'; readonly pair: Pair };

/** Reads the text of a value as hyprlang writes it. Undefined where it does not read. */
export function parseOption(kind: OptionKind, text: string): OptionValue | undefined {
  switch (kind) {
    case 'flag': {
      const flag = parseFlag(text);
      return flag === undefined ? undefined : { kind, flag };
    }
    case 'whole': {
      const flag = /^\s*[a-z]/i.test(text) ? parseFlag(text) : undefined;
      const number = flag === undefined ? parseNumber(text) : Number(flag);
      return number === undefined ? undefined : { kind, number: Math.trunc(number) };
    }
    case 'number': {
      const number = parseNumber(text);
      return number === undefined ? undefined : { kind, number };
    }
    case 'text':
      return { kind, text: text.trim() };
    case 'sides': {
      const sides = parseSides(text);
      return sides === undefined ? undefined : { kind, sides };
    }
    case 'gradient': {
      const gradient = parseGradient(text);
      return gradient === undefined ? undefined : { kind, gradient };
    }
    case 'colour': {
      const colour = parseColour(text);
      return colour === undefined ? undefined : { kind, colour };
    }
    case 'pair': {
      const pair = parsePair(text);
      return pair === undefined ? undefined : { kind, pair };
    }
  }
}
