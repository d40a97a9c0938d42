export { asDiskFull, writeFileAtomic, TEMPORARY_PREFIX, type WriteOptions } from './atomic-file';
export { document, type Document, type DocumentOptions } from './document';
export { resolveHome, type Home } from './home';
export { acquireLock, type Lock, type LockHolder, type LockOptions } from './lock';
export { isOwnerAlive, ownerSchema, thisOwner, type Owner } from './owner';
