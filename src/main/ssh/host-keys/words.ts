import { AppError } from '../../../shared/contract';
import { hostDetail, spokenName } from '../session/jumps';
import { knownAs, type ResolvedHost } from '../session/resolve';
import { keyTypeOf } from '../keys/signature';
import type { Reach } from '../types';
import { fingerprint, type KnownHostLine, knownHostName } from './known-hosts';
import { addedAt } from './own-file';

/** Who shows which key where: what every sentence about a host key is made of. */
export interface Shown {
  readonly reach: Reach;
  readonly host: ResolvedHost;
  readonly key: Buffer;
}

function detailOf({ reach, host, key }: Shown): Record<string, unknown> {
  const { name, port } = knownAs(host);
  return {
    ...hostDetail(reach),
    address: host.hostname,
    port: host.port,
    name: knownHostName(name, port),
    keyType: keyTypeOf(key),
    fingerprint: fingerprint(key),
  };
}

const OWNERS: Readonly<Record<KnownHostLine['origin'], string>> = {
  user: 'your known_hosts',
  own: 'Snowfleet’s own list',
  fleet: 'the fleet',
};

const place = (line: KnownHostLine): string => `${line.file}:${line.line}`;

/** @param why what a certificate lacked, where an authority speaks for the host. */
export function unknownHost(shown: Shown, knownTypes: readonly string[], why: string | null): AppError {
  const { reach, host, key } = shown;
  const { name, port } = knownAs(host);
  const words = `${spokenName(reach)} is not a known host: ${knownHostName(name, port)} shows ${keyTypeOf(key)} ${fingerprint(key)}.`;
  const target = reach.jumpFor ?? reach.host;
  return new AppError(
    'host-key-unknown',
    why === null ? words : `${words} Its certificate does not prove it: ${why}.`,
    {
      hint: `Compare the fingerprint with the host’s own (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub on it), then run: snowfleet known-hosts accept ${target}`,
      detail: { ...detailOf(shown), knownTypes, ...(why === null ? {} : { certificate: why }) },
    },
  );
}

export function changedKey(shown: Shown, line: KnownHostLine): AppError {
  const { reach, host, key } = shown;
  const { name, port } = knownAs(host);
  const known = knownHostName(name, port);
  const since = addedAt(line);
  const recorded = since === null ? '' : `, recorded ${since}`;
  return new AppError(
    'host-key-changed',
    `${spokenName(reach)} shows another host key than the one known: ${keyTypeOf(key)} ${fingerprint(key)}, while ${OWNERS[line.origin]} (${place(line)}${recorded}) has ${fingerprint(line.key)}.`,
    {
      hint: `It may be another machine in its place, or the host installed anew. Nothing was sent to it. If you know that it was installed anew, ${afterReinstall(reach, line, known)}`,
      detail: {
        ...detailOf(shown),
        file: line.file,
        line: line.line,
        from: line.origin,
        knownFingerprint: fingerprint(line.key),
        ...(since === null ? {} : { recordedAt: since }),
      },
    },
  );
}

/** Each list is corrected where it is kept. */
function afterReinstall(reach: Reach, line: KnownHostLine, known: string): string {
  switch (line.origin) {
    case 'own':
      return `run: snowfleet known-hosts forget ${reach.jumpFor ?? reach.host}`;
    case 'fleet':
      return `correct the key in ${place(line)} of the fleet.`;
    case 'user':
      return `run: ssh-keygen -R '${known.replaceAll("'", '')}' -f '${line.file}'`;
  }
}

/** @param line where it is revoked: a line of known_hosts, or the list of RevokedHostKeys. */
export function revokedKey(shown: Shown, where: { file: string; line?: number }): AppError {
  const at = where.line === undefined ? where.file : `${where.file}:${where.line}`;
  return new AppError(
    'host-key-revoked',
    `${spokenName(shown.reach)} shows a host key that is revoked in ${at}: ${keyTypeOf(shown.key)} ${fingerprint(shown.key)}.`,
    {
      hint: 'Whoever has this key may not be your host. Nothing was sent to it. Give the host a new key before you reach it again.',
      detail: {
        ...detailOf(shown),
        file: where.file,
        ...(where.line === undefined ? {} : { line: where.line }),
      },
    },
  );
}
