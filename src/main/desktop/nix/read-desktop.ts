import type { HyprlandOfHost } from '../../../shared/contract';
import {
  type DesktopModel,
  emptyDesktop,
  type HyprlandVersion,
  NEWEST_HYPRLAND,
  type NotUnderstood,
  parseHyprlandVersion,
  readHyprlang,
} from '../../../shared/desktop';
import type { ConfiguredHost, ToldNames, ToldOptions } from '../../fleet';
import { hyprlandOf } from '../host/version';
import { barsOf } from './bars';
import { composeFree, composeSettings, composeSubmaps } from './hyprlang-settings';
import { composeLuaSettings } from './lua-settings';
import { type Origin, OriginBook } from './origins';
import { colourInHole, type Palette, paletteOf } from './palette';
import { flagIn, textIn } from './told-values';
import { VirtualText } from './virtual-text';
import { wallpapersOf } from './wallpapers';
import { FILES, HOME, NIXOS, VERSIONS } from './wanted';

/** A host's desktop as its source describes it, and what each value is written as. */
export interface SourceDesktop {
  readonly user: string | null;
  readonly users: readonly string[];
  readonly hyprland: HyprlandOfHost | null;
  readonly plasma: boolean;
  readonly model: DesktopModel;
  readonly origins: readonly Origin[];
  /** What Home Manager would write, for edits; null where there is no such text. */
  readonly text: VirtualText | null;
  /** The model with places in {@link text} instead of those in the fleet. */
  readonly raw: DesktopModel;
  readonly options: ToldOptions;
  readonly system: ToldOptions;
  /** Files that are written below ~/.config/hypr, by their names from there. */
  readonly files: ToldNames;
  readonly palette: Palette | null;
}

/** Stands for the whole text in places; no file of a fleet can be called so. */
const TEXT_NAME = '\0hyprland';

/** Runs a configuration in Lua. */
export type ReadLua = (text: string, version: HyprlandVersion) => Promise<DesktopModel>;

/** Reads what modules define. `user` names whose desktop it is where several have one. */
export async function readDesktop(
  configured: ConfiguredHost,
  readLua: ReadLua,
  user?: string,
): Promise<SourceDesktop> {
  const { nixos, homes } = configured.told;
  const withHyprland = homes.filter(({ options }) => hasHyprland(options));
  const home = withHyprland.find((one) => one.user === user) ?? withHyprland[0];
  const options = home?.options ?? {};
  const isOnSystem = flagIn(nixos[NIXOS.hyprland]) === true;
  const hyprland =
    home || isOnSystem
      ? hyprlandOf({
          configured,
          packages: [options[HOME.package], nixos[NIXOS.hyprlandPackage]],
          configType: options[HOME.configType],
          stateVersion: options[HOME.stateVersion] ?? nixos[NIXOS.stateVersion],
          evaluated: textIn(options[VERSIONS.home]) ?? textIn(nixos[VERSIONS.nixos]),
        })
      : null;
  const version = parseHyprlandVersion(hyprland?.version ?? '') ?? NEWEST_HYPRLAND;
  const palette = paletteOf(options[HOME.scheme] ?? nixos[NIXOS.scheme], configured.told.texts);
  const text = hyprland && home ? composed(options, palette, hyprland.language) : null;
  const raw = await rawDesktop(text, version, hyprland?.language ?? 'hyprlang', readLua);
  const book = new OriginBook([...configured.ownFiles.nixos, ...configured.ownFiles.home], text);
  const found = book.placed(raw);
  const model: DesktopModel = {
    ...found,
    bars: flagIn(options[HOME.waybarEnable]) === true ? barsOf(options[HOME.waybar]) : found.bars,
    wallpapers:
      flagIn(options[HOME.hyprpaperEnable]) === true
        ? wallpapersOf(options[HOME.hyprpaper])
        : found.wallpapers,
    colours: [...found.colours, ...(palette?.named ?? [])],
  };
  return {
    user: home?.user ?? null,
    users: withHyprland.map((one) => one.user),
    hyprland,
    plasma:
      flagIn(nixos[NIXOS.plasma]) === true || flagIn((home ?? homes[0])?.options[HOME.plasmaEnable]) === true,
    model,
    origins: book.origins(),
    text,
    raw,
    options,
    system: nixos,
    files: home ? hyprFiles(home.names) : [],
    palette,
  };
}

function hyprFiles(names: Readonly<Record<string, ToldNames>>): ToldNames {
  const below = (path: string, prefix: string): ToldNames =>
    (names[path] ?? []).flatMap(({ name, at }) =>
      name.startsWith(prefix) ? [{ name: name.slice(prefix.length), at }] : [],
    );
  return [...below(FILES.config, 'hypr/'), ...below(FILES.home, '.config/hypr/')];
}

/** Home Manager writes nothing where it is not switched on; a switch that source does not decide counts as on. */
function hasHyprland(options: ToldOptions): boolean {
  const enable = options[HOME.enable] ?? null;
  return enable !== null && flagIn(enable) !== false;
}

function composed(
  options: ToldOptions,
  palette: Palette | null,
  language: HyprlandOfHost['language'],
): VirtualText {
  const text = new VirtualText(TEXT_NAME, (hole) => (palette ? colourInHole(palette, hole) : null));
  const settings = options[HOME.settings];
  if (settings?.kind === 'set') {
    if (language === 'lua') composeLuaSettings(text, settings);
    else composeSettings(text, settings);
  }
  const submaps = options[HOME.submaps];
  if (submaps?.kind === 'set' && language === 'hyprlang') composeSubmaps(text, submaps);
  const extra = options[HOME.extraConfig];
  if (extra && textIn(extra) !== '') composeFree(text, extra, extra.at);
  return text;
}

async function rawDesktop(
  text: VirtualText | null,
  version: HyprlandVersion,
  language: HyprlandOfHost['language'],
  readLua: ReadLua,
): Promise<DesktopModel> {
  if (text === null) return emptyDesktop(version);
  if (language === 'hyprlang') return readHyprlang(text.pieced(), version);
  const model = inText(await readLua(text.whole(), version));
  return { ...model, notUnderstood: model.notUnderstood.map((missed) => ofComputed(missed, text)) };
}

/** The model with all places in the composed text, which was the only file. */
function inText(model: DesktopModel): DesktopModel {
  const place = (key: string, value: unknown): unknown =>
    key === 'from' && typeof value === 'object' && value !== null ? { ...value, file: TEXT_NAME } : value;
  return JSON.parse(JSON.stringify(model, place)) as DesktopModel;
}

/** A value that does not read since a part of it is not known is no mistake of anybody. */
function ofComputed(missed: NotUnderstood, text: VirtualText): NotUnderstood {
  const isOpen = text.lineOf(missed.from)?.isOpen === true && missed.why === 'invalid';
  if (!isOpen) return missed;
  const { because: _because, ...rest } = missed;
  return { ...rest, why: 'computed' };
}
