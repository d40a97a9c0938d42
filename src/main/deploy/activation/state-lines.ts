import { z } from 'zod';
import { isStorePath } from '../store-path';

/** Steps of an activation on the host, in order; `back` is going back to the old system. */
export const activationStepSchema = z.enum(['lock', 'record', 'test', 'ack', 'profile', 'boot', 'back']);
export type ActivationStep = z.infer<typeof activationStepSchema>;

/** Whose activation is under way on a host, and since when (ISO 8601, by the clock of the host). */
export interface Holder {
  readonly who: string;
  readonly since: string;
}

/** The words `WHO SECONDS`; null for anything else. */
export function parseHolder(who: string, seconds: string): Holder | null {
  if (!/^[\w.@-]{1,100}$/.test(who) || !isTime(seconds)) return null;
  return { who, since: timeOf(seconds) };
}

/** How an activation ended by its own word. `step` went wrong, `code` is the exit code of what failed there. */
export type ActivationEnd =
  /** 0, or 4 where units failed and the system was kept. */
  | { readonly kind: 'done'; readonly code: number }
  | { readonly kind: 'busy'; readonly holder: Holder | null }
  /** Nothing was changed. */
  | { readonly kind: 'refused'; readonly step: string; readonly code: number }
  /** The host is back on what it ran and booted. */
  | { readonly kind: 'restored'; readonly step: string; readonly code: number }
  /** Going back went wrong as well. */
  | { readonly kind: 'broken'; readonly step: string; readonly code: number };

/** A line of the state that an activation keeps on its host (resources/deploy/activate.sh). */
export type StateLine =
  /** What the host ran and booted before; `generation` where its profile was one. */
  | {
      readonly word: 'old';
      readonly running: string;
      readonly profile: string;
      readonly generation: number | null;
    }
  | { readonly word: 'step'; readonly step: ActivationStep }
  | { readonly word: 'code'; readonly step: string; readonly code: number }
  | { readonly word: 'unit'; readonly unit: string; readonly worked: boolean }
  /** From now on, seconds until the host goes back unless somebody acknowledges. */
  | { readonly word: 'wait'; readonly seconds: number }
  | { readonly word: 'acknowledged' }
  | { readonly word: 'end'; readonly end: ActivationEnd };

/** Null for lines of other words and for what is no line of a state. `text` begins with the time in seconds. */
export function parseStateLine(text: string): { readonly at: string; readonly line: StateLine } | null {
  const [seconds = '', word, ...rest] = text.trim().split(' ');
  if (!isTime(seconds)) return null;
  const line = lineOf(word, rest);
  return line === null ? null : { at: timeOf(seconds), line };
}

function lineOf(word: string | undefined, rest: readonly string[]): StateLine | null {
  const [first = '', second = '', third = ''] = rest;
  switch (word) {
    case 'old': {
      const number = /^system-(\d+)-link$/.exec(third)?.[1];
      if (!isStorePath(first) || !isStorePath(second)) return null;
      return {
        word,
        running: first,
        profile: second,
        generation: number === undefined ? null : Number(number),
      };
    }
    case 'step': {
      const step = activationStepSchema.safeParse(first);
      return step.success ? { word, step: step.data } : null;
    }
    case 'code':
      return isNumber(second) ? { word, step: first, code: Number(second) } : null;
    case 'unit':
      return first === '' ? null : { word, unit: first, worked: second === 'worked' };
    case 'wait':
      return isNumber(first) ? { word, seconds: Number(first) } : null;
    case 'acknowledged':
      return { word };
    case 'end': {
      const end = endOf(first, second, third);
      return end === null ? null : { word, end };
    }
    default:
      return null;
  }
}

function endOf(kind: string, first: string, second: string): ActivationEnd | null {
  switch (kind) {
    case 'busy':
      return { kind, holder: parseHolder(first, second) };
    case 'done':
      return isNumber(first) ? { kind, code: Number(first) } : null;
    case 'refused':
    case 'restored':
    case 'broken':
      return first !== '' && isNumber(second) ? { kind, step: first, code: Number(second) } : null;
    default:
      return null;
  }
}

const isTime = (text: string): boolean => /^\d{1,12}$/.test(text);
const timeOf = (seconds: string): string => new Date(Number(seconds) * 1000).toISOString();
const isNumber = (text: string): boolean => /^\d{1,6}$/.test(text);
