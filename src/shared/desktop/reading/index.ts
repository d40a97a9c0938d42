export { ANIMATION_PARENTS, isAnimationName } from './animation-names';
export { DesktopBuilder } from './builder';
export type { RawValue } from './builder';
export { FLAG_LETTERS, inOrder, modifierOf, modifiersIn, sameKeys } from './keys';
export { parseReserved, setMonitorPart } from './monitor-parts';
export type { OpenMonitorRule } from './monitor-parts';
export { isRuleMatch, layerEffect, newEffectName, newLayerEffectName, windowEffect } from './rule-words';
