export * from './hyprlang';
export * from './model';
export * from './reading';
