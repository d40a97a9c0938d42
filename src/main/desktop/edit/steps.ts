import type { DesktopEdit, Place } from '../../../shared/contract';
import { KNOWN_OPTIONS, optionKeyOf, readOption } from '../../../shared/desktop';
import type { VirtualLine } from '../nix/virtual-text';
import { editBar } from './bar';
import { addLine, insertOption } from './insert';
import { keywordOf } from './line';
import { editMonitor } from './monitor';
import { type Bench, refused, type Step } from './step';
import { removeLine, writeValue } from './write-line';

/** What one edit comes to. Throws `unknown-option`, `wrong-type`, `not-literal`, `no-effect`, `changed-outside`. */
export function stepsOf(bench: Bench, edit: DesktopEdit): Step[] {
  switch (edit.kind) {
    case 'option':
      return option(bench, edit.key, edit.value);
    case 'monitor':
      return editMonitor(bench, edit.output, edit.wish);
    case 'bezier': {
      const value = [edit.name, ...edit.points.map(short)].join(', ');
      const curve = bench.desktop.raw.curves.findLast(({ name }) => name === edit.name);
      return named(bench, 'bezier', value, bench.desktop.text?.lineOf(curve?.from));
    }
    case 'animation': {
      const words = [edit.name, edit.on ? '1' : '0', short(edit.speed), edit.curve];
      const value = [...words, ...(edit.style ? [edit.style] : [])].join(', ');
      const before = bench.desktop.raw.animations.findLast(({ name }) => name === edit.name);
      return named(bench, 'animation', value, bench.desktop.text?.lineOf(before?.from));
    }
    case 'add':
      return [addLine(bench, edit.line.keyword, edit.line.value)];
    case 'change': {
      const line = lineAt(bench, edit.at, edit.was);
      if (keywordOf(line) === edit.line.keyword) return [writeValue(bench, line, edit.line.value)];
      return [removeLine(bench, line), addLine(bench, edit.line.keyword, edit.line.value, line)];
    }
    case 'remove':
      return [removeLine(bench, lineAt(bench, edit.at, edit.was))];
    case 'bar':
      return editBar(bench, edit.name, edit.wish);
  }
}

/** A number with at most four places, as a person would write it. */
function short(value: number): string {
  return String(Number(value.toFixed(4)));
}

function option(bench: Bench, typed: string, value: string | null): Step[] {
  const { raw, text } = bench.desktop;
  const key = optionKeyOf(typed.split(':'));
  if (key === undefined || !KNOWN_OPTIONS.has(key))
    throw refused(
      'unknown-option',
      `Hyprland has no option ${typed}.`,
      'Ask for the options of this host again.',
    );
  if (value !== null) {
    const read = readOption(key.split(':'), value, raw.version);
    if (!read.ok)
      throw refused(
        'wrong-type',
        read.because ?? `${key} does not take ${value}.`,
        'Give a value that it takes.',
      );
  }
  const present = raw.options[key];
  const line = present ? text?.lineOf(present.from) : (lineOfKey(bench, key) ?? undefined);
  if (!line) {
    if (value === null) throw refused('no-effect', `${key} is not set.`, 'There is nothing to take away.');
    return [insertOption(bench, key, value)];
  }
  if (bench.where === 'host' && value !== null) return [insertOption(bench, key, value)];
  return [value === null ? removeLine(bench, line) : writeValue(bench, line, value)];
}

/** The line of an option whose value did not reach the model, so that it is refused and not written twice. */
function lineOfKey({ desktop }: Bench, key: string): VirtualLine | null {
  const missed = desktop.raw.notUnderstood.find(({ text }) => text.startsWith(`${key} =`));
  return desktop.text?.lineOf(missed?.from) ?? null;
}

function named(bench: Bench, keyword: string, value: string, line: VirtualLine | undefined): Step[] {
  if (!line || bench.where === 'host') return [addLine(bench, keyword, value)];
  return [writeValue(bench, line, value)];
}

/**
 * The line that stands at a place of the fleet. Throws `no-effect` where the place has no line any more, `changed-outside`
 * where it is not the line that `was` there.
 */
function lineAt({ desktop }: Bench, at: Place, was: string | undefined): VirtualLine {
  const isThere = ({ at: place }: VirtualLine): boolean => place?.file === at.file && place.line === at.line;
  const found = desktop.text?.lines.filter((line) => isThere(line) && keywordOf(line) !== null) ?? [];
  const exact = found.find((line) => line.at?.column === at.column);
  const line = exact ?? (found.length === 1 ? found[0] : undefined);
  if (line && was !== undefined && line.text.trim() !== was)
    throw refused(
      'changed-outside',
      `Another line stands at ${at.file}:${at.line} by now: ${line.text.trim()}.`,
      'Nothing was written. Look at the desktop as it is now, and do it again.',
      line,
    );
  if (line) return line;
  throw refused(
    'no-effect',
    `No line of the desktop stands at ${at.file}:${at.line}.`,
    'It may have changed meanwhile; ask for the desktop again.',
    { at: { file: at.file, line: at.line, column: at.column ?? 1 } },
  );
}
