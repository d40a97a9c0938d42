export { createFacts, type Facts, type FactsOptions } from './facts';
export { readJournal } from './journal';
export { checkNames, type DeclaredName } from './names';
export { resolveByGetent, type Resolve } from './resolve';
export type { HostFacts, ReadOptions } from './types';
export { type FactsWatch, type LastAnswer, watchFacts } from './watch';
