import { AppError, isAppError } from '../../shared/contract';
import type { Home } from '../state';
import { followExec, NotBegun, openExec } from './channel';
import { connect } from './connect';
import { createNixOptions } from './nix-options';
import { createPool, type Lease } from './pool';
import { quoteForRemoteShell } from './quote';
import { openShell } from './shell';
import type { ExecOptions, ExecResult, Reach, Ssh } from './types';

export interface SshOptions {
  readonly home: Home;
  readonly env: NodeJS.ProcessEnv;
  /** How long an unused connection stays open. */
  readonly idleMs?: number;
}

const IDLE_MS = 30_000;

/** The client all areas share; see {@link Ssh}. Connections are pooled per way of reaching a host. */
export function createSsh(options: SshOptions): Ssh {
  const pool = createPool(options.env, options.idleMs ?? IDLE_MS);
  const nixOptions = createNixOptions(options.home);

  /** Runs `begin` on a pooled connection; one that broke, or has no room for another channel, is replaced once. */
  const onPooled = async <T>(
    reach: Reach,
    signal: AbortSignal | undefined,
    begin: (lease: Lease) => Promise<T>,
  ): Promise<T> => {
    for (let attempt = 1; ; attempt++) {
      const lease = await pool.lease(reach, signal);
      try {
        return await begin(lease);
      } catch (error) {
        if (!(error instanceof NotBegun)) {
          lease.release();
          throw error;
        }
        lease.discard();
        if (attempt === 2) throw notBegun(reach, error);
      }
    }
  };

  const exec = async (
    reach: Reach,
    argv: readonly string[],
    execOptions: ExecOptions = {},
  ): Promise<ExecResult> => {
    const command = quoteForRemoteShell(argv);
    const started = performance.now();
    return cancellable(reach, execOptions.signal, () =>
      onPooled(reach, execOptions.signal, async (lease) => {
        const channel = await openExec(lease.connection, command);
        const result = await followExec(channel, reach, execOptions, started);
        lease.release();
        return result;
      }),
    );
  };

  const execFresh = async (
    reach: Reach,
    argv: readonly string[],
    execOptions: ExecOptions = {},
  ): Promise<ExecResult> => {
    const command = quoteForRemoteShell(argv);
    const started = performance.now();
    return cancellable(reach, execOptions.signal, async () => {
      const connection = await connect(reach, options.env, execOptions.signal);
      try {
        const channel = await openExec(connection, command);
        return await followExec(channel, reach, execOptions, started);
      } catch (error) {
        throw error instanceof NotBegun ? notBegun(reach, error) : error;
      } finally {
        connection.end();
      }
    });
  };

  return {
    exec,
    execFresh,
    shell: (reach, size) =>
      onPooled(reach, undefined, async (lease) => {
        const shell = await openShell(lease.connection, reach, size);
        void shell.exited.finally(() => lease.release());
        return shell;
      }),
    nixSshOpts: (reach) => nixOptions.value(reach),
    close: async () => {
      pool.close();
      nixOptions.close();
    },
  };
}

async function cancellable<T>(
  reach: Reach,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!signal?.aborted || isAppError(error)) throw error;
    throw new AppError('cancelled', `The command on ${reach.host} was cancelled.`, {
      detail: { host: reach.host },
    });
  }
}

function notBegun(reach: Reach, error: NotBegun): AppError {
  return new AppError('refused', `${reach.host} does not start the command: ${error.message}.`, {
    hint: 'The login worked; its ssh server may limit sessions or commands for this user.',
    detail: { host: reach.host, begun: false },
    cause: error,
  });
}
