export { checkMix, encrypt, type EncryptOptions, encryptStream, type EncryptTo } from './encrypt';
export { decrypt, decryptByFileKey, decryptStream, type DecryptWith, fileKeyOf } from './decrypt';
export { type AgeHeader, readHeader } from './read-header';
export { type Header, MAX_HEADER_BYTES, MAX_STANZAS, type Stanza } from './format/header';
export type { AgePart } from './failures';
export {
  isGrease,
  isKnownType,
  isPostQuantum,
  type Match,
  parseRecipient,
  type Recipient,
  type RecipientKind,
  sshRecipientOf,
  sshTag,
  stanzaMatches,
} from './keys/recipient';
export type { Identity, IdentityKind, IdentityOptions } from './keys/identity';
export { parseIdentities } from './parse-identities';
export type { Passphrase } from './keys/wrap';
export { MAX_WORK_FACTOR } from './keys/unwrap';
export { Identities, type IdentitiesOptions, type Opened } from './identities/identities';
export { newIdentity, openSshText } from './keys/new-identity';
