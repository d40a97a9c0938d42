import {
  allSides,
  emptyDesktop,
  parseHyprlandVersion,
  parseMode,
  parsePosition,
  parseScale,
  parseSides,
  parseTransform,
  readOption,
  readWorkspacePart,
  type Bar,
  type DesktopModel,
  type MonitorRule,
  type NotUnderstood,
  type OptionValue,
  type Sourced,
  type WorkspaceRule,
} from '../model';
import type { CaseBar, DesktopCase } from './schema';

/** The bars of a case: they run beside the compositor, so no configuration of it has them. */
export const barsOf = (given: DesktopCase): Bar[] => {
  const { bar } = given.case;
  return bar === undefined ? [] : [bar].flat().map(barOf);
};

function barOf(bar: CaseBar): Bar {
  const all = parseSides(bar.margin ?? '0') ?? allSides(0);
  const upright = bar.position === 'left' || bar.position === 'right';
  const thickness = upright ? bar.width : bar.height;
  return {
    program: 'waybar',
    edge: bar.position,
    ...(thickness !== undefined && { thickness }),
    margin: {
      top: bar['margin-top'] ?? all.top,
      right: bar['margin-right'] ?? all.right,
      bottom: bar['margin-bottom'] ?? all.bottom,
      left: bar['margin-left'] ?? all.left,
    },
    exclusive: bar.exclusive ?? true,
    outputs: bar.output === undefined ? [] : [bar.output].flat(),
    start: [],
    middle: [],
    end: [],
  };
}

const sourced = <T>(value: T | undefined): Sourced<T> | undefined =>
  value === undefined ? undefined : { value };

function monitorOf(given: DesktopCase['case']['monitors'][number]): MonitorRule {
  const [top = 0, bottom = 0, left = 0, right = 0] = given.reserved ?? [];
  const { transform, ...others } = given.extra ?? {};
  const mode = sourced(given.mode === undefined ? undefined : parseMode(given.mode));
  const position = sourced(given.pos === undefined ? undefined : parsePosition(given.pos));
  const scale = sourced(given.scale === undefined ? undefined : parseScale(given.scale));
  const turned = sourced(transform === undefined ? undefined : parseTransform(transform));
  return {
    output: given.name,
    ...(mode && { mode }),
    ...(position && { position }),
    ...(scale && { scale }),
    ...(turned && { transform: turned }),
    ...(given.reserved && { reserved: { value: { top, right, bottom, left } } }),
    others: Object.fromEntries(Object.entries(others).map(([key, value]) => [key, { value }])),
  };
}

function workspaceRuleOf(
  [selector, parts]: DesktopCase['case']['wsrules'][number],
  refused: NotUnderstood[],
): WorkspaceRule {
  let rule: WorkspaceRule = { selector, layoutOptions: {} };
  for (const [key, values] of Object.entries(parts)) {
    for (const value of [values].flat()) {
      if (key === 'layoutopt') {
        const [name = '', ...rest] = value.split(':');
        rule = { ...rule, layoutOptions: { ...rule.layoutOptions, [name]: { value: rest.join(':') } } };
        continue;
      }
      const part = readWorkspacePart(key, value);
      if (part === undefined)
        refused.push({ text: `workspace ${selector}, ${key}:${value}`, why: 'unknown' });
      else rule = { ...rule, ...part };
    }
  }
  return rule;
}

/** The desktop of a case from its neutral form, without reading its configuration. */
export function modelOfCase(given: DesktopCase): DesktopModel {
  const version = parseHyprlandVersion(given.hyprland);
  const empty = emptyDesktop(version);
  const refused: NotUnderstood[] = [];
  const options: Record<string, Sourced<OptionValue>> = {};
  for (const [key, value] of Object.entries(given.case.opts)) {
    const reading = readOption([key], value, empty.version);
    if (reading.ok) options[reading.key] = { value: reading.value };
    else
      refused.push({
        text: `${key} = ${value}`,
        why: reading.why,
        ...(reading.because && { because: reading.because }),
      });
  }
  return {
    ...empty,
    options,
    monitors: given.case.monitors.map(monitorOf),
    workspaceRules: given.case.wsrules.map((rule) => workspaceRuleOf(rule, refused)),
    windowRules: given.case.winrules.map(({ match, effects }) => ({
      match,
      effects: Object.fromEntries(Object.entries(effects).map(([name, value]) => [name, { value }])),
      enabled: true,
    })),
    bars: barsOf(given),
    notUnderstood: refused,
  };
}
