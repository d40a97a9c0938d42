import type { Change } from '../../../shared/contract';
import { assignmentsOf, leafValue, nixPath, nixValue, parseNix } from '../../../shared/nix-syntax';

/** What a machine knows of itself: these options, and those below them, are its own business. */
const OWN = ['boot.initrd', 'boot.kernelModules', 'hardware', 'nixpkgs.hostPlatform'];

/** What a machine says of itself, as a gesture takes it. */
export interface Hardware {
  readonly changes: readonly Change[];
  /** Weaker than any other definition: for a host that has none of its own. */
  readonly defaults: readonly Change[];
  /** Options that hold more than a value, and were left out. */
  readonly computed: readonly string[];
}

/**
 * What `nixos-generate-config` says, as changes to a host: drivers, processor, platform. File systems are the fleet's
 * own decision, and the installer has others than the host will have; they are not taken.
 */
export function hardwareChanges(host: string, text: string): Hardware {
  const tree = parseNix(text);
  const changes: Change[] = [];
  const defaults: Change[] = [];
  const computed: string[] = [];
  for (const leaf of assignmentsOf(tree)) {
    const path = nixPath(leaf.path);
    if (!OWN.some((own) => path === own || path.startsWith(`${own}.`))) continue;
    const value = leafValue(tree, leaf);
    if (!value.literal) computed.push(path);
    // An empty list says nothing, and would only stand in the way of modules that add to it.
    else if (!(Array.isArray(value.value) && value.value.length === 0))
      (leaf.priority === 'default' ? defaults : changes).push({
        kind: 'set',
        host,
        path,
        value: nixValue(value.value),
      });
  }
  return { changes, defaults, computed };
}
