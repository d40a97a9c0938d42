import {
  AppError,
  type BindOfList,
  type ChangeResult,
  type Desktop,
  type DesktopEdit,
  type DesktopHost,
} from '../../shared/contract';
import type { Fleet } from '../fleet';
import { bindList } from './binds/list';
import { declaredScreens } from './host/screens';
import { readDesktop, type SourceDesktop } from './nix/read-desktop';
import { flagIn } from './nix/told-values';
import { HOME, NIXOS, WANTED } from './nix/wanted';

export interface DesktopQuestion {
  readonly host: string;
  readonly user?: string | undefined;
}

export interface DesktopWish extends DesktopQuestion {
  readonly edits: readonly DesktopEdit[];
  /** Where the value stands, or in a file of the host's own. */
  readonly where: 'place' | 'host';
  readonly dryRun: boolean;
}

/** The desktops of a fleet's hosts. */
export interface Desktops {
  hosts(): Promise<DesktopHost[]>;
  /** Throws `unknown-host`. */
  read(question: DesktopQuestion): Promise<Desktop>;
  binds(question: DesktopQuestion): Promise<BindOfList[]>;
  edit(wish: DesktopWish): Promise<ChangeResult & { alsoHosts: string[] }>;
}

export function createDesktops(fleet: () => Fleet): Desktops {
  const sourceOf = async ({ host, user }: DesktopQuestion): Promise<[SourceDesktop, boolean]> => {
    const configured = await fleet().configured(host, WANTED);
    return [readDesktop(configured, user), configured.told.complete];
  };

  return {
    async hosts() {
      const names = (await fleet().source()).hosts.filter(({ inFlake }) => inFlake).map(({ name }) => name);
      const wanted = { nixos: [NIXOS.hyprland, NIXOS.plasma], home: [HOME.enable, HOME.plasmaEnable] };
      const found: DesktopHost[] = [];
      for (const host of names) {
        const { nixos, homes } = (await fleet().configured(host, wanted)).told;
        const has = (system: string, home: string): boolean | null => {
          const told = [flagIn(nixos[system]), ...homes.map(({ options }) => flagIn(options[home]))];
          return told.includes(true) ? true : told.includes(false) ? false : null;
        };
        found.push({
          host,
          hyprland: has(NIXOS.hyprland, HOME.enable),
          plasma: has(NIXOS.plasma, HOME.plasmaEnable),
        });
      }
      return found;
    },
    async read(question) {
      const [desktop, complete] = await sourceOf(question);
      const { user, users, hyprland, model, origins, plasma } = desktop;
      return {
        host: question.host,
        user,
        users: [...users],
        hyprland,
        model,
        origins: [...origins],
        screens: declaredScreens(model),
        plasma,
        findings: [],
        from: 'source',
        evaluatedAt: null,
        complete,
        readAt: new Date().toISOString(),
      };
    },
    async binds(question) {
      const [{ model }] = await sourceOf(question);
      return bindList(model.binds);
    },
    async edit({ host }) {
      throw new AppError('no-effect', `The desktop of ${host} is only shown.`, {
        hint: 'Change it in its file.',
      });
    },
  };
}
