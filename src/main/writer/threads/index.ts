export { openHasher, openSource } from './open-threads';
export { runThread } from './run-thread';
export type { ThreadTask } from './messages';
