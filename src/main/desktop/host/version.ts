import { z } from 'zod';
import type { HyprlandOfHost } from '../../../shared/contract';
import { hyprlandText, isAtLeast, NEWEST_HYPRLAND, parseHyprlandVersion } from '../../../shared/desktop';
import { parseJson } from '../../../shared/json';
import type { ConfiguredHost, ToldValue } from '../../fleet';

/** When each version of Hyprland came out, the newest first. Sources: the project's releases. */
const RELEASES: readonly (readonly [version: string, day: string])[] = [
  ['0.57.0', '2026-10-28'],
  ['0.56.2', '2026-08-05'],
  ['0.55.0', '2026-05-09'],
  ['0.54.0', '2026-02-27'],
  ['0.53.0', '2025-12-29'],
  ['0.52.0', '2025-11-07'],
  ['0.51.0', '2025-09-10'],
  ['0.50.0', '2025-07-16'],
  ['0.49.0', '2025-05-08'],
  ['0.48.0', '2025-03-23'],
  ['0.47.0', '2025-01-27'],
  ['0.46.0', '2024-12-16'],
  ['0.45.0', '2024-11-09'],
  ['0.44.0', '2024-10-05'],
  ['0.43.0', '2024-09-08'],
  ['0.42.0', '2024-08-07'],
  ['0.41.0', '2024-06-13'],
  ['0.40.0', '2024-05-04'],
];

/** What releases of NixOS came with. */
const NIXOS: Readonly<Record<string, string>> = {
  '24.05': '0.40.0',
  '24.11': '0.45.2',
  '25.05': '0.49.0',
  '25.11': '0.52.1',
  '26.05': '0.55.2',
};

/** Days that nixpkgs needs for a new version, about. */
const NIXPKGS_LAG = 7;

const lockSchema = z.object({
  root: z.string(),
  nodes: z.record(
    z.string(),
    z.object({
      inputs: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
      locked: z.object({ lastModified: z.number().optional() }).optional(),
      original: z.object({ ref: z.string().optional() }).optional(),
    }),
  ),
});

interface Input {
  readonly name: string;
  /** Branch or tag it follows. */
  readonly ref: string | null;
  /** Day of the pinned commit. */
  readonly day: string | null;
}

/** The input that gives the package: the one it names, else nixpkgs. */
function inputOf(configured: ConfiguredHost, packages: readonly (ToldValue | null | undefined)[]): Input {
  const words = packages.map((value) => (value?.kind === 'computed' ? value.text : '')).join(' ');
  const named = /\binputs\.([A-Za-z0-9_-]+)\./.exec(words)?.[1];
  const name = named ?? 'nixpkgs';
  const url = configured.inputs[name] ?? '';
  const ref =
    /^[a-z+]+:[^/]+\/[^/?]+\/([^?]+)/.exec(url)?.[1] ?? /[?&]ref=(?:refs\/tags\/)?([^&]+)/.exec(url)?.[1];
  const locked = lockedInput(configured.lock, name);
  return { name, ref: ref ?? locked?.ref ?? null, day: locked?.day ?? null };
}

function lockedInput(text: string | null, name: string): Pick<Input, 'ref' | 'day'> | null {
  if (text === null) return null;
  const parsed = lockSchema.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const { root, nodes } = parsed.data;
  const node = nodes[root]?.inputs?.[name];
  const input = typeof node === 'string' ? nodes[node] : undefined;
  const seconds = input?.locked?.lastModified;
  return {
    ref: input?.original?.ref ?? null,
    day: seconds === undefined ? null : new Date(seconds * 1000).toISOString().slice(0, 10),
  };
}

function newestAt(day: string, lag: number): string | null {
  const then = Date.parse(day) - lag * 86_400_000;
  return RELEASES.find(([, released]) => Date.parse(released) <= then)?.[0] ?? null;
}

