export type {
  KeyGroup,
  NamedKey,
  RuleKey,
  RulePlace,
  RuleProblem,
  RuleSet,
  SecretRule,
  SecretRules,
} from './rules/model';
export { bareKey, keyComment, looksLikeKey, shortKey } from './rules/model';
export {
  readSecretsInThisThread,
  SecretsReader,
  type SecretsReaderOptions,
  type SecretsRead,
  type SecretsRequest,
} from './reading';
export { matrixOf, type MatrixInput } from './matrix/matrix';
export type { HostKey } from './matrix/recipients';
export type { EvaluatedUses, HostDeclares } from './matrix/uses';
export { type PlannedRules, planRules } from './rules/edit/plan';
export { type LeakScan, scanForLeaks } from './leaks/scan';
export { readRules, type RulesReading, type ToldByNix, type ToldRule } from './rules/read';
export {
  createSealer,
  type OpenSecret,
  openSecret,
  sealAll,
  type Sealer,
  type SealerOptions,
  type SealSecrets,
  type SealThreads,
} from './seal';
export { SecretStore } from './store';
export { IdentitiesAtHand, SecretWork, type TextChange, type WorkHow } from './work';
export { editInMemory } from './memory-file';
export { confirmOnHost, type HostDoor } from './rotation';
export { type AddedHost, addHost, type AddHostParts, type AddHostWish } from './add-host';
export { LeakMover, type LeakMoved, type LeakWish, takesFile } from './move';
