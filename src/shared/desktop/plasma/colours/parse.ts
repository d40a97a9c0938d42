import { type BarColours, type ColourScheme, parseRgb, type Rgb, type SurfaceColours } from './scheme';

/** Sections of a `.colors` file and their keys. A section below a section is named `Colors:Header][Inactive`. */
export type SchemeSections = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Reads the text of a `.colors` file. Lines that are neither sections nor keys are passed over, as KConfig does. */
export function parseSections(text: string): SchemeSections {
  const sections = new Map<string, Map<string, string>>();
  let current = new Map<string, string>();
  sections.set('', current);
  for (const line of text.split(/\r?\n/)) {
    const section = /^\s*\[(.+)\]\s*$/.exec(line)?.[1];
    if (section !== undefined) {
      current = sections.get(section) ?? new Map<string, string>();
      sections.set(section, current);
      continue;
    }
    const at = line.indexOf('=');
    if (at > 0 && !line.trimStart().startsWith('#'))
      current.set(line.slice(0, at).trim(), line.slice(at + 1).trim());
  }
  return sections;
}

/**
 * The colour scheme that sections describe. What they lack is taken from `base`, as KDE takes it from Breeze. KWin colours
 * title bars like headers where a scheme has colours for those, else by its section `WM`.
 */
export function schemeOf(sections: SchemeSections, base: ColourScheme): ColourScheme {
  const colour = (section: string, key: string, fallback: Rgb): Rgb =>
    parseRgb(sections.get(section)?.get(key) ?? '') ?? fallback;
  const surface = (section: string, fallback: SurfaceColours): SurfaceColours => ({
    background: colour(section, 'BackgroundNormal', fallback.background),
    alternate: colour(section, 'BackgroundAlternate', fallback.alternate),
    foreground: colour(section, 'ForegroundNormal', fallback.foreground),
    inactive: colour(section, 'ForegroundInactive', fallback.inactive),
    focus: colour(section, 'DecorationFocus', fallback.focus),
    hover: colour(section, 'DecorationHover', fallback.hover),
    link: colour(section, 'ForegroundLink', fallback.link),
    visited: colour(section, 'ForegroundVisited', fallback.visited),
    negative: colour(section, 'ForegroundNegative', fallback.negative),
    neutral: colour(section, 'ForegroundNeutral', fallback.neutral),
    positive: colour(section, 'ForegroundPositive', fallback.positive),
  });
  const HEADER = 'Colors:Header';
  const hasHeader = sections.get(HEADER)?.has('BackgroundNormal') === true;
  const title = (active: boolean, fallback: BarColours): BarColours => {
    if (!hasHeader) {
      const prefix = active ? 'active' : 'inactive';
      return {
        background: colour('WM', `${prefix}Background`, fallback.background),
        foreground: colour('WM', `${prefix}Foreground`, fallback.foreground),
      };
    }
    const header = {
      background: colour(HEADER, 'BackgroundNormal', fallback.background),
      foreground: colour(HEADER, active ? 'ForegroundNormal' : 'ForegroundInactive', fallback.foreground),
    };
    const unfocused = `${HEADER}][Inactive`;
    if (active || !sections.has(unfocused)) return header;
    return {
      background: colour(unfocused, 'BackgroundNormal', header.background),
      foreground: colour(unfocused, 'ForegroundInactive', header.foreground),
    };
  };
  return {
    name: sections.get('General')?.get('Name') ?? base.name,
    window: surface('Colors:Window', base.window),
    view: surface('Colors:View', base.view),
    button: surface('Colors:Button', base.button),
    selection: surface('Colors:Selection', base.selection),
    tooltip: surface('Colors:Tooltip', base.tooltip),
    complementary: surface('Colors:Complementary', base.complementary),
    activeTitle: title(true, base.activeTitle),
    inactiveTitle: title(false, base.inactiveTitle),
  };
}

/** The colour scheme of a `.colors` file's text. */
export const parseScheme = (text: string, base: ColourScheme): ColourScheme =>
  schemeOf(parseSections(text), base);
