import type { CatalogueFeature } from '../../../shared/contract';

/** Where a rule stands. */
export interface RulePlace {
  readonly file: string;
  readonly line: number;
}

type Rules = Pick<CatalogueFeature, 'path' | 'file' | 'line' | 'conflicts'>;

/**
 * The rule that the words of an assertion tell of: the conflict whose reason they give, else the feature they begin
 * with; null for words that no feature of the fleet said.
 */
export function rulePlaceOf(catalogue: readonly Rules[], words: string): RulePlace | null {
  for (const { conflicts, file, line } of catalogue) {
    const said = conflicts.find(({ reason }) => reason !== '' && words.includes(reason));
    if (said) return { file, line: said.line ?? line };
  }
  const [first = ''] = words.split(' ');
  const named = catalogue.find(({ path }) => path === first || path.endsWith(`.${first}`));
  return named ? { file: named.file, line: named.line } : null;
}
