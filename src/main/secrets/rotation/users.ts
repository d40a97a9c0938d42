import { AppError, type SecretUser } from '../../../shared/contract';

/** What a host says of a secret and the services that name it. */
export interface UsersAnswer {
  /** Whether the secret's file is there. */
  readonly isThere: boolean;
  readonly units: SecretUser[];
}

/** Reads the answer of resources/secrets/users-of-secret.sh. Throws `remote-command-failed` for one that is not whole. */
export function readUsers(text: string): UsersAnswer {
  const lines = text.split('\n').map((line) => line.split('\t'));
  const [, , since = ''] = lines.find(([kind]) => kind === 'secret') ?? [];
  if (!lines.some(([kind]) => kind === 'end') || !/^\d+$/.test(since)) {
    throw new AppError('remote-command-failed', 'The host’s answer about its services was cut off.', {
      hint: 'Try again.',
    });
  }
  const at = Number(since);
  const units = lines.flatMap(([kind, unit, state, seconds]): SecretUser[] => {
    if (kind !== 'unit' || unit === undefined || state === undefined) return [];
    const started = Number(seconds);
    return [{ unit, state, isNew: at > 0 && Number.isFinite(started) && started >= at }];
  });
  return { isThere: at > 0, units };
}
