import type { Sourced } from '../../model';
import { isRuleMatch, layerEffect, windowEffect } from '../../reading';
import { isTable, placeOfField } from '../calls';
import { effectText, plainText } from '../texts';
import { refuse, tableOf, type LuaReader } from './common';

const ruleReader =
  (kind: 'window' | 'layer'): LuaReader =>
  (builder, call) => {
    const table = tableOf(builder, call);
    if (!table) return;
    const { from } = call;
    const { name, enabled, match: asked } = table.fields;
    const match: Record<string, string> = {};
    const effects: Record<string, Sourced<string>> = {};
    for (const [property, value] of Object.entries(isTable(asked) ? asked.fields : {})) {
      const text = plainText(value);
      if (!isRuleMatch(property))
        builder.miss(
          `hl.${call.name}: match.${property}`,
          'unknown',
          placeOfField(call, `match.${property}`),
          `Rules cannot ask for “${property}”.`,
        );
      else if (text === undefined)
        refuse(builder, call, 'Rules ask for texts, numbers and flags.', `match.${property}`, value);
      else match[property] = text;
    }
    for (const [field, value] of Object.entries(table.fields)) {
      if (field === 'name' || field === 'enabled' || field === 'match') continue;
      const known = (kind === 'window' ? windowEffect : layerEffect)(field, builder.version);
      const text = effectText(value);
      const at = placeOfField(call, field);
      if (known === 'later')
        builder.miss(
          `hl.${call.name}: ${field}`,
          'other-version',
          at,
          `This version of Hyprland has no effect ${field} yet.`,
        );
      else if (known === 'unknown' && field.includes(':'))
        builder.plugin(field.split(':')[0]!, `hl.${call.name}: ${field}`, { text: text ?? '', from: at });
      else if (known === 'unknown')
        builder.miss(`hl.${call.name}: ${field}`, 'unknown', at, `Rules have no effect “${field}”.`);
      else if (text === undefined)
        refuse(builder, call, `The effect ${field} does not take this.`, field, value);
      else effects[field] = { value: text, from: at };
    }
    const named = plainText(name);
    const rule = {
      ...(named !== undefined && { name: named }),
      match,
      effects,
      enabled: enabled !== false,
      from,
    };
    if (kind === 'window') builder.windowRule(rule);
    else builder.layerRule(rule);
  };

export const readWindowRule = ruleReader('window');
export const readLayerRule = ruleReader('layer');
