/** A version of Hyprland. It picks the rules: what exists, which language, and how a few things are laid out. */
export interface HyprlandVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** Taken where nothing says which version a host has. */
export const NEWEST_HYPRLAND: HyprlandVersion = { major: 0, minor: 57, patch: 0 };

/** Reads `0.56.2`, `v0.56`, `0.57.0+date=2026-10-28`; undefined for anything else. */
export function parseHyprlandVersion(text: string): HyprlandVersion | undefined {
  const match = /^v?(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?(?:[-+_].*)?$/.exec(text.trim());
  if (!match) return undefined;
  return { major: Number(match[1]), minor: Number(match[2]), patch: Number(match[3] ?? 0) };
}

/** `0.56.2`. */
export const hyprlandText = (version: HyprlandVersion): string =>
  `${version.major}.${version.minor}.${version.patch}`;

/** Whether `version` is `major.minor` or newer. */
export const isAtLeast = (version: HyprlandVersion, major: number, minor: number): boolean =>
  version.major !== major ? version.major > major : version.minor >= minor;
