import { isIPv6 } from 'node:net';
import { AppError } from '../../shared/contract';
import type { Reach } from '../ssh';
import { explainFailure } from './explain-failure';

/**
 * The store of a host as `nix copy --to` takes it. Port, user and configuration go in NIX_SSHOPTS; the user
 * stands here as well, because Nix hands it to ssh as part of the destination. Throws `bad-host-name` for what
 * ssh could take for an option: only new versions of Nix refuse that themselves.
 */
export function hostStoreUrl(reach: Reach): string {
  for (const part of [reach.destination, reach.user ?? '']) {
    if (part.startsWith('-') || /[\s/?#&%]/.test(part)) {
      throw new AppError('bad-host-name', `${part} is not an address that can be copied to.`, {
        hint: 'Correct the address of this host.',
        detail: { host: reach.host },
      });
    }
  }
  const name = isIPv6(reach.destination) ? `[${reach.destination}]` : reach.destination;
  return `ssh-ng://${reach.user === undefined ? '' : `${reach.user}@`}${name}`;
}

const CONNECTION: readonly {
  readonly pattern: RegExp;
  readonly code:
    'refused' | 'unreachable' | 'authentication-failed' | 'host-key-changed' | 'host-key-unknown';
}[] = [
  { pattern: /REMOTE HOST IDENTIFICATION HAS CHANGED/, code: 'host-key-changed' },
  { pattern: /Host key verification failed|host key is known/, code: 'host-key-unknown' },
  { pattern: /Permission denied \(/, code: 'authentication-failed' },
  { pattern: /Connection refused/, code: 'refused' },
  {
    pattern:
      /Connection timed out|No route to host|Could not resolve hostname|Network is unreachable|Name or service not known/,
    code: 'unreachable',
  },
];

/** Why a copy failed. What ssh said stands before what Nix made of it. */
export function explainCopy(messages: string, host: string): AppError {
  for (const { pattern, code } of CONNECTION) {
    if (!pattern.test(messages)) continue;
    const line = messages.split('\n').find((one) => pattern.test(one)) ?? '';
    return new AppError(code, `Copying to ${host} failed: ${line.trim()}`, {
      hint: 'The host still runs what it ran; nothing was activated.',
      detail: { host },
    });
  }
  if (/command not found|No such file or directory.*nix-daemon|nix-daemon: not found/.test(messages)) {
    return new AppError('copy-failed', `${host} has no nix-daemon on the PATH of an ssh command.`, {
      hint: 'Is this host a NixOS system? Snowfleet deploys to hosts that already run one.',
      detail: { host },
    });
  }
  return explainFailure(messages, { doing: 'copy', host });
}
