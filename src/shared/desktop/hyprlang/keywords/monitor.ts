import { parseTransform } from '../../model';
import { parseReserved, setMonitorPart, type DesktopBuilder, type OpenMonitorRule } from '../../reading';
import type { Statement } from '../statements';
import { fields } from './fields';

const PLACED = ['mode', 'position', 'scale'] as const;

/** `monitor = NAME, MODE, POSITION, SCALE, KEY, VALUE …` and its short forms. */
export function readMonitor(builder: DesktopBuilder, { key, value, computed, valueAt }: Statement): void {
  const [output = '', second = '', ...rest] = fields(value);
  const line = `${key} = ${value}`;
  const from = valueAt;
  if (computed) return builder.miss(line, 'computed', from);
  const bad = (because: string): void => builder.miss(line, 'invalid', from, because);
  if (second === 'disable' || second === 'disabled')
    return builder.monitor({ output, disabled: { value: true, from }, others: {}, from });
  if (second === 'transform') {
    const transform = parseTransform(rest[0] ?? '');
    if (transform === undefined) return bad('A transform is a number from 0 to 7.');
    const rule = builder.monitorOf(output);
    // Hyprland turns only what an earlier line has named.
    if (!rule) return bad(`No line above names the monitor ${output}.`);
    return builder.monitor({ ...rule, transform: { value: transform, from } });
  }
  if (second === 'addreserved') {
    const reserved = parseReserved(rest);
    if (!reserved) return bad('addreserved takes four numbers: top, bottom, left, right.');
    const rule = builder.monitorOf(output) ?? { output, others: {}, from };
    return builder.monitor({ ...rule, reserved: { value: reserved, from } });
  }
  const rule: OpenMonitorRule = { output, others: {}, from };
  for (const [nth, part] of PLACED.entries()) {
    const text = [second, ...rest][nth];
    if (text !== undefined && setMonitorPart(rule, part, text, from) !== 'set')
      bad(`“${text}” is no ${part} of a monitor.`);
  }
  for (let at = 2; at < rest.length && rest[at] !== ''; at += 2) {
    const name = rest[at]!;
    if (setMonitorPart(rule, name, rest[at + 1] ?? '', from) !== 'set') {
      bad(`“${name}, ${rest[at + 1] ?? ''}” is not understood.`);
      break;
    }
  }
  builder.monitor(rule);
}
