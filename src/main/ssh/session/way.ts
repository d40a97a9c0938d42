import { connect as connectTcp, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { AppError } from '../../../shared/contract';
import type { Connection } from './connection';
import { hostDetail } from './jumps';
import { openProxyCommand } from './proxy-command';
import type { ResolvedHost } from './resolve';
import type { Reach } from '../types';

/** How bytes get to the ssh server of a host; each call opens another stream. Errors are Node's, or AppErrors. */
export interface Way {
  open(signal: AbortSignal): Promise<Duplex>;
}

export function directWay(host: ResolvedHost): Way {
  return {
    open: (signal) =>
      new Promise((resolve, reject) => {
        const socket = connectTcp({
          host: host.hostname,
          port: host.port,
          ...(host.addressFamily === null ? {} : { family: host.addressFamily }),
          ...(host.bindAddress === null ? {} : { localAddress: host.bindAddress }),
        });
        const onAbort = (): void => void socket.destroy(signal.reason as Error);
        const settled = (): void => {
          signal.removeEventListener('abort', onAbort);
          socket.off('error', failed);
        };
        const failed = (error: Error): void => (settled(), reject(error));
        socket.once('error', failed);
        socket.once('connect', () => {
          settled();
          socket.setNoDelay(true);
          resolve(heldErrors(socket));
        });
        if (signal.aborted) onAbort();
        else signal.addEventListener('abort', onAbort, { once: true });
      }),
  };
}

/** Until ssh2 listens, an error must not end the process. */
function heldErrors(socket: Socket): Socket {
  return socket.on('error', () => undefined);
}

/** Through a host we are logged in to, as ProxyJump does. */
export function jumpWay(via: Connection, reach: Reach, host: ResolvedHost): Way {
  return {
    open: (signal) =>
      new Promise((resolve, reject) => {
        const onAbort = (): void => reject(signal.reason as Error);
        if (signal.aborted) return onAbort();
        signal.addEventListener('abort', onAbort, { once: true });
        const refused = (cause: unknown): void =>
          reject(
            new AppError('unreachable', `${via.label} cannot reach ${host.hostname}:${host.port}.`, {
              hint: 'The jump host let us in; check that the host behind it is up and reachable from there.',
              detail: { ...hostDetail(reach), via: via.label, address: host.hostname, port: host.port },
              cause,
            }),
          );
        try {
          via.client.forwardOut('127.0.0.1', 0, host.hostname, host.port, (error, channel) => {
            signal.removeEventListener('abort', onAbort);
            if (error) return refused(error);
            if (signal.aborted) channel.destroy();
            channel.on('error', () => undefined);
            resolve(channel);
          });
        } catch (error) {
          refused(error);
        }
      }),
  };
}

/** Through the user's own ProxyCommand. */
export function proxyWay(reach: Reach, host: ResolvedHost, command: string, env: NodeJS.ProcessEnv): Way {
  return { open: (signal) => openProxyCommand({ reach, host, command, env, signal }) };
}
