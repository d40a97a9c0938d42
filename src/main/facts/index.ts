export { createFacts, type Facts, type FactsOptions } from './facts';
export { readJournal } from './journal';
export { checkNames, type DeclaredName } from './names';
export { parseFactLines, plainText, type RawFacts, wholeNumber } from './parse';
export { resolveByGetent, type Resolve } from './resolve';
export { type Sizes, sizesOf } from './spaces';
export type { HostFacts, ReadOptions } from './types';
export { type Asked, clockOffset } from './values';
export { type FactsWatch, type LastAnswer, watchFacts } from './watch';
