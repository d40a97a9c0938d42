import type { DesktopEdit, MonitorWish } from '../../../shared/contract';
import {
  type Box,
  type DesktopModel,
  type MonitorRule,
  type PlacedMonitor,
  type Screen,
  scaleOf,
} from '../../../shared/desktop';

/** The rule that names a screen, the last of several. */
export function ruleOf(
  model: DesktopModel,
  screen: Pick<Screen, 'name' | 'description'>,
): MonitorRule | undefined {
  return model.monitors.findLast(({ output }) =>
    output.startsWith('desc:')
      ? (screen.description ?? '').startsWith(output.slice('desc:'.length).trim())
      : output === screen.name,
  );
}

/** Numbers as a person writes them in a configuration. */
const short = (value: number, places: number): string => String(Number(value.toFixed(places)));

/** As Hyprland writes a mode: `2560x1440@143.97`. */
export const modeText = ({ width, height, hertz }: Screen['modes'][number]): string =>
  `${width}x${height}@${short(hertz, 2)}`;

/** As Hyprland writes a scale; six places are what it reads back the same. */
export const scaleText = (scale: number): string => short(scale, 6);

/** As Hyprland writes a place: `1920x0`. */
export const positionText = ({ x, y }: Pick<Box, 'x' | 'y'>): string => `${Math.round(x)}x${Math.round(y)}`;

/** What a monitor that no rule names has now, so that a rule of its own leaves the rest as it is. */
const present = (placed: PlacedMonitor): MonitorWish => ({
  mode: modeText(placed),
  position: positionText(placed.box),
  scale: scaleText(placed.scale),
  transform: placed.transform,
});

/** Changes what is written of one monitor. */
export function monitorEdit(model: DesktopModel, placed: PlacedMonitor, wish: MonitorWish): DesktopEdit {
  const rule = ruleOf(model, placed);
  return {
    kind: 'monitor',
    output: rule?.output ?? placed.name,
    wish: rule ? wish : { ...present(placed), ...wish },
  };
}

/**
 * Moves one monitor. Those that Hyprland places itself are written where they are, since they would move with it.
 */
export function moveEdits(
  model: DesktopModel,
  monitors: readonly PlacedMonitor[],
  name: string,
  to: Pick<Box, 'x' | 'y'>,
): readonly DesktopEdit[] {
  return monitors.flatMap((placed) => {
    if (placed.name === name) return [monitorEdit(model, placed, { position: positionText(to) })];
    const isFixed = ruleOf(model, placed)?.position?.value.kind === 'at';
    return isFixed ? [] : [monitorEdit(model, placed, { position: positionText(placed.box) })];
  });
}

/** Scales are multiples of this in Wayland's protocol. */
const PARTS = 120;

/** The scales from a half to 4 that Hyprland takes as they are at this mode: those that give whole logical pixels. */
export function scaleSteps(mode: Screen['modes'][number], screen: Screen): readonly number[] {
  const steps: number[] = [];
  for (let parts = PARTS / 2; parts <= 4 * PARTS; parts += 1)
    if (scaleOf(parts / PARTS, mode, screen).problem === undefined) steps.push(parts / PARTS);
  return steps;
}
