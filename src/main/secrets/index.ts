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
export { readRules, type RulesReading, type ToldByNix, type ToldRule } from './rules/read';
export { type OpenSecret, openSecret, sealAll, type SealSecrets } from './seal';
