export { type AtHand, IdentitiesAtHand, type IdentitiesOptions, type IdentityWish } from './identities';
export type { TextChange } from './references';
export { ruleFor } from './resolve';
export type { WorkHow } from './sealing';
export { SecretWork, type SecretWorkOptions } from './work';
