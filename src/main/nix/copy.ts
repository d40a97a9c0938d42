import { isIPv6 } from 'node:net';
import { AppError } from '../../shared/contract';
import type { Reach } from '../ssh';
import { explainFailure, explainKnownFailure } from './explain-failure';

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
    | 'refused'
    | 'unreachable'
    | 'authentication-failed'
    | 'host-key-changed'
    | 'host-key-revoked'
    | 'host-key-unknown';
}[] = [
  { pattern: /REVOKED HOST KEY DETECTED/, code: 'host-key-revoked' },
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

/** How ssh and Nix say that a connection which stood is gone. */
const LOST = /Broken pipe|not responding|Connection (?:to \S+ )?(?:reset|closed)/;

/** Why a copy failed. What ssh said stands before what Nix made of it. */
export function explainCopy(messages: string, host: string): AppError {
  const socket = /cannot connect to (?:daemon|socket) at '([^']+)'/.exec(messages)?.[1];
  if (socket !== undefined) {
    return new AppError('copy-failed', `The Nix daemon of ${host} does not answer.`, {
      hint: 'See there: systemctl status nix-daemon.socket. Nothing was activated.',
      detail: { host, socket },
    });
  }
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
  // A host that ends the copy for a reason of its own breaks the pipe too, so the reason goes first.
  const known = explainKnownFailure(messages, { doing: 'copy', host });
  if (known) return known;
  const lost = messages.split('\n').find((line) => LOST.test(line));
  if (lost !== undefined) {
    return new AppError('unreachable', `The connection to ${host} was lost during the copy.`, {
      hint: 'The host still runs what it ran; nothing was activated. Check that it is up and its network works, then deploy again: what has arrived is not sent twice.',
      detail: { host, text: lost.trim() },
    });
  }
  return explainFailure(messages, { doing: 'copy', host });
}
