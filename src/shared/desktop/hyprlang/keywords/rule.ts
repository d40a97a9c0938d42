import type { Sourced } from '../../model';
import { isRuleMatch, layerEffect, windowEffect, type DesktopBuilder } from '../../reading';
import type { Statement } from '../statements';
import { escapedFields } from './fields';

/** Rules of windows, and of layers such as bars. */
export type RuleKind = 'window' | 'layer';

/** Whether the value of a rule is of the form since 0.53: `match:class x, float on`. */
export const isNewForm = (value: string): boolean => /(^|,)\s*match:[a-z_]+[\s,]/.test(`${value},`);

/** `windowrule = match:class REGEX, EFFECT VALUE, …`, the form since 0.53, for windows and for layers. */
export function readRule(builder: DesktopBuilder, { key, value, at: from }: Statement, kind: RuleKind): void {
  const line = `${key} = ${value}`;
  const match: Record<string, string> = {};
  const effects: Record<string, Sourced<string>> = {};
  for (const part of escapedFields(value)) {
    const blank = part.indexOf(' ');
    const name = blank === -1 ? part : part.slice(0, blank);
    const text = blank === -1 ? undefined : part.slice(blank + 1).trim();
    if (text === undefined) {
      builder.miss(line, 'invalid', from, `“${part}” has no value.`);
      return;
    }
    const why = ruleWord(builder, name, kind);
    if (why !== undefined) {
      builder.miss(line, why.why, from, why.because);
      return;
    }
    if (name.startsWith('match:')) match[name.slice('match:'.length)] = text;
    else effects[name] = { value: text, from };
  }
  if (kind === 'window') builder.windowRule({ match, effects, enabled: true, from });
  else builder.layerRule({ match, effects, enabled: true, from });
}

/** Why a word cannot stand in a rule; undefined where it can. */
export function ruleWord(
  builder: DesktopBuilder,
  name: string,
  kind: RuleKind,
): { readonly why: 'unknown' | 'other-version' | 'not-previewed'; readonly because: string } | undefined {
  if (name.startsWith('match:'))
    return isRuleMatch(name.slice('match:'.length))
      ? undefined
      : { why: 'unknown', because: `Rules cannot ask for “${name}”.` };
  const known = (kind === 'window' ? windowEffect : layerEffect)(name, builder.version);
  if (known === 'known') return undefined;
  if (known === 'later')
    return { why: 'other-version', because: `This version of Hyprland has no effect ${name} yet.` };
  if (name.includes(':')) return { why: 'not-previewed', because: `The effect ${name} is a plugin’s.` };
  return { why: 'unknown', because: `Rules have no effect “${name}”.` };
}
