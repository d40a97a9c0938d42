import type { Sides } from '../../model';
import { setMonitorPart, type OpenMonitorRule } from '../../reading';
import { placeOfField, type LuaValue } from '../calls';
import { plainText, sidesText } from '../texts';
import { refuse, tableOf, textField, type LuaReader } from './common';

/** `hl.monitor({ … })`. */
export const readMonitor: LuaReader = (builder, call) => {
  const table = tableOf(builder, call);
  const output = table && textField(builder, call, table, 'output');
  if (!table || output === undefined) return;
  const { from } = call;
  const old = builder.monitorOf(output);
  const rule: OpenMonitorRule = { ...(old ?? { output, from }), others: { ...old?.others } };
  for (const [field, value] of Object.entries(table.fields)) {
    if (field === 'output') continue;
    const at = placeOfField(call, field);
    if (field === 'reserved' || field === 'reserved_area') {
      const reserved = sidesOf(value);
      if (reserved) rule.reserved = { value: reserved, from: at };
      else
        refuse(
          builder,
          call,
          'What is reserved is a number, or a table of top, right, bottom and left.',
          field,
          value,
        );
      continue;
    }
    const text = plainText(value);
    const set = text === undefined ? 'invalid' : setMonitorPart(rule, field, text, at);
    if (set === 'unknown')
      builder.miss(`hl.monitor: ${field}`, 'unknown', at, `Monitors have no field “${field}”.`);
    else if (set === 'invalid') refuse(builder, call, `This is no ${field} of a monitor.`, field, value);
  }
  builder.monitor(rule);
};

function sidesOf(value: LuaValue): Sides | undefined {
  const [top = 0, right = top, bottom = top, left = right] = sidesText(value)?.split(' ').map(Number) ?? [
    Number.NaN,
  ];
  return Number.isNaN(top) ? undefined : { top, right, bottom, left };
}
