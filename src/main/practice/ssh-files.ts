import { writeFileAtomic } from '../state';
import type { FleetPlaces } from './places';

export interface ServedHost {
  readonly name: string;
  readonly port: number;
  readonly publicKey: string;
}

/** ssh_config(5) and known_hosts for the hosts of one fleet: OpenSSH and Snowfleet's own client read the same. */
export async function writeSshFiles(
  places: FleetPlaces,
  identity: string,
  hosts: readonly ServedHost[],
): Promise<void> {
  const known = hosts.map((host) => `[127.0.0.1]:${host.port} ${host.publicKey}\n`);
  const config = hosts.map((host) =>
    [
      `Host ${host.name}`,
      '  HostName 127.0.0.1',
      `  Port ${host.port}`,
      '  User root',
      `  IdentityFile ${quoted(identity)}`,
      '  IdentitiesOnly yes',
      '  IdentityAgent none',
      `  UserKnownHostsFile ${quoted(places.knownHosts)}`,
      '  GlobalKnownHostsFile none',
      '  StrictHostKeyChecking yes',
      '  UpdateHostKeys no',
      '  ConnectTimeout 5',
      '',
    ].join('\n'),
  );
  await writeFileAtomic(places.knownHosts, known.join(''), { mode: 0o600 });
  await writeFileAtomic(places.sshConfig, config.join('\n'), { mode: 0o600 });
}

/** A percent sign begins a token in these settings. */
function quoted(path: string): string {
  return `"${path.replaceAll('%', '%%')}"`;
}
