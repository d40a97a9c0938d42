import type { MonitorWish } from '../../../shared/contract';
import type { MonitorRule, Place } from '../../../shared/desktop';
import type { VirtualLine } from '../nix/virtual-text';
import { fieldRanges, keywordOf, textOf, valueRange } from './line';
import { addLine } from './insert';
import { inFiles, refused, type Bench, type Step } from './step';
import { lineAfter } from './insert';
import { type RangeEdit, writeRanges, writeValue } from './write-line';

/** Changes what the configuration says of a monitor, in the form its line is written in; adds a line where none names it. */
export function editMonitor(bench: Bench, output: string, wish: MonitorWish): Step[] {
  const { raw, text } = bench.desktop;
  const rule = raw.monitors.find((one) => one.output === output);
  const line = text?.lineOf(rule?.from);
  if (!rule || bench.where === 'host') return [addLine(bench, 'monitor', newRule(output, wish, rule))];
  if (!line) throw refused('not-literal', `The monitor ${output} is computed.`, 'Change it by hand.');
  return keywordOf(line) === 'monitor' ? [editRule(bench, line, wish)] : editBlock(bench, rule, wish);
}

/** A whole rule; what is not wished stays as it was, or is left to Hyprland. */
function newRule(output: string, wish: MonitorWish, before: MonitorRule | undefined): string {
  if (wish.disabled === true) return `${output}, disable`;
  const { mode = modeWords(before), position = positionWords(before), scale = scaleWords(before) } = wish;
  const transform = wish.transform ?? before?.transform?.value ?? 0;
  return [output, mode, position, scale, ...(transform === 0 ? [] : ['transform', String(transform)])].join(
    ', ',
  );
}

function modeWords(rule: MonitorRule | undefined): string {
  const mode = rule?.mode?.value;
  switch (mode?.kind) {
    case 'exact':
      return `${mode.width}x${mode.height}${mode.hertz === undefined ? '' : `@${mode.hertz}`}`;
    case 'highest-rate':
      return 'highrr';
    case 'highest-resolution':
      return 'highres';
    case 'widest':
      return 'maxwidth';
    case 'preferred':
    case undefined:
      return 'preferred';
  }
}

function positionWords(rule: MonitorRule | undefined): string {
  const position = rule?.position?.value;
  if (position?.kind === 'at') return `${position.x}x${position.y}`;
  return position === undefined || position.side === 'right' ? 'auto' : `auto-${position.side}`;
}

function scaleWords(rule: MonitorRule | undefined): string {
  return String(rule?.scale?.value ?? 1);
}

/** `NAME, mode, position, scale[, key, value]…` */
function editRule(bench: Bench, line: VirtualLine, wish: MonitorWish): Step {
  const fields = fieldRanges(line, 40);
  const name = textOf(line, fields[0]!);
  const second = fields[1] === undefined ? '' : textOf(line, fields[1]);
  const wasOff = second === 'disable' || second === 'disabled';
  const isOther = ['transform', 'addreserved', 'mirror'].includes(second);
  if (wish.disabled === true) return writeValue(bench, line, `${name}, disable`);
  if (wasOff || isOther || fields.length < 4)
    return isOther
      ? addLine(bench, 'monitor', newRule(name, wish, undefined))
      : writeValue(bench, line, newRule(name, wish, undefined));
  const ranges: RangeEdit[] = [];
  const parts = [wish.mode, wish.position, wish.scale];
  parts.forEach((text, index) => {
    if (text !== undefined) ranges.push({ ...fields[index + 1]!, text });
  });
  if (wish.transform !== undefined) {
    const key = fields.findIndex(
      (field, index) => index >= 4 && index % 2 === 0 && textOf(line, field) === 'transform',
    );
    const value = key < 0 ? undefined : fields[key + 1];
    const { end } = valueRange(line);
    if (value) ranges.push({ ...value, text: String(wish.transform) });
    else if (wish.transform !== 0) ranges.push({ start: end, end, text: `, transform, ${wish.transform}` });
  }
  return writeRanges(bench, line, ranges);
}

/** A block `monitorv2 { … }` or a set: each part is a line of its own. */
function editBlock(bench: Bench, rule: MonitorRule, wish: MonitorWish): Step[] {
  const lineOf = (from: Place | undefined): VirtualLine | undefined => bench.desktop.text?.lineOf(from);
  const any = [rule.mode, rule.position, rule.scale, rule.transform, rule].flatMap(
    (part) => lineOf(part?.from) ?? [],
  )[0];
  const wanted = [
    ['mode', rule.mode?.from, wish.mode],
    ['position', rule.position?.from, wish.position],
    ['scale', rule.scale?.from, wish.scale],
    ['transform', rule.transform?.from, wish.transform === undefined ? undefined : String(wish.transform)],
    ['disabled', rule.disabled?.from, wish.disabled === undefined ? undefined : String(wish.disabled)],
  ] as const;
  return wanted.flatMap(([key, from, text]) => {
    if (text === undefined) return [];
    const line = lineOf(from);
    if (line) return [writeValue(bench, line, text)];
    if (any?.kind !== 'free')
      throw refused(
        'not-literal',
        `${rule.output} has no ${key} to change.`,
        `Write ${key} beside the others first.`,
        any ?? null,
      );
    return [inFiles(lineAfter(bench, any, `${key} = ${text}`))];
  });
}
