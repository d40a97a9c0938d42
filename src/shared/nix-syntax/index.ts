export { decodeString } from './decode';
export { LineIndex } from './lines';
export type { Place } from './lines';
export { childrenOf, walk } from './nodes';
export type * from './nodes';
export { staticName } from './parser/duplicates';
export { parseNix } from './parser/parse';
export { lineColumn, printTree } from './tree';
export type { NixProblem, NixTree, ProblemKind } from './tree';
