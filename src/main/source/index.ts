export { findProgram } from './editors';
export { createSource, type Source } from './source';
