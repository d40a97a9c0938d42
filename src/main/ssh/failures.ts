import { AppError, isAppError } from '../../shared/contract';
import type { ResolvedHost } from './resolve';
import type { Reach } from './types';

interface Attempt {
  readonly reach: Reach;
  readonly host: ResolvedHost;
  readonly skipped: readonly string[];
  /** Whether keys were exchanged, so that a later end is the login's. */
  readonly shaken: boolean;
}

const NO_ANSWER: Record<string, string> = {
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name cannot be looked up at the moment',
  EHOSTUNREACH: 'there is no route to it',
  ENETUNREACH: 'there is no network to it',
  ETIMEDOUT: 'it does not answer',
  EHOSTDOWN: 'it is down',
};

/** An ssh2 error as a sentence about the host. ssh2 marks where it failed in `level`, Node's sockets in `code`. */
export function explainFailure(error: unknown, attempt: Attempt): AppError {
  if (isAppError(error)) return error;
  const { reach, host, skipped, shaken } = attempt;
  const { level, code, message } = error as Error & { level?: string; code?: string };
  const at = `${host.hostname}:${host.port}`;
  const detail = { host: reach.host, address: host.hostname, port: host.port, user: host.user };
  const failure = (kind: ConstructorParameters<typeof AppError>[0], words: string, hint: string): AppError =>
    new AppError(kind, words, { hint, detail: { ...detail, cause: message }, cause: error });

  if (level === 'client-timeout') {
    return failure(
      'timeout',
      `${reach.host} (${at}) did not answer in time.`,
      'Check that it is up and that the network lets you reach it.',
    );
  }
  if (code === 'ECONNREFUSED') {
    return failure(
      'refused',
      `${reach.host} refuses connections on ${at}.`,
      'The machine answers, but no ssh server listens on that port.',
    );
  }
  if (code !== undefined && NO_ANSWER[code]) {
    return failure(
      'unreachable',
      `${reach.host} (${at}) cannot be reached: ${NO_ANSWER[code]}.`,
      'Check the address, and that the host is up.',
    );
  }
  if (level === 'client-authentication' || (shaken && /authentication failures/i.test(message))) {
    const why = skipped.length === 0 ? '' : ` Not used: ${skipped.join('; ')}.`;
    return new AppError('authentication-failed', `${reach.host} does not let ${host.user} in.${why}`, {
      hint: 'Put your key into the agent (ssh-add) or name it with IdentityFile, and add its public half to the host.',
      detail: { ...detail, skipped },
      cause: error,
    });
  }
  if (level === 'handshake' || (code === undefined && !shaken && message !== 'closed')) {
    return failure(
      'unreachable',
      `${reach.host} (${at}) does not speak ssh as expected: ${message}.`,
      'Check that this port is an ssh server.',
    );
  }
  return failure(
    'refused',
    `${reach.host} (${at}) closed the connection before the login.`,
    'Its ssh server may be overloaded or may not admit this address.',
  );
}
