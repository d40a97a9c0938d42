import type { DesktopEdit } from '../../../shared/contract';
import {
  type DesktopModel,
  type MonitorRule,
  optionKeyOf,
  parseMode,
  parsePosition,
  parseScale,
  parseTransform,
  readOption,
} from '../../../shared/desktop';

type MonitorEdit = Extract<DesktopEdit, { kind: 'monitor' }>;

function withOption(model: DesktopModel, typed: string, text: string | null): DesktopModel {
  const key = optionKeyOf(typed.split(':'));
  if (key === undefined) return model;
  if (text === null) {
    const { [key]: _gone, ...options } = model.options;
    return { ...model, options };
  }
  const read = readOption(key.split(':'), text, model.version);
  if (!read.ok) return model;
  return { ...model, options: { ...model.options, [key]: { ...model.options[key], value: read.value } } };
}

function withMonitor(model: DesktopModel, { output, wish }: MonitorEdit): DesktopModel {
  const mode = wish.mode === undefined ? undefined : parseMode(wish.mode);
  const position = wish.position === undefined ? undefined : parsePosition(wish.position);
  const scale = wish.scale === undefined ? undefined : parseScale(wish.scale);
  const transform = wish.transform === undefined ? undefined : parseTransform(wish.transform);
  const found = model.monitors.some((rule) => rule.output === output);
  const general = model.monitors.find((rule) => rule.output === '');
  const changed = (rule: MonitorRule): MonitorRule => ({
    ...rule,
    output,
    ...(mode && { mode: { ...rule.mode, value: mode } }),
    ...(position && { position: { ...rule.position, value: position } }),
    ...(scale !== undefined && { scale: { ...rule.scale, value: scale } }),
    ...(transform !== undefined && { transform: { ...rule.transform, value: transform } }),
    ...(wish.disabled !== undefined && { disabled: { ...rule.disabled, value: wish.disabled } }),
  });
  return {
    ...model,
    monitors: found
      ? model.monitors.map((rule) => (rule.output === output ? changed(rule) : rule))
      : [...model.monitors, changed(general ?? { output, others: {} })],
  };
}

/**
 * The configuration as it would be with an edit, for the picture while somebody drags. What only changes lines (binds,
 * rules) and what does not read leaves it as it is.
 */
export function withEdit(model: DesktopModel, edit: DesktopEdit): DesktopModel {
  switch (edit.kind) {
    case 'option':
      return withOption(model, edit.key, edit.value);
    case 'monitor':
      return withMonitor(model, edit);
    case 'bezier': {
      const { name, points } = edit;
      const before = model.curves.find((curve) => curve.name === name);
      return {
        ...model,
        curves: [
          ...model.curves.filter((curve) => curve.name !== name),
          { name, kind: 'bezier', points, ...(before?.from && { from: before.from }) },
        ],
      };
    }
    case 'animation': {
      const { kind: _kind, style, ...animation } = edit;
      const before = model.animations.find(({ name }) => name === edit.name);
      return {
        ...model,
        animations: [
          ...model.animations.filter(({ name }) => name !== edit.name),
          {
            ...animation,
            ...(style === undefined ? {} : { style }),
            ...(before?.from && { from: before.from }),
          },
        ],
      };
    }
    case 'bar':
      return {
        ...model,
        bars: model.bars.map((bar) =>
          bar.name === edit.name
            ? {
                ...bar,
                edge: edit.wish.position ?? bar.edge,
                ...(edit.wish.height === undefined ? {} : { thickness: edit.wish.height }),
              }
            : bar,
        ),
      };
    case 'add':
    case 'change':
    case 'remove':
      return model;
  }
}

/** The configuration with all of them. */
export const withEdits = (model: DesktopModel, edits: readonly DesktopEdit[]): DesktopModel =>
  edits.reduce(withEdit, model);
