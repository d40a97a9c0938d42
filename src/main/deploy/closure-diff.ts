import type { PackageChanges } from '../../shared/contract';

interface NameAndVersion {
  readonly name: string;
  readonly version: string;
}

/** Further outputs of one package carry its name; they are not packages of their own. */
const OUTPUTS = /-(?:bin|dev|lib|man|doc|info|debug|data|static|dist|out|terminfo)$/;

/**
 * Paths without a version that are made for one system out of its configuration. They change with every setting;
 * what they mean shows as units and options.
 */
const GENERATED =
  /^(?:nixos-system-|unit-|X-|source$|etc$|etc-|initrd|system-path$|system-units$|user-units$)|\.(?:json|conf|sh|service|socket|target|timer|mount|rules|pem|patch|txt|xml|drv|ini|toml|yaml|yml|pam|nix|lock|pl|py)$/;

/**
 * Name and version in a store path, split as Nix does (`builtins.parseDrvName`): the version begins after the
 * first dash that no letter follows.
 */
export function parseStorePath(path: string): NameAndVersion {
  const base = path.slice(path.lastIndexOf('/') + 1);
  const full = (base[32] === '-' ? base.slice(33) : base).replace(OUTPUTS, '');
  for (let index = full.indexOf('-'); index !== -1; index = full.indexOf('-', index + 1)) {
    const next = full[index + 1];
    if (next !== undefined && !/[A-Za-z]/.test(next)) {
      return { name: full.slice(0, index), version: full.slice(index + 1) };
    }
  }
  return { name: full, version: '' };
}

/** What changes between two closures, by the names of their store paths. Rebuilds of one version are no change. */
export function diffClosures(before: readonly string[], after: readonly string[]): PackageChanges {
  const old = versionsByName(before);
  const now = versionsByName(after);
  const changes: PackageChanges = { added: [], removed: [], changed: [] };
  for (const name of [...new Set([...old.keys(), ...now.keys()])].toSorted()) {
    const from = old.get(name);
    const to = now.get(name);
    if (from === undefined) changes.added.push({ name, version: join(to) });
    else if (to === undefined) changes.removed.push({ name, version: join(from) });
    else if (join(from) !== join(to)) changes.changed.push({ name, from: join(from), to: join(to) });
  }
  return changes;
}

function versionsByName(paths: readonly string[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const path of paths) {
    const { name, version } = parseStorePath(path);
    if (GENERATED.test(name)) continue;
    found.set(name, (found.get(name) ?? new Set()).add(version));
  }
  return found;
}

function join(versions: ReadonlySet<string> | undefined): string {
  return [...(versions ?? [])]
    .filter((version) => version !== '')
    .toSorted()
    .join(', ');
}
