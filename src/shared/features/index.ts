export * from './board-index';
export * from './judge';
export * from './names';
export * from './rules';
