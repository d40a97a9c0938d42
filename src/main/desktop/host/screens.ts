import type { DesktopScreens, PluggedMonitor } from '../../../shared/contract';
import type { DesktopModel, MonitorRule, Screen } from '../../../shared/desktop';

/** What a host told of the screens that are plugged in. */
export interface ToldMonitors {
  readonly monitors: readonly PluggedMonitor[];
  /** ISO 8601. */
  readonly at: string;
}

/**
 * The screens a host told of. A mode that the configuration asks for and the kernel does not list comes last: Hyprland makes
 * it. The kernel tells no rates, so each mode has the one that the configuration wants of it, else 60.
 */
export function screensOf(model: DesktopModel, told: ToldMonitors | null): DesktopScreens {
  if (told === null || told.monitors.length === 0) return declaredScreens(model);
  const screens = told.monitors.map(({ name, modes, millimetres }): Screen => {
    const wanted = model.monitors.find(({ output }) => output === name)?.mode?.value;
    const exact = wanted?.kind === 'exact' ? { ...wanted, hertz: wanted.hertz ?? 60 } : null;
    const known = modes.map(({ width, height }) => ({
      width,
      height,
      hertz: exact && exact.width === width && exact.height === height ? exact.hertz : 60,
    }));
    const isListed = known.some(({ width, height }) => exact?.width === width && exact.height === height);
    const own = exact && !isListed ? [{ width: exact.width, height: exact.height, hertz: exact.hertz }] : [];
    const all = [...known, ...own];
    return { name, modes: all.length > 0 ? all : COMMON.modes, ...(millimetres ? { millimetres } : {}) };
  });
  return { screens, from: 'host', at: told.at };
}

const COMMON: Screen = { name: 'DP-1', modes: [{ width: 1920, height: 1080, hertz: 60 }] };

/** The screens that a configuration names, in the modes it asks for; a common one where it names none. */
export function declaredScreens({ monitors, bars }: DesktopModel): DesktopScreens {
  const named = monitors.filter(({ output, disabled }) => output !== '' && disabled?.value !== true);
  const screens = named.map(screenOf);
  if (screens.length > 0) return { screens, from: 'declared', at: null };
  const [output] = bars.flatMap(({ outputs }) => outputs);
  return {
    screens: [output === undefined ? COMMON : { ...COMMON, name: output }],
    from: 'assumed',
    at: null,
  };
}

function screenOf({ output, mode }: MonitorRule): Screen {
  const description = /^desc:(.*)$/.exec(output)?.[1];
  const wanted = mode?.value;
  const modes =
    wanted?.kind === 'exact'
      ? [{ width: wanted.width, height: wanted.height, hertz: wanted.hertz ?? 60 }]
      : COMMON.modes;
  return description === undefined
    ? { name: output, modes }
    : { name: `screen of ${description}`, description, modes };
}
