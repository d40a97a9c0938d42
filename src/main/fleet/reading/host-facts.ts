import type { Assignment, Fact, Host } from '../../../shared/contract';
import type { StaticHost } from '../static/hosts';
import type { FeatureStanding } from './standing';

/** Options that give a fact, by fact; the first that is assigned wins. */
const FACT_OPTIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ['description', ['snowfleet.host.description']],
  ['role', ['snowfleet.host.role']],
  ['hardware', ['snowfleet.host.hardware']],
  ['address', ['snowfleet.host.address', 'deployment.targetHost']],
  ['user', ['snowfleet.host.user', 'deployment.targetUser']],
  ['port', ['snowfleet.host.port', 'deployment.targetPort']],
  ['tags', ['snowfleet.host.tags', 'deployment.tags']],
  ['hostName', ['networking.hostName']],
  ['stateVersion', ['system.stateVersion']],
  ['system', ['nixpkgs.hostPlatform']],
]);

/** Sessions by the options that switch them on, whoever's modules they are. */
const DESKTOPS: readonly (readonly [name: string, options: readonly string[]])[] = [
  ['hyprland', ['programs.hyprland.enable', 'wayland.windowManager.hyprland.enable']],
  ['plasma', ['services.desktopManager.plasma6.enable', 'services.xserver.desktopManager.plasma5.enable']],
  ['gnome', ['services.desktopManager.gnome.enable', 'services.xserver.desktopManager.gnome.enable']],
  ['cosmic', ['services.desktopManager.cosmic.enable']],
  ['sway', ['programs.sway.enable']],
  ['niri', ['programs.niri.enable']],
  ['xfce', ['services.xserver.desktopManager.xfce.enable']],
];

/** What the source says of a host itself, each fact with its line. */
export function hostFacts(
  host: StaticHost,
  assignments: readonly Assignment[],
  standings: readonly FeatureStanding[],
): Record<string, Fact> {
  const facts: Record<string, Fact> = {};
  const telling = tellingOf(assignments);
  for (const [name, options] of FACT_OPTIONS) {
    const one = options.flatMap((path) => telling.find((a) => a.path === path && !a.computed) ?? []).at(0);
    if (one) facts[name] = { value: one.value, from: 'source', file: one.file, line: one.line };
  }
  const { hostname, sshUser } = host.deploy;
  const declared = host.declared ?? {};
  if (hostname !== undefined) facts['address'] ??= { value: hostname, from: 'source', ...declared };
  if (sshUser !== undefined) facts['user'] ??= { value: sshUser, from: 'source', ...declared };
  const desktop = desktopFact(telling, standings);
  if (desktop) facts['desktop'] = desktop;
  return facts;
}

const TELLING = new Set(
  [...FACT_OPTIONS.values(), ...DESKTOPS.map(([, options]) => options)].flatMap((options) => [...options]),
);

/** The assignments that can be facts, out of the thousands a host has. */
function tellingOf(assignments: readonly Assignment[]): Assignment[] {
  return assignments.filter((a) => a.wins && a.condition === undefined && TELLING.has(a.path));
}

function desktopFact(
  telling: readonly Assignment[],
  standings: readonly FeatureStanding[],
): Fact | undefined {
  const found = DESKTOPS.flatMap(([name, options]) => {
    const feature = standings.find(
      ({ on, path }) =>
        on && path.endsWith(name) && (path.length === name.length || path.at(-name.length - 1) === '.'),
    );
    if (feature) return [{ name, place: feature.place }];
    const direct = telling.find((a) => a.value === true && options.includes(a.path));
    return direct ? [{ name, place: { file: direct.file, line: direct.line } }] : [];
  });
  const [first] = found;
  if (!first) return undefined;
  return {
    value: found.map(({ name }) => name),
    from: 'source',
    ...(first.place ? { file: first.place.file, line: first.place.line } : {}),
  };
}

const KIND_PREFIXES = [
  'isoImage',
  'installer',
  'microvm',
  'virtualisation.qemu',
  'snowfleet.host',
  'fileSystems',
  'boot.loader',
] as const;

/** What microvm.nix has on a host that keeps virtual machines; the rest of `microvm` is for such a machine. */
const KEEPS_VMS = ['microvm.host', 'microvm.vms', 'microvm.autostart', 'microvm.stateDir'];

function isAtOrBelow(path: string, prefix: string): boolean {
  return path.startsWith(prefix) && (path.length === prefix.length || path.charAt(prefix.length) === '.');
}

/** What sort of system an entry of `nixosConfigurations` is, as far as its modules tell. */
export function kindOf(host: StaticHost, assignments: readonly Assignment[]): Host['kind'] {
  const found = new Set(
    assignments
      .filter(({ path }) => !KEEPS_VMS.some((prefix) => isAtOrBelow(path, prefix)))
      .flatMap(({ path }) => KIND_PREFIXES.find((prefix) => isAtOrBelow(path, prefix)) ?? []),
  );
  const sets = (prefix: (typeof KIND_PREFIXES)[number]): boolean => found.has(prefix);
  if (sets('isoImage') || sets('installer')) return 'installer';
  if (sets('microvm') || sets('virtualisation.qemu')) return 'vm';
  if (sets('snowfleet.host') || sets('fileSystems') || sets('boot.loader')) return 'machine';
  return host.modules.length > 0 ? 'machine' : 'unknown';
}

/** A fact's value as a list of names; null when it is none. */
export function namesIn(value: unknown): readonly string[] | null {
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : null;
}
