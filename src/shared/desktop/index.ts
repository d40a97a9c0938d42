export * from './hyprlang';
export * from './model';
export * from './picture';
export * from './play';
export * from './reading';
