import { AppError, type Recipe } from '../../shared/contract';

/**
 * Refuses what does not fit a recipe's parameters: `just` would take words too many for names of further recipes, and
 * run those. Throws `usage`.
 */
export function checkArguments({ name, parameters }: Recipe, words: readonly string[]): void {
  const least = parameters.filter((one) => one.default === null && one.count !== 'any').length;
  const open = parameters.some(({ count }) => count !== 'one');
  if (words.length >= least && (open || words.length <= parameters.length)) return;
  throw new AppError(
    'usage',
    `${name} takes ${countWords(least, parameters.length, open)}, not ${words.length}.`,
    {
      hint: `It is called as: just ${[name, ...parameters.map(parameterWords)].join(' ')}`,
      detail: { recipe: name },
    },
  );
}

function countWords(least: number, most: number, open: boolean): string {
  const plural = (count: number): string => (count === 1 ? '1 argument' : `${count} arguments`);
  if (open) return `at least ${plural(least)}`;
  return least === most ? plural(least) : `${least} to ${plural(most)}`;
}

/** A parameter as a justfile has it. */
function parameterWords({ name, count, default: value }: Recipe['parameters'][number]): string {
  const sign = count === 'some' ? '+' : count === 'any' ? '*' : '';
  return `${sign}${name}${value === null ? '' : `=${value}`}`;
}
