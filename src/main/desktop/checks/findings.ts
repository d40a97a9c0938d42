import type { Finding } from '../../../shared/contract';
import { isAtLeast, type Place, parseHyprlandVersion } from '../../../shared/desktop';
import type { ToldMonitors } from '../host/screens';
import type { SourceDesktop } from '../nix/read-desktop';
import { flagIn } from '../nix/told-values';
import { HOME, NIXOS } from '../nix/wanted';

/** What rules say of a host's desktop. */
export function findingsOf(host: string, desktop: SourceDesktop, told: ToldMonitors | null): Finding[] {
  if (desktop.hyprland === null) return [];
  return [
    ...languageFindings(host, desktop),
    ...versionFindings(host, desktop),
    ...fileFindings(host, desktop),
    ...monitorFindings(host, desktop, told),
    ...stylixFindings(host, desktop),
  ];
}

function at(place: Place | undefined | null): Pick<Finding, 'file' | 'line'> {
  return place ? { file: place.file, line: place.line } : {};
}

/** A language that the host's version does not read. */
function languageFindings(host: string, { hyprland, options }: SourceDesktop): Finding[] {
  const version = parseHyprlandVersion(hyprland?.version ?? '');
  if (!hyprland || !version) return [];
  const place = options[HOME.configType]?.at ?? options[HOME.settings]?.at ?? options[HOME.extraConfig]?.at;
  if (hyprland.language === 'hyprlang' && isAtLeast(version, 0, 57))
    return [
      {
        rule: 'desktop-language',
        severity: 'error',
        message: `${host}: Hyprland ${hyprland.version} reads Lua alone, and this desktop is written in hyprlang: none of it would count. ${hyprland.because}`,
        host,
        path: HOME.configType,
        ...at(place),
      },
    ];
  if (hyprland.language === 'lua' && !isAtLeast(version, 0, 55))
    return [
      {
        rule: 'desktop-language',
        severity: 'error',
        message: `${host}: Hyprland ${hyprland.version} does not read Lua yet: it came with 0.55. ${hyprland.because}`,
        host,
        path: HOME.configType,
        ...at(place),
      },
    ];
  return [];
}

/** Keys and rules that the host's version does not have any more, or not yet. One finding for each kind of line. */
function versionFindings(host: string, { model }: SourceDesktop): Finding[] {
  const seen = new Set<string>();
  return model.notUnderstood.flatMap(({ why, because, text, from }): Finding[] => {
    if (why !== 'other-version' || seen.has(because ?? text)) return [];
    seen.add(because ?? text);
    return [
      {
        rule: 'desktop-version',
        severity: 'warning',
        message: `${host}: “${short(text)}” does nothing. ${because ?? 'The version of Hyprland does not have it.'}`,
        host,
        ...at(from),
      },
    ];
  });
}

const short = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text);

/** What Hyprland or a program of its family reads without being told. */
const READ_ANYWAY =
  /^(hyprland\.(conf|lua)|hypr(lock|idle|paper|sunset|cursor|launcher|toolkit)\.conf|xdph\.conf)$/;

/** Files below ~/.config/hypr that the configuration takes in nowhere. */
function fileFindings(host: string, { text, files, hyprland }: SourceDesktop): Finding[] {
  const whole = text?.whole() ?? '';
  return files.flatMap(({ name, at: place }): Finding[] => {
    const file = name.slice(name.lastIndexOf('/') + 1);
    const stem = file.replace(/\.(conf|lua)$/, '');
    if (!/\.(conf|lua)$/.test(file) || READ_ANYWAY.test(file)) return [];
    const isLoaded = whole.includes(file) || (hyprland?.language === 'lua' && whole.includes(stem));
    // A pattern may take in many.
    if (isLoaded || /source\s*=.*[*?]/.test(whole)) return [];
    return [
      {
        rule: 'desktop-file',
        severity: 'warning',
        message: `${host}: ~/.config/hypr/${name} is written, and nothing loads it.`,
        host,
        ...at(place),
      },
    ];
  });
}

/** Monitors that the configuration names and the host, when it was asked, did not have. */
function monitorFindings(host: string, { model }: SourceDesktop, told: ToldMonitors | null): Finding[] {
  if (told === null || told.monitors.length === 0) return [];
  const plugged = new Set(told.monitors.map(({ name }) => name));
  return model.monitors.flatMap(({ output, disabled, from }): Finding[] => {
    if (output === '' || output.startsWith('desc:') || disabled?.value === true || plugged.has(output))
      return [];
    return [
      {
        rule: 'desktop-monitor',
        severity: 'info',
        message: `${host}: the monitor ${output} was not plugged in when the host was asked; it has ${[...plugged].join(', ')}.`,
        host,
        ...at(from),
      },
    ];
  });
}

/** Stylix writes its colours as hyprlang names them, which Lua does not know. */
function stylixFindings(host: string, { hyprland, options, system }: SourceDesktop): Finding[] {
  const isOn = flagIn(options[HOME.stylix]) ?? flagIn(system[NIXOS.stylix]) ?? false;
  if (hyprland?.language !== 'lua' || !isOn || flagIn(options[HOME.stylixHyprland]) === false) return [];
  return [
    {
      rule: 'desktop-stylix',
      severity: 'warning',
      message: `${host}: Stylix writes “col.active_border” and the like as hyprlang has them, and this desktop is in Lua, where they are no options. Switch stylix.targets.hyprland off and set the colours in Lua.`,
      host,
      path: HOME.stylixHyprland,
      ...at(options[HOME.configType]?.at ?? system[NIXOS.stylix]?.at),
    },
  ];
}
