import { join } from 'node:path';
import {
  defaultOption,
  hyprlandText,
  KNOWN_OPTIONS,
  optionKeyOf,
  type HyprlandVersion,
  type LuaValue,
  type OptionValue,
} from '../../../shared/desktop';
import type { ConfigFiles } from '../files/folder';
import type { Given } from './machine';

/** A monitor as `hl.get_monitors()` tells it. */
export interface LuaMonitor {
  readonly name: string;
  readonly description?: string;
  /** Physical pixels. */
  readonly width: number;
  readonly height: number;
  readonly hertz: number;
  readonly x?: number;
  readonly y?: number;
  readonly scale?: number;
}

/** What a program may ask of the world, and what it is told. */
export interface LuaSurroundings {
  readonly version: HyprlandVersion;
  /** `os.getenv`; everything else is not set. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly monitors?: readonly LuaMonitor[];
  readonly cursor?: { readonly x: number; readonly y: number };
  /** What the host is called: configurations for several hosts ask for it, from a file or a program. */
  readonly hostname?: string;
}

/** Where a screen is not told: what Hyprland takes for its headless outputs. */
const SOME_MONITOR: LuaMonitor = { name: 'Monitor-1', width: 1920, height: 1080, hertz: 60 };

const HOSTNAME_FILES: ReadonlySet<string> = new Set(['/etc/hostname', '/proc/sys/kernel/hostname']);
const HOSTNAME_PROGRAM =
  /^\s*(?:(?:\S*\/)?hostname(?:\s+-s)?|hostnamectl\s+(?:--static\s+)?hostname|uname\s+-n|cat\s+\/etc\/hostname|cat\s+\/proc\/sys\/kernel\/hostname)\s*(?:2>\S+)?\s*$/;

/** Answers the questions of a program from what was given, and from what it has set itself. */
export function answersOf(surroundings: LuaSurroundings, folder: ConfigFiles) {
  const { version, environment = {}, cursor = { x: 0, y: 0 }, hostname } = surroundings;
  const { monitors = [SOME_MONITOR] } = surroundings;
  const set = new Map<string, LuaValue>();
  return {
    /** Remembers what `hl.config` sets, for `hl.get_config`. */
    noteConfig(config: LuaValue | undefined): void {
      noteTable(config, [], set);
    },
    environment: (name: string): Given => (Object.hasOwn(environment, name) ? environment[name]! : null),
    /** The text of a file outside the folder that tells the host's name; undefined for all others. */
    file: (path: string): string | undefined =>
      hostname !== undefined && HOSTNAME_FILES.has(path) ? `${hostname}\n` : undefined,
    /** What a program prints that asks for the host's name; null for all others, which are not run. */
    program: (command: string): Given =>
      hostname !== undefined && HOSTNAME_PROGRAM.test(command) ? `${hostname}\n` : null,
    input(name: string): Given {
      switch (name) {
        case 'version':
          return hyprlandText(version);
        case 'path':
          return [join(folder.root, '?.lua'), join(folder.root, '?', 'init.lua')].join(';');
        case 'cursor':
          return { x: cursor.x, y: cursor.y };
        case 'monitors':
          return monitors.map(monitorTable);
        default:
          return null;
      }
    },
    config(key: string): Given {
      const known = optionKeyOf([key]);
      if (known === undefined) return null;
      const mine = set.get(known);
      if (mine !== undefined) return givenOf(mine);
      const fallback = defaultOption(known);
      return fallback === undefined ? null : optionGiven(fallback, KNOWN_OPTIONS.get(known)!.default);
    },
  };
}

function noteTable(value: LuaValue | undefined, path: readonly string[], set: Map<string, LuaValue>): void {
  if (typeof value !== 'object' || value?.kind !== 'table') return;
  for (const [name, each] of Object.entries(value.fields)) {
    const key = optionKeyOf([...path, name]);
    if (key === undefined) noteTable(each, [...path, name], set);
    else set.set(key, each);
  }
}

const monitorTable = (
  { name, description = '', width, height, hertz, x = 0, y = 0, scale = 1 }: LuaMonitor,
  id: number,
): Given => ({
  id,
  name,
  description,
  serial: '',
  width,
  height,
  refresh_rate: hertz,
  x,
  y,
  position: { x, y },
  size: { width, height },
  scale,
  transform: 0,
  dpms_status: true,
  vrr_active: false,
  is_mirror: false,
  focused: id === 0,
  reserved: { top: 0, right: 0, bottom: 0, left: 0 },
  available_modes: [{ width, height, refresh_rate: hertz, preferred: true }],
});

function givenOf(value: LuaValue): Given {
  if (typeof value !== 'object' || value === null) return value;
  if (value.kind !== 'table') return null;
  const { list, fields } = value;
  if (list.length > 0) return list.map(givenOf);
  return Object.fromEntries(Object.entries(fields).map(([name, each]) => [name, givenOf(each)]));
}

function optionGiven(value: OptionValue, text: string): Given {
  switch (value.kind) {
    case 'flag':
      return value.flag;
    case 'whole':
    case 'number':
      return value.number;
    case 'sides':
      return { ...value.sides };
    case 'pair':
      return [value.pair.x, value.pair.y];
    case 'text':
    case 'colour':
      return text;
    case 'gradient':
      return { colors: [text], angle: value.gradient.angle };
  }
}
