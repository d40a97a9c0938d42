import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeFleet } from '../../src/main/deploy/testing/fleet';
import { type Door, openDoorWith } from '../door';
import type { World } from './world';

export type { Observation } from '../door';

/** Serves a fleet whose hosts are the first few names of the world. */
export async function openDoor(world: World, hosts: readonly string[]): Promise<Door> {
  const home = join(world.dir, 'door');
  const fleet = join(home, 'fleet');
  mkdirSync(home, { recursive: true });
  const spec = { revision: '1', behaviour: 'good', packages: [] } as const;
  writeFleet(fleet, Object.fromEntries(hosts.map((host) => [host, spec])), world.dir);
  return openDoorWith(['--fleet', fleet, '--ssh-config', world.configFile], home);
}
