import { type PlasmaModel, readPlasma } from '../../../shared/desktop';
import type { ToldHost, ToldOptions, WantedOptions } from '../../fleet';
import { flagIn } from '../nix/told-values';
import { SCHEME_OPTIONS, schemeTexts } from './schemes';
import { settingOfTold } from './settings';

const PLASMA = 'programs.plasma';
const SYSTEM = 'services.desktopManager.plasma6.enable';

/** All that is asked of a host's source for its Plasma desktop. */
export const WANTED_FOR_PLASMA: WantedOptions = { nixos: [SYSTEM], home: [PLASMA, ...SCHEME_OPTIONS] };

/** A host's Plasma desktop as its source describes it. */
export interface SourcePlasma {
  /** Whose settings they are; null where nobody's are written. */
  readonly user: string | null;
  /** Everybody with settings of plasma-manager. */
  readonly users: readonly string[];
  /** Whether the system has Plasma; null where source does not tell. */
  readonly installed: boolean | null;
  /** Null where plasma-manager says nothing: then Plasma is as somebody left it. */
  readonly model: PlasmaModel | null;
}

const isOn = (options: ToldOptions): boolean => {
  const plasma = options[PLASMA];
  if (plasma?.kind !== 'set') return plasma !== null && plasma !== undefined;
  const enable = plasma.entries.find(([name]) => name === 'enable')?.[1];
  return enable !== undefined && flagIn(enable) !== false;
};

/** Reads what modules define; `user` names whose desktop it is where several have one. */
export function readPlasmaOf(
  { nixos, homes }: ToldHost,
  { user, evaluated = false }: { readonly user?: string | undefined; readonly evaluated?: boolean } = {},
): SourcePlasma {
  const withPlasma = homes.filter(({ options }) => isOn(options));
  const home = withPlasma.find((one) => one.user === user) ?? withPlasma[0];
  const settings = home?.options[PLASMA];
  return {
    user: home?.user ?? null,
    users: withPlasma.map((one) => one.user),
    installed: flagIn(nixos[SYSTEM]) ?? null,
    model:
      home && settings ? readPlasma(settingOfTold(settings), schemeTexts(home.options), { evaluated }) : null,
  };
}
