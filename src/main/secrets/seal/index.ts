export { type OpenSecret, openSecret } from './open';
export {
  type Proof,
  type SealedFile,
  type SealSecrets,
  type SealJob,
  sealAll,
  type SealOutcome,
} from './seal';
export { createSealer, type Sealer, type SealerOptions, type SealHow, type SealThreads } from './sealer';
