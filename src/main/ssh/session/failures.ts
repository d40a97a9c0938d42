import { AppError, isAppError } from '../../../shared/contract';
import { hostDetail, spokenName } from './jumps';
import type { ResolvedHost } from './resolve';
import type { Reach } from '../types';

interface Attempt {
  readonly reach: Reach;
  readonly host: ResolvedHost;
  /** Ways to log in that were offered, those that could not be, and those the server takes. */
  readonly tried: readonly string[];
  readonly skipped: readonly string[];
  readonly accepted: readonly string[];
  /** Whether our own time limit ended it. */
  readonly isLate: boolean;
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
  const { reach, host, shaken, isLate } = attempt;
  const name = spokenName(reach);
  const { level, code, message } = error as Error & { level?: string; code?: string };
  const at = `${host.hostname}:${host.port}`;
  const detail = { ...hostDetail(reach), address: host.hostname, port: host.port, user: host.user };
  const failure = (kind: ConstructorParameters<typeof AppError>[0], words: string, hint: string): AppError =>
    new AppError(kind, words, { hint, detail: { ...detail, cause: message }, cause: error });

  if (isLate || level === 'client-timeout') {
    return failure(
      'timeout',
      `${name} (${at}) did not answer in time.`,
      'Check that it is up and that the network lets you reach it.',
    );
  }
  if (code === 'ECONNREFUSED') {
    return failure(
      'refused',
      `${name} refuses connections on ${at}.`,
      'The machine answers, but no ssh server listens on that port.',
    );
  }
  if (code !== undefined && NO_ANSWER[code]) {
    return failure(
      'unreachable',
      `${name} (${at}) cannot be reached: ${NO_ANSWER[code]}.`,
      'Check the address, and that the host is up.',
    );
  }
  if (level === 'client-authentication' || (shaken && /authentication failures/i.test(message))) {
    return notLetIn(error, attempt, detail);
  }
  if (level === 'handshake' || (code === undefined && !shaken && message !== 'closed')) {
    return failure(
      'unreachable',
      `${name} (${at}) does not speak ssh as expected: ${message}.`,
      'Check that this port is an ssh server.',
    );
  }
  return failure(
    'refused',
    `${name} (${at}) closed the connection before the login.`,
    'Its ssh server may be overloaded or may not admit this address.',
  );
}

const list = (words: readonly string[]): string => (words.length === 0 ? 'nothing' : words.join(', '));

function notLetIn(error: unknown, attempt: Attempt, detail: Record<string, unknown>): AppError {
  const { reach, host, tried, skipped, accepted } = attempt;
  const offered = tried.filter((one) => one !== 'none');
  const words = [
    `${spokenName(reach)} does not let ${host.user} in.`,
    `Tried: ${list(offered)}.`,
    ...(accepted.length === 0 ? [] : [`It takes: ${list(accepted)}.`]),
    ...(skipped.length === 0 ? [] : [`Not used: ${skipped.join('; ')}.`]),
  ];
  return new AppError('authentication-failed', words.join(' '), {
    hint: accepted.includes('publickey')
      ? 'Put your key into the agent (ssh-add) or name it with IdentityFile, and add its public half to the host.'
      : 'Store the password of this host with `snowfleet credentials set`, or ask its owner how to log in.',
    detail: { ...detail, tried, skipped, accepted },
    cause: error,
  });
}
