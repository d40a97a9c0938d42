import {
  AppError,
  type HostKeyScan,
  type KnownHostKey,
  type ShownHostKey,
  type TrustedHostKey,
} from '../../../shared/contract';
import { keyTypeOf } from '../keys/signature';
import { explainFailure } from '../session/failures';
import { type OpenWay, openWay, type SessionPorts } from '../session/connect';
import { knownAs, type ResolvedHost, resolveReach } from '../session/resolve';
import type { Reach } from '../types';
import { scanKeys } from './certificate-scan';
import type { Judgement } from './host-keys';
import {
  fingerprint,
  judgeHostKey,
  type KnownHostLine,
  knownHostName,
  lineMatches,
  speaksOf,
} from './known-hosts';
import { addedAt } from './own-file';
import { isInRevokedList } from './revoked-list';

/** What doors can see and change of the lists of host keys. */
export interface KnownHosts {
  /** Our own and the fleet's keys; with a host, every line of any list that speaks of it. */
  list(reach?: Reach): Promise<KnownHostKey[]>;
  /** Keys whose verdict would be `known` if the host showed them, by lists alone: it is not asked. */
  trusted(reach: Reach): Promise<TrustedHostKey[]>;
  /** The keys a host shows now, judged. @throws AppError when it cannot be reached, or shows none. */
  scan(reach: Reach, signal?: AbortSignal): Promise<HostKeyScan>;
  /**
   * Records a key that the host shows, where neither our own list nor the fleet has it. @throws AppError for a changed or
   * revoked one, and for one it does not show.
   */
  accept(reach: Reach, fingerprint: string, signal?: AbortSignal): Promise<ShownHostKey>;
  /** Drops what we recorded; `elsewhere` are lines of lists that are not ours. */
  forget(reach: Reach): Promise<{ forgotten: KnownHostKey[]; elsewhere: KnownHostKey[] }>;
}

interface Judged {
  readonly key: Buffer;
  readonly judgement: Judgement;
}

export function knownHostsDoor(ports: SessionPorts): KnownHosts {
  const { hostKeys } = ports;

  const along = async <T>(
    reach: Reach,
    signal: AbortSignal | undefined,
    work: (open: OpenWay) => Promise<T>,
  ): Promise<T> => {
    const open = await openWay(reach, ports, signal);
    try {
      return await work(open);
    } finally {
      open.end();
    }
  };
  const judgeAll = async (open: OpenWay, signal: AbortSignal | undefined): Promise<Judged[]> => {
    const { reach, host, way } = open;
    const lines = await hostKeys.lines(host);
    const keys = await scanKeys((stop) => way.open(stop), signal);
    if (keys.length === 0) await explainSilence(open, signal);
    const judged: Judged[] = [];
    for (const key of keys) {
      const judgement = await hostKeys.judge({ reach, host, key }, lines, (stop) => way.open(stop), signal);
      judged.push({ key, judgement });
    }
    return judged;
  };
  const linesOf = async (host: ResolvedHost): Promise<KnownHostLine[]> => {
    const { name, port } = knownAs(host);
    const names = [knownHostName(name, port), name.toLowerCase()];
    return (await hostKeys.lines(host)).filter((line) => names.some((one) => lineMatches(line, one)));
  };

  return {
    async list(reach) {
      if (reach !== undefined) return (await linesOf(await resolveReach(reach, ports.env))).map(described);
      return [...(await hostKeys.own.read()), ...(await hostKeys.declared())].map(described);
    },
    async trusted(reach) {
      const host = await resolveReach(reach, ports.env);
      const { name, port } = knownAs(host);
      const lines = await hostKeys.lines(host);
      const found: TrustedHostKey[] = [];
      for (const known of lines) {
        const { key, marker, keyType, origin, file, line } = known;
        if (marker !== null || !speaksOf(known, name, port)) continue;
        if (judgeHostKey(lines, name, port, key).kind !== 'known') continue;
        if (host.revokedHostKeys !== null && (await isInRevokedList(host.revokedHostKeys, key))) continue;
        const publicKey = `${keyType} ${key.toString('base64')}`;
        found.push({ keyType, publicKey, fingerprint: fingerprint(key), from: origin, file, line });
      }
      return found;
    },
    scan: (reach, signal) =>
      along(reach, signal, async (open) => ({
        host: reach.host,
        name: nameOf(open),
        keys: (await judgeAll(open, signal)).map(shown),
      })),
    accept: (reach, wanted, signal) =>
      along(reach, signal, async (open) => {
        const judged = await judgeAll(open, signal);
        const found = judged.find(({ key }) => fingerprint(key) === wanted);
        if (found === undefined) {
          throw new AppError('host-key-unknown', `${reach.host} shows no key ${wanted}.`, {
            hint: `It shows ${judged.map(({ key }) => `${keyTypeOf(key)} ${fingerprint(key)}`).join(', ')}.`,
            detail: { host: reach.host, name: nameOf(open) },
          });
        }
        if (found.judgement.kind === 'refused') throw found.judgement.error;
        if (!isOurs(found.judgement)) {
          await hostKeys.accept({ reach, host: open.host, key: found.key }, 'command');
        }
        return { ...shown(found), verdict: 'known', words: '' };
      }),
    async forget(reach) {
      const host = await resolveReach(reach, ports.env);
      const lines = await linesOf(host);
      const { name, port } = knownAs(host);
      const forgotten = await hostKeys.own.remove(name, port);
      return {
        forgotten: forgotten.map(described),
        elsewhere: lines.filter((line) => line.origin !== 'own').map(described),
      };
    },
  };
}

/** ssh-keyscan does not say why it got nothing; a stream of our own does. */
async function explainSilence(
  { reach, host, way }: OpenWay,
  signal: AbortSignal | undefined,
): Promise<never> {
  try {
    (await way.open(signal ?? new AbortController().signal)).destroy();
  } catch (error) {
    const nothing = { tried: [], skipped: [], accepted: [], isLate: false, shaken: false };
    throw explainFailure(error, { reach, host, ...nothing });
  }
  throw new AppError('unreachable', `${reach.host} shows no host key.`, {
    hint: 'Something answers there, but it is no ssh server, or it talks to too many already.',
    detail: { host: reach.host },
  });
}

const nameOf = ({ host }: OpenWay): string => {
  const { name, port } = knownAs(host);
  return knownHostName(name, port);
};

function shown({ key, judgement }: Judged): ShownHostKey {
  const keyType = keyTypeOf(key);
  const publicKey = `${keyType} ${key.toString('base64')}`;
  return { keyType, fingerprint: fingerprint(key), publicKey, ...verdictOf(judgement) };
}

/** Whether our own list, or the fleet, vouches for a key by itself. */
const isOurs = (judgement: Judgement): boolean =>
  judgement.kind === 'trusted' && judgement.by !== 'certificate' && judgement.by.origin !== 'user';

function verdictOf(judgement: Judgement): Pick<ShownHostKey, 'verdict' | 'words'> {
  if (judgement.kind === 'trusted') {
    return { verdict: judgement.by === 'certificate' ? 'certified' : 'known', words: '' };
  }
  const { error } = judgement;
  if (judgement.kind === 'unknown') return { verdict: 'unknown', words: error.message };
  return { verdict: error.code === 'host-key-revoked' ? 'revoked' : 'changed', words: error.message };
}

function described(line: KnownHostLine): KnownHostKey {
  return {
    names: [...line.patterns],
    keyType: line.keyType,
    fingerprint: fingerprint(line.key),
    from: line.origin,
    marker: line.marker,
    file: line.file,
    line: line.line,
    addedAt: addedAt(line),
  };
}
