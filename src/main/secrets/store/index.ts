export { inWords } from './move';
export { KEPT, type KeptFile, type KeptLimits } from './kept';
export { placeOf, type Place } from './place';
export { SecretStore } from './store';
export type { SecretChange, Sealed, SecretStoreOptions, Slot } from './types';
