import { AppError, type Builder } from '../../../shared/contract';

/** How a Nix daemon finds its way to a builder; it logs in as root and knows nothing of our ssh. */
export interface DaemonLogin {
  /** `TYPE BASE64`: the key the builder must show. */
  readonly hostKey: string | null;
}

const list = (words: readonly string[]): string => (words.length === 0 ? '-' : words.join(','));

/**
 * A builder as the setting `builders` and the file `machines` have it (nix.conf(5), "builders"): store, systems, ssh
 * key, jobs, speed, features, mandatory features, host key. Throws `usage` for what would be read as more than one word.
 */
export function machineLine(builder: Builder, store: string, login: DaemonLogin | null = null): string {
  const hostKey = login?.hostKey ?? null;
  const words = [
    store,
    list(builder.systems),
    login === null ? '-' : (builder.sshKey ?? '-'),
    String(builder.jobs),
    // Versions up to 2.1x read a whole number alone.
    String(Math.max(1, Math.round(builder.speed))),
    list(builder.features),
    list(builder.mandatory),
    hostKey === null ? '-' : Buffer.from(hostKey).toString('base64'),
  ];
  const odd = words.find((word) => /[\s;#@]/.test(word.replace(/^ssh-ng:\/\/[^@\s]+@/, '')));
  if (odd === undefined) return words.join(' ');
  throw new AppError('usage', `Nix cannot be told of a builder with “${odd}”.`, {
    hint: 'Use names and paths without blanks, semicolons and number signs.',
    detail: { builder: builder.address },
  });
}
