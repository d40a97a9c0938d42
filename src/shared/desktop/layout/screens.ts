import type { DesktopModel, ModeWish, MonitorRule, Screen, Sides, Transform } from '../model';
import { allSides } from '../model';
import { f32, round, type Box } from './box';
import { LARGEST_SIDE, LayoutError, MOST_MONITORS, within } from './error';
import { settingsOf } from './settings';
import type { PlacedMonitor } from './state';

type Mode = Screen['modes'][number];

/** What Hyprland takes where a screen is not described: the mode of its headless outputs. */
const HEADLESS: Mode = { width: 1920, height: 1080, hertz: 60 };

function sorted(modes: readonly Mode[], better: (a: Mode, b: Mode) => number): Mode | undefined {
  return modes.toSorted(better)[0];
}

function modeOf(wish: ModeWish, screen: Screen): Mode {
  const { modes } = screen;
  const preferred = modes[0] ?? HEADLESS;
  switch (wish.kind) {
    case 'preferred':
      return preferred;
    case 'highest-rate':
      return (
        sorted(modes, (a, b) => Math.round(b.hertz) - Math.round(a.hertz) || b.width - a.width) ?? preferred
      );
    case 'highest-resolution':
      return (
        sorted(modes, (a, b) => b.width * b.height - a.width * a.height || b.hertz - a.hertz) ?? preferred
      );
    case 'widest':
      return sorted(modes, (a, b) => b.width - a.width || b.hertz - a.hertz) ?? preferred;
    case 'exact':
      return { width: wish.width, height: wish.height, hertz: wish.hertz ?? 60 };
  }
}

/** What Hyprland chooses by the pixels per inch. An unknown size counts as endless density, as it does there. */
function defaultScale(mode: Mode, screen: Screen): number {
  const { width: wide = 0, height: high = 0 } = screen.millimetres ?? {};
  const inches = Math.hypot(wide / 25.4, high / 25.4);
  const density = inches === 0 ? Infinity : Math.hypot(mode.width, mode.height) / inches;
  if (density > 200) return 2;
  return density > 140 ? 1.5 : 1;
}

const isWhole = (mode: Mode, scale: number): boolean =>
  Number.isInteger(mode.width / scale) && Number.isInteger(mode.height / scale);

/**
 * The scale a monitor gets: what is asked for where it gives whole logical pixels, else the nearest multiple of 1/120
 * that does, up before down, at most 89 steps away. Checked with Hyprland 0.56.2 and 0.57.0 (1.3 at 1920x1080 is 1.3333334).
 */
export function scaleOf(
  asked: number | 'auto',
  mode: Mode,
  screen: Screen,
): { scale: number; problem?: string } {
  const wanted = f32(asked === 'auto' ? defaultScale(mode, screen) : asked);
  if (isWhole(mode, wanted)) return { scale: wanted };
  const steps = f32(Math.round(wanted * 120));
  if (isWhole(mode, steps / 120)) return { scale: f32(steps / 120) };
  for (let step = 1; step < 90; step += 1) {
    for (const candidate of [(steps + step) / 120, (steps - step) / 120])
      if (candidate > 0 && isWhole(mode, candidate))
        return { scale: f32(candidate), problem: told(asked, candidate) };
  }
  if (asked === 'auto') return { scale: Math.max(1, Math.round(steps / 120)) };
  return {
    scale: defaultScale(mode, screen),
    problem: `No scale near ${asked} gives whole pixels at ${mode.width}x${mode.height}; Hyprland takes its own.`,
  };
}

const told = (asked: number | 'auto', taken: number): string | undefined =>
  asked === 'auto'
    ? undefined
    : `Scale ${asked} would give parts of pixels; Hyprland takes ${taken.toFixed(2)}.`;

/** The rules for a screen merged into one: all that name it, else those that name none. */
function ruleFor(model: DesktopModel, screen: Screen): MonitorRule | undefined {
  const names = (rule: MonitorRule): boolean =>
    rule.output.startsWith('desc:')
      ? (screen.description ?? '').startsWith(rule.output.slice(5).trim())
      : rule.output === screen.name;
  const rules = model.monitors.filter(names);
  const taken = rules.length > 0 ? rules : model.monitors.filter((rule) => rule.output === '');
  return taken.reduce<MonitorRule | undefined>(
    (merged, rule) => ({ ...merged, ...rule, others: { ...merged?.others, ...rule.others } }),
    undefined,
  );
}

/** Screens the configuration names, where nobody says what is plugged in. */
export const screensNamed = (model: DesktopModel): Screen[] => {
  const names = model.monitors
    .filter((rule) => rule.output !== '' && !rule.disabled?.value)
    .map((rule) => rule.output)
    .filter((name, index, all) => all.indexOf(name) === index);
  return (names.length > 0 ? names : ['Monitor-1']).map((name) => ({
    name,
    ...(name.startsWith('desc:') && { description: name.slice(5).trim() }),
    modes: [HEADLESS],
  }));
};

