import { AppError } from '../../../shared/contract';
import type { Reach } from '../types';

/** A ProxyJump entry is `[user@]host[:port]` or an ssh:// URI (ssh_config(5)). */
export function jumpReach(reach: Reach, entry: string): Reach {
  const found = /^(?:ssh:\/\/)?(?:(?<user>[^@]+)@)?(?<host>\[[^\]]+\]|[^:@]+)(?::(?<port>\d+))?$/.exec(
    entry.trim(),
  );
  const host = found?.groups?.['host']?.replace(/^\[|\]$/g, '');
  if (!found || !host) {
    throw new AppError('unreachable', `The jump host “${entry}” of ${reach.host} cannot be understood.`, {
      hint: 'Write it as user@host:port.',
      detail: { host: reach.host },
    });
  }
  const { user, port } = found.groups ?? {};
  return {
    host,
    jumpFor: reach.jumpFor ?? reach.host,
    source: reach.source,
    destination: host,
    ...(user === undefined ? {} : { user }),
    ...(port === undefined ? {} : { port: Number(port) }),
    ...(reach.configFile === undefined ? {} : { configFile: reach.configFile }),
    ...(reach.unattended === undefined ? {} : { unattended: reach.unattended }),
  };
}

/** The host as messages name it. */
export const spokenName = (reach: Reach): string =>
  reach.jumpFor === undefined ? reach.host : `${reach.host} (jump host of ${reach.jumpFor})`;

/** Facts of an error: the host of the fleet that was to be reached, and the hop that failed. */
export const hostDetail = (reach: Reach): { host: string; hop?: string } =>
  reach.jumpFor === undefined ? { host: reach.host } : { host: reach.jumpFor, hop: reach.host };
