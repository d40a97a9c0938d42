import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Home } from '../state';

/** Where everything of one practice host lies. */
export interface HostPlaces {
  /** The host's own root: etc, nix, root, run, tmp, var. */
  readonly dir: string;
  readonly hostKey: string;
}

/** Where the practice of one fleet lies. */
export interface FleetPlaces {
  readonly sshConfig: string;
  readonly knownHosts: string;
  host(name: string): HostPlaces;
}

/** Where practice keeps its things. */
export interface PracticePlaces {
  readonly state: string;
  /** The key all practice hosts let in. */
  readonly identity: string;
  /** Which process serves the hosts, and where it listens. */
  readonly record: string;
  readonly log: string;
  /** The copy of the bundled fleet. */
  readonly fleet: string;
  forFleet(id: string): FleetPlaces;
}

export function practicePlaces(home: Home): PracticePlaces {
  const state = join(home.state, 'practice');
  return {
    state,
    identity: join(state, 'id_ed25519'),
    record: join(state, 'process.json'),
    log: join(state, 'process.log'),
    fleet: join(home.data, 'practice', 'fleet'),
    forFleet(id) {
      const own = join(state, 'fleets', id);
      return {
        sshConfig: join(own, 'ssh_config'),
        knownHosts: join(own, 'known_hosts'),
        host: (name) => ({
          dir: join(home.data, 'practice', 'hosts', id, name),
          hostKey: join(own, 'host-keys', name),
        }),
      };
    },
  };
}

/** A fleet's folder under its real path, so that a link to it means the same hosts. */
export function realFleetDir(dir: string): string {
  try {
    return realpathSync(dir);
  } catch {
    return resolve(dir);
  }
}

/** Short and stable for one fleet folder. */
export function fleetId(dir: string): string {
  return createHash('sha256').update(realFleetDir(dir)).digest('hex').slice(0, 12);
}
