export { type Address, parseAddress } from './address';
export { type ConnectionBook, createConnectionBook } from './connection-book';
export { findReach, type ReachSources } from './reach';
