export { type Address, parseAddress } from './address';
export { type ConnectionBook, createConnectionBook } from './connection-book';
export { findReach, reachAddress, type ReachSources } from './reach';