/** What the fleet says of the language, before the version is known; null where it leaves it to Home Manager. */
function declaredLanguage(configType: ToldValue | null | undefined): 'hyprlang' | 'lua' | null {
  const words =
    configType?.kind === 'text'
      ? configType.pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('')
      : '';
  return words === 'lua' || words === 'hyprlang' ? words : null;
}

/** Home Manager takes Lua by itself for whoever began with 26.05 or later. */
function isYoung(stateVersion: ToldValue | null | undefined): boolean {
  const words = stateVersion?.kind === 'text' ? stateVersion.pieces : [];
  const [first] = words;
  const version = /^(\d\d)\.(\d\d)$/.exec(first?.kind === 'text' ? first.text : '');
  return version !== null && (Number(version[1]) > 26 || (version[1] === '26' && version[2]! >= '05'));
}

/** What tells the version of Hyprland that a host has. */
export interface VersionQuestion {
  readonly configured: ConfiguredHost;
  /** `package` of the system's and of the user's module. */
  readonly packages: readonly (ToldValue | null | undefined)[];
  readonly configType: ToldValue | null | undefined;
  readonly stateVersion: ToldValue | null | undefined;
  /** As Nix told it, where it was asked. */
  readonly evaluated: string | undefined;
}

/** Which Hyprland the working tree would give a host, by its pins, and in which language it is configured. */
export function hyprlandOf({
  configured,
  packages,
  configType,
  stateVersion,
  evaluated,
}: VersionQuestion): HyprlandOfHost {
  const found = fromNix(evaluated) ?? pinned(inputOf(configured, packages));
  const declared = declaredLanguage(configType);
  const version = parseHyprlandVersion(found?.version ?? '');
  const hasLua = version === undefined || isAtLeast(version, 0, 55);
  const language = declared ?? (hasLua && isYoung(stateVersion) ? 'lua' : 'hyprlang');
  if (found) return { ...found, language, place: found.place, at: null };
  const assumed = language === 'lua' ? hyprlandText(NEWEST_HYPRLAND) : '0.56.2';
  return {
    version: assumed,
    from: 'assumed',
    because: `Nothing says which Hyprland this is; ${assumed} is the newest that reads ${language === 'lua' ? 'Lua' : 'hyprlang'}.`,
    language,
    place: null,
    at: null,
  };
}

function fromNix(evaluated: string | undefined): Found | null {
  const version = parseHyprlandVersion(evaluated ?? '');
  if (!version) return null;
  return {
    version: hyprlandText(version),
    from: 'evaluation',
    because: 'It is the version of the package that the host would have.',
    place: null,
  };
}

type Found = Pick<HyprlandOfHost, 'version' | 'from' | 'because' | 'place'>;

function pinned({ name, ref, day }: Input): Found | null {
  const place = { file: day === null ? 'flake.nix' : 'flake.lock', line: 1 };
  if (name !== 'nixpkgs') {
    const tag = parseHyprlandVersion(ref ?? '');
    if (tag)
      return {
        version: hyprlandText(tag),
        from: 'source',
        because: `The input ${name} is the tag ${ref}.`,
        place: { file: 'flake.nix', line: 1 },
      };
    const version = day === null ? null : newestAt(day, 0);
    if (day === null || version === null) return null;
    const because = `flake.lock pins ${name} at ${day}; ${version} was the newest Hyprland then.`;
    return { version, from: 'lock', because, place };
  }
  const release = /(\d\d\.\d\d)/.exec(ref ?? '')?.[1];
  const ofRelease = release === undefined ? undefined : NIXOS[release];
  if (ofRelease !== undefined)
    return {
      version: ofRelease,
      from: day === null ? 'source' : 'lock',
      because: `nixpkgs is ${ref}, and NixOS ${release} has Hyprland ${ofRelease}.`,
      place,
    };
  const version = day === null ? null : newestAt(day, NIXPKGS_LAG);
  if (day === null || version === null) return null;
  return {
    version,
    from: 'lock',
    because: `flake.lock pins nixpkgs at ${day}; Hyprland ${version} was in it then, by the days of both.`,
    place,
  };
}
