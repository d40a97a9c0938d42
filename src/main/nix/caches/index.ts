export { findCaches, type CachesOptions } from './caches';
