export * from './case';
export * from './hyprlang';
export * from './layout';
export * from './lua';
export * from './model';
export * from './picture';
export * from './play';
export * from './reading';
