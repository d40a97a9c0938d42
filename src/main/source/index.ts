export { findProgram } from './editors';
export { fileInside } from './inside';
export { createSource, type Source } from './source';
