import type { Light, PreflightCheck, PreflightCheckName } from '../../../../shared/contract';

/** What a rule says: state, a sentence, and optionally the short value beside the light and a hint. */
export interface Said {
  readonly state: Light;
  readonly words: string;
  readonly value?: string;
  readonly hint?: string;
}

/** A light under its name. */
export function light(name: PreflightCheckName, said: Said): PreflightCheck {
  return { name, ...said };
}

export const green = (words: string, value: string): Said => ({ state: 'green', words, value });
export const amber = (words: string, value: string, hint?: string): Said =>
  withHint('amber', words, value, hint);
export const red = (words: string, value: string, hint?: string): Said => withHint('red', words, value, hint);
export const unknown = (words: string, value = 'not known'): Said => ({ state: 'unknown', words, value });

function withHint(state: Light, words: string, value: string, hint: string | undefined): Said {
  return { state, words, value, ...(hint === undefined || hint === '' ? {} : { hint }) };
}
