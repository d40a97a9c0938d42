export * from './model';
export * from './play';
export { caseSchema, type DesktopCase } from './schema';
