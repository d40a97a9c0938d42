export { createSsh, type SshOptions } from './ssh';
export { quoteForRemoteShell } from './quote';
export { fingerprint } from './known-hosts';
export { createTerminals, type Terminals, type TerminalsOptions } from './terminals';
export type { ExecOptions, ExecResult, Reach, ReachSource, Shell, Ssh } from './types';
