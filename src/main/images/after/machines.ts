import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Reach } from '../../ssh';
import { type Home, writeFileAtomic } from '../../state';
import { imagePlaces, practiceIdentity } from '../places';

export interface MachineWay {
  readonly address: string;
  readonly port: number;
  /** `TYPE BASE64`. */
  readonly hostKey: string;
}

/** Virtual machines that were started from practice images, and the hosts they stand for. */
export interface PracticeMachines {
  /** How the one of this host is reached; null where there is none. */
  reach(fleetDir: string, host: string): Reach | null;
  /** From now on the host is reached there, and only where the machine proves itself with the image's key. */
  set(fleetDir: string, host: string, way: MachineWay): Promise<Reach>;
  /** Whether there was one. */
  forget(fleetDir: string, host: string): Promise<boolean>;
}

export function practiceMachines(home: Home): PracticeMachines {
  const reachOf = (host: string, configFile: string): Reach => ({
    host,
    source: 'practice',
    destination: host,
    configFile,
  });
  return {
    reach(fleetDir, host) {
      const { sshConfig } = imagePlaces(home, fleetDir, host);
      return existsSync(sshConfig) ? reachOf(host, sshConfig) : null;
    },
    async set(fleetDir, host, { address, port, hostKey }) {
      const { sshConfig, knownHosts } = imagePlaces(home, fleetDir, host);
      await mkdir(dirname(sshConfig), { recursive: true, mode: 0o700 });
      await writeFileAtomic(knownHosts, `${host} ${hostKey}\n`);
      const lines = [
        `Host ${host}`,
        `  HostName ${address}`,
        `  Port ${port}`,
        '  User root',
        `  HostKeyAlias ${host}`,
        `  IdentityFile "${practiceIdentity(home)}"`,
        '  IdentitiesOnly yes',
        '  IdentityAgent none',
        `  UserKnownHostsFile "${knownHosts}"`,
        '  GlobalKnownHostsFile none',
        '  StrictHostKeyChecking yes',
        '  UpdateHostKeys no',
      ];
      await writeFileAtomic(sshConfig, `${lines.join('\n')}\n`);
      return reachOf(host, sshConfig);
    },
    async forget(fleetDir, host) {
      const { sshConfig, knownHosts } = imagePlaces(home, fleetDir, host);
      const was = existsSync(sshConfig);
      await rm(sshConfig, { force: true });
      await rm(knownHosts, { force: true });
      return was;
    },
  };
}
