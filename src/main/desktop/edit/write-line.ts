import { nixString, nixValue, removal } from '../../../shared/nix-syntax';
import { whyNot } from '../nix/origins';
import type { VirtualLine } from '../nix/virtual-text';
import { around, type FileEdit } from './files';
import { type Range, textOf, valueRange } from './line';
import { type Bench, inFiles, isOwn, refused, type Step } from './step';

/** A new text for a stretch of a line. */
export interface RangeEdit extends Range {
  readonly text: string;
}

/** Gives a line's value another text. */
export function writeValue(bench: Bench, line: VirtualLine, text: string): Step {
  return writeRanges(bench, line, [{ ...valueRange(line), text }]);
}

/** Changes parts of a line in the form it is written in. Throws `not-literal` where it is computed. */
export function writeRanges(bench: Bench, line: VirtualLine, ranges: readonly RangeEdit[]): Step {
  requireWritable(line);
  if (goesThroughOption(bench, line)) return throughOption(line, withRanges(line, ranges));
  const { literal } = line;
  const source = literal && bench.files.text(literal.file).slice(literal.start, literal.end);
  if (line.kind === 'free' || source === null || /^("|'')/.test(source))
    return inFiles(...ranges.map((range) => bench.files.replace(line, range, range.text)));
  const value = withRanges(line, ranges);
  return inFiles({ ...literal!, text: scalarLike(source, value) });
}

/** Takes a line away. */
export function removeLine(bench: Bench, line: VirtualLine): Step {
  requireWritable(line);
  if (goesThroughOption(bench, line)) return throughOption(line, null);
  if (line.kind === 'free') return inFiles(freeRemoval(bench, line));
  const { literal } = line;
  const tree = literal && bench.files.tree(literal.file);
  if (!literal || !tree)
    throw refused('not-literal', `${line.text.trim()} is computed.`, 'Change it by hand.', line);
  const nodes = around(tree, literal.start, literal.end);
  if (line.list) {
    // An item may stand in parentheses.
    const list = nodes.findIndex(({ kind }) => kind === 'list');
    return inFiles({ file: literal.file, ...removal(tree, nodes[Math.max(0, list - 1)]!) });
  }
  const binding = nodes.find(({ kind }) => kind === 'binding');
  if (!binding)
    throw refused('not-literal', `${line.text.trim()} has no place of its own.`, 'Change it by hand.', line);
  return inFiles({ file: literal.file, ...removal(tree, binding) });
}

/** Throws `not-literal` with the reason where a line cannot be written back. */
export function requireWritable(line: VirtualLine): void {
  const because = whyNot(line);
  if (because === null) return;
  throw refused(
    'not-literal',
    `“${line.text.trim()}” cannot be written back: ${because.charAt(0).toLowerCase()}${because.slice(1)}`,
    'Change it there by hand.',
    line,
  );
}

/**
 * Whether the option that a value comes from is set, which looks at its type too, and not the place where the value stands.
 * Only an item of a list in the host's own file is changed where it stands: the rest of the list stays as it is.
 */
function goesThroughOption(bench: Bench, line: VirtualLine): boolean {
  const { through, literal } = line;
  return through !== null && (through.index === null || literal === null || !isOwn(bench, literal.file));
}

/** The option a line comes from with another text for it; null takes the item away. */
function throughOption({ through, text, at }: VirtualLine, value: string | null): Step {
  if (through === null)
    throw refused('not-literal', `${text.trim()} is computed.`, 'Change it by hand.', { at });
  const { option, index, items } = through;
  if (index === null || items === null) {
    if (value === null)
      throw refused('not-literal', `${text.trim()} is what ${option} says.`, `Unset ${option} instead.`, {
        at,
      });
    return { kind: 'option', option, value: plainNix(value) };
  }
  const all = items.flatMap((item, nth) => (nth === index ? (value === null ? [] : [value]) : [item]));
  return { kind: 'option', option, value: nixValue(all) };
}

/** A text of hyprlang as the literal of Nix an option most likely takes. */
function plainNix(value: string): string {
  if (/^-?\d+(\.\d+)?$/.test(value) || value === 'true' || value === 'false') return value;
  return nixString(value);
}

function withRanges(line: VirtualLine, ranges: readonly RangeEdit[]): string {
  const whole = valueRange(line);
  let out = '';
  let at = whole.start;
  for (const { start, end, text } of ranges.toSorted((a, b) => a.start - b.start)) {
    out += textOf(line, { start: at, end: start }) + text;
    at = end;
  }
  return out + textOf(line, { start: at, end: whole.end });
}

/** A value as Nix, in the kind the literal has now where it fits: 1.0 stays a fraction, true a word. */
function scalarLike(before: string, value: string): string {
  const text = value.trim();
  if (before === 'true' || before === 'false') {
    if (/^(true|yes|on|1)$/i.test(text)) return 'true';
    if (/^(false|no|off|0)$/i.test(text)) return 'false';
  }
  if (/^-?\d+$/.test(text)) return before.includes('.') ? `${text}.0` : text;
  if (/^-?\d+\.\d+$/.test(text)) return text;
  if (text === 'true' || text === 'false') return text;
  return nixString(text);
}

/** The whole line of the source where there is nothing else on it, else the stretch. */
function freeRemoval(bench: Bench, line: VirtualLine): FileEdit {
  const edit = bench.files.replace(line, { start: 1, end: line.text.length + 1 }, '');
  const source = bench.files.text(edit.file);
  const start = source.lastIndexOf('\n', edit.start - 1) + 1;
  const next = source.indexOf('\n', edit.end);
  const isAlone =
    next >= 0 && source.slice(start, edit.start).trim() === '' && source.slice(edit.end, next).trim() === '';
  return isAlone ? { ...edit, start, end: next + 1 } : edit;
}
