import { readFile } from 'node:fs/promises';
import { type AppError, isAppError } from '../../../shared/contract';
import type { Home } from '../../state';
import type { Asker } from '../asks';
import { keyTypeOf } from '../keys/signature';
import { spokenName } from '../session/jumps';
import { knownAs, type ResolvedHost } from '../session/resolve';
import { faultOf } from './certificate';
import { type OpenStream, scanCertificates } from './certificate-scan';
import { type DeclaredHostKey, declaredLines, writeDeclaredFile } from './declared';
import { fingerprint, judgeHostKey, type KnownHostLine, knownHostName, parseKnownHosts } from './known-hosts';
import { type AcceptedBy, ownKnownHosts, type OwnKnownHosts } from './own-file';
import { isInRevokedList } from './revoked-list';
import { changedKey, revokedKey, type Shown, unknownHost } from './words';

export interface HostKeysOptions {
  readonly home: Home;
  readonly asker: Asker;
  /** Host keys the open fleet declares; nothing where it fails. */
  readonly declared: () => Promise<readonly DeclaredHostKey[]>;
}

/** `unknown` is no last word: somebody may accept the key. */
export type Judgement =
  | { readonly kind: 'trusted'; readonly by: KnownHostLine | 'certificate' }
  | { readonly kind: 'unknown'; readonly error: AppError; readonly knownTypes: readonly string[] }
  | { readonly kind: 'refused'; readonly error: AppError };

/** Which keys hosts have, by everything that may say so, and the one place where a verdict is made. */
export interface HostKeys {
  readonly own: OwnKnownHosts;
  /** Lines of the user's files, ours and the fleet's, read anew each time. */
  lines(host: ResolvedHost): Promise<KnownHostLine[]>;
  /** The verdict on a key that a host shows. Nothing is asked and nothing written. */
  judge(
    shown: Shown,
    lines: readonly KnownHostLine[],
    open: OpenStream,
    signal?: AbortSignal,
  ): Promise<Judgement>;
  /** Whether an unknown key may be trusted now: as the configuration rules, else as somebody answers. */
  settle(shown: Shown, judgement: Judgement & { kind: 'unknown' }, signal?: AbortSignal): Promise<boolean>;
  accept(shown: Shown, how: AcceptedBy): Promise<void>;
  declared(): Promise<KnownHostLine[]>;
  /** Files that give OpenSSH the same answers, behind the user's own; what has to be written goes into the folder. */
  filesForOpenSsh(folder: string): Promise<string[]>;
}

export function createHostKeys({ home, asker, declared }: HostKeysOptions): HostKeys {
  const own = ownKnownHosts(home);
  const keysOfFleet = (): Promise<readonly DeclaredHostKey[]> =>
    declared().catch((error: unknown) => {
      // A fleet that cannot be read declares nothing; its hosts are then known by the other lists or asked about.
      if (isAppError(error)) return [];
      throw error;
    });

  const accept = async ({ host, key }: Shown, how: AcceptedBy): Promise<void> => {
    const { name, port } = knownAs(host);
    await own.add(name, port, key, how);
  };

  return {
    own,
    accept,
    declared: async () => declaredLines(await keysOfFleet()),
    async lines(host) {
      const texts = await Promise.all(
        host.knownHostsFiles.map(async (file) => ({
          file,
          text: await readFile(file, 'utf8').catch(() => ''),
        })),
      );
      const [ours, fleet] = await Promise.all([own.read(), keysOfFleet()]);
      return [
        ...texts.flatMap(({ file, text }) => parseKnownHosts(text, file)),
        ...ours,
        ...declaredLines(fleet),
      ];
    },
    async judge(shown, lines, open, signal) {
      const { host, key } = shown;
      const { name, port } = knownAs(host);
      if (host.revokedHostKeys !== null) {
        const isRevoked = await isInRevokedList(host.revokedHostKeys, key);
        if (isRevoked) return { kind: 'refused', error: revokedKey(shown, { file: host.revokedHostKeys }) };
      }
      const verdict = judgeHostKey(lines, name, port, key);
      switch (verdict.kind) {
        case 'known':
          return { kind: 'trusted', by: verdict.line };
        case 'changed':
          return { kind: 'refused', error: changedKey(shown, verdict.line) };
        case 'revoked':
          return { kind: 'refused', error: revokedKey(shown, verdict.line) };
        case 'unknown': {
          const { knownTypes, authorities } = verdict;
          if (authorities.length === 0) {
            return { kind: 'unknown', error: unknownHost(shown, knownTypes, null), knownTypes };
          }
          const why = await certificateFault(shown, name, authorities, open, signal);
          if (why === null) return { kind: 'trusted', by: 'certificate' };
          return { kind: 'unknown', error: unknownHost(shown, knownTypes, why), knownTypes };
        }
      }
    },
    async settle(shown, { knownTypes }, signal) {
      const { host, key, reach } = shown;
      const { name, port } = knownAs(host);
      const remember = async (how: AcceptedBy): Promise<true> => {
        if (host.remembersKeys || how === 'asked') await accept(shown, how);
        return true;
      };
      if (host.unknownKey === 'refuse') return false;
      if (host.unknownKey === 'accept') return remember('accept-new');
      if (reach.unattended === true) return false;
      const answer = await asker.ask(
        {
          kind: 'host-key',
          host: spokenName(reach),
          name: knownHostName(name, port),
          keyType: keyTypeOf(key),
          fingerprint: fingerprint(key),
          knownTypes: [...knownTypes],
        },
        signal,
      );
      return answer?.accept === true ? remember('asked') : false;
    },
    async filesForOpenSsh(folder) {
      const fleet = await writeDeclaredFile(folder, await keysOfFleet());
      return [own.path, ...(fleet === null ? [] : [fleet])];
    },
  };
}

/** Null when a certificate of one of the authorities proves that the host has the key it showed. */
async function certificateFault(
  { key }: Shown,
  name: string,
  authorities: readonly Buffer[],
  open: OpenStream,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  const all = await scanCertificates(open, key, signal);
  if (all.length === 0) return 'it shows none';
  const trusted = all.filter((one) => authorities.some((authority) => authority.equals(one.authority)));
  if (trusted.length === 0) return 'it is signed by another authority';
  const ofThisKey = trusted.filter((one) => one.key.equals(key));
  if (ofThisKey.length === 0) return 'it is for another key';
  const faults = ofThisKey.map((one) => faultOf(one, name.toLowerCase(), new Date()));
  return faults.includes(null) ? null : (faults[0] ?? null);
}
