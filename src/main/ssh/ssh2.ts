import { createRequire } from 'node:module';
import type ssh2 from 'ssh2';

let loaded: typeof ssh2 | undefined;

/** The ssh2 library. Loading it takes longer than most commands need for all their work, and few open a session. */
export function ssh2Library(): typeof ssh2 {
  return (loaded ??= createRequire(import.meta.url)('ssh2') as typeof ssh2);
}
