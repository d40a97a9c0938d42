export { inhibitorsBetween } from './inhibitors';
export type { StoredKeys } from './signing-keys';
export { createPreflight, type Look, type Preflight, type PreflightOptions } from './preflight';
