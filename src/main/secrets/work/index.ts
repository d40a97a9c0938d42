export { type AtHand, IdentitiesAtHand, type IdentitiesOptions, type IdentityWish } from './identities';
export { SecretWork, type SecretWorkOptions, type WorkHow } from './work';
