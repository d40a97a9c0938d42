import { DiskLook } from './reading/disk-look';
import { FleetFiles } from './reading/files';
import type { Overlay } from './reading/overlay';
import type { ModuleScope } from './static/modules';
import { type ToldHost, type WantedOptions, inputUrls, toldHost } from './static/config';

/** What modules of a host define of some options, and what the flake says of its inputs. */
export interface ConfiguredHost {
  readonly told: ToldHost;
  /** Files that no other host uses, the nearest first: modules of the system, and those of its users' homes. */
  readonly ownFiles: Readonly<Record<ModuleScope, readonly string[]>>;
  readonly inputs: Readonly<Record<string, string | null>>;
  /** The text of flake.lock; null without one. */
  readonly lock: string | null;
}

type Found = Omit<ConfiguredHost, 'ownFiles'> | null;

/** The last answers, each with what the disk said then: good while it says the same. */
const kept = new Map<string, { readonly look: DiskLook; readonly found: Found }>();
/** Hosts that are looked at side by side, before and after a change; the oldest go first. */
const MAX_KEPT = 12;

/** The values of some options of a host of a fleet, with texts laid over its files; null for an unknown host. */
export function configuredIn(
  { dir }: { readonly dir: string },
  host: string,
  wanted: WantedOptions,
  overlay?: Overlay,
): Found {
  if (overlay && overlay.size > 0) return found(new FleetFiles(dir, overlay), host, wanted);
  const key = JSON.stringify([dir, host, wanted]);
  const known = kept.get(key);
  const again = known?.look.again();
  if (known && again && known.look.differences(again).length === 0) return known.found;
  const look = new DiskLook(dir);
  const answer = found(new FleetFiles(dir, undefined, look), host, wanted);
  kept.delete(key);
  kept.set(key, { look, found: answer });
  const [oldest] = kept.keys();
  if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
  return answer;
}

function found(files: FleetFiles, host: string, wanted: WantedOptions): Found {
  const told = toldHost(files, host, wanted);
  return told && { told, inputs: inputUrls(files), lock: files.plainText('flake.lock') };
}
