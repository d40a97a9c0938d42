export { isDeviceField } from './blocks';
export { isDispatcher } from './keywords/dispatchers';
export { ruleWord } from './keywords/rule';
export { desktopOf, readHyprlang } from './read';
export { readStatements } from './statements';
export type { BadLine, HyprlangSurroundings, SourcedFiles, Statement, Statements } from './statements';
export { wholeFile } from './text';
export type { PiecedText, TextPiece } from './text';
