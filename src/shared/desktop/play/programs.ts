import type { DesktopModel } from '../model';
import { contentKindOf } from '../picture/contents/kinds';
import type { ContentKind } from '../picture/scene';

/** A program that can be opened in a preview: the class its window would have, and a title of ours. */
export interface Program {
  readonly class: string;
  readonly title: string;
}

/** Commands whose windows have another class than their own name. */
const CLASSES: Readonly<Record<string, string>> = {
  'google-chrome-stable': 'google-chrome',
  chromium: 'chromium-browser',
  code: 'code',
  codium: 'codium',
  nautilus: 'org.gnome.Nautilus',
  dolphin: 'org.kde.dolphin',
  konsole: 'org.kde.konsole',
  ghostty: 'com.mitchellh.ghostty',
  wezterm: 'org.wezfurlong.wezterm',
  thunar: 'thunar',
  telegram: 'org.telegram.desktop',
  'telegram-desktop': 'org.telegram.desktop',
  pavucontrol: 'org.pulseaudio.pavucontrol',
  zeditor: 'dev.zed.Zed',
  evince: 'org.gnome.Evince',
  signal: 'signal',
};

/** Programs that are opened in a window of their own; other commands open none. */
const WINDOWED =
  /^(?:kitty|alacritty|foot|footclient|wezterm|ghostty|konsole|xterm|firefox|librewolf|chromium|google-chrome(?:-stable)?|brave|vivaldi|zen(?:-browser)?|qutebrowser|code|codium|emacs(?:client)?|neovide|zeditor|obsidian|thunar|nautilus|dolphin|nemo|pcmanfm|discord|vesktop|slack|telegram(?:-desktop)?|signal(?:-desktop)?|element(?:-desktop)?|thunderbird|spotify|mpv|vlc|steam|pavucontrol|blueman-manager|nm-connection-editor|evince|zathura|gimp|blender|obs)$/u;

/** Words that begin a command and are not the program. */
const BEFORE =
  /^(?:uwsm|app|--|-[a-z]|exec|nohup|setsid|env|systemd-run|hyprctl|dispatch|\[.*\]|[A-Z_]+=.*)$/u;

const TITLES: Readonly<Record<ContentKind, string>> = {
  terminal: 'zsh',
  editor: 'podman.nix',
  browser: 'docs',
  chat: 'chat',
  files: 'Home',
  media: 'video',
  plain: '',
};

/** A program by the class of its window. */
export function programOf(windowClass: string): Program {
  const title = TITLES[contentKindOf(windowClass)];
  return { class: windowClass, title: title === '' ? windowClass : title };
}

/** The program a command opens a window of, or null where it opens none that is known. */
export function programOfCommand(command: string): Program | null {
  for (const word of command.slice(0, 500).split(/\s+/u)) {
    if (word === '' || BEFORE.test(word)) continue;
    const name = word.split('/').at(-1)?.replaceAll(/["']/gu, '') ?? '';
    if (!WINDOWED.test(name)) return null;
    const given = /--(?:class|app-id)[= ]([\w.-]+)/u.exec(command)?.[1];
    return programOf(given ?? CLASSES[name] ?? name);
  }
  return null;
}

/** What stands in the list for a host that starts nothing itself. */
const USUAL: readonly string[] = ['kitty', 'firefox', 'code', 'org.gnome.Nautilus', 'discord', 'mpv'];

/** No list of programs is longer. */
const MOST = 24;

/** A class from a window rule whose pattern is a plain name: `^(pavucontrol)$`. */
function plainClass(pattern: string | undefined): string | null {
  const found = pattern === undefined ? null : /^\^?\(?([\w.-]+)\)?\$?$/u.exec(pattern);
  return found?.[1]?.replaceAll('\\', '') ?? null;
}

/** Programs to open on this desktop: what its binds and its start start, what its rules name, then usual ones. */
export function programsOf(model: DesktopModel): readonly Program[] {
  const commands = [
    ...model.binds.filter(({ action }) => action.includes('exec')).map(({ argument }) => argument),
    ...model.startup.map(({ command }) => command),
  ];
  const own = commands.map(programOfCommand).filter((program) => program !== null);
  const ruled = model.windowRules
    .map(({ match }) => plainClass(match['class']))
    .filter((name) => name !== null)
    .map(programOf);
  const all = [...own, ...ruled, ...USUAL.map(programOf)];
  return [...new Map(all.map((program) => [program.class, program])).values()].slice(0, MOST);
}

/** The first of the host's programs of a kind. */
export function programLike(programs: readonly Program[], kind: ContentKind): Program | undefined {
  return programs.find((program) => contentKindOf(program.class) === kind);
}
