export * from './board-index';
export * from './judge';
export * from './meaning-words';
export * from './names';
export * from './option-path';
export * from './pack';
export * from './rules';
export * from './patterns';
