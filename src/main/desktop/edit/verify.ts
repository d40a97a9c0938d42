import { AppError, type DesktopEdit } from '../../../shared/contract';
import { type DesktopModel, optionKeyOf, readOption } from '../../../shared/desktop';
import type { SourceDesktop } from '../nix/read-desktop';
import { keywordOf, textOf, valueRange } from './line';

/**
 * Reads back what edits have made of a desktop. Throws `no-effect` where one of them decides nothing, and `conflict` where
 * options change that nobody wished to.
 */
export function verify(before: SourceDesktop, after: SourceDesktop, edits: readonly DesktopEdit[]): void {
  for (const edit of edits) if (!holds(after, edit)) throw without(edit);
  const known = new Set(before.model.notUnderstood.map(({ text }) => text));
  const missed = after.model.notUnderstood.find(({ text }) => !known.has(text));
  if (missed)
    throw new AppError('wrong-type', missed.because ?? `“${missed.text}” is not understood.`, {
      hint: 'Nothing was written. Give it as this version of Hyprland takes it.',
      detail: { ...missed.from },
    });
  const wished = new Set(
    edits.flatMap((edit) => (edit.kind === 'option' ? [optionKeyOf(edit.key.split(':'))] : [])),
  );
  const others = changedOptions(before.model, after.model).filter((key) => !wished.has(key));
  const [other] = others;
  if (other !== undefined)
    throw new AppError(
      'conflict',
      `That would change ${others.join(', ')} too: they are written as one value.`,
      {
        hint: 'Give each a value of its own in the file first.',
        detail: { path: other, ...before.model.options[other]?.from },
      },
    );
  if (edits.some(({ kind }) => kind === 'monitor')) return;
  const lost = before.model.monitors.find(
    ({ output }) => !after.model.monitors.some((rule) => rule.output === output),
  );
  if (lost && edits.every(({ kind }) => kind !== 'remove' && kind !== 'change'))
    throw new AppError('conflict', `That would take the monitor ${lost.output} away.`, {
      hint: 'Change it in its file.',
    });
}

function holds({ model, text }: SourceDesktop, edit: DesktopEdit): boolean {
  switch (edit.kind) {
    case 'option': {
      const key = optionKeyOf(edit.key.split(':')) ?? edit.key;
      const found = model.options[key];
      // Taken away here, it may be set in another place; then that one shows.
      if (edit.value === null) return true;
      const read = readOption(key.split(':'), edit.value, model.version);
      return read.ok && JSON.stringify(read.value) === JSON.stringify(found?.value);
    }
    case 'monitor': {
      const rule = model.monitors.find(({ output }) => output === edit.output);
      if (edit.wish.disabled !== undefined && (rule?.disabled?.value ?? false) !== edit.wish.disabled)
        return false;
      const transform = edit.wish.transform;
      return rule !== undefined && (transform === undefined || (rule.transform?.value ?? 0) === transform);
    }
    case 'bezier': {
      const curve = model.curves.findLast(({ name }) => name === edit.name);
      return (
        curve?.kind === 'bezier' && curve.points.every((point, i) => Math.abs(point - edit.points[i]!) < 1e-3)
      );
    }
    case 'animation': {
      const found = model.animations.findLast(({ name }) => name === edit.name);
      return found?.on === edit.on && (!edit.on || found.curve === edit.curve);
    }
    case 'add':
    case 'change': {
      const { keyword, value } = edit.line;
      return (
        text?.lines.some(
          (line) => keywordOf(line) === keyword && textOf(line, valueRange(line)) === value.trim(),
        ) === true
      );
    }
    case 'remove':
      return true;
    case 'bar': {
      const bar = model.bars.find(({ name }) => name === edit.name);
      const { position } = edit.wish;
      return bar !== undefined && (position === undefined || bar.edge === position);
    }
  }
}

function without(edit: DesktopEdit): AppError {
  const what = edit.kind === 'option' ? edit.key : edit.kind;
  return new AppError('no-effect', `${what} would still be decided elsewhere.`, {
    hint: 'Look where else it is set, with explain.',
  });
}

function changedOptions(before: DesktopModel, after: DesktopModel): string[] {
  const keys = new Set([...Object.keys(before.options), ...Object.keys(after.options)]);
  const text = (model: DesktopModel, key: string): string => JSON.stringify(model.options[key]?.value);
  return [...keys].filter((key) => text(before, key) !== text(after, key));
}
