export { createSsh, type SshOptions } from './ssh';
export { type Asker, type Asks, createAsks } from './asks';
export { quoteForRemoteShell } from './quote';
export { fingerprint } from './host-keys/known-hosts';
export type { DeclaredHostKey } from './host-keys/declared';
export {
  type ClearKey,
  type DecryptInput,
  type DecryptKey,
  decryptKeyInThisThread,
  type HeldKey,
  readPrivateKey,
} from './keys/key-file';
export type { KnownHosts } from './host-keys/known-hosts-door';
export type { Kept, KeptState } from './session/pool';
export { createTerminals, type Terminals, type TerminalsOptions } from './terminals';
export type { AgentDoor, ExecOptions, ExecResult, Reach, ReachSource, Shell, Ssh } from './types';
export { uint32, WireError, WireReader, wireString } from './wire';
