export { inhibitorsBetween } from './inhibitors';
export { createPreflight, type Look, type Preflight, type PreflightOptions } from './preflight';
