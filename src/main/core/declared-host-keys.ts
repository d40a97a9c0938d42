import { readFile, realpath } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import type { Assignment } from '../../shared/contract';
import type { Fleet } from '../fleet';
import type { DeclaredHostKey } from '../ssh';

const PREFIX = 'programs.ssh.knownHosts.';
/** Settings of one entry of `programs.ssh.knownHosts` (NixOS manual) that say which key whose host has. */
const ENTRY = /^(?<name>.+)\.(?<setting>publicKey|publicKeyFile|hostNames|extraHostNames|certAuthority)$/;
/** A path as Nix has it, relative to the file it stands in. */
const RELATIVE_PATH = /^\.{1,2}\/[\w./-]+$/;

interface Entry {
  readonly settings: Map<string, Assignment>;
  readonly name: string;
}

/**
 * Host keys that the source of a fleet declares in any of its hosts (`programs.ssh.knownHosts`). What is computed or
 * set on a condition is left out: a key that may not be meant must not be trusted.
 */
export async function declaredHostKeys(fleet: Fleet | null): Promise<DeclaredHostKey[]> {
  if (fleet === null) return [];
  const found = new Map<string, DeclaredHostKey>();
  for (const assignments of (await fleet.assignedBelow(PREFIX)).values()) {
    for (const key of await declaredIn(assignments, fleet.dir)) {
      found.set(`${key.file}:${key.line}`, key);
    }
  }
  return [...found.values()];
}

/** The keys that assignments of one host declare; `fleetDir` is where their files lie. */
export async function declaredIn(
  assignments: readonly Assignment[],
  fleetDir: string,
): Promise<DeclaredHostKey[]> {
  const entries = new Map<string, Entry>();
  for (const assignment of assignments) {
    const { path, scope, wins, condition } = assignment;
    if (scope !== 'nixos' || !wins || condition !== undefined || !path.startsWith(PREFIX)) continue;
    const { name, setting } = ENTRY.exec(path.slice(PREFIX.length))?.groups ?? {};
    if (name === undefined || setting === undefined) continue;
    const entry = entries.get(name) ?? { name, settings: new Map<string, Assignment>() };
    entry.settings.set(setting, assignment);
    entries.set(name, entry);
  }
  const keys = await Promise.all([...entries.values()].map((entry) => keyOf(entry, fleetDir)));
  return keys.filter((key) => key !== null);
}

async function keyOf({ name, settings }: Entry, fleetDir: string): Promise<DeclaredHostKey | null> {
  const stated = settings.get('publicKey');
  const inFile = settings.get('publicKeyFile');
  const source = stated ?? inFile;
  const names = namesOf(name, settings);
  const authority = settings.get('certAuthority');
  if (source === undefined || names === null || authority?.computed === true) return null;
  const publicKey = stated ? stated.value : await readBeside(fleetDir, source);
  if (typeof publicKey !== 'string') return null;
  return { names, publicKey, isAuthority: authority?.value === true, file: source.file, line: source.line };
}

/** `hostNames` replaces the entry's own name, `extraHostNames` adds to it. Null where they cannot be told from source. */
function namesOf(name: string, settings: ReadonlyMap<string, Assignment>): string[] | null {
  const listOf = (setting: string): string[] | null => {
    const assignment = settings.get(setting);
    if (assignment === undefined) return [];
    const { value } = assignment;
    return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : null;
  };
  const [stated, extra] = [listOf('hostNames'), listOf('extraHostNames')];
  if (stated === null || extra === null) return null;
  return settings.has('hostNames') ? stated : [name, ...extra];
}

/** A file of the fleet; null for one outside it. */
async function readBeside(fleetDir: string, { file, text }: Assignment): Promise<string | null> {
  if (!RELATIVE_PATH.test(text.trim())) return null;
  const path = await realpath(join(fleetDir, dirname(file), text.trim())).catch(() => null);
  if (path === null || !path.startsWith(fleetDir + sep)) return null;
  return readFile(path, 'utf8').catch(() => null);
}
