export { planRules, type PlannedRules, type RuleSource, type RuleWish } from './plan';
export { moveReferences, type TextChange } from './references';
