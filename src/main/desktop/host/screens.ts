import type { DesktopScreens } from '../../../shared/contract';
import type { DesktopModel, MonitorRule, Screen } from '../../../shared/desktop';

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
