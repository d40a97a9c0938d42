import type { WantedOptions } from '../../fleet';

const HYPRLAND = 'wayland.windowManager.hyprland';

/** The options of Home Manager that make a desktop of Hyprland. */
export const HOME = {
  enable: `${HYPRLAND}.enable`,
  settings: `${HYPRLAND}.settings`,
  extraConfig: `${HYPRLAND}.extraConfig`,
  configType: `${HYPRLAND}.configType`,
  package: `${HYPRLAND}.package`,
  submaps: `${HYPRLAND}.submaps`,
  stateVersion: 'home.stateVersion',
  waybarEnable: 'programs.waybar.enable',
  waybar: 'programs.waybar.settings',
  hyprpaperEnable: 'services.hyprpaper.enable',
  hyprpaper: 'services.hyprpaper.settings',
  scheme: 'stylix.base16Scheme',
  stylix: 'stylix.enable',
  stylixHyprland: 'stylix.targets.hyprland.enable',
  stylixImage: 'stylix.image',
  plasmaEnable: 'programs.plasma.enable',
} as const;

/** Sets of files of which the names are asked for: their texts may be long. */
export const FILES = { config: 'xdg.configFile', home: 'home.file' } as const;

/** The options of the system that make a desktop. */
export const NIXOS = {
  hyprland: 'programs.hyprland.enable',
  hyprlandPackage: 'programs.hyprland.package',
  plasma: 'services.desktopManager.plasma6.enable',
  stylix: 'stylix.enable',
  scheme: 'stylix.base16Scheme',
  image: 'stylix.image',
  stateVersion: 'system.stateVersion',
  palette: 'stylix.override',
} as const;

/** All that is asked of a host's source for its desktop. */
export const WANTED: WantedOptions = {
  nixos: Object.values(NIXOS),
  home: Object.values(HOME),
  homeNames: Object.values(FILES),
  texts: [NIXOS.scheme, HOME.scheme],
};

/** What is asked of Nix besides: of a package only its version is data. */
export const VERSIONS = {
  nixos: `${NIXOS.hyprlandPackage}.version`,
  home: `${HOME.package}.version`,
} as const;

/** All that is asked of Nix for a desktop. */
export const WANTED_OF_NIX = {
  nixos: [...Object.values(NIXOS).filter((path) => path !== NIXOS.hyprlandPackage), VERSIONS.nixos],
  home: [...Object.values(HOME).filter((path) => path !== HOME.package), VERSIONS.home],
} as const;
