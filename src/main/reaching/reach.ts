import { hostNameSchema, AppError } from '../../shared/contract';
import type { Reach, ReachSource } from '../ssh';
import { type Address, checkAddress, parseAddress } from './address';
import type { ConnectionBook } from './connection-book';

/** Who may know where a host is; asked in the order they stand here. */
export interface ReachSources {
  /** `--ssh-config FILE`: the host's name as that file resolves it. */
  readonly sshConfig?: string | undefined;
  /** `--address`. */
  readonly address?: string | undefined;
  /**
   * The systems are made with stand-in inputs: no machine may be knocked at with them, unless it was named for
   * this very call.
   */
  readonly standIn?: boolean;
  readonly book: Pick<ConnectionBook, 'find'>;
  /** A practice host of this fleet that is up, else null. It wins over what the fleet says of the real one. */
  readonly practice: (fleetDir: string, host: string) => Promise<Reach | null>;
  /** What the fleet itself says (`snowfleet.host.*` and its like), else null. */
  readonly fleet: (fleetDir: string, host: string) => Promise<Address | null>;
}

/**
 * How a host of a fleet is reached. Throws `bad-host-name` for what is no host name, `usage` for an address
 * that has a wrong form, `practice-down` for stand-in systems while the practice host is down.
 */
export async function findReach(sources: ReachSources, fleetDir: string, host: string): Promise<Reach> {
  if (!hostNameSchema.safeParse(host).success) {
    throw new AppError('bad-host-name', `"${host}" is not a host name.`, {
      hint: 'A host name has letters, digits, _ . - and does not begin with -.',
      detail: { host },
    });
  }
  if (sources.sshConfig !== undefined) {
    return { host, source: 'ssh-config', destination: host, configFile: sources.sshConfig };
  }
  if (sources.address !== undefined) return reachBy('address', host, parseAddress(sources.address));
  if (sources.standIn === true) {
    const running = await sources.practice(fleetDir, host);
    if (running !== null) return running;
    throw new AppError('practice-down', `The practice host ${host} is not running.`, {
      hint: `Start it first: snowfleet practice up ${host}. A toy system goes to a machine only where --ssh-config or --address names it.`,
      detail: { host },
    });
  }
  const noted = await sources.book.find(fleetDir, host);
  if (noted !== null) return reachBy('connection-book', host, checkAddress(noted.address, noted));
  const practised = await sources.practice(fleetDir, host);
  if (practised !== null) return practised;
  const declared = await sources.fleet(fleetDir, host);
  if (declared !== null) return reachBy('fleet', host, checkAddress(declared.address, declared));
  return { host, source: 'user-ssh-config', destination: host };
}

/** How a machine is reached that is named by its address alone. Throws `usage` for what is no address. */
export function reachAddress(host: string, address: string): Reach {
  return reachBy('address', host, parseAddress(address));
}

function reachBy(source: ReachSource, host: string, { address, user, port }: Address): Reach {
  return {
    host,
    source,
    destination: address,
    ...(user === undefined ? {} : { user }),
    ...(port === undefined ? {} : { port }),
  };
}
