import type { StaticHost } from '../static/hosts';
import type { ModuleScope } from '../static/modules';
import type { HostReading } from './read-fleet';

type Own = HostReading['ownFiles'];

const folders = new Map<string, FileOwners>();
/** Nobody has more fleets open; the oldest goes first. */
const MAX_FOLDERS = 8;

/** Who uses which file among the hosts of a fleet, kept up from one reading to the next. */
export class FileOwners {
  private hosts: ReadonlySet<StaticHost> = new Set();
  /** How many hosts use a file. */
  private readonly users = new Map<string, number>();
  private readonly known = new Map<StaticHost, Own>();

  /** Those of the fleet in a folder. */
  static inFolder(dir: string): FileOwners {
    const owners = folders.get(dir) ?? new FileOwners();
    folders.delete(dir);
    folders.set(dir, owners);
    const [oldest] = folders.keys();
    if (folders.size > MAX_FOLDERS && oldest !== undefined) folders.delete(oldest);
    return owners;
  }

  /** The files that no other host of these uses; the same object for a host of which that did not change. */
  of(hosts: readonly StaticHost[]): (host: StaticHost) => Own {
    const now = new Set(hosts);
    const before = new Map<string, number>();
    const count = (host: StaticHost, step: 1 | -1): void => {
      for (const file of new Set(host.modules.map((module) => module.file))) {
        const users = this.users.get(file) ?? 0;
        if (!before.has(file)) before.set(file, users);
        this.users.set(file, users + step);
      }
    };
    for (const host of this.hosts) {
      if (now.has(host)) continue;
      count(host, -1);
      this.known.delete(host);
    }
    for (const host of now) if (!this.hosts.has(host)) count(host, 1);
    this.hosts = now;
    const isOthers = new Set(
      [...before]
        .filter(([file, users]) => (users === 1) !== (this.users.get(file) === 1))
        .map(([file]) => file),
    );
    for (const [file] of before) if (this.users.get(file) === 0) this.users.delete(file);
    return (host) => {
      const known = this.known.get(host);
      if (known && (isOthers.size === 0 || !host.modules.some(({ file }) => isOthers.has(file))))
        return known;
      const own = { nixos: this.ownOf(host, 'nixos'), home: this.ownOf(host, 'home') };
      this.known.set(host, own);
      return own;
    };
  }

  private ownOf(host: StaticHost, scope: ModuleScope): string[] {
    const files = host.modules.filter((module) => module.scope === scope).map((module) => module.file);
    return [...new Set(files)].filter((file) => this.users.get(file) === 1);
  }
}