function barsOn(model: DesktopModel, name: string): Sides {
  const kept = { ...allSides(0) };
  for (const bar of model.bars) {
    if (!bar.exclusive || (bar.outputs.length > 0 && !bar.outputs.includes(name))) continue;
    const { margin } = bar;
    const across =
      bar.edge === 'top' || bar.edge === 'bottom' ? margin.top + margin.bottom : margin.left + margin.right;
    kept[bar.edge] += Math.max(0, (bar.thickness ?? 0) + across);
  }
  return kept;
}

interface Sized {
  readonly monitor: Omit<PlacedMonitor, 'box' | 'active' | 'special'>;
  readonly rule: MonitorRule | undefined;
  readonly w: number;
  readonly h: number;
}

function sized(model: DesktopModel, screen: Screen): Sized | undefined {
  const rule = ruleFor(model, screen);
  if (rule?.disabled?.value === true) return undefined;
  const mode = modeOf(rule?.mode?.value ?? { kind: 'preferred' }, screen);
  within(mode.width, 1, LARGEST_SIDE, `The width of ${screen.name}`);
  within(mode.height, 1, LARGEST_SIDE, `The height of ${screen.name}`);
  const asked = rule?.scale?.value ?? 'auto';
  if (asked !== 'auto') within(asked, 0.25, 100, `The scale of ${screen.name}`);
  const { scale, problem } = scaleOf(asked, mode, screen);
  const transform: Transform = rule?.transform?.value ?? 0;
  const turned = transform % 2 === 1;
  const added = rule?.reserved?.value ?? allSides(0);
  const bars = barsOn(model, screen.name);
  return {
    monitor: {
      name: screen.name,
      ...(screen.description !== undefined && { description: screen.description }),
      ...mode,
      scale,
      transform,
      reserved: {
        top: Math.max(added.top, 0) + bars.top,
        right: Math.max(added.right, 0) + bars.right,
        bottom: Math.max(added.bottom, 0) + bars.bottom,
        left: Math.max(added.left, 0) + bars.left,
      },
      ...(problem !== undefined && { problem }),
    },
    rule,
    w: round((turned ? mode.height : mode.width) / scale),
    h: round((turned ? mode.width : mode.height) / scale),
  };
}

/** The box of all monitors placed so far, the origin among it. */
function around(boxes: readonly Box[]): { left: number; right: number; up: number; down: number } {
  return {
    right: Math.trunc(Math.max(0, ...boxes.map((box) => box.x + box.w))),
    left: Math.trunc(Math.min(0, ...boxes.map((box) => box.x))),
    down: Math.trunc(Math.max(0, ...boxes.map((box) => box.y + box.h))),
    up: Math.trunc(Math.min(0, ...boxes.map((box) => box.y))),
  };
}

function beside(boxes: readonly Box[], { w, h, rule }: Sized): Box {
  const { left, right, up, down } = around(boxes);
  const side = rule?.position?.value.kind === 'auto' ? rule.position.value.side : 'right';
  const middleX = left + (right - left - w) / 2;
  const middleY = up + (down - up - h) / 2;
  switch (side) {
    case 'right':
      return { x: right, y: 0, w, h };
    case 'left':
      return { x: left - w, y: 0, w, h };
    case 'up':
      return { x: 0, y: up - h, w, h };
    case 'down':
      return { x: 0, y: down, w, h };
    case 'center-right':
      return { x: right, y: middleY, w, h };
    case 'center-left':
      return { x: left - w, y: middleY, w, h };
    case 'center-up':
      return { x: middleX, y: up - h, w, h };
    case 'center-down':
      return { x: middleX, y: down, w, h };
  }
}

/**
 * Puts screens in their places: explicit positions first, in the order of the screens, then each other one against the
 * bounding box of those placed. Throws LayoutError where sizes or scales cannot be, or where no monitor is left.
 */
export function placeMonitors(model: DesktopModel, screens: readonly Screen[]): PlacedMonitor[] {
  if (screens.length > MOST_MONITORS)
    throw new LayoutError('too-many', `A preview shows at most ${MOST_MONITORS} monitors.`);
  settingsOf(model);
  const all = screens.flatMap((screen) => sized(model, screen) ?? []);
  if (all.length === 0)
    throw new LayoutError('no-monitor', 'The configuration leaves no monitor switched on.');
  const boxes = new Map<Sized, Box>();
  for (const one of all) {
    const position = one.rule?.position?.value;
    if (position?.kind !== 'at') continue;
    const limit = LARGEST_SIDE * MOST_MONITORS;
    within(position.x, -limit, limit, `The position of ${one.monitor.name}`);
    within(position.y, -limit, limit, `The position of ${one.monitor.name}`);
    boxes.set(one, { x: position.x, y: position.y, w: one.w, h: one.h });
  }
  for (const one of all) if (!boxes.has(one)) boxes.set(one, beside([...boxes.values()], one));
  return all.map((one) => ({
    ...one.monitor,
    box: boxes.get(one) ?? { x: 0, y: 0, w: one.w, h: one.h },
    active: 0,
  }));
}
