import type { RecipeParameter } from '../../shared/contract';

/** What was typed for each parameter, in their order. */
export type Typed = readonly string[];

/** What a form begins with: the defaults that can be told without running anything. */
export function firstTyped(parameters: readonly RecipeParameter[]): Typed {
  return parameters.map(({ value, count }) => (count === 'one' ? (value ?? '') : ''));
}

/** A parameter that still needs a value, or null when the form is complete. */
export function missing(parameters: readonly RecipeParameter[], typed: Typed): RecipeParameter | null {
  return (
    parameters.find((one, at) => one.default === null && one.count !== 'any' && typed[at]?.trim() === '') ??
    null
  );
}

/**
 * The words that `just` is given. What is left empty behind the last value is left out, so that just takes its own
 * default; between values an empty one is given as it is. Variadic ones are a word a line.
 */
export function wordsOf(parameters: readonly RecipeParameter[], typed: Typed): string[] {
  const words: string[][] = parameters.map((one, at) => {
    const text = typed[at] ?? '';
    if (one.count !== 'one') return text.split('\n').filter((word) => word !== '');
    return text === '' && one.default !== null && one.value !== '' ? [] : [text];
  });
  const last = words.findLastIndex((list, at) => list.length > 0 && isGiven(parameters[at], typed[at]));
  return words
    .slice(0, last + 1)
    .flatMap((list, at) => (list.length === 0 && parameters[at]?.count === 'one' ? [''] : list));
}

function isGiven(parameter: RecipeParameter | undefined, typed: string | undefined): boolean {
  if (!parameter) return false;
  return parameter.default === null || typed !== (parameter.value ?? '');
}

/** Why the default of a parameter before a given one matters: just knows no names, only places. */
export function needsEarlier(parameters: readonly RecipeParameter[], typed: Typed): RecipeParameter | null {
  const last = parameters.findLastIndex((one, at) => isGiven(one, typed[at]) && typed[at] !== '');
  return (
    parameters
      .slice(0, Math.max(0, last))
      .find((one, at) => one.default !== null && one.value === null && typed[at] === '') ?? null
  );
}
