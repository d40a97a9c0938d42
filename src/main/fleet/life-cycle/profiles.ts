import path from 'node:path';
import type { HostTemplates } from '../../../shared/contract';
import { importsOf, parseNix } from '../../../shared/nix-syntax';
import { namesIn } from '../reading/host-facts';
import type { FleetReading, HostReading } from '../reading/read-fleet';
import type { LifeCycleSource } from './survey';

const ROLE_FOLDER = /^(?:roles?|host-?types?|types?|profiles?)$/i;
const HARDWARE_FOLDER = /hardware/i;
const DESKTOPS = new Set(['hyprland', 'plasma', 'plasma6', 'gnome', 'cosmic', 'sway', 'niri', 'xfce']);

/** Files that hosts import by choice, by name: `intel` → `hardware/intel.nix`. */
export interface Profiles {
  readonly roles: ReadonlyMap<string, string>;
  readonly hardware: ReadonlyMap<string, string>;
}

/** The module files that a host's own file imports, as files of the fleet. */
function importedFiles(source: LifeCycleSource, file: string): string[] {
  const text = source.text(file);
  if (text === null) return [];
  return importsOf(parseNix(text)).flatMap(({ path: written }) => {
    const found = written === undefined ? null : resolveImport(source, file, written);
    return found ?? [];
  });
}

/** The file an import leads to; null when it is none of the fleet's. */
export function resolveImport(source: LifeCycleSource, from: string, written: string): string | null {
  if (!/^\.{1,2}(?:\/|$)/.test(written)) return null;
  const target = path.posix.join(path.posix.dirname(from), written);
  const candidates = [target, `${target}/default.nix`];
  return candidates.find((file) => source.files.includes(file) && file.endsWith('.nix')) ?? null;
}

/** The roles and hardware profiles of a fleet, by the folders in which hosts find theirs. */
export function profilesOf(source: LifeCycleSource, reading: FleetReading): Profiles {
  const imported = new Set(
    reading.hosts.flatMap(({ file, inFlake }) =>
      inFlake && file !== null ? importedFiles(source, file) : [],
    ),
  );
  const roles = new Map<string, string>();
  const hardware = new Map<string, string>();
  for (const file of imported) {
    const folder = path.posix.dirname(file);
    if (ROLE_FOLDER.test(path.posix.basename(folder))) roles.set(path.posix.basename(file, '.nix'), file);
    if (!HARDWARE_FOLDER.test(path.posix.basename(folder))) continue;
    for (const sibling of source.files) {
      if (path.posix.dirname(sibling) !== folder || !sibling.endsWith('.nix')) continue;
      const name = path.posix.basename(sibling, '.nix');
      if (name !== 'default') hardware.set(name, sibling);
    }
  }
  return { roles, hardware };
}

/** What a new host can be made from. */
export function templatesOf(source: LifeCycleSource): HostTemplates {
  const reading = source.read(new Map());
  const { roles, hardware } = profilesOf(source, reading);
  const known = reading.hosts.filter(({ inFlake, kind }) => inFlake && kind !== 'installer');
  return {
    hosts: known.flatMap((host) =>
      host.file === null
        ? []
        : [{ name: host.name, role: roleOf(host), hardware: [...hardwareOf(host)], file: host.file }],
    ),
    roles: [...new Set([...roles.keys(), ...known.flatMap((host) => roleOf(host) ?? [])])].toSorted(),
    hardware: [...new Set([...hardware.keys(), ...known.flatMap((host) => hardwareOf(host))])].toSorted(),
    desktops: reading.catalogue
      .filter(({ path: feature }) => DESKTOPS.has(feature.slice(feature.lastIndexOf('.') + 1)))
      .map(({ path: feature, title }) => ({ path: feature, title })),
    saysAddress: declares(reading, 'snowfleet.host.address'),
    hasRecipients: source.files.some((file) => /(?:^|\/)secrets\.nix$/.test(file)),
  };
}

/** Whether a module of the fleet declares the option. */
export function declares(reading: FleetReading, option: string): boolean {
  return reading.options.some((one) => one.path === option);
}

export function roleOf({ facts }: HostReading): string | null {
  const value = facts['role']?.value;
  return typeof value === 'string' ? value : null;
}

export function hardwareOf({ facts }: HostReading): readonly string[] {
  return namesIn(facts['hardware']?.value) ?? [];
}
