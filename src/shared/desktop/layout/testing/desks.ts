import { createDesk, openWindow, windowsOf, type Desk, type Given } from '..';
import {
  emptyDesktop,
  parseHyprlandVersion,
  parseMode,
  parsePosition,
  parseScale,
  parseTransform,
  readOption,
  readWorkspacePart,
  type DesktopModel,
  type MonitorRule,
  type OptionValue,
  type Sourced,
  type WorkspaceRule,
} from '../../model';

/** A desktop in few words, for tests. */
export interface Wanted {
  readonly version?: string;
  readonly options?: Readonly<Record<string, string>>;
  readonly monitors?: readonly string[];
  readonly workspaceRules?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly windowRules?: readonly (readonly [
    match: Readonly<Record<string, string>>,
    effects: Readonly<Record<string, string>>,
  ])[];
}

const known = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new Error(`the test's ${what} does not read`);
  return value;
};

/** `DP-1, 1920x1080, 0x0, 1, transform`, as hyprlang writes it. */
function monitorRule(text: string): MonitorRule {
  const [output = '', mode = '', position = '', scale = '', transform = '0'] = text
    .split(',')
    .map((part) => part.trim());
  return {
    output,
    mode: { value: known(parseMode(mode), 'mode') },
    position: { value: known(parsePosition(position), 'position') },
    scale: { value: known(parseScale(scale), 'scale') },
    transform: { value: known(parseTransform(transform), 'transform') },
    others: {},
  };
}

function workspaceRule(selector: string, parts: Readonly<Record<string, string>>): WorkspaceRule {
  let rule: WorkspaceRule = { selector, layoutOptions: {} };
  for (const [key, value] of Object.entries(parts)) {
    const [, option] = /^opt:(.*)$/.exec(key) ?? [];
    rule =
      option === undefined
        ? { ...rule, ...known(readWorkspacePart(key, value), key) }
        : { ...rule, layoutOptions: { ...rule.layoutOptions, [option]: { value } } };
  }
  return rule;
}

/** Gaps 5 and 20, border 2, one monitor of 1920x1080: what most measured cases have. */
export function model(wanted: Wanted = {}): DesktopModel {
  const version = known(parseHyprlandVersion(wanted.version ?? '0.56.2'), 'version');
  const options: Record<string, Sourced<OptionValue>> = {};
  for (const [key, value] of Object.entries({ 'general:border_size': '2', ...wanted.options })) {
    const reading = readOption([key], value, version);
    if (!reading.ok) throw new Error(`the test's ${key} does not read`);
    options[reading.key] = { value: reading.value };
  }
  return {
    ...emptyDesktop(version),
    options,
    monitors: (wanted.monitors ?? ['M, 1920x1080, 0x0, 1']).map(monitorRule),
    workspaceRules: Object.entries(wanted.workspaceRules ?? {}).map(([selector, parts]) =>
      workspaceRule(selector, parts),
    ),
    windowRules: (wanted.windowRules ?? []).map(([match, effects]) => ({
      match,
      effects: Object.fromEntries(Object.entries(effects).map(([name, value]) => [name, { value }])),
      enabled: true,
    })),
  };
}

/** A desk with windows w1, w2 … open. */
export function desk(count: number, wanted: Wanted = {}, given: Given = {}): Desk {
  const classes = Array.from({ length: count }, (_, index) => ({ class: `w${index + 1}` }));
  return openWindow(createDesk(model(wanted), given), ...classes);
}

/** Every window as `x,y wxh`, by class. */
export const boxes = (of: Desk): Record<string, string> =>
  Object.fromEntries(
    windowsOf(of).map((win) => [win.class, `${win.at.x},${win.at.y} ${win.size.x}x${win.size.y}`]),
  );
